"""A case goes on by another version: what is open keeps its numbers and holders, what the version draws otherwise follows it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine import commands as c
from engine import events as e
from engine import work as w
from engine.errors import CannotMigrate, MoveFails, NeedsMapping, UnknownVersion
from tests.engine.drawing import draw
from tests.engine.moving.versions import Moving, reasons

Drawn = Callable[..., Moving]
LINE = "s start\na user\nb user\nx end\ns > a > b > x"
LONGER = "s start\na user\nc user\nb user\nx end\ns > a > c > b > x"


def test_the_case_goes_on_by_the_steps_of_the_new_version(drawn: Drawn) -> None:
    story = drawn(LINE, LONGER).migrates()
    assert (story.version, story.open, story.kinds) == (1, ["a"], ["CaseMigrated"])
    assert story.done("a").open == ["c"]
    assert story.done("c").done("b").outcome == "x"


def test_the_event_says_from_where_to_where(drawn: Drawn) -> None:
    story = drawn(LINE, LONGER).migrates()
    before, after = story.versions
    assert story.told == [e.CaseMigrated(before=before, after=after, mapping={}, stood=("a",), reason="better")]


def test_the_version_it_is_on_already_changes_nothing(drawn: Drawn) -> None:
    assert drawn(LINE, LONGER).migrates(0).told == []


def test_who_has_taken_a_task_keeps_it_under_its_number(drawn: Drawn) -> None:
    story = drawn(LINE, LONGER)
    story.does(c.ClaimTask(command_id="1", task=story.no("a"), assignee=7)).migrates()  # type: ignore[attr-defined]
    (task,) = story.step.work
    assert isinstance(task, w.UserTask)
    assert (task.no, task.assignee) == (1, 7)


def test_a_vanished_element_needs_a_mapping(drawn: Drawn) -> None:
    story = drawn(LINE, "s start\nt user\nb user\nx end\ns > t > b > x")
    with pytest.raises(NeedsMapping) as refusal:
        story.migrates()
    assert refusal.value.facts == {"elements": ["a"]}
    story.migrates(a="t")
    assert (story.open, story.kinds) == (["t"], ["CaseMigrated", "TaskMoved"])
    assert story.events(e.CaseMigrated)[0].mapping == {"a": "t"}
    assert story.done("t").open == ["b"]


def test_only_the_pairs_that_were_needed_are_recorded(drawn: Drawn) -> None:
    story = drawn(LINE, "s start\nt user\nb user\nx end\ns > t > b > x").migrates(a="t", nowhere="b")
    assert story.events(e.CaseMigrated)[0].mapping == {"a": "t"}


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ({"a": "nothing"}, [("no_such_element", "a")]),
        ({"a": "v"}, [("other_kind", "a")]),
        ({"a": "handler"}, [("other_scope", "a")]),
        ({"a": "many"}, [("other_loop", "a")]),
    ],
)
def test_a_task_goes_only_to_a_task_of_its_kind(drawn: Drawn, mapping: dict[str, str], expected: list[tuple[str, str]]) -> None:
    story = drawn(
        LINE,
        "s start\nt user\nv service type=mail\nmany user times=2\nh sub event\n  hs start message=H\n  handler user\n"
        "  hs > handler\ns > t > v > many",
    )
    with pytest.raises(CannotMigrate) as refusal:
        story.migrates(**mapping)
    assert reasons(refusal) == expected


def test_another_process_and_an_unknown_version_are_refused(drawn: Drawn) -> None:
    story = drawn(LINE)
    story.versions.append("demo@0123456789abcdef")
    with pytest.raises(UnknownVersion):
        story.migrates()


def test_the_role_of_the_new_version_gets_the_task_and_its_holder_loses_it(drawn: Drawn) -> None:
    story = drawn('s start\na user lane=clerk unit="=place"\ns > a', 's start\na user lane=leader form=f unit="=place"\ns > a',
                  file={"place": "u1"})  # fmt: skip
    story.does(c.ClaimTask(command_id="1", task=1, assignee=7))
    story.migrates()
    assert story.kinds == ["CaseMigrated", "TaskReleased", "TaskMoved"]
    assert story.events(e.TaskMoved) == [e.TaskMoved(task=1, element="a", phase=None, role="leader", unit="u1", form="f")]


def test_phase_due_date_and_priority_follow_the_new_version(drawn: Drawn) -> None:
    clock = 'clock.k="start enter limit=2wd unit=u"'
    story = drawn(
        f's start\na user phase=intake {clock} due="=clock.k.due"\ns > a',
        f's start\na user phase=review {clock} due="=clock.k.due - duration(\\"PT1H\\")" priority="=80"\ns > a',
    )
    due = story.step.work[0].due_at  # type: ignore[union-attr]
    story.migrates()
    assert story.kinds == ["CaseMigrated", "PhaseEntered", "TaskMoved", "TaskRescheduled", "TaskReprioritised"]
    assert story.events(e.TaskRescheduled)[0].due_at == due - timedelta(hours=1)


def test_a_running_clock_keeps_its_limit(drawn: Drawn) -> None:
    text = 's start\na user clock.k="start enter limit={} unit=u" due="=clock.k.due"\nb user\ns > a > b'
    story = drawn(text.format("2wd"), text.format("9wd"))
    due = story.step.work[0].due_at  # type: ignore[union-attr]
    assert story.migrates().step.work[0].due_at == due  # type: ignore[union-attr]
    assert not story.events(e.ClockStarted)


def test_jobs_keep_their_number_and_end_at_the_new_element(drawn: Drawn) -> None:
    story = drawn("s start\nj service type=mail\nb user\ns > j > b", "s start\nk service type=mail\nb user\ns > k > b")
    story.migrates(j="k")
    assert story.events(e.JobMoved) == [e.JobMoved(job=1, element="k", phase=None)]
    assert story.done("k", sent=True).file["k"] == {"sent": True}


def test_an_incident_moves_and_a_better_model_solves_it(drawn: Drawn) -> None:
    story = drawn("s start\na user\ng exclusive\nb user\ns > a > g\ng > b [=go]",
                  "s start\na user\nh exclusive default=b\nb user\ns > a > h\nh > b").done("a")  # fmt: skip
    incident = story.no("g")
    story.migrates(g="h")  # type: ignore[attr-defined]
    assert story.events(e.IncidentMoved) == [e.IncidentMoved(incident=incident, element="h")]
    assert story.does(c.ResolveIncident(command_id="x", incident=incident)).open == ["b"]


def test_a_version_in_which_the_case_would_fail_is_refused() -> None:
    story = Moving("s start\na user\ns > a", 's start\na user due="=1"\ns > a',
                  's start\na user\nt boundary on=a after="=1" beside\nx end\ns > a\nt > x')  # fmt: skip
    story.start()
    with pytest.raises(MoveFails) as refusal:
        story.migrates(1)
    assert refusal.value.facts == {"element": "a", "kind": "type_error"}
    with pytest.raises(CannotMigrate) as late:
        story.migrates(2)
    assert reasons(late)[0][0] == "model_fails"


def test_facts_for_lists_follow_the_new_manifest() -> None:
    story = Moving(LINE, LONGER, facts={"title": "=title"})
    other = story.engine.library._versions[story.versions[1]]
    other.manifest["facts"]["title"] = '="about " + title'  # type: ignore[index]
    story.start(title="noise")
    assert story.migrates().events(e.FactsChanged)[-1].changes == {"title": "about noise"}


def test_a_second_person_is_asked_for_only_where_it_is_known_who_was_the_first(drawn: Drawn) -> None:
    asks = draw(LINE).replace(b'<bpmn:userTask id="b"', b'<bpmn:userTask id="b" bihuan:otherThan="a"')
    assert drawn(LINE, asks).migrates().version == 1
    story = drawn(LINE, asks).done("a")
    with pytest.raises(CannotMigrate) as refusal:
        story.migrates()  # type: ignore[attr-defined]
    assert reasons(refusal) == [("second_person", "a")]
    assert drawn(asks, LINE).done("a").migrates().migrates(0).version == 0  # type: ignore[attr-defined]
