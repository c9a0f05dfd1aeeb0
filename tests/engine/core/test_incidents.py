"""When an element fails, its token waits there with an incident; nothing half done is kept, and a repaired case goes on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.errors import NoSuchIncident, ReservedName
from tests.engine.story import Story

Tell = Callable[..., Story]


def solve(story: Story, **file: object) -> Story:
    number = next(item.no for item in story.step.work if isinstance(item, w.Incident))
    return story.does(c.ResolveIncident(command_id="x", incident=number, file=file))


def test_the_answers_are_kept_when_the_next_element_fails(tell: Tell) -> None:
    story = tell("s start\na user\ng exclusive\nb user\ns > a > g\ng > b [=go]").done("a", text="hello")
    assert story.file == {"a": {"text": "hello"}}
    assert (story.open, story.incidents, story.status) == ([], [("g", "no_way_out")], "incident")
    assert [type(event).__name__ for event in story.told] == ["TaskCompleted", "IncidentRaised"]


def test_a_repaired_case_goes_on(tell: Tell) -> None:
    story = tell("s start\na user\ng exclusive\nb user\ns > a > g\ng > b [=go]").done("a")
    solve(story, go=True)
    assert (story.open, story.incidents, story.status) == (["b"], [], "active")
    assert story.events(e.IncidentResolved)[0].file == {"go": True}


def test_a_repair_that_does_not_help_raises_a_new_incident(tell: Tell) -> None:
    story = tell("s start\na user\ng exclusive\nb user\ns > a > g\ng > b [=go]").done("a")
    first = story.no("g")
    solve(story)
    assert story.no("g") > first
    with pytest.raises(NoSuchIncident):
        story.handle(c.ResolveIncident(command_id="x", incident=first))


def test_another_branch_goes_on_while_one_waits(tell: Tell) -> None:
    story = tell(
        "s start\nf parallel\ng exclusive\nb user\na user\nz user\nj parallel\ns > f > g\ng > b [=go]\nf > a > j > z\nb > j"
    )
    assert (story.open, story.incidents) == (["a"], [("g", "no_way_out")])
    story.done("a")
    assert story.incidents == [("g", "no_way_out")]
    solve(story, go=True)
    assert story.done("b").open == ["z"]


def test_several_elements_may_fail_in_one_step(tell: Tell) -> None:
    story = tell(
        "s start\nf parallel\ng exclusive\nh exclusive\na user\nb user\nk user\ns > f > g\ng > a [=go]\nf > h\nh > b [=go]\nf > k"
    )
    assert (story.open, story.incidents) == (["k"], [("g", "no_way_out"), ("h", "no_way_out")])
    solve(story, go=True)
    assert story.open == ["a", "k"]
    solve(story)
    assert story.open == ["a", "b", "k"]


FAILING = {
    "the unit is no text": 'a user unit="=5"',
    "a multi-instance without a list": 'a user each="=5"',
    "a cardinality that is no number": 'a user times="=null"',
    "a timer that gives no date": 'a catch date="=5"',
    "a duration that is none": 'a catch after="=5"',
    "a negative duration": 'a catch after="=duration(&quot;-PT1H&quot;)"',
    "a cycle that is none": "a user\nt boundary on=a cycle=R3\ny end\nt > y",
    "a script that writes a reserved name": 'a script text="clock = 1"',
    "a priority that is no number": 'a user priority="=null"',
    "a clock with a limit that is none": "a user clock.handle='start enter limit=soon'",
    "a decision that does not exist": "a rule decision=nothing",
}


@pytest.mark.parametrize("element", FAILING.values(), ids=FAILING.keys())
def test_the_token_stays_before_what_fails(tell: Tell, element: str) -> None:
    story = tell(
        (f"s start\nu user\n{element.replace('&quot;', chr(39))}\nx end\ns > u > a > x").replace(
            chr(39) + "-PT1H" + chr(39), '\\"-PT1H\\"'
        )
    )
    story.done("u", n=1)
    assert [element for element, _ in story.incidents] == ["a"]
    assert (story.open, story.waits, story.file) == ([], [], {"u": {"n": 1}})
    assert [type(event).__name__ for event in story.told] == ["TaskCompleted", "IncidentRaised"]


def test_nobody_in_the_role_is_an_incident() -> None:
    class Nobody:
        def superior(self, unit: str) -> None: ...
        def tier(self, unit: str) -> None: ...
        def ancestor(self, unit: str, tier: str) -> None: ...
        def nearest(self, unit: str, role: str) -> None: ...
        def count(self, unit: str, role: str) -> None: ...

    from tests.engine.drawing import draw
    from tests.engine.story import engine_for

    story = Story(engine_for(draw('s start\na user lane=clerk unit="=place"\ns > a'), directory=Nobody())).start(place="u1")
    assert story.incidents == [("a", "nobody_there")]


def test_a_failed_job_is_an_incident_and_asked_for_again_with_new_inputs(tell: Tell) -> None:
    story = tell('s start\nj service type=mail in.to="=address"\nx end\ns > j > x', address="wrong")
    story.fails("j", message="bounced")
    assert story.events(e.JobFailed)[0].message == "bounced"
    assert (story.open, story.incidents) == ([], [("j", "job_failed")])
    solve(story, address="right")
    assert story.events(e.JobCreated)[0].inputs == {"to": "right"}
    assert story.done("j").outcome == "x"


def test_an_error_that_nobody_catches_stops_at_its_end_event(tell: Tell) -> None:
    story = tell("s start\np sub\n  i start\n  a user\n  x end error=E\n  i > a > x\nz end\ns > p > z").done("a")
    assert (story.incidents, story.status) == ([("x", "uncaught")], "incident")


def test_a_due_date_that_can_no_longer_be_computed_is_an_incident_and_keeps_its_date(tell: Tell) -> None:
    story = tell('s start\na user due="=at"\nx end\ns > a > x', at="2026-03-03T10:00:00+08:00")
    story.knows(at="tomorrow")
    assert (story.open, [element for element, _ in story.incidents]) == (["a"], ["a"])
    assert story.step.work[0].due_at is not None  # type: ignore[union-attr]
    solve(story, at="2026-03-04T10:00:00+08:00")
    assert (story.open, story.incidents) == (["a"], [])


def test_work_that_is_done_takes_its_incident_with_it(tell: Tell) -> None:
    story = tell('s start\na user due="=at"\nb user\ns > a > b', at=None).knows(at="tomorrow")
    story.done("a")
    assert (story.open, story.incidents, story.status) == (["b"], [], "active")
    assert len(story.events(e.IncidentResolved)) == 1


def test_an_interrupted_scope_takes_its_incidents_with_it(tell: Tell) -> None:
    story = tell(
        "s start\np sub\n  i start\n  g exclusive\n  a user\n  i > g\n  g > a [=go]\nm boundary on=p message=M\n"
        "z user\ns > p\nm > z"
    )
    assert story.incidents == [("g", "no_way_out")]
    story.hears("M")
    assert (story.open, story.incidents, story.status) == (["z"], [], "active")


def test_a_cancelled_case_has_no_incidents_left(tell: Tell) -> None:
    story = tell("s start\na user\ng exclusive\nb user\ns > a > g\ng > b [=go]").done("a")
    story.does(c.CancelCase(command_id="x", reason="withdrawn"))
    assert (story.status, story.incidents) == ("cancelled", [])


def test_a_case_that_waits_for_nobody_is_an_incident_until_it_moves(tell: Tell) -> None:
    story = tell('s start\nk catch when="=go"\na user\ns > k > a')
    assert (story.incidents, story.status) == ([("k", "deadlock")], "incident")
    story.knows(go=True)
    assert (story.open, story.incidents, story.status) == (["a"], [], "active")
    assert tell("s start\nk catch signal=S\na user\ns > k > a").incidents == [("k", "deadlock")]


def test_names_of_the_engine_are_not_for_the_case_file(tell: Tell) -> None:
    with pytest.raises(ReservedName) as refusal:
        tell("s start\na user\ns > a", clock=1, org=2, title="x")
    assert refusal.value.facts == {"names": ["clock", "org"]}
    with pytest.raises(ReservedName):
        tell("s start\na user\ns > a").knows(policy=1)
