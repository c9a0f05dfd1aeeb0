"""Running cases are tried, moved, checked and taken back, one by one."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from engine.commands import ClaimTask
from engine.now import Traveller
from tests.support import town, versions
from tests.support.moving import items, moved, ordered, version_of
from webapp import drafts
from webapp.casework.execute import execute
from webapp.casework.reasons import NoReason
from webapp.casework.replaying import replay_case
from webapp.database.connections import Connection
from webapp.moves import batches, checking, moving
from webapp.workers.drain import drain
from webapp.workers.moves import move_cases


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (4, 'city', 'release_manager')""")


def test_every_running_case_of_an_older_version_is_tried_and_nothing_is_written(connection: Connection) -> None:
    at_handle, at_callback, over = town.start().case_id, town.start().case_id, town.start().case_id
    town.complete(at_callback, town.CLERK)
    town.complete(over, town.CLERK)
    drain()
    town.complete(over, town.CALLER, satisfied=True)
    before = connection.execute("SELECT count(*) FROM case_event").fetchone()
    batch = ordered(connection, versions.renamed())
    assert batch.status == "ready"
    assert items(connection, batch, "case_id") == [at_handle, at_callback]
    assert items(connection, batch, "verdict") == ["needs_mapping", "unchanged"]
    assert items(connection, batch, "stands") == [["handle"], ["callback"]]
    assert items(connection, batch, "problems") == [[{"reason": "gone", "element": "handle"}], []]
    assert connection.execute("SELECT count(*) FROM case_event").fetchone() == before


def test_with_a_mapping_they_move_and_the_replay_still_proves_them(connection: Connection) -> None:
    cases = [town.start().case_id for _ in range(3)]
    batch = ordered(connection, versions.renamed())
    batches.remap(connection, batch, {"handle": "handle_it"}, versions.RELEASER)
    drain()
    assert items(connection, batch, "verdict") == ["moves"] * 3
    assert items(connection, batch, "changes") == [["task"]] * 3
    batch = moved(connection, batch)
    assert (batch.status, items(connection, batch, "result")) == ("done", ["moved"] * 3)
    assert {version_of(connection, case) for case in cases} == {batch.target}
    for case, number in connection.execute('SELECT id, number FROM "case"').fetchall():
        assert replay_case(connection, int(str(case)), str(number)).proven
    town.complete(cases[0], town.CLERK)


def test_what_somebody_took_typed_and_read_stays_his(connection: Connection) -> None:
    case = town.start().case_id
    task = town.open_task(case)
    execute(ClaimTask(command_id=town.new_id(), task=task, assignee=1), town.CLERK, case_id=case)
    file = {"place": {"unit": "mill"}}
    drafts.save(connection, drafts.Sheet(user_id=1, case_id=case, task=task, case_file=file), {"result": "写了一半"})
    connection.execute("INSERT INTO case_seen (user_id, case_id, version, at) VALUES (1, %s, 2, now())", (case,))
    clocks = connection.execute("SELECT name, run, due_at, time_limit FROM clock").fetchall()
    batch = ordered(connection, versions.errand(versions.NEW_STEP, versions.OVER_IT))
    moved(connection, batch)
    row = connection.execute("SELECT task, assignee_id, state FROM work_item").fetchall()
    assert row == [(task, 1, "open")]
    draft = drafts.load(connection, drafts.Sheet(user_id=1, case_id=case, task=task, case_file=file))
    assert draft is not None
    assert draft.values == {"result": "写了一半"}
    assert connection.execute("SELECT version FROM case_seen").fetchall() == [(2,)]
    assert connection.execute("SELECT name, run, due_at, time_limit FROM clock").fetchall() == clocks
    town.complete(case, town.CLERK)
    assert connection.execute("SELECT element FROM work_item WHERE state = 'open'").fetchall() == [("look_again",)]


def test_a_case_that_is_not_sound_is_rolled_back_alone_with_its_reason(connection: Connection) -> None:
    cases = [town.start().case_id for _ in range(3)]
    old = version_of(connection, cases[0])
    batch = ordered(connection, versions.errand(("办理", "承办")))
    connection.execute("DELETE FROM due_timer WHERE kind = 'timer' AND case_id = %s", (cases[1],))
    moved(connection, batch)
    assert items(connection, batch, "result") == ["moved", "unsound", "moved"]
    assert items(connection, batch, "detail") == [None, "timers differ", None]
    assert [version_of(connection, case) for case in cases] == [batch.target, old, batch.target]


def test_a_case_that_cannot_be_read_does_not_keep_the_others_waiting(connection: Connection) -> None:
    broken, well = town.start().case_id, town.start().case_id
    batch = ordered(connection, versions.errand(("办理", "承办")))
    connection.execute('UPDATE "case" SET state = \'[1,9,null,[["nowhere"]],[],{}]\' WHERE id = %s', (broken,))
    batches.remap(connection, batch, {}, versions.RELEASER)
    drain()
    assert items(connection, batch, "verdict") == ["impossible", "unchanged"]
    connection.execute("UPDATE move_item SET verdict = 'moves'")
    moved(connection, batch)
    assert items(connection, batch, "result") == ["broken", "moved"]
    assert version_of(connection, well) == batch.target


