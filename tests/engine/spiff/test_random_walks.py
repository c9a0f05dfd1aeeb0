"""Random diagrams, walked at random: the engine agrees at every step with what the blocks mean, stored or kept in memory."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import MessageNotAwaited
from tests.engine.drawing import draw
from tests.engine.spiff.blocks import Drawing, ScopeRun, blocks
from tests.engine.story import Story

MOST_STEPS = 60
LARGEST_STATE = 6_000


def walk(block: object, seed: int) -> None:
    chance, drawing = random.Random(seed), Drawing()
    first, last = block.draw(drawing)  # type: ignore[attr-defined]
    model = draw("\n".join(["s start", "x end", *drawing.lines, f"s > {first}", f"{last} > x"]))
    stored, plain = Story(model), Story(model, plain=True)
    meaning, heard = ScopeRun(block), set[str]()
    stored.start(**drawing.file)
    plain.start(**drawing.file)
    for _ in range(MOST_STEPS):
        assert stored.open == sorted(meaning.open())
        assert sorted(set(stored.waits)) == sorted(set(plain.waits))
        assert (stored.told, stored.step.work, stored.file) == (plain.told, plain.step.work, plain.file)
        assert len(stored.step.state.blob) <= LARGEST_STATE
        assert (stored.status == "completed") is meaning.over
        if meaning.over:
            assert (stored.step.work, stored.outcome is not None) == ((), True)
            return
        messages = [message for message in meaning.hears() if message not in heard]  # twice: which of two equal tasks is done?
        verb, what = chance.choice([*(("done", task) for task in stored.open), *(("hears", message) for message in messages)])
        heard.update({what} if verb == "hears" else ())
        getattr(stored, verb)(what)
        getattr(plain, verb)(what)
        assert meaning.finish(what) if verb == "done" else meaning.hear(what)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks(), st.integers(0, 2**32))
def test_the_engine_does_what_the_blocks_mean(block: object, seed: int) -> None:
    walk(block, seed)


def test_nobody_listens_for_an_unknown_message() -> None:
    story = Story("s start\na user\ns > a").start()
    with pytest.raises(MessageNotAwaited) as refusal:
        story.hears("M")
    assert refusal.value.facts == {"message": "M"}
