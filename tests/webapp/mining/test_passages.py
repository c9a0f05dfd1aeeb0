"""What the history does not name is found on the diagram: flows, gateways and events between what a command ended and began."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.diagram import read_model
from webapp.mining.passages.walk import Walk, walk
from webapp.mining.passages.ways import Ways

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"><message id="m" name="paid"/><process id="p">'


def ways(body: str, flows: str) -> Ways:
    """`flows`: "a>b b>c"; ids of flows are their ends."""
    drawn = "".join(
        f'<sequenceFlow id="{a}_{b}" sourceRef="{a}" targetRef="{b}"/>' for a, b in (one.split(">") for one in flows.split())
    )
    return Ways(read_model(etree.fromstring(f"{HEAD}{body}{drawn}</process></definitions>".encode())))


def tasks(names: str) -> str:
    return "".join(f'<userTask id="{name}"/>' for name in names)


def passed(found: Walk) -> tuple[str, str]:
    """(elements, flows), in alphabetical order."""
    return " ".join(sorted(found.elements)), " ".join(sorted(found.flows))


ENDS = '<startEvent id="s"/><endEvent id="z"/>'
CHOICE = ways(f'{ENDS}{tasks("abc")}<exclusiveGateway id="g"/><exclusiveGateway id="h"/>', "s>a a>g g>b g>c b>h c>h h>z")
BOTH = ways(f'{ENDS}{tasks("abcd")}<parallelGateway id="g"/><parallelGateway id="h"/>', "s>a a>g g>b g>c b>h c>h h>d d>z")
TIMER = "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>"
MESSAGE = '<messageEventDefinition messageRef="m"/>'


@pytest.mark.parametrize(
    ("marks", "elements", "flows"),
    [("* +a", "a s", "s_a"), ("-a +b", "b g", "a_g g_b"), ("-a +c", "c g", "a_g g_c"), ("-b .z", "h z", "b_h h_z"),
        ("-b", "h z", "b_h h_z"), ("x +b", "", "")],
)  # fmt: skip
def test_of_a_choice_the_way_that_was_taken_is_passed(marks: str, elements: str, flows: str) -> None:
    assert passed(walk(CHOICE, marks.split())) == (elements, flows)


def test_a_branch_waits_at_its_join_for_the_other() -> None:
    assert passed(walk(BOTH, ["-a", "+b", "+c"])) == ("b c g", "a_g g_b g_c")
    assert passed(walk(BOTH, ["-b"])) == ("", "b_h")
    assert passed(walk(BOTH, ["-c", "+d"])) == ("d h", "c_h h_d")


def test_the_other_branch_is_passed_to_its_end_though_nothing_shows_it() -> None:
    two = ways(f'{ENDS}{tasks("a")}<scriptTask id="f"/><endEvent id="y"/><parallelGateway id="g"/>', "s>g g>a g>f f>y a>z")
    assert passed(walk(two, ["*", "+a"])) == ("a f g s y", "f_y g_a g_f s_g")


def test_an_event_gateway_is_left_by_what_happened() -> None:
    waiting = ways(
        f"{ENDS}{tasks('ab')}<eventBasedGateway id='e'/><intermediateCatchEvent id='t'>{TIMER}</intermediateCatchEvent>"
        f"<intermediateCatchEvent id='n'>{MESSAGE}</intermediateCatchEvent>",
        "s>e e>t e>n t>a n>b a>z b>z",
    )
    began = walk(waiting, ["*", "+t", "+n"])
    assert (passed(began), list(began.entered)) == (("e s", "s_e"), ["e"])
    assert passed(walk(waiting, ["!t", "+a"])) == ("a t", "e_t t_a")
    paid = walk(waiting, ["?paid", "+b"])
    assert (passed(paid), paid.left) == (("b n", "e_n n_b"), ["e"])


def test_an_event_is_passed_once_when_it_happens() -> None:
    event = f"<intermediateCatchEvent id='n'>{MESSAGE}</intermediateCatchEvent>"
    waiting = ways(f"{ENDS}{tasks('a')}{event}", "s>n n>a a>z")
    began = walk(waiting, ["*", "+n"])
    assert (passed(began), list(began.entered)) == (("s", "s_n"), ["n"])
    assert passed(walk(waiting, ["?paid", "+a"])) == ("a n", "n_a")


def test_a_deadline_leaves_its_task_by_its_own_flow() -> None:
    late = ways(f"{ENDS}{tasks('ab')}<boundaryEvent id='d' attachedToRef='a'>{TIMER}</boundaryEvent>", "s>a a>z d>b b>z")
    assert passed(walk(late, ["*", "+a", "+d"])) == ("a s", "s_a")
    assert passed(walk(late, ["!d", "+b"])) == ("b d", "d_b")


def test_a_subprocess_is_entered_and_left() -> None:
    inner = '<subProcess id="u"><startEvent id="i"/><userTask id="k"/><endEvent id="j"/>{}</subProcess>'
    flows = '<sequenceFlow id="i_k" sourceRef="i" targetRef="k"/><sequenceFlow id="k_j" sourceRef="k" targetRef="j"/>'
    nested = ways(f"{ENDS}{tasks('b')}{inner.format(flows)}", "s>u u>b b>z")
    assert passed(walk(nested, ["*", "+k"])) == ("i k s u", "i_k s_u")
    assert passed(walk(nested, ["-k", "+b"])) == ("b j", "k_j u_b")


def test_a_shortcut_is_not_taken_when_it_leaves_something_unexplained() -> None:
    """Both ways lead to c; that b began too, only the longer one says."""
    gates = '<exclusiveGateway id="g"/><parallelGateway id="h"/>'
    two = ways(f"{ENDS}{tasks('abc')}{gates}", "s>a a>g g>c g>h h>b h>c b>z c>z")
    assert passed(walk(two, ["-a", "+c"])) == ("c g", "a_g g_c")
    assert passed(walk(two, ["-a", "+b", "+c"])) == ("b c g h", "a_g g_h h_b h_c")
    assert passed(walk(two, ["-a", "+c", "+b"])) == ("b c g h", "a_g g_h h_b h_c")


def test_what_no_flow_leads_to_is_told_as_lost() -> None:
    assert walk(CHOICE, ["-b", "+a"]).lost == ["a"]
    assert walk(CHOICE, ["-gone", "+gone"]).lost == []