def test_the_check_finds_whatever_differs(connection: Connection) -> None:
    case = town.start().case_id
    version = version_of(connection, case)
    checking.check(connection, case, version)
    for damage, found in (
        ("UPDATE work_item SET role = 'other'", "tasks differ"),
        ("UPDATE work_item SET state = 'done'", "tasks differ"),
        ("UPDATE \"case\" SET state = '[1]'", "does not answer"),
    ):
        with connection.transaction(force_rollback=True):
            connection.execute(damage)  # type: ignore[call-overload]
            with pytest.raises(checking.Unsound, match=found):
                checking.check(connection, case, version)
    with pytest.raises(checking.Unsound, match="another version"):
        checking.check(connection, case, "errand@other")


def test_to_do_it_twice_does_nothing_twice(connection: Connection) -> None:
    town.start()
    batch = moved(connection, ordered(connection, versions.errand(("办理", "承办"))))
    events = connection.execute("SELECT count(*) FROM case_event").fetchone()
    connection.execute("UPDATE move_item SET result = NULL")
    move_cases(0, batch=batch.id, by=4)
    assert connection.execute("SELECT count(*) FROM case_event").fetchone() == events
    assert items(connection, batch, "result") == ["moved"]


def test_what_happened_since_the_look_is_seen(connection: Connection) -> None:
    gone, over, stays = town.start().case_id, town.start().case_id, town.start().case_id
    town.complete(over, town.CLERK)
    drain()
    batch = ordered(connection, versions.errand(('id="callback" name', 'id="ask" name'), ('Ref="callback"', 'Ref="ask"'),
                                                (">callback<", ">ask<")))  # fmt: skip
    assert items(connection, batch, "verdict") == ["unchanged", "needs_mapping", "unchanged"]
    town.complete(gone, town.CLERK)
    drain()
    town.complete(over, town.CALLER, satisfied=True)
    moved(connection, batch)
    assert items(connection, batch, "result") == ["gone", None, "moved"]
    assert version_of(connection, stays) == batch.target


def test_a_restricted_case_moves_too(connection: Connection) -> None:
    case = town.start(compartment="informer").case_id
    batch = moved(connection, ordered(connection, versions.errand(("办理", "承办"))))
    assert version_of(connection, case) == batch.target


def test_who_has_lost_the_right_meanwhile_moves_nothing(connection: Connection) -> None:
    case = town.start().case_id
    batch = ordered(connection, versions.errand(("办理", "承办")))
    batches.start(connection, batch, versions.RELEASER)
    connection.execute("""DELETE FROM "position" WHERE role = 'release_manager'""")
    drain()
    assert items(connection, batch, "result") == ["not_allowed"]
    assert version_of(connection, case) != batch.target


def test_only_a_release_manager_orders_it_with_a_reason_for_a_released_version(connection: Connection) -> None:
    target = versions.released(connection, versions.renamed())
    for by in (town.SUPERVISOR, replace(versions.RELEASER, stands_in=frozenset({("release_manager", "city", 9)}))):
        with pytest.raises(batches.NotForYou):
            batches.begin(connection, "errand", target, by, reason="新的办法")
    with pytest.raises(batches.NotReleased):
        batches.begin(connection, "errand", "errand@0123456789abcdef", versions.RELEASER, reason="新的办法")
    with pytest.raises(NoReason):
        batches.begin(connection, "errand", target, versions.RELEASER, reason=" ")


def test_a_batch_moves_once_and_is_in_the_log(connection: Connection) -> None:
    town.start()
    batch = ordered(connection, versions.errand(("办理", "承办")))
    batches.start(connection, batch, versions.RELEASER)
    with pytest.raises(batches.NotReady):
        batches.start(connection, batch, versions.RELEASER)
    told = connection.execute("SELECT actor, about->>'act', about->>'batch' FROM audit_event WHERE kind = 'migrated'").fetchall()
    assert told == [("user:4", "moved", str(batch.id))]
    assert moving.mover(connection, 4).roles >= {"release_manager"}


def test_people_go_on_working_while_their_cases_move(connection: Connection) -> None:
    cases = [town.start().case_id for _ in range(12)]
    batch = ordered(connection, versions.errand(versions.NEW_STEP, versions.OVER_IT))
    batches.start(connection, batch, versions.RELEASER)

    def work() -> None:
        for case in reversed(cases):
            town.complete(case, town.CLERK)

    with ThreadPoolExecutor(max_workers=1) as others:
        working = others.submit(work)
        move_cases(0, batch=batch.id, by=4)
        working.result()
    assert set(items(connection, batch, "result")) == {"moved"}
    for case in cases:
        checking.check(connection, case, batch.target)
    done = connection.execute("SELECT count(*) FROM work_item WHERE element = 'handle' AND state = 'done'").fetchone()
    assert done == (len(cases),)
