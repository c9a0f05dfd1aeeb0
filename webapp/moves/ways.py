"""Ways that are not drawn, for one case: each is tried first, so that only possible ones are offered, with what they would do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine import events as e
from engine import work as w
from engine.commands import JumpTo, SendBack
from engine.engine import Engine
from engine.errors import Rejection
from engine.state import CaseState

JUMPED_TO = ("userTask", "manualTask", "subProcess", "transaction", "callActivity")
"""Offered to people; the engine would go to more."""
CLOCKS: dict[type[e.Event], str] = {
    e.ClockStarted: "starts", e.ClockStopped: "stops", e.ClockPaused: "pauses", e.ClockResumed: "resumes",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """`move`: sent_back or jump, from the open work `work` at `element` to `target`. `cancelled`, `started`: elements of work.
    `clocks`: (name, starts, stops, pauses or resumes). `held`: clocks that stand still and go on standing still."""

    move: str
    work: int
    element: str
    target: str
    cancelled: tuple[str, ...]
    started: tuple[str, ...]
    clocks: tuple[tuple[str, str], ...]
    held: tuple[str, ...]

    def command(self, command_id: str, reason: str) -> JumpTo | SendBack:
        """What would be sent."""
        if self.move == "sent_back":
            return SendBack(command_id=command_id, task=self.work, element=self.target, reason=reason)
        return JumpTo(command_id=command_id, work=self.work, element=self.target, reason=reason)


def ways(engine: Engine, state: CaseState, *, held: Iterable[str] = ()) -> list[Way]:
    """From every open task, job and incident to wherever the case can go on; back to what was done first. `held`: names of
    paused clocks. Errors: UnknownVersion."""
    return list(_possible(engine, state, tuple(held)))


def _possible(engine: Engine, state: CaseState, held: tuple[str, ...]) -> Iterator[Way]:
    elements = engine.library.version(state.definition).elements
    places = [item for item in engine.open_work(state) if isinstance(item, w.UserTask | w.Job | w.Incident)]
    for item in places:
        done = [name for name, element in elements.items() if element.type in ("userTask", "manualTask") and name in state.file]
        back = done if isinstance(item, w.UserTask) else []
        on = [
            name for name, element in elements.items() if element.type in JUMPED_TO and name not in back and not element.triggered
        ]
        for move, targets in (("sent_back", back), ("jump", on)):
            for target in targets:
                found = Way(
                    move=move, work=item.no, element=item.element, target=target, cancelled=(), started=(), clocks=(), held=()
                )
                tried = _tried(engine, state, found, held)
                if tried is not None:
                    yield tried


def _tried(engine: Engine, state: CaseState, way: Way, held: tuple[str, ...]) -> Way | None:
    try:
        events = engine.handle(state, way.command("", "")).events
    except Rejection:
        return None
    moved = {event.clock for event in events if isinstance(event, tuple(CLOCKS))}  # type: ignore[attr-defined]
    return Way(
        move=way.move, work=way.work, element=way.element, target=way.target,
        cancelled=_elements(events, e.TaskCancelled, e.JobCancelled), started=_elements(events, e.TaskCreated, e.JobCreated),
        clocks=tuple((event.clock, CLOCKS[type(event)]) for event in events if type(event) in CLOCKS),  # type: ignore[attr-defined]
        held=tuple(name for name in held if name not in moved),
    )  # fmt: skip


def _elements(events: Iterable[e.Event], *kinds: type[e.Event]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event.element for event in events if isinstance(event, kinds)))  # type: ignore[attr-defined]
