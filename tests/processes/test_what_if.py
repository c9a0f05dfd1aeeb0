"""Past cases once more: on their own version nothing differs; on a changed one just what follows from the change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import cache

import pytest

from engine import events as e
from engine.engine import Engine
from engine.holidays import standard_calendar
from engine.library import Library, files_of
from engine.scenarios.organisation import Organisation
from engine.whatif.compare import Comparer, Comparison
from engine.whatif.habits import Habit
from engine.whatif.past import PastCase, behaviour_of
from engine.whatif.people import Settings
from engine.whatif.rerun import rerun
from tests.processes.conftest import PROCESSES, library
from tests.processes.told import Told, everything

CALENDAR = standard_calendar()
HOUR = 3_600_000_000
KEYS = library().keys()


@cache
def cases(process: str) -> tuple[PastCase, ...]:
    """What all scenarios of a process have left behind, as cases of a past."""
    told = [story for story in everything() if story.process == process and story.case.history]
    return tuple(past(number, story) for number, story in enumerate(told, 1))


def past(number: int, story: Told) -> PastCase:
    return PastCase(case_id=story.case.state.case_id, number=story.case.state.number, history=tuple(story.case.history))


def comparer(process: str, changes: Mapping[str, bytes] | None = None, **settings: object) -> Comparer:
    known = Library()
    draft = known.keep({**files_of(PROCESSES / process), **(changes or {})})
    for key in KEYS:
        known.keep(files_of(PROCESSES / key))
    engine = Engine(
        known, calendars={"cn-gov": CALENDAR}, policies={}, directory=Organisation.read(PROCESSES / "organisation.yaml")
    )
    last = max(case.history[-1].at for case in cases(process))
    return Comparer(
        engine_at=lambda _: engine, draft=draft, begin=datetime(2026, 3, 1, tzinfo=UTC),
        settings=Settings(horizon=last, **settings),  # type: ignore[arg-type]
    )  # fmt: skip


def compared(process: str, changes: Mapping[str, bytes] | None = None, **settings: object) -> Comparison:
    """Each case up to its own last moment: there a scenario stops looking."""
    whole = comparer(process, changes, **settings)
    found = Comparison()
    for case in cases(process):
        ends = Settings(horizon=case.history[-1].at, habits=whole.settings.habits, wanted=whole.settings.wanted)
        one = Comparer(engine_at=whole.engine_at, draft=whole.draft, begin=whole.begin, settings=ends)
        found.add(one.compare([case]))
    return found


@pytest.mark.parametrize("process", KEYS)
def test_on_its_own_version_no_case_of_any_scenario_differs(process: str) -> None:
    found = compared(process)
    assert found.aside == {}
    assert found.cases == len(cases(process))
    assert [case for case in found.listed if case["facts"]] == []
    assert found.then.plain() == found.now.plain()


def limit_of_a_general_request(to: str) -> dict[str, bytes]:
    """The row of sla.dmn for a general complaint, with another time for handling."""
    table = (PROCESSES / "complaint" / "sla.dmn").read_text()
    assert table.count('"5wd"') >= 1
    return {"sla.dmn": table.replace('"5wd"', f'"{to}"').encode()}


def test_a_shorter_limit_moves_every_due_date_by_the_calendar_and_breaks_just_what_took_longer() -> None:
    then = compared("complaint")
    now = compared("complaint", limit_of_a_general_request("3wd"))
    assert now.differ > 0
    moved = [
        (case["number"], fact["values"])
        for case in now.listed for fact in case["facts"]
        if fact["kind"] in ("due", "now_late") and fact["values"]["clock"] == "handle"
    ]  # fmt: skip
    assert moved
    for number, values in moved:
        started = [
            recorded.at for case in cases("complaint") if case.number == number for recorded in case.history
            for event in recorded.events
            if isinstance(event, e.ClockStarted) and (event.clock, event.run) == ("handle", values["run"])
            and event.limit == "5wd"
        ]  # fmt: skip
        if len(set(started)) == 1 and values["then"] == iso(CALENDAR.add(started[0], "5wd").at):
            assert values["now"] == iso(CALENDAR.add(started[0], "3wd").at)
    assert now.now.kept["handle"] / now.now.counted["handle"] < then.now.kept["handle"] / then.now.counted["handle"]
    assert now.then.plain() == then.then.plain()


def iso(moment: datetime) -> str:
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def with_another_step() -> dict[str, bytes]:
    """Between triage and what follows, somebody has to look once more."""
    diagram = (PROCESSES / "complaint" / "process.bpmn").read_text()
    flow = re.search(r'<bpmn:sequenceFlow id="(\w+)"[^>]*sourceRef="triage" targetRef="(\w+)"[^>]*/>', diagram)
    assert flow
    lane = re.search(r"<bpmn:flowNodeRef>triage</bpmn:flowNodeRef>", diagram)
    assert lane
    task = re.search(r'<bpmn:userTask id="triage".*?</bpmn:userTask>', diagram, re.DOTALL)
    assert task
    unit = re.search(r"<zeebe:assignmentDefinition[^>]*/>", task[0])
    assert unit
    added = (
        f'<bpmn:userTask id="second_look" name="复看"><bpmn:extensionElements>{unit[0]}</bpmn:extensionElements></bpmn:userTask>'
        f'<bpmn:sequenceFlow id="to_second_look" sourceRef="triage" targetRef="second_look"/>'
    )
    diagram = diagram.replace(flow[0], added + flow[0].replace('sourceRef="triage"', 'sourceRef="second_look"'))
    diagram = diagram.replace(lane[0], f"{lane[0]}<bpmn:flowNodeRef>second_look</bpmn:flowNodeRef>")
    return {"process.bpmn": diagram.encode()}


def test_a_new_step_is_said_to_rest_on_an_assumption_and_delays_what_follows() -> None:
    found = compared("complaint", with_another_step())
    assert found.assumed["second_look"]["never"] > 10
    assert found.rerouted > 10
    told = [case for case in found.listed if any(fact["kind"] == "more" for fact in case["facts"])]
    assert told
    assert all("second_look" in case["assumed"] for case in told[:5])


def test_what_is_assumed_can_be_said_beforehand() -> None:
    (case,) = [case for case in cases("complaint") if steps_of(case).count("triage") == 1 and "dispatch" in steps_of(case)][:1]
    assert begun_at(case, worked=8 * HOUR) - begun_at(case, worked=0) >= timedelta(hours=8)


def begun_at(case: PastCase, worked: int) -> datetime:
    """When the step after the new one begins, if that takes so long."""
    how = comparer("complaint", with_another_step(), wanted={"second_look": Habit(worked=worked)})
    again = rerun(how.engine_at, case, behaviour_of(case), how.draft, CALENDAR, how.settings)
    return next(at for at, event in again.log if isinstance(event, e.TaskCreated) and event.element == "dispatch")


def steps_of(case: PastCase) -> list[str]:
    return [event.element for recorded in case.history for event in recorded.events if isinstance(event, e.TaskCompleted)]


def test_a_model_without_end_is_stopped_and_named() -> None:
    looping = (PROCESSES / "complaint" / "process.bpmn").read_text()
    flow = re.search(r'<bpmn:sequenceFlow id="\w+"[^>]*sourceRef="triage" targetRef="(\w+)"[^>]*/>', looping)
    assert flow
    back = looping.replace(flow[0], flow[0].replace(f'targetRef="{flow[1]}"', 'targetRef="triage"'))
    some = [case for case in cases("complaint") if steps_of(case)[:2] == ["triage", "dispatch"]][:5]
    found = comparer("complaint", {"process.bpmn": back.encode()}).compare(some)
    assert found.cases == 5
    assert found.stopped == 5
    assert found.assumed["triage"]["again"] >= 5


def test_the_same_question_has_the_same_answer() -> None:
    changes = limit_of_a_general_request("2wd")
    some = cases("complaint")[:30]
    assert comparer("complaint", changes).compare(some).plain() == comparer("complaint", changes).compare(some).plain()


def test_parts_add_up_to_the_whole_in_whatever_order_they_come() -> None:
    how, some = comparer("complaint", limit_of_a_general_request("2wd")), cases("complaint")[:30]
    whole, sums = how.compare(some), Comparison()
    for part in (some[20:], some[:9], some[9:20]):
        sums.add(Comparison.of(how.compare(part).plain()))
    assert {**sums.plain(), "listed": sorted(map(repr, sums.listed))} == {
        **whole.plain(), "listed": sorted(map(repr, whole.listed)),
    }  # fmt: skip


def test_an_evening_counts_what_is_broken_and_not_yet_fulfilled() -> None:
    found = compared("complaint")
    breached = {
        event.clock.partition("/")[0]
        for case in cases("complaint") for recorded in case.history for event in recorded.events
        if isinstance(event, e.ClockBreached)
    }  # fmt: skip
    counted = {clock for evening in found.then.overdue.values() for clock in evening}
    assert counted <= breached
    assert counted
