"""Read models are a function of the history."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from engine import events as e
from engine.commands import AmendFile, CancelCase, ClaimTask, ExtendClock, PauseClock, RegradeClock, ResumeClock
from engine.events import Event
from engine.now import Traveller
from tests.support import town, versions
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.casework.projections import PROJECTIONS, TIMELINE_ONLY
from webapp.casework.rebuild import TABLES, rebuild
from webapp.casework.recorded import KINDS
from webapp.casework.replaying import replay_case
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.drain import drain

CASE_COLUMNS = """SELECT id, number, process, definition, status, outcome, version, title, channel, category, urgency, place,
    unit, phase, tier, due_at, source, external_id, opened_at, closed_at, compartment, about_unit
    FROM "case" ORDER BY id"""


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def everything(connection: Connection) -> dict[str, list[tuple[object, ...]]]:
    rows = {table: connection.execute(f"SELECT * FROM {table} ORDER BY 1, 2, 3").fetchall() for table in TABLES}
    return {**rows, "case": connection.execute(CASE_COLUMNS).fetchall()}


def test_every_event_has_a_projection_or_is_for_the_timeline_only() -> None:
    assert set(PROJECTIONS) | TIMELINE_ONLY == set(KINDS.values())
    assert not set(PROJECTIONS) & TIMELINE_ONLY


def a_closed_loop(clock: Traveller) -> None:
    case = town.start().case_id
    execute(ClaimTask(command_id=town.new_id(), task=town.open_task(case), assignee=1), town.CLERK, case_id=case)
    town.complete(case, town.CLERK)
    drain()
    town.complete(case, town.CALLER, satisfied=False)
    clock.move(timedelta(days=9))
    drain()
    town.complete(case, town.OTHER_CLERK)
    drain()
    town.complete(case, town.CALLER, satisfied=True)


def a_late_case_under_supervision(clock: Traveller) -> None:
    town.start()
    clock.move(timedelta(days=5))
    drain()


def a_clock_paused_and_extended(clock: Traveller) -> None:
    case = town.start().case_id
    for command in (
        PauseClock(command_id=town.new_id(), clock="handle", reason="等待补充"),
        ResumeClock(command_id=town.new_id(), clock="handle", reason="已补充"),
        ExtendClock(command_id=town.new_id(), clock="handle", by="2wd", reason="复杂"),
        PauseClock(command_id=town.new_id(), clock="handle", reason="等待鉴定"),
    ):
        clock.move(timedelta(hours=3))
        execute(command, town.SUPERVISOR, case_id=case)


def a_late_clock_graded_anew_and_late_again(clock: Traveller) -> None:
    case = town.start().case_id
    clock.move(timedelta(days=5))
    drain()
    execute(
        RegradeClock(command_id=town.new_id(), clock="handle", limit="10wd", reason="清零行动"), town.SUPERVISOR, case_id=case
    )
    clock.move(timedelta(days=30))
    drain()


def a_case_restricted_in_the_middle(clock: Traveller) -> None:
    case = town.start().case_id
    town.complete(case, town.CLERK)
    drain()
    file = {"compartment": "informer", "about_unit": "mill"}
    execute(AmendFile(command_id=town.new_id(), file=file, reason="举报本单位"), SYSTEM, case_id=case)


def a_cancelled_case(clock: Traveller) -> None:
    case = town.start().case_id
    execute(CancelCase(command_id=town.new_id(), reason="误登"), town.SUPERVISOR, case_id=case)


def an_incident(clock: Traveller) -> None:
    town.start(place={"unit": "nowhere"})


def a_case_moved_to_another_version_and_back_and_round(clock: Traveller) -> None:
    case = town.start().case_id
    execute(ClaimTask(command_id=town.new_id(), task=town.open_task(case), assignee=1), town.CLERK, case_id=case)
    with connections.take() as connection:
        renamed = versions.released(connection, versions.renamed())
    versions.migrate(case, renamed, handle="handle_it")
    versions.undo(case)
    versions.migrate(case, renamed, handle="handle_it")
    town.complete(case, town.CLERK)
    drain()
    versions.send_back(case, "handle_it")
    versions.jump(case, "callback")
    town.complete(case, town.CALLER, satisfied=True)


STORIES = [
    a_case_moved_to_another_version_and_back_and_round,
    a_closed_loop, a_late_case_under_supervision, a_clock_paused_and_extended, a_late_clock_graded_anew_and_late_again,
    a_case_restricted_in_the_middle, a_cancelled_case, an_incident,
]  # fmt: skip


@pytest.mark.parametrize("story", STORIES)
def test_rebuilt_read_models_equal_the_written_ones(
    story: Callable[[Traveller], None], connection: Connection, clock: Traveller
) -> None:
    story(clock)
    before = everything(connection)
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")
    connection.execute(
        """UPDATE "case" SET title = '', status = '', unit = NULL, phase = NULL, due_at = NULL, closed_at = NULL,
           compartment = NULL, about_unit = NULL"""
    )
    assert rebuild(connection) == len(before["case"])
    assert everything(connection) == before


def test_a_promise_broken_twice_stands_once_on_the_list_with_its_first_date(connection: Connection, clock: Traveller) -> None:
    a_late_clock_graded_anew_and_late_again(clock)
    breaches = connection.execute(
        "SELECT at FROM clock_event WHERE kind = 'ClockBreached' AND name = 'handle' ORDER BY seq"
    ).fetchall()
    rows = connection.execute(
        """SELECT l.due_at < k.due_at, l.listed_at, k.time_limit, k.excused, l.excused FROM clearance_entry l
           JOIN clock k ON (k.case_id, k.name, k.run) = (l.case_id, l.clock, l.run) WHERE l.clock = 'handle'"""
    ).fetchall()
    assert len(breaches) == 2
    assert rows == [(True, breaches[0][0], "10wd", False, False)]


@pytest.mark.parametrize("story", STORIES)
def test_replaying_the_history_gives_the_stored_states(
    story: Callable[[Traveller], None], connection: Connection, clock: Traveller
) -> None:
    story(clock)
    for case_id, number, state, file in connection.execute('SELECT id, number, state, file FROM "case"').fetchall():
        again = replay_case(connection, case_id, str(number))  # type: ignore[arg-type]
        assert again.differences == ()
        assert again.proven
        assert again.state is not None
        assert again.state.blob == state
        assert again.state.file == file


def test_what_is_restricted_later_is_restricted_in_open_and_in_finished_work(connection: Connection, clock: Traveller) -> None:
    a_case_restricted_in_the_middle(clock)
    rows = connection.execute("SELECT state, compartment, about_unit FROM work_item ORDER BY task").fetchall()
    assert {row[0] for row in rows} == {"done", "open"}
    assert {row[1:] for row in rows} == {("informer", "mill")}


def test_the_stories_together_meet_most_kinds_of_events(connection: Connection, clock: Traveller) -> None:
    for story in STORIES:
        story(clock)
    met = {KINDS[str(row[0])] for row in connection.execute("SELECT DISTINCT kind FROM case_event").fetchall()}
    never: set[type[Event]] = {
        e.TaskAssigned, e.TaskReleased, e.ClockRecomputed, e.DecisionTaken, e.FileChanged, e.JobFailed, e.MessageUnawaited,
        e.IncidentResolved, e.MessageAwaited, e.MessageReceived, e.JobCancelled, e.TaskReprioritised, e.NoteAdded,
        e.JobMoved, e.IncidentMoved, e.WorkRerouted,
    }  # fmt: skip
    assert met >= set(KINDS.values()) - never


def test_a_late_promise_stays_on_the_clearance_list_until_the_case_is_finished(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    clock.move(timedelta(days=5))
    drain()
    late = connection.execute("SELECT clock, unit, unit_path, level, stopped_at, cleared_at FROM clearance_entry").fetchall()
    assert late == [("handle", "mill", "/city/east/mill/", 1, None, None)]
    town.complete(case, town.CLERK)
    drain()
    stopped = connection.execute("SELECT stopped_at, cleared_at FROM clearance_entry").fetchall()
    assert stopped == [(clock.moment, None)]
    clock.move(timedelta(hours=1))
    town.complete(case, town.CALLER, satisfied=True)
    assert connection.execute("SELECT cleared_at, outcome FROM clearance_entry").fetchall() == [(clock.moment, "closed_resolved")]


def test_an_open_case_always_lies_in_somebodys_inbox_or_is_an_incident(connection: Connection, clock: Traveller) -> None:
    for story in STORIES:
        story(clock)
    adrift = connection.execute("""
        SELECT c.number FROM "case" c WHERE c.closed_at IS NULL
        AND NOT EXISTS (SELECT FROM work_item w WHERE w.case_id = c.id AND w.state = 'open' AND w.role <> '' AND w.unit <> '')
        AND NOT EXISTS (SELECT FROM incident i WHERE i.case_id = c.id AND i.resolved_at IS NULL)
    """).fetchall()
    assert adrift == []
