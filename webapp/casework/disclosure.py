"""Personal data in front of people: who sees it at once, who after giving a reason, who never. Deny by default.

The tables follow domain F.2. Whoever gives a reason is written down before anything is opened, in the same transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.now import now
from webapp import vault
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.notices import tell
from webapp.vault.vault import Reference

WORKING = ("call_taker", "intake_reviewer", "dispatcher", "unit_clerk", "unit_leader", "grid_worker", "grid_leader")
CHECKING = ("quality_reviewer", "callback_agent", "supervisor")

CLEAR: dict[str, tuple[str, ...]] = {
    "statement": (*WORKING, *CHECKING),
    "address": WORKING,
    "note": (*WORKING, *CHECKING),
    "file": (*WORKING, *CHECKING, "co_unit_clerk", "grid_police", "grid_cm", "grid_cleaner"),
}
"""Class -> roles that need it in front of them to do their work."""

WITH_REASON: dict[str, tuple[str, ...]] = {
    "name": ("call_taker", "unit_clerk", "callback_agent", "grid_worker", "supervisor", "auditor"),
    "phone": ("call_taker", "unit_clerk", "callback_agent", "grid_worker", "supervisor", "auditor"),
    "address": (*CHECKING, "auditor"),
    "statement": ("leader_viewer", "auditor"),
    "id_number": ("unit_clerk",),
    "plate": ("unit_clerk", "supervisor"),
    "note": ("auditor",),
    "file": ("unit_clerk", "leader_viewer", "auditor"),
}
"""Class -> roles that may open it after saying why."""

OF_CONFIDENTIAL = ("call_taker", "callback_agent", "supervisor")
"""Who may open name and phone of a person who asked for confidence; of an informer only the first and the last."""

WHO_IT_IS = frozenset(("name", "phone", "id_number"))
"""Classes that tell who somebody is."""

SHORTEST_REASON = 4


class ReasonNeeded(ValueError):
    """Say in a few words why this is needed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What stands in place of a reference: `text` clear or masked; `may_open`: after giving a reason."""

    text: str
    is_clear: bool
    may_open: bool


def show(by: Actor, file: Mapping[str, Any], references: Iterable[Reference]) -> dict[int, Shown]:
    """Record id -> what this person sees without doing anything."""
    wanted = list(references)
    with connections.take() as connection:
        keeper = vault.current()
        masked = keeper.masked(connection, wanted)
        clear = keeper.open(connection, [ref for ref in wanted if _is_clear(by, file, ref["class"])])
    if asks_for_confidence(file) and not by.roles & frozenset(OF_CONFIDENTIAL):
        clear = {record: vault.redact(text) for record, text in clear.items()}
    return {
        ref["vault"]: Shown(
            text=clear.get(ref["vault"], masked[ref["vault"]]),
            is_clear=ref["vault"] in clear,
            may_open=ref["vault"] not in clear and may_open(by, file, ref["class"]),
        )
        for ref in wanted
    }


def reveal(by: Actor, case_id: int, file: Mapping[str, Any], references: Iterable[Reference], reason: str) -> dict[int, str]:
    """Record id -> clear text of what `by` may open; the look is recorded first. Raises ReasonNeeded."""
    allowed = [ref for ref in references if may_open(by, file, ref["class"])]
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded
    if not allowed:
        return {}
    with connections.take() as connection, connection.transaction():
        _write_down(connection, by, case_id, allowed, reason)
        if _is_from_an_informer(file) and any(ref["class"] in WHO_IT_IS for ref in allowed):
            _tell_the_protection_officer(connection, by, case_id)
        return vault.current().open(connection, allowed)


def sees_files(by: Actor, file: Mapping[str, Any]) -> bool:
    """Whether this person sees what is attached to the case without a reason. What somebody sends who asked for confidence may
    show who it was."""
    allowed = frozenset(OF_CONFIDENTIAL) if asks_for_confidence(file) else frozenset(CLEAR["file"])
    return bool(by.roles & allowed)


def look_at_file(by: Actor, case_id: int, attachment: int, reason: str) -> None:
    """Write down that `by` opens an attachment. Raises ReasonNeeded."""
    if len(reason.strip()) < SHORTEST_REASON:
        raise ReasonNeeded
    with connections.take() as connection:
        _write_down(connection, by, case_id, [{"attachment": attachment, "class": "file"}], reason)


def note_file(by: Actor, case_id: int, attachment: int, party: int, how: str) -> None:
    """Write down that `by` opened an attachment that his role shows him without a reason. `how`: view or download."""
    about = {"case": case_id, "records": [{"attachment": attachment, "class": "file"}], "persons": [party], "how": how}
    with connections.take() as connection:
        log.record(connection, "file_opened", by.label, about)


def asks_for_confidence(file: Mapping[str, Any]) -> bool:
    """Whether the numbers that people write into their words would give them away (domain F.2: contact relay only)."""
    return bool(file.get("anonymous")) or file.get("compartment") == "confidential" or _is_from_an_informer(file)


def may_open(by: Actor, file: Mapping[str, Any], kind: str) -> bool:
    """Whether a reason would open this class for this person in this case."""
    roles = by.roles & frozenset(WITH_REASON.get(kind, ()))
    if kind in WHO_IT_IS and _is_from_an_informer(file):
        roles &= {"call_taker", "supervisor"}
    elif kind in WHO_IT_IS and asks_for_confidence(file):
        roles &= frozenset(OF_CONFIDENTIAL)
    return bool(roles)


def _is_from_an_informer(file: Mapping[str, Any]) -> bool:
    return file.get("kind") == "tip_off" or file.get("compartment") == "informer"


def references_in(value: object) -> list[Reference]:
    """Every reference inside a case file or an answer."""
    if vault.is_reference(value):
        return [dict(value)]  # type: ignore[call-overload]
    if isinstance(value, Mapping):
        return [ref for item in value.values() for ref in references_in(item)]
    if isinstance(value, list | tuple):
        return [ref for item in value for ref in references_in(item)]
    return []


def _is_clear(by: Actor, file: Mapping[str, Any], kind: str) -> bool:
    return bool(by.roles & frozenset(CLEAR.get(kind, ())))


def _write_down(connection: Connection, by: Actor, case_id: int, records: list[dict[str, Any]], reason: str) -> None:
    log.record(connection, "unmasked", by.label, {
        "case": case_id, "records": records, "reason": vault.redact(reason.strip())[:500],
    })  # fmt: skip


def _tell_the_protection_officer(connection: Connection, by: Actor, case_id: int) -> None:
    """An informer's name was opened (domain F.3, rule 5). He hears of it whether or not the case exists for him."""
    officers = connection.execute("""SELECT DISTINCT user_id FROM "position" WHERE role = 'data_protection_officer'""").fetchall()
    number = connection.execute('SELECT number FROM "case" WHERE id = %s', (case_id,)).fetchone()
    facts = {"user": by.user_id, "number": number[0] if number else ""}
    key = f"informer:{case_id}:{by.label}:{now().isoformat()}"
    tell(connection, "informer_revealed", key=key, users=[int(str(row[0])) for row in officers], facts=facts)
