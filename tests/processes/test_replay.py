"""What is recorded of a case is enough to prove how it came to be where it is."""

from __future__ import annotations

from engine.casefile import Filing
from engine.engine import Engine
from engine.replay import replay
from tests.processes.told import Told, everything
from webapp.casework.frames import Frame, Projector
from webapp.casework.readmodel import ReadModel
from webapp.casework.recorded import encode


def test_every_case_replayed_from_its_record_is_the_same_to_the_byte(engines: list[Engine]) -> None:
    for story in everything():
        state = story.case.state
        again = replay(story.case.history, lambda _: engines[1], case_id=state.case_id, number=state.number)
        assert again.proven, (story.scenario, story.case.name, again.differences[:1], again.stopped)
        assert again.state == state, f"{story.scenario}: {story.case.name}"


def test_a_record_that_was_tampered_with_is_not_proven(engines: list[Engine]) -> None:
    story = next(story for story in everything() if len(story.case.history) > 5)
    state, (first, second, *rest) = story.case.state, story.case.history
    again = replay([first, *rest], lambda _: engines[1], case_id=state.case_id, number=state.number)
    assert second.events
    assert not again.proven


class NoTree:
    """Units without tiers: what waits, and where, does not hang on them."""

    def tier(self, unit: str) -> str | None:
        return None

    def path(self, unit: str) -> str:
        return f"/{unit}/"


def folded(story: Told, engine: Engine) -> Frame:
    """The case as the auditor's room shows it, from its events alone."""
    versions = {story.case.state.definition, engine.library.newest(story.process).id}
    filings = {version: Filing(engine.library.version(version)) for version in versions}
    projector, frame = Projector(None, lambda _: NoTree(), filings), Frame(ReadModel.of(1, {}))  # type: ignore[arg-type]
    for seq, (at, event) in enumerate(story.case.log, 1):
        projector.move(frame, (seq, at, type(event).__name__, encode(event), "system"))
    return frame


def test_tokens_and_file_by_the_events_alone_are_those_of_the_engine(engines: list[Engine]) -> None:
    received = 0
    for story in everything():
        frame, state = folded(story, engines[1]), story.case.state
        waits = {(number, element) for (_, number), element in frame.here.items()}
        assert waits == {(work.no, work.element) for work in engines[1].open_work(state)}, f"{story.scenario}: {story.case.name}"
        assert frame.file == state.file, f"{story.scenario}: {story.case.name}"
        received += any(type(event).__name__ == "MessageReceived" for event in story.events())
    assert received > 20, "messages end what waited for them without saying so"
