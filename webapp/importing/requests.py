"""One row -> one request, or the reasons why not. Rule: a value that cannot be read is reported with its column."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time

from webapp.importing import cleaning
from webapp.importing.mapping import PERSONAL, FieldRule, SourceMapping
from webapp.importing.sheets import SheetRow
from webapp.importing.survey import Survey, clean
from webapp.importing.templates import fill, names
from webapp.vault import redact

LONGEST_TITLE = 200
"""Characters; a longer title is cut, the statement keeps it all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """`value` as it stands in the file, never of a personal column. `column` "": the row as a whole."""

    column: str
    problem: str
    value: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request before it is a case. `title` is free of personal data; statement, reply, name, phone and address go
    into the vault. `place`: code of the lowest unit known; `handled_by`: the unit that handled it in the other system."""

    source: str
    external_id: str
    received_at: datetime
    title: str
    place: str
    channel: str
    kind: str
    urgency: str
    category: str | None = None
    statement: str | None = None
    reply: str | None = None
    requester_name: str | None = None
    requester_phone: str | None = None
    address: str | None = None
    lon: float | None = None
    lat: float | None = None
    anonymous: bool = False
    """whether the requester wished not to be named; not known is not wished"""
    handled_by: str | None = None
    history: Mapping[str, str] = field(default_factory=dict)


def read(row: SheetRow, mapping: SourceMapping, survey: Survey, *, top: str, now: datetime) -> Request | list[Problem]:
    """The request a row holds, or every problem with it. `now`: a request cannot be from later."""
    if row.excess:
        return [Problem(column="", problem=f"{row.excess} cells more than headings")]
    if row.missing:
        return [Problem(column="", problem=f"{row.missing} cells missing")]
    said = clean(mapping, row.cells)
    values: dict[str, str | float | datetime | None] = {}
    problems: list[Problem] = []
    for name, rule in mapping.fields.items():
        try:
            values[name] = _value(rule, said, mapping, row)
        except cleaning.Unreadable as error:
            values[name] = None
            problems.append(_problem(name, rule, str(error), said))
    received = values["received_at"]
    if isinstance(received, datetime) and received > now:
        problems.append(_problem("received_at", mapping.fields["received_at"], "in the future", said))
    return problems or _request(values, said, mapping, survey, top)


def _value(
    rule: FieldRule, said: Mapping[str, str | None], mapping: SourceMapping, row: SheetRow
) -> str | float | datetime | None:
    found = next((value for template in rule.source if (value := fill(template, said))), None)
    if found is None:
        if rule.required:
            raise cleaning.Unreadable("missing")
        return rule.default
    if rule.form == "moment":
        hour, minute = map(int, mapping.time_of_day.split(":"))
        return cleaning.moment(_cell(rule, mapping, row), mapping.moments, mapping.zone, time(hour, minute))
    if rule.form == "number":
        return cleaning.number(found)
    if rule.form == "text":
        return cleaning.text(_cell(rule, mapping, row))
    if rule.table:
        return _translated(rule, found)
    return found


def _cell(rule: FieldRule, mapping: SourceMapping, row: SheetRow) -> cleaning.Cell:
    """The untouched cell behind a rule of one column: a date cell is a date, a text keeps its lines."""
    (column,) = names(rule.source[0])
    return next((row.cells[heading] for heading in mapping.columns[column] if heading in row.cells), None)


def _translated(rule: FieldRule, found: str) -> str | None:
    if found in rule.table:
        return rule.table[found]
    if rule.default is None:
        raise cleaning.Unreadable("not in the code table")
    return rule.default


def _problem(name: str, rule: FieldRule, problem: str, said: Mapping[str, str | None]) -> Problem:
    columns = [column for template in rule.source for column in names(template)]
    value = said.get(columns[0]) or "" if columns else ""
    return Problem(column=", ".join(dict.fromkeys(columns)), problem=problem, value="" if name in PERSONAL else value)


def _request(
    values: Mapping[str, str | float | datetime | None], said: Mapping[str, str | None], mapping: SourceMapping,
    survey: Survey, top: str,
) -> Request:  # fmt: skip
    place = next((code for rule in reversed(mapping.territory) if (code := fill(rule.code, said)) and fill(rule.name, said)), top)
    category = next((code for rule in reversed(mapping.categories) if (code := fill(rule.code, said))), None)
    unit = fill(mapping.department.code, said) if mapping.department else None
    lon, lat = values.get("lon") or None, values.get("lat") or None
    facts = {
        **{name: value for name, value in values.items() if name not in {"title", "lon", "lat"}},
        "title": redact(str(values["title"]))[:LONGEST_TITLE],
        "lon": lon if lat else None,
        "lat": lat if lon else None,
    }
    return Request(
        source=mapping.name, place=place, category=category,
        handled_by=survey.stands_for.get(unit) if unit else None,
        history={name: value for name, template in mapping.history.items() if (value := fill(template, said))},
        **facts,
    )  # fmt: skip
