"""What would become of one case: it is really tried, on the state as it is loaded, and nothing is written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.engine import Engine
from engine.errors import CannotMigrate, MoveFails, NeedsMapping, Rejection
from engine.state import CaseState, unpack

MOVES, UNCHANGED, NEEDS_MAPPING, IMPOSSIBLE = "moves", "unchanged", "needs_mapping", "impossible"
VERDICTS = (MOVES, UNCHANGED, NEEDS_MAPPING, IMPOSSIBLE)
"""moves: something of what is open becomes different. unchanged: it goes on by the new version, what is open stays as it is."""

CHANGES: dict[type[e.Event], str] = {
    e.TaskMoved: "task", e.JobMoved: "job", e.IncidentMoved: "incident", e.TaskReleased: "holder", e.TaskRescheduled: "due",
    e.TaskReprioritised: "priority", e.TimerScheduled: "timer", e.TimerCancelled: "timer_gone", e.MessageAwaited: "message",
    e.MessageUnawaited: "message_gone", e.PhaseEntered: "phase", e.FactsChanged: "facts", e.TaskCreated: "goes_on",
    e.TaskCancelled: "goes_on", e.CaseCompleted: "goes_on", e.JobCreated: "goes_on", e.FileChanged: "goes_on",
}  # fmt: skip
"""Kind of event -> what people call it, see `move-change-...`. `goes_on`: with the move the case takes a step of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`problems`: {"reason", "element"}, why it cannot or what needs a mapping. `stands`: elements where it stands now.
    `changes`: values of CHANGES, sorted, and `final` when there is no way back."""

    verdict: str
    stands: tuple[str, ...]
    problems: tuple[Mapping[str, str], ...] = ()
    changes: tuple[str, ...] = ()


def look(engine: Engine, state: CaseState, target: str, mapping: Mapping[str, str]) -> Look:
    """Try to move the case to `target`. Errors: UnknownVersion."""
    stands = standing(engine.open_work(state))
    try:
        step = engine.handle(state, c.MigrateCase(command_id="", definition=target, mapping=mapping, reason=""))
    except NeedsMapping as refusal:
        elements: list[str] = refusal.facts["elements"]  # type: ignore[assignment]
        problems = tuple({"reason": "gone", "element": element} for element in elements)
        return Look(verdict=NEEDS_MAPPING, stands=stands, problems=problems)
    except Rejection as refusal:
        return Look(verdict=IMPOSSIBLE, stands=stands, problems=problems_of(refusal))
    kinds = {CHANGES[type(event)] for event in step.events if type(event) in CHANGES}
    if step.events and unpack(step.state.blob).before is None:
        kinds |= {"final"}
    return Look(verdict=MOVES if kinds else UNCHANGED, stands=stands, changes=tuple(sorted(kinds)))


def problems_of(refusal: Rejection) -> tuple[Mapping[str, str], ...]:
    """A refusal of a move as {"reason", "element"}."""
    if isinstance(refusal, CannotMigrate):
        return tuple(refusal.facts["problems"])  # type: ignore[arg-type]
    if isinstance(refusal, NeedsMapping):
        return tuple({"reason": "gone", "element": str(element)} for element in refusal.facts["elements"])  # type: ignore[attr-defined]
    element = str(refusal.facts.get("element", "")) if isinstance(refusal, MoveFails) else ""
    return ({"reason": refusal.code, "element": element},)


def standing(work: Iterable[w.OpenWork]) -> tuple[str, ...]:
    """Where a case stands: who or what is at work; if nobody, what it waits for."""
    items = list(work)
    at_work = [item.element for item in items if isinstance(item, w.UserTask | w.Job | w.Incident)]
    return tuple(dict.fromkeys(at_work or [item.element for item in items]))
