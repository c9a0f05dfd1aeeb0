"""What a diagram allows fits; what it does not is found and named by kind."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.diagram import read_model
from engine.library import Library
from tests.support import town
from webapp.config import ROOT
from webapp.mining.conformance.alignment import Aligner, TooLarge
from webapp.mining.conformance.from_diagram import nets_of, people
from webapp.mining.conformance.judging import judge
from webapp.mining.conformance.names import guess
from webapp.mining.history import Step, Trace
from webapp.mining.variants import variants

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><process id="p" isExecutable="true">'


def aligner(body: str, flows: str) -> Aligner:
    """`flows`: "a>b b>c"; ids of flows are their ends."""
    drawn = "".join(
        f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in (one.split(">") for one in flows.split())
    )
    return Aligner(nets_of(read_model(etree.fromstring(f"{HEAD}{body}{drawn}</process></definitions>".encode())), people))


def tasks(names: str) -> str:
    return "".join(f'<userTask id="{name}" name="{name}"/>' for name in names)


ENDS = '<startEvent id="s"/><endEvent id="z"/>'
LINE = aligner(f"{ENDS}{tasks('abc')}", "s>a a>b b>c c>z")


def moves(of: Aligner, way: str) -> list[str]:
    return [f"{move.kind} {move.label}" for move in of.align(way).moves if move.kind != "agrees"]


def test_the_way_of_the_diagram_fits() -> None:
    assert (LINE.align("abc").cost, LINE.align("abc").fitness, LINE.shortest) == (0, 1.0, 3)


@pytest.mark.parametrize(
    ("way", "found", "cost"),
    [("ac", ["missing b"], 1), ("abbc", ["extra b"], 1), ("abxc", ["extra x"], 1), ("ab", ["missing c"], 1),
        ("", ["missing a", "missing b", "missing c"], 3),
    ],
)  # fmt: skip
def test_deviations_are_found_at_the_least_cost(way: str, found: list[str], cost: int) -> None:
    assert moves(LINE, way) == found
    assert LINE.align(way).fitness == 1 - cost / (len(way) + 3)


def test_swapped_steps_cost_two() -> None:
    assert LINE.align("acb").cost == 2


def test_branches_in_parallel_come_in_any_order_but_both() -> None:
    gates = '<parallelGateway id="g"/><parallelGateway id="h"/>'
    both = aligner(f"{ENDS}{gates}{tasks('abc')}", "s>g g>a g>b a>h b>h h>c c>z")
    assert (moves(both, "abc"), moves(both, "bac"), moves(both, "ac")) == ([], [], ["missing b"])


def test_of_exclusive_branches_one_is_gone() -> None:
    gates = '<exclusiveGateway id="g"/><exclusiveGateway id="h"/>'
    one = aligner(f"{ENDS}{gates}{tasks('abc')}", "s>g g>a g>b a>h b>h h>c c>z")
    assert (moves(one, "ac"), moves(one, "bc"), one.align("abc").cost) == ([], [], 1)


def test_an_inclusive_gateway_joins_what_it_opened() -> None:
    gates = '<inclusiveGateway id="g"/><inclusiveGateway id="h"/>'
    some = aligner(f"{ENDS}{gates}{tasks('abc')}", "s>g g>a g>b a>h b>h h>c c>z")
    assert [some.align(way).cost for way in ("ac", "bc", "abc", "bac", "c")] == [0, 0, 0, 0, 1]


def test_a_loop_may_be_gone_as_often_as_wanted() -> None:
    gates = '<exclusiveGateway id="g"/>'
    loop = aligner(f"{ENDS}{gates}{tasks('ab')}", "s>a a>g g>b b>a g>z")
    assert [loop.align(way).cost for way in ("a", "aba", "ababa", "ab")] == [0, 0, 0, 1]


def test_a_boundary_event_ends_its_step_or_stands_beside_it() -> None:
    timer = '<boundaryEvent id="x" attachedToRef="a" cancelActivity="{}"><timerEventDefinition/></boundaryEvent>'
    ends = f"{ENDS}{tasks('abc')}{timer}"
    away, beside = (aligner(ends.format(cuts), "s>a a>b b>z x>c c>z") for cuts in ("true", "false"))
    assert [away.align(way).cost for way in ("ab", "c", "cb")] == [0, 0, 1]
    assert [beside.align(way).cost for way in ("ab", "cab", "acb", "c")] == [0, 0, 0, 2]


def test_a_terminate_end_clears_everything() -> None:
    gates = '<parallelGateway id="g"/><endEvent id="t"><terminateEventDefinition/></endEvent>'
    ended = aligner(f"{ENDS}{gates}{tasks('ab')}", "s>g g>a g>b a>z b>t")
    assert [ended.align(way).cost for way in ("ab", "b", "ba", "a")] == [0, 0, 0, 1]


def test_an_event_subprocess_beside_the_rest_may_come_at_any_time_and_again() -> None:
    inside = (
        '<subProcess id="e" triggeredByEvent="true">'
        '<startEvent id="es" isInterrupting="false"><signalEventDefinition/></startEvent>'
        '<userTask id="q"/><sequenceFlow id="x1" sourceRef="es" targetRef="q"/></subProcess>'
    )
    called = aligner(f"{ENDS}{inside}{tasks('ab')}", "s>a a>b b>z")
    assert [called.align(way).cost for way in ("ab", "qab", "aqqb", "qb")] == [0, 0, 0, 1]


def test_several_instances_are_some_in_a_row_or_none() -> None:
    many = '<userTask id="m"><multiInstanceLoopCharacteristics/></userTask>'
    found = aligner(f"{ENDS}{many}{tasks('a')}", "s>m m>a a>z")
    assert [found.align(way).cost for way in ("a", "ma", "mmma", "mm")] == [0, 0, 0, 1]


def test_a_diagram_that_never_ends_is_not_judged() -> None:
    with pytest.raises(TooLarge):
        aligner(f'{ENDS}{tasks("a")}<exclusiveGateway id="g"/>', "s>g g>a a>g")


def test_a_verdict_counts_cases_and_tells_kinds_apart() -> None:
    cases = [_case(key, way) for key, way in enumerate(("abc", "abc", "ac", "abxc", "ab"))]
    verdict = judge(variants(cases), LINE)
    assert (verdict.cases, verdict.fitting) == (5, 2)
    kinds = {(one.kind, one.label, len(one.cases)) for one in verdict.deviations}
    assert kinds == {("missing", "b", 1), ("unknown", "x", 1), ("unfinished", "c", 1)}
    assert verdict.fitness == pytest.approx((2 + (1 - 1 / 5) + (1 - 1 / 7) + (1 - 1 / 5)) / 5)


def test_activities_of_others_are_named_by_likeness() -> None:
    steps = {"sign_for": ("签收", "Sign for"), "handle": ("办理", "Handle"), "call_back": ("电话回访", "Call back")}
    assert guess(["签收", "HANDLE ", "Call-back", "归档"], steps) == {
        "签收": "sign_for",
        "HANDLE ": "handle",
        "Call-back": "call_back",
    }


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in (ROOT / "processes").glob("*/process.bpmn")))
def test_every_shipped_diagram_can_be_looked_through(folder: str) -> None:
    found = Aligner(nets_of(Library.from_folders(ROOT / "processes").newest(folder).diagram, people))
    assert found.align(["no such step"]).cost >= 1


def test_the_towns_errand_is_known() -> None:
    definition = Library.from_folders(town.MODELS).newest("errand")
    found = Aligner(nets_of(definition.diagram, people))
    assert found.labels


def _case(key: int, way: str) -> Trace:
    done = tuple(Step(name, None, None, "done", None, None, None, None, None) for name in way)
    return Trace(key, str(key), "", None, None, None, None, done)
