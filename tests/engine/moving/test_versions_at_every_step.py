"""Random stories, told twice: once as they are, and once with a change of version before every step. Both must come out alike."""

from __future__ import annotations

import random
import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import events as e
from engine.replay import Recorded, replay
from tests.engine.drawing import draw
from tests.engine.moving.versions import Moving
from tests.engine.spiff.blocks import Drawing, blocks
from tests.engine.story import Story

MOST_STEPS = 40
MOVES = (e.CaseMigrated, e.TaskMoved, e.JobMoved, e.MessageUnawaited, e.MessageAwaited)
PLACES = re.compile(r'id="((?:t|p|b|g|j|m)\d+)"')
"""Elements that no expression names: tasks, subprocesses, borders, gateways."""


def told(story: Story) -> list[e.Event]:
    """What happened beside the move; results named after their element go with its id."""
    results = [event for event in story.told if isinstance(event, e.FileChanged) and {event.element} == set(event.changes)]
    return [event for event in story.told if not isinstance(event, MOVES) and event not in results]


def relabelled(model: bytes) -> bytes:
    """The same diagram under other labels."""
    return re.sub(rb'(<bpmn:(?:userTask|scriptTask|subProcess|\w+Gateway|\w+Event) id="\w+") name="', rb'\1 name="new ', model)


def renamed(model: bytes) -> tuple[bytes, dict[str, str]]:
    """The same diagram in which every element that may has another id; old id -> new id."""
    text = model.decode()
    mapping = {name: f"{name}_new" for name in PLACES.findall(text)}
    return re.sub(r'"((?:t|p|b|g|j|m)\d+)"', lambda found: f'"{mapping.get(found[1], found[1])}"', text).encode(), mapping


def walk(block: object, seed: int, *, other_ids: bool) -> None:
    chance, drawing = random.Random(seed), Drawing()
    first, last = block.draw(drawing)  # type: ignore[attr-defined]
    model = draw("\n".join(["s start", "x end", *drawing.lines, f"s > {first}", f"{last} > x"]))
    other, there = renamed(model) if other_ids else (relabelled(model), {})
    back = {new: old for old, new in there.items()}
    still, moving = Story(model), Moving(model, other)
    still.start(**drawing.file)
    moving.start(**drawing.file)
    tape = [Recorded(at=moving.now, events=tuple(moving.told))]
    for step in range(MOST_STEPS):
        if still.status == "completed":
            break
        version = (step + 1) % 2
        moving.migrates(version, **(there if version else back))
        tape.append(Recorded(at=moving.now, events=tuple(moving.told)))
        assert (moving.version, told(moving)) == (version, [])
        assert sorted(back.get(name, name) for name in moving.open) == still.open
        assert sorted(back.get(name, name) for name in moving.waits) == still.waits
        verb, what = chance.choice([*(("done", task) for task in still.open), *(("hears", name) for name in messages(still))])
        getattr(still, verb)(what)
        getattr(moving, verb)(there.get(what, what) if version else what)
        tape.append(Recorded(at=moving.now, events=tuple(moving.told)))
        assert [type(event) for event in moving.told] == [type(event) for event in still.told]
    assert (moving.status, moving.outcome) == (still.status, still.outcome)
    again = replay(tape, lambda _: moving.engine, case_id=7, number="20260302-000007")
    assert again.proven
    assert again.state == moving.step.state


def messages(story: Story) -> list[str]:
    return sorted({item.name for item in story.step.work if hasattr(item, "name")})


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks(), st.integers(0, 2**32))
def test_a_version_that_differs_in_names_only_changes_nothing(block: object, seed: int) -> None:
    walk(block, seed, other_ids=False)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks(), st.integers(0, 2**32))
def test_a_version_that_differs_in_ids_changes_nothing_with_a_mapping(block: object, seed: int) -> None:
    walk(block, seed, other_ids=True)
