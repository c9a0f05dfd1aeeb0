"""Writes the golden states of a release, once and for all: `python -m tests.engine.golden.record 0.1.0`."""

from __future__ import annotations

import sys
from pathlib import Path

import orjson

from engine import commands as c
from engine.state import CaseState
from tests.engine.drawing import draw
from tests.engine.moving.versions import Moving
from tests.engine.story import Story

FOLDER = Path(__file__).parent
EVERYTHING = """
s start
f parallel
a user phase=intake lane=clerk unit="=place" due="=clock.handle.due" clock.handle="start enter limit=5wd unit=clerks"
q service type=notify in.to="=requester"
e eventgate
em catch message=M
et catch after=P30D
ek user
m user each="=units" item=u into=replies out="=m.text"
n user times=3 seq
p sub
  i start
  g parallel
  b user
  d catch when="=hot"
  k parallel
  l end
  h sub event
    hs start message=H beside
    hu user
    he end
    hs > hu > he
  i > g > b > k > l
  g > d > k
y boundary on=p date="=clock.handle.due" beside
yu user
ye end
r user
rb boundary on=r cycle=R5/P7D beside
ru user
re end
o exclusive default=ox
ox task
ou user
om exclusive
v inclusive
j parallel
x end
s > f > a > j
f > q > j
f > e
e > em > v
e > et > ek > v
v > j
f > m > j
f > n > j
f > p > j
y > yu > ye
f > r > j
rb > ru > re
f > o > ou [=broken.x > 1]
o > ox > om
ou > om > j
j > x
"""


def record(release: str) -> None:
    """States of one case at several moments of its life."""
    folder = FOLDER / "everything"
    model = draw(EVERYTHING)
    (folder / "process.bpmn").write_bytes(model)
    story = Story(model).start(place="u1", requester="r-1", units=["n", "s"], hot=False)
    states = {"begun": story.step.state}
    story.does(c.ClaimTask(command_id="1", task=story.no("a"), assignee=7)).hears("H", n=1).done("m", text="yes").done("n")
    story.does(c.PauseClock(command_id="2", clock="handle", reason="waiting"))
    states["paused"] = story.step.state
    story.does(c.ResumeClock(command_id="3", clock="handle", reason="answer")).done("a").done("b").later(days=10)
    states["late"] = story.step.state
    story.fails("q", message="no")
    states["incident"] = story.step.state
    states["migrated"] = migrated()
    rows = [{"name": name, "status": s.status, "blob": s.blob.decode(), "file": s.file} for name, s in states.items()]
    target = folder / f"{release}.json"
    if target.exists():
        raise SystemExit(f"{target} is recorded: never write it again")
    target.write_bytes(orjson.dumps(rows, option=orjson.OPT_INDENT_2))


def migrated() -> CaseState:
    """A case that has come from another version, and may go back."""
    story = Moving(EVERYTHING.replace("ru user", "ru user name=other"), EVERYTHING)
    story.start(place="u1", requester="r-1", units=["n", "s"], hot=False).done("m", text="yes")
    return story.migrates().step.state


if __name__ == "__main__":
    record(sys.argv[1])
