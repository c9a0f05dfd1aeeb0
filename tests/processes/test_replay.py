"""What is recorded of a case is enough to prove how it came to be where it is."""

from __future__ import annotations

from engine.engine import Engine
from engine.replay import replay
from tests.processes.told import everything


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
