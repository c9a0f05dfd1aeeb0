"""What people did beside the diagram is told with before, after and reason; and who could see the case at that moment."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands import AmendFile, AssignTask, CancelCase, ClaimTask, ExtendClock
from engine.now import Traveller, now
from tests.support import town
from webapp.casework import frames
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.casework.interventions import Intervention
from webapp.casework.past import Past, past
from webapp.database.connections import Connection


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def last_of(connection: Connection, case_id: int) -> Past:
    return past(connection, case_id, "", 10_000)


def only(then: Past) -> Intervention:
    (found,) = then.step.interventions
    return found


def test_an_extension_tells_both_due_dates_and_its_reason(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    clock_before = last_of(connection, case).clocks[0]
    due = clock_before["due_at"]
    clock.move(timedelta(hours=1))
    execute(ExtendClock(command_id=town.new_id(), clock="handle", by="2wd", reason="复杂"), town.SUPERVISOR, case_id=case)
    then = last_of(connection, case)
    found = only(then)
    assert (found.kind, found.subject, found.reason, found.before) == ("extended", "handle", "复杂", {"due_at": due})
    assert found.after["due_at"] == then.plain()["clocks"][0]["due_at"]
    assert then.clocks[0]["left"] > clock_before["left"]
    assert then.clocks[0]["left"].startswith("5wd")


def test_a_correction_tells_what_stood_there_before(connection: Connection) -> None:
    case = town.start(title="旧标题").case_id
    execute(AmendFile(command_id=town.new_id(), file={"title": "新标题"}, reason="写错了"), SYSTEM, case_id=case)
    found = only(last_of(connection, case))
    assert (found.kind, found.before, found.after, found.reason) == ("edited", {"title": "旧标题"}, {"title": "新标题"}, "写错了")


def test_a_cancelled_case_tells_where_it_stood(connection: Connection) -> None:
    case = town.start().case_id
    stood = last_of(connection, case).tokens
    execute(CancelCase(command_id=town.new_id(), reason="误登"), town.SUPERVISOR, case_id=case)
    then = last_of(connection, case)
    assert only(then).before == {"status": "active", "elements": [*stood]}
    assert stood
    assert (then.tokens, then.case["status"]) == ((), "cancelled")


def test_a_reassignment_tells_from_whom_to_whom(connection: Connection) -> None:
    case = town.start().case_id
    task = town.open_task(case)
    execute(ClaimTask(command_id=town.new_id(), task=task, assignee=1), town.CLERK, case_id=case)
    assert last_of(connection, case).step.interventions == []
    execute(AssignTask(command_id=town.new_id(), task=task, assignee=2), town.SUPERVISOR, case_id=case)
    found = only(last_of(connection, case))
    assert (found.kind, found.before, found.after) == ("reassigned", {"assignee": 1}, {"assignee": 2})


def test_frames_that_were_kept_tell_the_same_as_a_fold_from_the_start(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(frames, "EVERY", 3)
    frames.forget()
    case = town.start().case_id
    town.complete(case, town.CLERK)
    last = last_of(connection, case).last
    kept = [past(connection, case, "", seq).plain() for seq in range(1, last + 1)]
    again = []
    for seq in range(1, last + 1):
        frames.forget()
        again.append(past(connection, case, "", seq).plain())
    assert kept == again


def test_a_kept_frame_of_another_history_is_not_used(connection: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frames, "EVERY", 2)
    case = town.start(title="甲").case_id
    assert last_of(connection, case).file["title"] == "甲"
    connection.execute("ALTER TABLE case_event DISABLE TRIGGER ALL")
    change = (
        """UPDATE case_event SET data = jsonb_set(data, '{file,title}', '"乙"'), hash = sha256(hash) WHERE kind = 'CaseStarted'"""
    )
    connection.execute(change)
    connection.execute("UPDATE case_event SET hash = sha256(hash)")
    connection.execute("ALTER TABLE case_event ENABLE TRIGGER ALL")
    assert last_of(connection, case).file["title"] == "乙"


def test_readers_are_those_of_that_moment(connection: Connection, clock: Traveller) -> None:
    """A restricted case shows to the cleared; a clearance that came later did not open it then."""
    case = town.start(compartment="informer").case_id
    user = connection.execute('SELECT user_id FROM "position" LIMIT 1').fetchone()
    assert user is not None
    before = {reader.user for reader in last_of(connection, case).readers}
    grant = """INSERT INTO compartment_grant (user_id, compartment, reason, granted_by, granted_at)
               VALUES (%s, 'informer', '测试', 1, %s)"""
    connection.execute(grant, (user[0], now() + timedelta(hours=1)))
    assert {reader.user for reader in last_of(connection, case).readers} == before
