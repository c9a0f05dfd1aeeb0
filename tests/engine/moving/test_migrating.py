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
from tests.engine.moving.versions import Moving
from tests.engine.story import MONDAY

Drawn = Callable[..., Moving]
LINE = "s start\na user\nb user\nx end\ns > a > b > x"
LONGER = "s start\na user\nc user\nb user\nx end\ns > a > c > b > x"


def reasons(refusal: pytest.ExceptionInfo[CannotMigrate]) -> list[tuple[str, str]]:
    problems: list[dict[str, str]] = refusal.value.facts["problems"]  # type: ignore[assignment]
    return [(problem["reason"], problem["element"]) for problem in problems]


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


def test_new_boundary_events_listen_and_vanished_ones_do_not(drawn: Drawn) -> None:
    old = (
        "s start\na user\nt boundary on=a after=PT2H\nm boundary on=a message=M beside\nw user\nx end\ns > a > x\n"
        "t > w > x\nm > x"
    )
    new = (
        "s start\na user\nm boundary on=a message=M beside\nn boundary on=a message=N\nw user\nx end\ns > a > x\nm > x\nn > w > x"
    )
    story = drawn(old, new)
    kept = story.no("m")
    story.migrates()
    assert (story.waits, story.no("m")) == (["m", "n"], kept)
    assert story.kinds == ["CaseMigrated", "TimerCancelled", "MessageAwaited"]
    assert story.hears("N").open == ["w"]


def test_a_boundary_event_that_is_spent_does_not_come_back(drawn: Drawn) -> None:
    text = "s start\na user{}\nt boundary on=a after=PT2H beside\nw user\nx end\ns > a > x\nt > w > x"
    story = drawn(text.format(""), text.format(" name=other")).later(hours=3)
    assert (story.migrates().waits, story.open) == ([], ["a", "w"])  # type: ignore[attr-defined]


def test_a_duration_counts_from_when_it_began(drawn: Drawn) -> None:
    text = "s start\na user\nt boundary on=a after={}\nw user\nx end\ns > a > x\nt > w > x"
    story = drawn(text.format("PT2H"), text.format("PT5H")).later(hours=1)
    story.migrates()  # type: ignore[attr-defined]
    assert story.events(e.TimerScheduled) == [
        e.TimerScheduled(timer=story.no("t"), element="t", due_at=MONDAY + timedelta(hours=5))
    ]
    assert story.later(hours=4).open == ["w"]


def test_a_date_is_computed_by_the_new_expression(drawn: Drawn) -> None:
    text = (
        's start\na user\nt boundary on=a date="=date and time(\\"2026-03-0{}T09:00:00+08:00\\")" beside\nx end\ns > a > x\nt > x'
    )
    story = drawn(text.format(4), text.format(6)).later(hours=1)
    story.migrates()  # type: ignore[attr-defined]
    assert [event.due_at for event in story.events(e.TimerScheduled)] == [MONDAY + timedelta(days=4)]


def test_a_waiting_event_of_another_kind_waits_anew(drawn: Drawn) -> None:
    story = drawn("s start\ne catch message=M\nb user\ns > e > b", "s start\ne catch message=N\nb user\ns > e > b",
                  "s start\ne catch after=PT1H\nb user\ns > e > b")  # fmt: skip
    number = story.no("e")
    story.migrates(1)
    assert (story.kinds, story.no("e")) == (["CaseMigrated", "MessageUnawaited", "MessageAwaited"], number)
    story.migrates(2)
    assert story.kinds == ["CaseMigrated", "MessageUnawaited", "TimerScheduled"]
    assert story.later(hours=1).open == ["b"]


def test_alternatives_of_an_event_gateway_come_and_go(drawn: Drawn) -> None:
    head = "s start\ng eventgate\nm catch message=M\n"
    story = drawn(f"{head}t catch after=PT1H\nb user\ns > g > m > b\ng > t > b",
                  f"{head}n catch message=N\nb user\ns > g > m > b\ng > n > b")  # fmt: skip
    kept = story.no("m")
    story.migrates()
    assert (story.waits, story.no("m")) == (["m", "n"], kept)
    assert (story.hears("N").open, story.waits) == (["b"], [])


def test_subprocesses_and_their_event_subprocesses_go_along(drawn: Drawn) -> None:
    body = "  i start\n  a user\n{}  l end\n  i > a > {}l\n"
    handler = "  h sub event\n    hs start message=H beside\n    hu user\n    he end\n    hs > hu > he\n"
    story = drawn(f"s start\np sub\n{body.format('', '')}x end\ns > p > x",
                  f"s start\np sub\n{body.format('  b user' + chr(10), 'b > ')}{handler}x end\ns > p > x")  # fmt: skip
    story.migrates()
    assert (story.open, story.waits) == (["a"], ["hs"])
    assert story.hears("H").open == ["a", "hu"]
    assert story.done("a").done("b").done("hu").outcome == "x"


def test_a_handler_that_took_the_place_of_its_scope_stays_alone(drawn: Drawn) -> None:
    text = "s start\na user\nh sub event\n  hs start message=H\n  hu user\n  he end\n  hs > hu > he\nx end\ns > a > x"
    more = "\nk sub event\n  ks start message=K\n  ke end\n  ks > ke"
    story = drawn(text, text + more).hears("H")
    assert (story.migrates().open, story.waits) == (["hu"], [])  # type: ignore[attr-defined]
    assert drawn(text, text + more).migrates().waits == ["hs", "ks"]


def test_a_join_is_refused_that_would_wait_for_ever(drawn: Drawn) -> None:
    two = "s start\nf parallel\na user\nb user\nj parallel\nx end\ns > f > a > j > x\nf > b > j"
    story = drawn(two, f"{two}\nc user\nf > c > j")
    with pytest.raises(CannotMigrate) as refusal:
        story.migrates()
    assert reasons(refusal) == [("join", "j")]
    early = drawn(
        f"o user\n{two.replace('s > f', 's > o > f')}", f"o user\n{two.replace('s > f', 's > o > f')}\nc user\nf > c > j"
    )
    assert early.migrates().done("o").open == ["a", "b", "c"]


def test_a_join_that_loses_a_flow_goes_on_when_it_is_complete(drawn: Drawn) -> None:
    two = "s start\nf parallel\na user\nb user\nj parallel\nz user\nx end\ns > f > a > j > z > x\nf > b > j"
    story = drawn(f"{two}\nc user\nf > c > j", two).done("a").done("b")
    with pytest.raises(NeedsMapping):
        story.migrates()  # type: ignore[attr-defined]
    story.done("c")
    later = drawn(f"{two}\nc catch message=M\nf > c > j", two.replace("> z", "> z")).done("a").done("b")
    with pytest.raises(NeedsMapping):
        later.migrates()  # type: ignore[attr-defined]


def test_a_token_that_waits_at_a_join_is_known_by_its_flow(drawn: Drawn) -> None:
    text = "s start\nf parallel\na user\nb user\nj parallel\nx end\ns > f > a > j > x\nf > b > j"
    turned = "s start\nf parallel\nb user\na user\nj parallel\nx end\ns > f > b > j > x\nf > a > j"  # other ids of flows
    story = drawn(text, turned).done("a")
    assert story.migrates().done("b").outcome == "x"  # type: ignore[attr-defined]


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
