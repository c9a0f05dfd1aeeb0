"""Why a decision came out as it did: the row of the table that matched, as its author described it, and what it said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from flask import g
from lxml import etree

from webapp.casework.queries.case import HistoryStep
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.pages.dated_words import dated_words, numbers_of, published_xml
from webapp.pages.limit_words import limit_words
from webapp.pages.names import name_of_code
from webapp.pages.process_texts import decision_name, element_name, translated
from webapp.pages.texts import moment, t

DMN = "{https://www.omg.org/spec/DMN/20191111/MODEL/}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d")
"""As expressions write one: local time first, then offset or zone."""
_CODE = re.compile(r"[a-z][a-z0-9_]*")
TAKES_ALL = ("COLLECT", "RULE ORDER", "OUTPUT ORDER")
SHOWN = 4
"""Decisions on the page of a case, the newest of each step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """`rules`: how the table's author describes the rows that matched. `said`: (label, value) of the outcome. `dated`: which
    published tables decided, in words."""

    at: datetime
    step: str
    rules: tuple[str, ...]
    said: tuple[tuple[str, str], ...]
    dated: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """Of one process version. `rules`: rule id -> description. `first_of`: rule id -> its table, where the first match counts and
    the others say nothing. `columns`: rule id -> its table's output columns, name -> label: a name means something else in
    another table. `labels`: the same of all tables, for outcomes without a row."""

    rules: Mapping[str, str]
    first_of: Mapping[str, str]
    columns: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, str]


def because(identity: str, steps: Iterable[HistoryStep]) -> list[Because]:
    """The newest decision of each step, newest first. `steps`: the history, newest first."""
    found: dict[str, Because] = {}
    for step in steps:
        for kind, data in reversed(step.events):
            if kind == "DecisionTaken" and data["element"] not in found:
                found[data["element"]] = _told(identity, step.at, data)
    return list(found.values())[:SHOWN]


def answers(identity: str, questions: Iterable[Mapping[str, Any]]) -> list[Because]:
    """What decisions answered that were asked outside of any case. `questions`: as of engine.scenarios.look."""
    return [
        replace(
            _told(identity, datetime.fromisoformat(one["at"]), {**one, "element": one["decision"], "outputs": one["value"]}),
            step=decision_name(identity, one["decision"]),
        )
        for one in questions
    ]


def _told(identity: str, at: datetime, data: Mapping[str, Any]) -> Because:
    own = tables_of(identity)
    tables = _with_dated(own, numbers_of(data))
    ids = _counting(tables, [str(rule) for rule in data.get("rules") or ()])
    rules = [rule_text(identity, id, tables.rules.get(id, ""), own.rules.get(id)) for id in ids]
    outputs = data.get("outputs")
    given = (
        [(name, value) for name, value in outputs.items() if name in tables.labels]
        if isinstance(outputs, Mapping)
        else [("", outputs)]
    )
    labels = {**tables.labels, **next((tables.columns[id] for id in ids if id in tables.columns), {})}
    said = [(_label(identity, labels, name), words) for name, value in given if (words := _said(identity, value))]
    return Because(
        at=at, step=element_name(identity, data["element"]), rules=tuple(dict.fromkeys(filter(None, rules))),
        said=tuple(said[:6]), dated=dated_words(data),
    )  # fmt: skip


def rule_text(identity: str, id: str, note: str, own: str | None) -> str:
    """What a row rests on. Translated is the version's own row; a published one that says something else has no translation."""
    return (translated(identity, ("rules", id)) if note == own else "") or note


def _with_dated(own: Tables, numbers: tuple[int, ...]) -> Tables:
    """The tables of a version with those that stood in for them."""
    found = own
    for number in numbers:
        dated = tables_in({"dated.dmn": published_xml(number) or "<none/>"})
        found = Tables(
            rules={**found.rules, **dated.rules}, first_of={**found.first_of, **dated.first_of},
            columns={**found.columns, **dated.columns}, labels={**found.labels, **dated.labels},
        )  # fmt: skip
    return found


def _counting(tables: Tables, ids: list[str]) -> list[str]:
    """Of a table that takes the first match, that one alone."""
    taken: dict[str, str] = {}
    return [id for id in ids if taken.setdefault(tables.first_of.get(id, id), id) == id]


def _said(identity: str, value: Any) -> str:
    """In words; a code of the model that its author gave no words is for expressions, not for people."""
    words = translated(identity, ("rulings", str(value))) or value_words(value)
    return "" if words == value and _CODE.fullmatch(words) else words


def _label(identity: str, labels: Mapping[str, str], name: str) -> str:
    if not name:
        return ""
    english = translated(identity, ("outputs", name))
    return english or (labels.get(name, name) if g.locale != "en" else name.replace("_", " "))


def value_words(value: Any) -> str:
    """Codes of units and categories by name, limits in words, the rest as it is; "" for nothing."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    if isinstance(value, Mapping):
        return t("list-comma").join(filter(None, map(value_words, value.values())))
    if isinstance(value, list):
        return t("list-comma").join(filter(None, map(value_words, value)))
    text = str(value)
    if _MOMENT.match(text):
        return moment(datetime.fromisoformat(text[:19]).replace(tzinfo=CITY_TIME))
    if called := name_of_code(text):
        return called
    try:
        return limit_words(text)
    except ValueError:
        return text


def tables_of(identity: str) -> Tables:
    """What the decision tables of a process version, or of the draft that is looked at, call their rows and columns."""
    drafted = g.get("drafted")
    return tables_in(g.drafted_files) if drafted is not None and drafted.id == identity else _deployed(identity)


@lru_cache(maxsize=64)
def _deployed(identity: str) -> Tables:
    with connections.take() as connection:
        row = connection.execute("SELECT files FROM definition WHERE id = %s", (identity,)).fetchone()
    return tables_in(row[0] if row else {})  # type: ignore[arg-type]


def tables_in(files: Mapping[str, str]) -> Tables:
    """The same of the texts of a process folder."""
    rules: dict[str, str] = {}
    columns: dict[str, Mapping[str, str]] = {}
    labels: dict[str, str] = {}
    first_of: dict[str, str] = {}
    for path, text in files.items():
        if not path.endswith(".dmn"):
            continue
        root = etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
        for table in root.iter(f"{DMN}decisionTable"):
            takes_first = (table.get("hitPolicy") or "UNIQUE") not in TAKES_ALL
            own = _labels(table)
            for rule in table.iter(f"{DMN}rule"):
                columns[rule.get("id", "")] = own
                rules[rule.get("id", "")] = (rule.findtext(f"{DMN}description") or "").strip()
                if takes_first:
                    first_of[rule.get("id", "")] = table.get("id", "")
        labels |= _labels(root)
    return Tables(rules=rules, first_of=first_of, columns=columns, labels=labels)


def _labels(part: etree._Element) -> dict[str, str]:
    """Name -> label of the output columns in a model or a table."""
    outputs = part.iter(f"{DMN}output")
    return {output.get("name", ""): output.get("label", "") for output in outputs if output.get("name") and output.get("label")}
