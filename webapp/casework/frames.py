"""A case after any of its events, folded from the history. Long cases are not folded from the start each time: frames on the way
are kept in memory, and used again only while the event they stand for is still the same one in the database."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from threading import Lock
from typing import Any

from engine import events as e
from engine.casefile import Filing
from engine.definition import Definition
from engine.diagram import EventDefinition
from engine.errors import UnknownVersion
from webapp.casework import definitions, runtime
from webapp.casework.actors import user_in
from webapp.casework.projections import Occasion, UnitsAt, project
from webapp.casework.readmodel import ReadModel
from webapp.casework.recorded import decode
from webapp.database.connections import Connection

EVENTS = """
    SELECT seq, at, kind, data, actor, hash FROM case_event WHERE case_id = %s AND seq > %s AND seq <= %s ORDER BY seq
"""
IS_STILL = "SELECT 1 FROM case_event WHERE case_id = %s AND seq = %s AND hash = %s"
OPENS = {
    "TaskCreated": "task", "JobCreated": "job", "TimerScheduled": "timer", "MessageAwaited": "subscription",
    "IncidentRaised": "incident",
}  # fmt: skip
CLOSES = {
    "TaskCompleted": "task", "TaskCancelled": "task", "JobCompleted": "job", "JobFailed": "job", "JobCancelled": "job",
    "TimerFired": "timer", "TimerCancelled": "timer", "MessageUnawaited": "subscription", "IncidentResolved": "incident",
}  # fmt: skip
MOVES = {"TaskMoved": "task", "JobMoved": "job"}
PASSES = frozenset((
    "TaskCompleted", "JobCompleted", "TimerFired", "EscalationRaised", "DecisionTaken", "FileChanged", "MessageSent",
    "PhaseEntered",
))  # fmt: skip
"""Events that say a token went through their element."""
EVERY = 250
"""Events between two frames that are kept."""
MOST_CASES = 32

Key = tuple[str, int]


class NotYetBegun(LookupError):
    """The case began after this moment."""


@dataclass(slots=True)
class Frame:
    """After event `seq`, which happened `at`. `here`: what is open -> its element. `passed`: elements the case went through, in
    order. `left`: what a paused clock has left, as text. `units`, `people`: whom the case concerned so far."""

    model: ReadModel
    seq: int = 0
    at: datetime | None = None
    last_event: str = ""
    definition: str = ""
    file: Mapping[str, Any] = field(default_factory=dict)
    here: dict[Key, str] = field(default_factory=dict)
    passed: dict[str, None] = field(default_factory=dict)
    left: dict[tuple[str, int], str] = field(default_factory=dict)
    units: set[str] = field(default_factory=set)
    people: set[int] = field(default_factory=set)

    def copy(self) -> Frame:
        """Rows are replaced, never changed in place: the tables that hold them are copied, the rows are shared."""
        model = self.model
        open_rows = {table: dict(rows) for table, rows in model.open.items()}
        return replace(
            self, model=ReadModel(model.case_id, dict(model.case), open_rows), here=dict(self.here), passed=dict(self.passed),
            left=dict(self.left), units=set(self.units), people=set(self.people),
        )  # fmt: skip

    @property
    def tokens(self) -> tuple[str, ...]:
        """Elements where the case stands; what waits for a person first."""
        return tuple(dict.fromkeys(element for _, element in sorted(self.here.items(), key=lambda one: one[0][0] != "task")))


@dataclass(slots=True)
class Projector:
    """Moves frames on, event by event, with the models of the versions the case ran on."""

    connection: Connection
    units: UnitsAt
    filings: dict[str, Filing] = field(default_factory=dict)

    def move(self, frame: Frame, row: tuple[Any, ...]) -> e.Event:
        """Apply the event of `row` (see EVENTS) to `frame`."""
        seq, at, kind, data, actor, *_ = row
        event = decode(kind, data)
        frame.seq, frame.at, frame.last_event = seq, at, kind
        if isinstance(event, e.CaseStarted):
            frame.definition = event.definition
        elif kind in ("CaseMigrated", "MigrationUndone"):
            frame.definition = data["after"]
        if kind == "TaskCancelled":
            row_of_task = frame.model.open["work_item"].get((data["task"],), {})
            frame.people |= {row_of_task["assignee_id"]} - {None} if row_of_task else set()
        filing = self._filing(frame.definition)
        frame.file = filing.after(event, frame.file)
        project(event, Occasion(seq=seq, at=at, actor=actor, units=self.units(at)), frame.model)
        _walk(frame, kind, data, actor)
        if isinstance(event, e.MessageReceived):
            _receive(frame, event.name, filing.definition)
        return event

    def _filing(self, definition: str) -> Filing:
        if definition not in self.filings:
            library = runtime.current(self.connection).library
            try:
                known = library.version(definition)
            except UnknownVersion:
                definitions.bring(self.connection, library, definition)
                known = library.version(definition)
            self.filings[definition] = Filing(known)
        return self.filings[definition]


def _walk(frame: Frame, kind: str, data: Mapping[str, Any], actor: str) -> None:
    """Where the tokens are, where they have been, and whom it concerned."""
    if kind in OPENS:
        frame.here[OPENS[kind], data[OPENS[kind]]] = data["element"]
    elif kind in CLOSES:
        frame.here.pop((CLOSES[kind], data[CLOSES[kind]]), None)
    elif kind in MOVES:
        frame.here[MOVES[kind], data[MOVES[kind]]] = data["element"]
    elif kind == "CaseMigrated":
        frame.here = {key: data["mapping"].get(element, element) for key, element in frame.here.items()}
        frame.passed = dict.fromkeys(data["mapping"].get(element, element) for element in frame.passed)
    elif kind in {"CaseCompleted", "CaseCancelled"}:
        frame.here.clear()
        frame.passed |= {data["outcome"]: None} if "outcome" in data else {}
    elif kind == "ClockPaused":
        frame.left[data["clock"], data["run"]] = data["remaining"]
    elif kind == "ClockResumed" and data["due_at"] is not None:
        frame.left.pop((data["clock"], data["run"]), None)
    if kind in PASSES and data.get("element"):
        frame.passed.pop(data["element"], None)
        frame.passed[data["element"]] = None
    if kind in ("TaskCreated", "TaskMoved"):
        frame.units.add(data["unit"])
    if kind == "TaskCompleted":
        by = data["assignee"] if data["assignee"] is not None else user_in(actor)
        frame.people |= {by} - {None}


def _receive(frame: Frame, message: str, definition: Definition) -> None:
    """Who has waited longest for it takes it (engine/handling/acts/case.py), and waits on when that interrupts nothing."""
    awaited = [
        (number, element) for (kind, number), element in frame.here.items()
        if kind == "subscription" and any(one.kind == "message" and one.name == message for one in _events(definition, element))
    ]  # fmt: skip
    if not awaited:
        return
    number, element = min(awaited)
    if definition.elements[element].interrupting:
        frame.here.pop(("subscription", number))
    frame.passed.pop(element, None)
    frame.passed[element] = None


def _events(definition: Definition, element: str) -> tuple[EventDefinition, ...]:
    return definition.elements[element].events if element in definition.elements else ()


@dataclass(slots=True)
class _Kept:
    """Frames by case and number of their event, with the hash of that event. The case looked at longest ago goes first."""

    frames: OrderedDict[int, dict[int, tuple[bytes, Frame]]] = field(default_factory=OrderedDict)
    lock: Lock = field(default_factory=Lock)

    def before(self, connection: Connection, case_id: int, seq: int) -> Frame | None:
        with self.lock:
            known = self.frames.get(case_id, {})
            place = max((number for number in known if number <= seq), default=None)
            if place is None:
                return None
            digest, frame = known[place]
        if connection.execute(IS_STILL, (case_id, place, digest)).fetchone():
            return frame.copy()
        with self.lock:
            self.frames.pop(case_id, None)
        return None

    def keep(self, case_id: int, digest: bytes, frame: Frame) -> None:
        with self.lock:
            self.frames.setdefault(case_id, {}).setdefault(frame.seq, (digest, frame.copy()))
            self.frames.move_to_end(case_id)
            while len(self.frames) > MOST_CASES:
                self.frames.popitem(last=False)


_kept = _Kept()


def forget() -> None:
    """Fold from the start next time."""
    _kept.frames.clear()


def frame_at(connection: Connection, case_id: int, seq: int, units: UnitsAt) -> tuple[Frame, Projector]:
    """The case after event `seq`, or after its last one, and what moves it on. Event 0: nothing yet. `units`: as they were
    at a moment."""
    projector = Projector(connection, units)
    frame = _kept.before(connection, case_id, seq) or Frame(ReadModel.of(case_id, {}))
    for row in connection.execute(EVENTS, (case_id, frame.seq, seq)).fetchall():
        projector.move(frame, row)
        if frame.seq % EVERY == 0:
            _kept.keep(case_id, bytes(row[5]), frame)
    return frame, projector


def rows_between(connection: Connection, case_id: int, after: int, until: int) -> Iterable[tuple[Any, ...]]:
    """Events as `Projector.move` takes them."""
    return connection.execute(EVENTS, (case_id, after, until)).fetchall()
