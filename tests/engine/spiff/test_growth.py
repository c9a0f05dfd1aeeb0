"""A case that goes round for years costs no more than a young one."""

from __future__ import annotations

import time

from engine import commands as c
from tests.engine.story import Story

LOOP = """
s start
m exclusive
p sub
  i start
  f parallel
  a user unit="=place" due="=clock.k.due" clock.k="start enter limit=5wd unit=u"
  b user
  j parallel
  l end
  i > f > a > j > l
  f > b > j
y boundary on=p date="=clock.k.due" beside
w user
h sub event
  hs start message=H beside
  hu user
  hs > hu
g exclusive default=m
x end
s > m > p > g
y > w
g > x [=b.stop]
g > m
"""
TURNS, TRIES = 500, 15


def seconds(story: Story) -> float:
    """The fastest of many tries at the same step: load, handle, dump."""
    command = c.CompleteTask(command_id="x", task=story.no("a"), answers={"text": "done"})
    best = 1.0
    for _ in range(TRIES):
        began = time.perf_counter()
        story.handle(command)
        best = min(best, time.perf_counter() - began)
    return best


def test_turn_five_hundred_costs_at_most_twice_the_first() -> None:
    young, old = Story(LOOP).start(place="u1"), Story(LOOP).start(place="u1")
    for _ in range(TURNS):
        old.done("a", text="done").done("b", stop=False)
    assert len(old.step.state.blob) <= len(young.step.state.blob) + 20, "only numbers grew longer"
    assert min(seconds(old) for _ in range(3)) <= 2 * min(seconds(young) for _ in range(3))
    assert old.done("a").done("b", stop=True).outcome == "x"
