"""Events alone tell what the case file was: the same as the engine makes of the commands."""

from __future__ import annotations

from engine.casefile import Filing
from engine.engine import Engine
from engine.replay import replay
from tests.processes.told import Told, everything


def folded(engine: Engine, story: Told, steps: int | None = None) -> dict[str, object]:
    filing, file = Filing(engine.library.version(story.case.state.definition)), {}
    for recorded in story.case.history[:steps]:
        for event in recorded.events:
            file = filing.after(event, file)
    return dict(file)


def test_the_file_folded_from_the_events_is_the_one_the_engine_holds(engines: list[Engine]) -> None:
    for story in everything():
        assert folded(engines[0], story) == story.case.state.file, f"{story.scenario}: {story.case.name}"


def test_it_is_so_after_every_single_step(engines: list[Engine]) -> None:
    """Of the longest case of each process."""
    longest = {story.process: story for story in sorted(everything(), key=lambda story: len(story.case.history))}
    for story in longest.values():
        state = story.case.state
        for steps in range(1, len(story.case.history) + 1):
            past = story.case.history[:steps]
            again = replay(past, lambda _: engines[1], case_id=state.case_id, number=state.number)
            assert again.state is not None
            assert folded(engines[0], story, steps) == again.state.file, (story.scenario, steps)
