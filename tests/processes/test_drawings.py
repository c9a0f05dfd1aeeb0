"""A diagram is read by people: nothing lies on anything, lines are straight, work stands in the lane of their role."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest

from engine.definition import Definition
from engine.diagram import Flow
from tests.processes.conftest import library
from tests.processes.drawing import Box, Drawing, read_drawing

LIBRARY = library()


def drawn_flows(definition: Definition) -> list[Flow]:
    """Link events jump: theirs are flows that nobody draws."""
    return [flow for flows in definition.diagram.flows.values() for flow in flows if not flow.id.endswith(".link")]


DRAWN = {key: (LIBRARY.newest(key), read_drawing(LIBRARY.newest(key).diagram_xml)) for key in LIBRARY.keys()}  # noqa: SIM118

processes = pytest.mark.parametrize(("definition", "drawing"), DRAWN.values(), ids=DRAWN.keys())


def solid(definition: Definition, drawing: Drawing) -> list[Box]:
    """What covers its place: not pools, lanes and subprocesses, which hold others, nor events that sit on a border."""
    around = {"subProcess", "boundaryEvent"}
    return [drawing.boxes[element.id] for element in definition.elements.values() if element.type not in around]


@processes
def test_everything_is_drawn(definition: Definition, drawing: Drawing) -> None:
    assert definition.elements.keys() <= drawing.boxes.keys()
    assert {flow.id for flow in drawn_flows(definition)} == drawing.lines.keys()


@processes
def test_no_shape_comes_near_another(definition: Definition, drawing: Drawing) -> None:
    near = [(a.of, b.of) for a, b in combinations(solid(definition, drawing), 2) if a.meets(b, gap=8)]
    assert near == []


@processes
def test_lines_are_horizontal_or_vertical(definition: Definition, drawing: Drawing) -> None:
    slanted = [line for line, points in drawing.lines.items() for a, b in pairwise(points) if a[0] != b[0] and a[1] != b[1]]
    assert slanted == []


@processes
def test_lines_begin_and_end_at_the_border_of_what_they_join(definition: Definition, drawing: Drawing) -> None:
    for flow in drawn_flows(definition):
        points = drawing.lines[flow.id]
        assert drawing.boxes[flow.source].touches(points[0]), flow.id
        assert drawing.boxes[flow.target].touches(points[-1]), flow.id


@processes
def test_no_line_runs_through_a_shape(definition: Definition, drawing: Drawing) -> None:
    ends = {flow.id: (flow.source, flow.target) for flow in drawn_flows(definition)}
    through = [
        (line, box.of)
        for line in drawing.lines for piece in drawing.segments(line) for box in solid(definition, drawing)
        if box.of not in ends[line] and box.meets(piece, gap=4)
    ]  # fmt: skip
    assert through == []


@processes
def test_few_lines_cross(definition: Definition, drawing: Drawing) -> None:
    """Lines that share an end may run together; true crossings are counted once per place."""
    ends = {flow.id: {flow.source, flow.target} for flow in drawn_flows(definition)}
    places = {
        (max(a.left, b.left), max(a.top, b.top))
        for one, other in combinations(drawing.lines, 2) if not ends[one] & ends[other]
        for a in drawing.segments(one) for b in drawing.segments(other)
        if _cross(a, b) or _cross(b, a)
    }  # fmt: skip
    assert len(places) <= len(drawing.lines) // 40


@processes
def test_labels_cover_neither_shapes_nor_each_other(definition: Definition, drawing: Drawing) -> None:
    labels = list(drawing.labels.values())
    assert [(a.of, b.of) for a, b in combinations(labels, 2) if a.meets(b)] == []
    assert [(label.of, box.of) for label in labels for box in solid(definition, drawing) if label.meets(box)] == []


@processes
def test_work_stands_in_the_lane_of_its_role(definition: Definition, drawing: Drawing) -> None:
    for element in definition.elements.values():
        if element.type not in ("subProcess", "boundaryEvent"):
            lane, box = drawing.boxes[element.role], drawing.boxes[element.id]
            assert lane.holds(box), (element.id, element.role)


@processes
def test_inner_shapes_lie_in_their_subprocess(definition: Definition, drawing: Drawing) -> None:
    for element in definition.elements.values():
        if element.scope in definition.elements:
            assert drawing.boxes[element.scope].holds(drawing.boxes[element.id]), element.id


def _cross(level: Box, upright: Box) -> bool:
    return (
        level.top == level.bottom and upright.left == upright.right
        and level.left + 1 < upright.left < level.right - 1 and upright.top + 1 < level.top < upright.bottom - 1
    )  # fmt: skip
