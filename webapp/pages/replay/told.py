"""What a step did, in words: its lines, decisions with the rows that matched, interventions with before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import g

from webapp.casework.interventions import Intervention
from webapp.casework.past import Past
from webapp.pages.dated_words import numbers_of, published_xml
from webapp.pages.limit_words import limit_words
from webapp.pages.names import person_name, unit_name
from webapp.pages.process_texts import clock_name, element_name, process_name, translated
from webapp.pages.replay.filed import Words, label_of
from webapp.pages.replay.strip import done_words
from webapp.pages.replay.table_rows import Column, TableRow, rows_in, rows_of
from webapp.pages.rule_words import rule_text, value_words
from webapp.pages.texts import moment, t
from webapp.pages.timeline import TELL, reason_words


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchedRow:
    """A row in the words of the reader. `when`, `then`: (heading, cell). `lang`: of what its author wrote beside it."""

    table: str
    number: int
    when: tuple[tuple[str, str], ...]
    then: tuple[tuple[str, str], ...]
    described: str
    lang: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """`given`: (name, value) the tables asked for. `rows` that matched; `unknown`: ids of rules that no file of this version has.
    `dated`: number and first day of each published table that stood in for the version's own; the rows are its rows then."""

    step: str
    given: tuple[tuple[str, str], ...]
    rows: tuple[MatchedRow, ...]
    unknown: tuple[str, ...]
    outcome: str
    dated: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """An intervention. `changes`: (label, before, after)."""

    seq: int
    title: str
    changes: tuple[tuple[str, Any, Any], ...]
    reason: str


def decided(then: Past) -> list[Decided]:
    """Decisions of the step, in order."""
    return [_decided(then.definition, event["data"]) for event in then.step.events if event["kind"] == "DecisionTaken"]


def done(then: Past) -> list[Done]:
    """Interventions of the step, in order."""
    words = Words.of(then) if then.step.interventions else Words({})
    return [_done(then.definition, one, words) for one in then.step.interventions]


def lines(then: Past, hidden: Iterable[int] = ()) -> list[tuple[int, str]]:
    """(number, words) of the step's events that say something to people. `hidden`: numbers of events for others' eyes."""
    kept = (event for event in then.step.events if event["seq"] not in set(hidden))
    found = ((event["seq"], tell(then.definition, event["data"])) for event in kept if (tell := TELL.get(event["kind"])))
    return [(seq, words) for seq, words in found if words]


def _decided(identity: str, data: Mapping[str, Any]) -> Decided:
    own = rows_of(identity)
    rows = {**own, **{rule: row for number in numbers_of(data) for rule, row in _published(number).items()}}
    rules = [str(rule) for rule in data.get("rules") or ()]
    found = [rows[rule] for rule in rules if rule in rows]
    headings = {column.name: _heading(identity, "inputs", column) for row in found for column, _ in row.when}
    return Decided(
        step=element_name(identity, data["element"]),
        given=tuple((headings.get(name, name), value_words(value) or "—") for name, value in (data.get("inputs") or {}).items()),
        rows=tuple(_matched(identity, row, own.get(row.id)) for row in found),
        unknown=tuple(rule for rule in rules if rule not in rows), outcome=_outcome(identity, data.get("outputs")),
        dated=tuple((data.get("dated") or {}).values()),
    )  # fmt: skip


def _published(number: int) -> Mapping[str, TableRow]:
    xml = published_xml(number)
    return rows_in(xml.encode()) if xml else {}


def _matched(identity: str, row: TableRow, own: TableRow | None) -> MatchedRow:
    described = rule_text(identity, row.id, row.described, own.described if own else None)
    return MatchedRow(
        table=translated(identity, ("decisions", row.decision)) or row.table, number=row.number,
        when=tuple((_heading(identity, "inputs", column), cell) for column, cell in row.when),
        then=tuple((_heading(identity, "outputs", column), cell) for column, cell in row.then),
        described=described, lang="zh" if described == row.described else g.locale,
    )  # fmt: skip


def _heading(identity: str, side: str, column: Column) -> str:
    return translated(identity, (side, column.name)) or column.label


def _outcome(identity: str, outputs: Any) -> str:
    """Several results each with its name."""
    if not isinstance(outputs, Mapping):
        return value_words(outputs)
    named = ((_result_name(identity, name), value_words(value)) for name, value in outputs.items())
    return t("list-comma").join(f"{name} {words}" for name, words in named if words)


def _result_name(identity: str, name: str) -> str:
    """The promise whose limit it is, or an entry of the file."""
    promise = clock_name(identity, name)
    return promise if promise != name else label_of(identity, name) or name


def _done(identity: str, one: Intervention, words: Words) -> Done:
    names = dict.fromkeys((*one.before, *one.after))
    edited = one.kind in ("edited", "resolved")
    changes = tuple(
        (
            (label_of(identity, name) or name) if edited else t(f"replay-change-{name}"),
            words.told(one.before.get(name)) if edited else _words(identity, name, one.before.get(name)),
            words.told(one.after.get(name)) if edited else _words(identity, name, one.after.get(name)),
        )
        for name in names
    )
    return Done(
        seq=one.seq,
        title=done_words(identity, one.kind, one.subject),
        changes=changes,
        reason=reason_words(identity, one.reason) if one.reason else "",
    )


def _words(identity: str, name: str, value: Any) -> Any:
    if value is None or value == []:
        return t("replay-nothing")
    if name == "assignee":
        return person_name(value)
    if name == "due_at":
        return moment(value if isinstance(value, datetime) else datetime.fromisoformat(value), full=True)
    if name == "limit":
        return limit_words(value)
    if name == "unit":
        return t("list-comma").join(unit_name(code) for code in value)
    if name == "elements":
        return t("list-comma").join(element_name(identity, element) for element in value)
    if name == "definition":
        return f"{process_name(value)} {value.partition('@')[2][:8]}"
    return t(f"replay-status-{value}") if name == "status" else value
