"""Variants, loads, repetitions, ping-pong and passages of a small history that can be counted by hand."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from webapp.mining import drawing, follows, rework, steps, variants
from webapp.mining.amounts import times
from webapp.mining.history import Step, Trace
from webapp.mining.same_hands import same_hands

MONDAY = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
HOUR = 3_600_000_000


def trace(key: int, way: str, units: str = "", *, late: bool | None = False, ended: bool = True) -> Trace:
    """`way`, `units`: a letter per step; every step waits one hour and takes two."""
    done = [
        Step(
            name, units[place] if units else None, None, "done", MONDAY, MONDAY + timedelta(hours=3 * place), HOUR, 2 * HOUR,
            name == "b",
        )
        for place, name in enumerate(way)
    ]  # fmt: skip
    return Trace(key, f"case {key}", "", MONDAY, MONDAY if ended else None, len(way) * 3 * HOUR, late, tuple(done))


CASES = [trace(1, "abc", "xyx"), trace(2, "abc", "xyz", late=True), trace(3, "abbc", "xyyx"), trace(4, "ac", "xx", late=None)]


def test_the_most_frequent_variant_comes_first_and_shares_add_up() -> None:
    found = variants.variants(CASES)
    assert [("".join(one.way), len(one.cases)) for one in found] == [("abc", 2), ("abbc", 1), ("ac", 1)]
    assert [one.together for one in found] == [0.5, 0.75, 1.0]
    assert (found[0].late, found[0].judged, found[2].judged) == (1, 2, 0)
    assert found[0].times.median == 9 * HOUR


def test_the_key_of_a_variant_is_its_way() -> None:
    assert variants.key_of("abc") == variants.variants(CASES)[0].key
    assert variants.key_of(["ab", "c"]) != variants.key_of(["a", "bc"])


def test_loads_say_how_often_how_long_and_how_late() -> None:
    b = next(load for load in steps.by_activity(CASES) if load.activity == "b")
    assert (b.done, b.cases, b.late, b.judged) == (4, 3, 4, 4)
    assert (b.waited.median, b.took.median, b.cost) == (HOUR, 2 * HOUR, 12 * HOUR)
    assert steps.by_unit(CASES)[0].cost >= steps.by_unit(CASES)[-1].cost


def test_work_done_again_is_counted_beyond_the_first_time() -> None:
    (again,) = rework.repeats(CASES)
    assert (again.activity, len(again.cases), again.of, again.again, again.at_once) == ("b", 1, 3, 1, 1)


def test_ping_pong_is_a_b_a_and_steps_in_a_row_are_one_stay() -> None:
    found = rework.bounces(CASES, lambda step: step.unit)
    assert [(one.first, one.second, one.times, [case.key for case in one.cases]) for one in found] == [("x", "y", 2, [1, 3])]
    assert rework.handed_over(CASES, lambda step: step.unit) == 3


def test_pairs_of_steps_by_the_same_person_are_measured_against_those_done_by_somebody() -> None:
    def by(case: Trace, people: str) -> Trace:
        steps = (step._replace(who=person.strip() or None) for step, person in zip(case.steps, people, strict=True))
        return case._replace(steps=tuple(steps))

    found = same_hands([by(CASES[0], "ppq"), by(CASES[1], "pqq"), by(CASES[2], "pqpq"), by(CASES[3], "p ")])
    pairs = [(one.first, one.second, [case.key for case in one.cases], one.of) for one in found]
    assert pairs == [("a", "b", [1, 3], 3), ("b", "c", [2, 3], 3)], "a and c are never of the same person"


def test_passages_begin_and_end_and_an_open_case_does_not_end() -> None:
    graph = follows.graph([*CASES, trace(5, "a", ended=False)])
    count = {(arc.source, arc.target): arc.times for arc in graph.arcs}
    assert count[follows.BEGIN, "a"] == 5
    assert count["c", follows.END] == 4
    assert ("a", follows.END) not in count
    assert count["b", "b"] == 1


def test_a_narrowed_graph_says_how_much_it_shows() -> None:
    graph = follows.graph(CASES, 0.5)
    assert 0.5 <= graph.shown < 1
    assert len(graph.arcs) < len(follows.graph(CASES).arcs)


def test_a_graph_is_drawn_with_every_box_in_the_picture() -> None:
    picture = drawing.drawn(follows.graph(CASES), lambda name: f"步骤{name}的很长很长的名字很长很长")
    assert {box.kind for box in picture.boxes} == {"begin", "end", "step"}
    assert all(0 <= box.x <= picture.width - drawing.WIDTH and 0 <= box.y <= picture.height for box in picture.boxes)
    assert all(len(box.lines) <= 2 for box in picture.boxes)
    assert len(picture.lines) == len(follows.graph(CASES).arcs)


def test_quantiles_are_values_that_occurred() -> None:
    assert (times([3, 1, None, 2, 4]).median, times([3, 1, None, 2, 4]).n) == (2, 4)
    assert times(range(1, 11)).ninth == 9
    assert times([]).median is None
