"""A directly-follows graph as a picture: activities in layers from the beginning to the end, passages as lines.

Layers by the longest way over the passages that lead forward (as cases mostly go), places in a layer by the middle of what leads
there. Plain SVG: it needs no script, prints, and takes its colours from the page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from webapp.mining.follows import BEGIN, END, Arc, Graph

WIDTH, HEIGHT, GAP, RISE = 168, 46, 28, 62
"""Of a box; between boxes of a layer; between layers."""
MARGIN = 24
THICKEST = 7.0
LONGEST_NAME = 13
"""Characters of a name drawn on one line of a box; two lines."""
ROUNDS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """`kind`: begin, end or step. `degree`: 1 to 5 by frequency. `lines`: its name as drawn."""

    key: str
    kind: str
    x: float
    y: float
    lines: tuple[str, ...]
    name: str
    count: int
    degree: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`path`: SVG. `x`, `y`: where its number stands. `back`: against the usual direction."""

    arc: Arc
    path: str
    x: float
    y: float
    width: float
    back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    width: float
    height: float
    boxes: list[Box]
    lines: list[Line]


def drawn(graph: Graph, name: Callable[[str], str]) -> Picture:
    """The picture of a graph; names in the reader's language."""
    layers = _layers(graph)
    rows: dict[int, list[str]] = {}
    for node, layer in layers.items():
        rows.setdefault(layer, []).append(node)
    order = _ordered([rows[layer] for layer in sorted(rows)], graph)
    widest = max((len(row) for row in order), default=1)
    whole = widest * (WIDTH + GAP)
    places = {
        node: (MARGIN + GAP + (whole - len(row) * (WIDTH + GAP)) / 2 + place * (WIDTH + GAP), MARGIN + layer * (HEIGHT + RISE))
        for layer, row in enumerate(order)
        for place, node in enumerate(row)
    }
    most = max((arc.times for arc in graph.arcs), default=1)
    busiest = max(graph.nodes.values(), default=1)
    boxes = [_box(node, places[node], graph, busiest, name) for node in places]
    lines = [_line(arc, places, most) for arc in graph.arcs if arc.source in places and arc.target in places]
    return Picture(
        width=whole + GAP + 2 * MARGIN + 90, height=len(order) * (HEIGHT + RISE) - RISE + 2 * MARGIN, boxes=boxes, lines=lines
    )


def _layers(graph: Graph) -> dict[str, int]:
    """Node -> layer. Passages are taken the most frequent first; one that would close a circle does not lead forward."""
    forward: dict[str, set[str]] = {}

    def leads(source: str, target: str) -> bool:
        waiting, seen = [source], {source}
        while waiting:
            one = waiting.pop()
            if one == target:
                return True
            fresh = forward.get(one, set()) - seen
            seen |= fresh
            waiting += fresh
        return False

    for arc in graph.arcs:
        if arc.source != arc.target and not leads(arc.target, arc.source):
            forward.setdefault(arc.source, set()).add(arc.target)
    nodes = [BEGIN, *graph.nodes, END]
    layers = dict.fromkeys(nodes, 0)
    for _ in nodes:
        moved = False
        for source, targets in forward.items():
            for target in targets:
                if layers[target] < layers[source] + 1:
                    layers[target], moved = layers[source] + 1, True
        if not moved:
            break
    touched = {node for arc in graph.arcs for node in (arc.source, arc.target)}
    layers[END] = max((layer for node, layer in layers.items() if node != END), default=0) + 1
    return {node: layer for node, layer in layers.items() if node in touched}


def _ordered(rows: list[list[str]], graph: Graph) -> list[list[str]]:
    """Fewer crossings: each where the middle of what it is joined with lies, down and up some times."""
    joined: dict[str, list[str]] = {}
    for arc in graph.arcs:
        joined.setdefault(arc.source, []).append(arc.target)
        joined.setdefault(arc.target, []).append(arc.source)
    rows = [sorted(row) for row in rows]
    for turn in range(ROUNDS):
        place = {node: index / max(len(row), 1) for row in rows for index, node in enumerate(row)}
        for row in rows if turn % 2 == 0 else reversed(rows):
            row.sort(key=lambda node: _middle([place[other] for other in joined.get(node, ()) if other in place]))
            place.update((node, index / max(len(row), 1)) for index, node in enumerate(row))
    return rows


def _middle(places: list[float]) -> float:
    return sum(places) / len(places) if places else 0.5


def _box(node: str, at: tuple[float, float], graph: Graph, busiest: int, name: Callable[[str], str]) -> Box:
    kind = {BEGIN: "begin", END: "end"}.get(node, "step")
    count = graph.nodes.get(node, 0)
    words = "" if kind != "step" else name(node)
    return Box(
        key=node, kind=kind, x=at[0], y=at[1], name=words, lines=_wrapped(words), count=count,
        degree=min(5, 1 + int(count / busiest * 5)) if count else 0,
    )  # fmt: skip


def _wrapped(words: str) -> tuple[str, ...]:
    """Two lines at most; broken between words where there are some. A Chinese character is as wide as two letters."""
    lines, line = [], ""
    for part in _parts(words):
        if line and _wide(line + part) > LONGEST_NAME * 2:
            lines.append(line.strip())
            line = ""
        line += part
    lines.append(line.strip())
    return tuple(lines[:2]) if len(lines) < 3 else (lines[0], f"{lines[1][: LONGEST_NAME * 2 - 2]}…")


def _parts(words: str) -> list[str]:
    return [f"{part} " for part in words.split(" ")] if " " in words else list(words)


def _wide(words: str) -> int:
    return sum(2 if ord(character) > 0x2E80 else 1 for character in words)


def _line(arc: Arc, places: dict[str, tuple[float, float]], most: int) -> Line:
    (x1, y1), (x2, y2) = places[arc.source], places[arc.target]
    width = round(1 + arc.times / most * (THICKEST - 1), 1)
    middle = WIDTH / 2
    if arc.source == arc.target:
        right, top = x1 + WIDTH, y1 + HEIGHT / 2
        bow = f"{right + 34:.0f},{top - 22:.0f} {right + 34:.0f},{top + 22:.0f}"
        path = f"M{right:.0f},{top - 8:.0f} C{bow} {right:.0f},{top + 8:.0f}"
        return Line(arc=arc, path=path, x=right + 30, y=top + 4, width=width, back=True)
    if y2 > y1:
        a, b, c, d = x1 + middle, y1 + HEIGHT, x2 + middle, y2
        bend = (d - b) / 2
        side = 0 if d - b <= RISE else 70 * (1 if c >= a else -1)
        path = f"M{a:.0f},{b:.0f} C{a + side:.0f},{b + bend:.0f} {c + side:.0f},{d - bend:.0f} {c:.0f},{d - 4:.0f}"
        return Line(arc=arc, path=path, x=(a + c) / 2 + side * 0.75, y=(b + d) / 2, width=width, back=False)
    a, b, c, d = x1 + WIDTH, y1 + HEIGHT / 2, x2 + WIDTH, y2 + HEIGHT / 2
    out = max(a, c) + 30 + abs(b - d) / 12
    path = f"M{a:.0f},{b:.0f} C{out:.0f},{b:.0f} {out:.0f},{d:.0f} {c + 4:.0f},{d:.0f}"
    return Line(arc=arc, path=path, x=(max(a, c) + 3 * out) / 4, y=(b + d) / 2, width=width, back=True)
