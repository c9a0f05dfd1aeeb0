"""What the page of a test run shows: the places of the tokens, what can be done next, and the past in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from typing import Any

from flask import g

from engine.dmn.errors import DmnError
from engine.errors import Rejection
from engine.feel.errors import FeelError
from engine.forms import Form
from engine.library import define, identity
from engine.limits import InvalidLimit
from webapp.casework.queries.case import HistoryStep
from webapp.forms import Field, fields_of, off, suggestions
from webapp.pages import choices as city
from webapp.pages.choices import Choice
from webapp.pages.process_texts import clock_name, definition_of, element_name
from webapp.pages.rule_words import Because, because
from webapp.pages.texts import moment
from webapp.pages.timeline import Entry, entries
from webapp.studio.drafts import Draft, files_of
from webapp.trials.scenarios import small_city

FILE = "filepicker"
UNREADABLE = (
    ValueError, KeyError, TypeError, AttributeError, LookupError, SyntaxError, Rejection, InvalidLimit, RecursionError, FeelError,
    DmnError,
)  # fmt: skip
BEGINS = frozenset(("CaseStarted", "TaskCompleted", "JobCompleted", "JobFailed", "MessageReceived", "TimerFired"))
"""Events that somebody or something caused; what follows from them belongs to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A user task that is open, with its form. `offered`: field -> choices that the form itself does not list."""

    element: str
    unit: str
    form: str
    fields: tuple[Field, ...]
    proposed: Mapping[str, Any]
    offered: Mapping[str, Sequence[Choice]]
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One case of the run."""

    case: Mapping[str, Any]
    identity: str
    timeline: list[Entry]
    because: list[Because]


def speak_for(draft: Draft) -> str:
    """From here on names in this request come from the draft; its identity. A draft that cannot be read gives ids for names."""
    files = files_of(draft)
    try:
        g.drafted, g.drafted_files = define(files), dict(draft.files)
        return identity(files)
    except UNREADABLE:
        return draft.base or draft.process


def new_tasks(draft: Draft) -> list[str]:
    """User tasks that the draft has and the version it began from has not, in the order of their ids."""
    drafted: Any = g.get("drafted")
    base = definition_of(draft.base) if draft.base else None
    if drafted is None or base is None:
        return []
    return sorted(id for id, element in drafted.elements.items() if element.type == "userTask" and id not in base.elements)


def told(case: Mapping[str, Any]) -> Told:
    """A case of engine.scenarios.look in words, newest first."""
    steps = list(_steps(case["history"]))[::-1]
    name = str(case["definition"])
    return Told(case=case, identity=name, timeline=entries(name, steps), because=because(name, steps))


def _steps(history: Sequence[Mapping[str, Any]]) -> Iterator[HistoryStep]:
    """What happened at one moment, anew with each thing that somebody did."""
    turn, before, turns = 0, None, []
    for event in history:
        turn += event["at"] != before or event["kind"] in BEGINS
        before = event["at"]
        turns.append(turn)
    for number, group in groupby(zip(turns, history, strict=True), key=itemgetter(0)):
        events = [event for _, event in group]
        told_so = tuple((event["kind"], dict(event["data"])) for event in events)
        yield HistoryStep(at=datetime.fromisoformat(events[0]["at"]), actor="", first_seq=number, events=told_so)


def asked_of(name: str, task: Mapping[str, Any], file: Mapping[str, Any], *, in_city: bool) -> Asked:
    """The form of an open task as a person gets it."""
    definition = definition_of(name)
    schema = definition.forms.get(task["form"] or "") if definition else None
    asked = asked_fields(schema)
    proposed = suggestions(asked, file)
    return Asked(
        element=task["element"], unit=task["unit"], form=task["form"] or "", fields=asked, proposed=proposed,
        offered={field.key: offered(field.source, file, in_city=in_city) for field in asked if field.source},
        hidden=tuple(sorted(off(asked, proposed))),
    )  # fmt: skip


def asked_fields(form: Form | None) -> tuple[Field, ...]:
    """Without uploads: a test run keeps none. What is written stays out of the scenario, so it need not be long."""
    fields = fields_of(form) if form else ()
    return tuple(
        replace(field, kind="textfield") if field.kind == "textarea" else field for field in fields if field.kind != FILE
    )


def files_asked(form: Form | None) -> list[str]:
    """Keys of the uploads that the form insists on."""
    return [field.key for field in (fields_of(form) if form else ()) if field.kind == FILE and field.required]


def offered(source: str, file: Mapping[str, Any], *, in_city: bool) -> Sequence[Choice]:
    """Choices of a field: units of the organisation in which the run plays."""
    if source == "units" and not in_city:
        return [Choice(value=code, label=code) for code in small_city()]
    return city.choices(source, file)


def upcoming(name: str, look: Mapping[str, Any]) -> tuple[str, str] | None:
    """(when, what) falls due next, in words."""
    if not look["next"]:
        return None
    what = str(look["next"]["what"])
    thing = clock_name(name, what.removeprefix("clock:")) if what.startswith("clock:") else element_name(name, what)
    return moment(datetime.fromisoformat(look["next"]["at"])), thing
