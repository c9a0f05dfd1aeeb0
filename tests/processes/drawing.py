"""The drawn side of a BPMN file: boxes, labels and lines as rectangles and points."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
DD = "{http://www.omg.org/spec/DD/20100524/DI}"

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    of: str
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box, gap: float = 0) -> bool:
        """Whether they overlap or come nearer than `gap`."""
        return (
            self.left < other.right + gap and other.left < self.right + gap
            and self.top < other.bottom + gap and other.top < self.bottom + gap
        )  # fmt: skip

    def holds(self, other: Box) -> bool:
        return self.left <= other.left and other.right <= self.right and self.top <= other.top and other.bottom <= self.bottom

    def touches(self, point: Point) -> bool:
        """On the border."""
        x, y = point
        inside = self.left - 1 <= x <= self.right + 1 and self.top - 1 <= y <= self.bottom + 1
        return inside and (min(abs(x - self.left), abs(x - self.right)) <= 1 or min(abs(y - self.top), abs(y - self.bottom)) <= 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    boxes: dict[str, Box]
    labels: dict[str, Box]
    lines: dict[str, tuple[Point, ...]]

    def segments(self, line: str) -> list[Box]:
        """The pieces of a line as boxes without breadth."""
        return [
            Box(of=line, left=min(a[0], b[0]), right=max(a[0], b[0]), top=min(a[1], b[1]), bottom=max(a[1], b[1]))
            for a, b in pairwise(self.lines[line])
        ]


def read_drawing(xml: bytes) -> Drawing:
    root = etree.fromstring(xml)
    shapes = {shape.get("bpmnElement", ""): shape for shape in root.iter(f"{DI}BPMNShape")}
    edges = {edge.get("bpmnElement", ""): edge for edge in root.iter(f"{DI}BPMNEdge")}
    labelled = {key: thing.find(f"{DI}BPMNLabel/{DC}Bounds") for key, thing in {**shapes, **edges}.items()}
    return Drawing(
        boxes={key: _box(key, shape.find(f"{DC}Bounds")) for key, shape in shapes.items()},
        labels={key: _box(key, bounds) for key, bounds in labelled.items() if bounds is not None},
        lines={
            key: tuple((float(p.get("x", 0)), float(p.get("y", 0))) for p in edge.iter(f"{DD}waypoint"))
            for key, edge in edges.items()
        },
    )


def _box(of: str, bounds: etree._Element | None) -> Box:
    assert bounds is not None, of
    x, y, width, height = (float(bounds.get(name, 0)) for name in ("x", "y", "width", "height"))
    return Box(of=of, left=x, top=y, right=x + width, bottom=y + height)
