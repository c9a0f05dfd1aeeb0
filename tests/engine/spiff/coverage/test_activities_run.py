"""Subprocesses, transactions, repetition, lanes and decisions of the coverage table that run."""

from __future__ import annotations

from collections.abc import Callable

from engine import events as e
from tests.engine.drawing import draw
from tests.engine.spiff.covered import covers
from tests.engine.story import Story, engine_for

Tell = Callable[..., Story]


@covers("subprocess: embedded", "transaction: success")
def test_an_activity_with_an_inside_ends_when_its_inside_has_ended(tell: Tell) -> None:
    for kind in ("sub", "transaction"):
        story = tell(f"s start\np {kind}\n  i start\n  a user\n  b user\n  j end\n  i > a > b > j\nz user\ns > p > z")
        assert story.done("a").done("b").open == ["z"]


@covers("end: cancel in transaction -> cancel boundary")
def test_a_transaction_can_be_called_off(tell: Tell) -> None:
    story = tell("""
    s start
    p transaction
      i start
      f parallel
      a user
      b user
      j end cancel
      i > f > a > j
      f > b
    c boundary on=p cancel
    y user
    z user
    s > p > z
    c > y
    """)
    assert story.done("a").open == ["y"]


@covers("MI: parallel cardinality")
def test_so_many_at_once(tell: Tell) -> None:
    story = tell("s start\na user times=3\nz user\ns > a > z")
    assert story.open == ["a", "a", "a"]
    story.done("a", n=1).done("a", n=2)
    assert story.open == ["a"]
    assert story.done("a", n=3).open == ["z"]
    assert story.file["a"] == [{"n": 1}, {"n": 2}, {"n": 3}]


@covers("MI: sequential cardinality")
def test_so_many_one_after_another(tell: Tell) -> None:
    story = tell('s start\na user times="=count(who)" seq\nz user\ns > a > z', who=["x", "y"])
    assert story.open == ["a"]
    assert story.done("a", n=1).open == ["a"]
    assert story.done("a", n=2).open == ["z"]
    assert story.file["a"] == [{"n": 1}, {"n": 2}]


@covers("MI: parallel, completionCondition", "MI: completionCondition using nrOfCompletedInstances")
def test_enough_is_enough(tell: Tell) -> None:
    for condition in ("=nrOfCompletedInstances >= 2", "=numberOfCompletedInstances >= 2", "=numberOfActiveInstances = 1"):
        story = tell(f's start\na user times=3 until="{condition}"\nz user\ns > a > z').done("a")
        assert story.open == ["a", "a"]
        assert story.done("a").open == ["z"]
        assert len(story.events(e.TaskCancelled)) == 1


EACH = 's start\na user each="=units" item=u into=replies out="=a.text + u" unit="=u" {}\nz user\ns > a > z'


@covers("MI: loopDataInput/Output, sequential=true", "MI: loopDataInput/Output, sequential=false")
def test_each_item_has_a_run_and_each_run_a_result(tell: Tell) -> None:
    for mode in ("", "seq"):
        story = tell(EACH.format(mode), units=["n", "s"])
        assert story.step.work[0].unit == "n"  # type: ignore[union-attr]
        story.done("a", text="x").done("a", text="y")
        assert story.file["replies"] == ["xn", "ys"]
        assert "a" not in story.file
        assert story.open == ["z"]
    xml = draw("s start\na user ref=units item=u into=replies out=a\nz user\ns > a > z")
    story = tell(xml, units=["n"]).done("a", text="x")
    assert story.file["replies"] == [{"text": "x"}]


@covers("MI: empty collection")
def test_no_items_no_runs(tell: Tell) -> None:
    for mode in ("", "seq"):
        story = tell(EACH.format(mode), units=[])
        assert (story.open, story.file["replies"]) == (["z"], [])


@covers("MI: subprocess", "MI: call activity")
def test_runs_with_an_inside_keep_their_own_results(tell: Tell) -> None:
    inside = 'i start\n{0}a user\n{0}t script text="score = a.n * 10"\n{0}j end\n{0}i > a > t > j'
    loop = 'each="=units" item=u into=scores out="=score + loopCounter"'
    sub = f"s start\np sub {loop}\n  {inside.format('  ')}\nz user\ns > p > z"
    call = f"s start\np call calls=q {loop}\nz user\ns > p > z\nprocess q\n{inside.format('')}"
    for model in (sub, call):
        story = tell(model, units=["n", "s"])
        assert story.open == ["a", "a"]
        story.done("a", n=1).done("a", n=2)
        assert (story.open, story.file["scores"]) == (["z"], [11, 22])
        assert "score" not in story.file


@covers("lanes", "lanes: node inside subprocess inherits lane")
def test_the_lane_is_the_role(tell: Tell) -> None:
    story = tell("s start\nf parallel\na user lane=clerk\np sub lane=leader\n  i start\n  b user\n  i > b\ns > f > a\nf > p")
    assert {item.element: item.role for item in story.step.work} == {"a": "clerk", "b": "leader"}  # type: ignore[union-attr]


@covers("lanes: nested childLaneSet", "lanes: two pools with the same lane names / unnamed lane")
def test_the_innermost_lane_counts_by_its_id(tell: Tell) -> None:
    lanes = (
        '<bpmn:laneSet id="l"><bpmn:lane id="office"><bpmn:flowNodeRef>a</bpmn:flowNodeRef><bpmn:childLaneSet id="m">'
        '<bpmn:lane id="clerk"><bpmn:flowNodeRef>a</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>'
    )
    story = tell(draw("s start\na user\ns > a", more=lanes))
    assert story.step.work[0].role == "clerk"  # type: ignore[union-attr]


TABLE = b"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
<inputData id="n_" name="n"/>
<decision id="route" name="route"><informationRequirement><requiredInput href="#n_"/></informationRequirement>
<decisionTable id="t" hitPolicy="%s"><input id="i"><inputExpression typeRef="number"><text>n</text></inputExpression></input>
<output id="o" name="way" typeRef="string"/>
<rule id="high"><inputEntry><text>&gt; 10</text></inputEntry><outputEntry><text>"a"</text></outputEntry></rule>
<rule id="low"><inputEntry><text>&lt; 20</text></inputEntry><outputEntry><text>"b"</text></outputEntry></rule>
</decisionTable></decision></definitions>"""


@covers("task: business rule")
def test_a_decision_is_taken_with_its_reasons(tell: Tell) -> None:
    model = draw("s start\nt rule decision=route result=way\na user\ns > t > a")
    story = tell(engine_for(model, files={"r.dmn": TABLE % b"UNIQUE"}), n=30)
    (taken,) = story.events(e.DecisionTaken)
    assert (taken.rules, taken.inputs, taken.outputs, story.file["way"]) == (("high",), {"n": 30}, "a", "a")


def test_a_decision_without_a_lawful_answer_is_an_incident(tell: Tell) -> None:
    model = draw("s start\nt rule decision=route result=way\na user\ns > t > a")
    story = tell(engine_for(model, files={"r.dmn": TABLE % b"UNIQUE"}), n=15)
    assert story.incidents == [("t", "decision_unclear")]


def test_earlier_states_keep_the_results_they_had(tell: Tell) -> None:
    story = tell("s start\na user times=2\nz user\ns > a > z").done("a", n=1)
    earlier = story.step.state
    story.done("a", n=2)
    assert earlier.file["a"] == [{"n": 1}, None]
