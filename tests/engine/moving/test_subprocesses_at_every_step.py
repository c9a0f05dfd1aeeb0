"""Random diagrams, in which one version draws subprocesses around parts and the other does not: a case that goes to and fro
between them at every step does what one does that stays."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import count

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.engine.drawing import draw
from tests.engine.moving.versions import Moving
from tests.engine.spiff.blocks import Again, Drawing, Sequence, blocks, forks, tasks
from tests.engine.story import Story

MOST_STEPS = 30


class Boxing(Drawing):
    """A drawing that does, or does not, draw its boxes; all else has the same names in both."""

    def __init__(self, *, is_drawn: bool) -> None:
        super().__init__()
        self.is_drawn, self.boxes = is_drawn, count()


@dataclass(frozen=True)
class Box:
    """A part around which one version draws a subprocess."""

    body: object

    def draw(self, d: Boxing) -> tuple[str, str]:
        name = f"box{next(d.boxes)}"
        if not d.is_drawn:
            return self.body.draw(d)  # type: ignore[attr-defined, no-any-return]
        d.add(f"{name} sub")
        outer, d.margin = d.margin, d.margin + "  "
        d.add(f"{name}_in start")
        d.add(f"{name}_out end")
        first, last = self.body.draw(d)  # type: ignore[attr-defined]
        d.add(f"{name}_in > {first}")
        d.add(f"{last} > {name}_out")
        d.margin = outer
        return name, name


def nested(inner: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.one_of(
        st.builds(Box, inner),
        st.builds(lambda parts: Sequence(tuple(parts)), st.lists(inner, min_size=2, max_size=3)),
        forks(inner),
        st.builds(Again, inner, st.integers(2, 3)),
    )


def walk(block: object, seed: int) -> None:
    chance, drawings = random.Random(seed), [Boxing(is_drawn=False), Boxing(is_drawn=True)]
    models = []
    for drawing in drawings:
        first, last = block.draw(drawing)  # type: ignore[attr-defined]
        models.append(draw("\n".join(["s start", "x end", *drawing.lines, f"s > {first}", f"{last} > x"])))
    still, moving = Story(models[0]), Moving(*models)
    still.start(**drawings[0].file)
    moving.start(**drawings[0].file)
    for step in range(MOST_STEPS):
        if still.status == "completed":
            break
        numbers = {item.no for item in moving.step.work}
        moving.migrates((step + 1) % 2)
        assert (moving.open, moving.waits) == (still.open, still.waits)
        assert {item.no for item in moving.step.work} == numbers
        heard = sorted({item.name for item in still.step.work if hasattr(item, "name")})
        verb, what = chance.choice([*(("done", task) for task in still.open), *(("hears", name) for name in heard)])
        getattr(still, verb)(what)
        getattr(moving, verb)(what)
    assert moving.status == still.status


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.recursive(tasks(), nested, max_leaves=8), st.integers(0, 2**32))
def test_boxes_around_parts_change_nothing(block: object, seed: int) -> None:
    walk(block, seed)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(blocks(), st.integers(0, 2**32))
def test_a_box_around_everything_changes_nothing(block: object, seed: int) -> None:
    walk(Box(block), seed)
