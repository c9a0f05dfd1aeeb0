"""The operator's own numbers over those a process brings: rows are added, never changed, and count for what starts from then on.

A running clock keeps the limit it was started with; only an extension gives it more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from engine.definition import Definition
from engine.errors import Rejection
from engine.limits import InvalidLimit, Limit
from engine.now import now
from engine.policy import Policies, PolicyRow
from webapp.audit import log
from webapp.database.connections import Connection, json


class UnknownPolicy(Rejection):
    """This process has no policy of this name."""


class UnfitValue(Rejection):
    """This value is of another kind than the one the process brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """A policy in force. `own`: the operator decided it; else it is the process's. `basis`: law, plan or decision behind it."""

    name: str
    value: Any
    effective_from: date
    basis: str
    own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """A decision of the operator, in force or not. `by`: actor label, None for those of old."""

    name: str
    value: Any
    effective_from: date
    basis: str
    at: datetime
    by: str | None


def enact(
    connection: Connection, definition: Definition, name: str, value: Any, *, effective_from: date, basis: str, by: str = "system"
) -> None:
    """From `effective_from` on, `name` is `value` (JSON) in every case of the process. `by`: actor label. Raises UnknownPolicy,
    UnfitValue."""
    brought = _brought(definition).get(name)
    if brought is None:
        raise UnknownPolicy(policy=name, known=sorted(_brought(definition)))
    if _kind(value) != _kind(brought["value"]):
        raise UnfitValue(policy=name, value=value, example=brought["value"])
    with connection.transaction():
        connection.execute(
            """INSERT INTO policy (process, name, value, effective_from, basis, entered_at, entered_by)
               VALUES (%s, %s, %s, %s, %s, %s, %s)""",
            (definition.key, name, json(value), effective_from, basis, now(), by),
        )
        about = {"process": definition.key, "what": name, "value": value, "since": effective_from.isoformat(), "reason": basis}
        log.record(connection, "policy_changed", by, about)


def standing(connection: Connection, definition: Definition, moment: datetime) -> list[Standing]:
    """What is in force at `moment`, by name."""
    shipped = [
        Standing(
            name=row["name"], value=row["value"], effective_from=date.fromisoformat(row["effective_from"]),
            basis=row.get("basis") or "", own=False,
        )
        for row in definition.manifest.get("policies", ())
    ]  # fmt: skip
    rows: list[tuple[Any, ...]] = connection.execute(
        "SELECT name, value, effective_from, basis, entered_at FROM policy WHERE process = %s ORDER BY id", (definition.key,)
    ).fetchall()
    own = [
        (Standing(name=name, value=value, effective_from=since, basis=basis or "", own=True), entered)
        for name, value, since, basis, entered in rows
    ]
    in_force = _newest([(row, None) for row in shipped], moment) | _newest(own, moment)
    return [in_force[name] for name in sorted(in_force)]


def entered(connection: Connection, process: str) -> list[Entered]:
    """Everything the operator ever decided for the process, the newest first."""
    rows: list[tuple[Any, ...]] = connection.execute(
        """SELECT name, value, effective_from, coalesce(basis, ''), entered_at, entered_by FROM policy WHERE process = %s
           ORDER BY entered_at DESC, id DESC""",
        (process,),
    ).fetchall()
    names = ("name", "value", "effective_from", "basis", "at", "by")
    return [Entered(**dict(zip(names, row, strict=True))) for row in rows]


def _newest(rows: list[tuple[Standing, datetime | None]], moment: datetime) -> dict[str, Standing]:
    """By the engine's own rule: each row is the value of its policy."""
    policies = Policies(
        PolicyRow(name=row.name, value=row, effective_from=row.effective_from, entered_at=entered) for row, entered in rows
    )
    return policies.at(moment)


def _brought(definition: Definition) -> dict[str, Mapping[str, Any]]:
    return {row["name"]: row for row in definition.manifest.get("policies", ())}


def _kind(value: Any) -> str:
    """limit, number, or the name of the JSON type."""
    if isinstance(value, str):
        try:
            Limit.parse(value)
        except InvalidLimit:
            return "text"
        return "limit"
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    return type(value).__name__
