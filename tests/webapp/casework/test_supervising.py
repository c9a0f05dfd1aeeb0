"""Supervision cases are opened once per trigger; cards come from the timers of a case; mass repeats are seen."""

from __future__ import annotations

from datetime import timedelta
from threading import Thread
from typing import Any

import pytest

from engine.commands import CancelCase, CompleteTask, StartCase
from engine.now import Traveller
from tests.support import judged
from tests.support.town import new_id
from webapp import demo
from webapp.casework import mass_repeats, runtime, unwatched
from webapp.casework.actors import SYSTEM, Actor
from webapp.casework.execute import execute
from webapp.casework.rebuild import rebuild
from webapp.casework.supervising import Supervision, instruct, open_supervision, watched
from webapp.casework.supervision_rules import card_consequence, card_points, card_window, counted_cards
from webapp.database.connections import Connection
from webapp.workers.drain import drain

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def _city(connection: Connection, clock: Traveller) -> None:
    demo.ensure()
    judged.seed(connection)


def request(category: str = "roads.surface.pothole", place: str = "lp1010101", **more: Any) -> int:
    file = {
        "title": "滨河路路面坑洼", "kind": "complaint", "channel": "hotline", "category": category, "urgency": "general",
        "place": {"unit": place, "city": "lp"}, "requester": None, "anonymous": True, "duplicates": [],
        "statement": {"vault": 1, "class": "statement"}, "received_at": "2026-03-02T09:00:00+08:00", **more,
    }  # fmt: skip
    return execute(StartCase(command_id=new_id(), process="complaint", file=file), SYSTEM).case_id


def complete(connection: Connection, case_id: int, element: str, **answers: Any) -> None:
    task: Any = connection.execute(
        "SELECT task FROM work_item WHERE case_id = %s AND element = %s AND state = 'open'", (case_id, element)
    ).fetchone()
    execute(CompleteTask(command_id=new_id(), task=task[0], answers=answers), SYSTEM, case_id=case_id)
    drain()


def with_the_road_bureau(connection: Connection) -> int:
    case_id = request()
    complete(connection, case_id, "triage", decision="dispatch")
    complete(connection, case_id, "dispatch", how="assign", target="lp-roads")
    return case_id


def wait(clock: Traveller, days: int) -> None:
    for _ in range(days):
        clock.move(DAY)
        drain()


def supervisions(connection: Connection, case_id: int) -> list[tuple[Any, ...]]:
    return connection.execute(
        """SELECT c.file ->> 'reason', (c.file ->> 'level')::int, c.closed_at IS NULL FROM case_link l
           JOIN "case" c ON c.id = l.source_id WHERE l.target_id = %s AND l.kind = 'supervises' ORDER BY c.id""",
        (case_id,),
    ).fetchall()


def by_hand(connection: Connection, case_id: int, *, reason: str = "media", key: str | None = None) -> Supervision:
    case = watched(connection, case_id)
    file = {**case.entries, "reason": reason, "trigger": f"{reason}:{case.number}"}
    return open_supervision(file, SYSTEM, command_id=key or new_id(), watched=[case_id])


def test_a_late_case_gets_cards_and_one_supervision_case(connection: Connection, clock: Traveller) -> None:
    case_id = with_the_road_bureau(connection)
    wait(clock, 9)
    cards = connection.execute(
        "SELECT colour, unit, clock, cause FROM card WHERE case_id = %s ORDER BY seq", (case_id,)
    ).fetchall()
    assert cards == [("yellow", "lp-roads", "handle", "yellow"), ("red", "lp-roads", "handle", "red")]
    assert supervisions(connection, case_id) == [("overdue", 1, True)]
    opened: Any = connection.execute("SELECT file -> 'cards' FROM \"case\" WHERE process = 'supervision'").fetchone()
    assert opened[0] == {"yellow": 1, "red": 1}


def test_cards_are_a_function_of_the_history(connection: Connection, clock: Traveller) -> None:
    with_the_road_bureau(connection)
    wait(clock, 9)
    before = connection.execute("SELECT * FROM card ORDER BY case_id, seq").fetchall()
    assert len(before) == 2
    rebuild(connection)
    assert connection.execute("SELECT * FROM card ORDER BY case_id, seq").fetchall() == before


def test_what_cards_cost_is_policy_and_old_ones_do_not_count(connection: Connection, clock: Traveller) -> None:
    active = runtime.current(connection)
    assert [card_points(active, {"yellow": yellow, "red": red}) for yellow, red in ((1, 0), (2, 0), (5, 1))] == [0, 1, 4]
    assert [card_consequence(active, {"yellow": 0, "red": red}) for red in (0, 1, 5)] == ["none", "letter", "interview"]
    with_the_road_bureau(connection)
    wait(clock, 9)
    assert counted_cards(connection, "lp-roads", card_window(active)) == {"yellow": 1, "red": 1}
    clock.move(120 * DAY)
    assert counted_cards(connection, "lp-roads", card_window(active)) == {"yellow": 0, "red": 0}


def test_there_are_never_two_open_supervision_cases_for_the_same_trigger(connection: Connection) -> None:
    case_id = request()
    first, second = by_hand(connection, case_id), by_hand(connection, case_id)
    assert (first.is_new, second.is_new, second.case_id) == (True, False, first.case_id)
    other = by_hand(connection, case_id, reason="refusal")
    assert other.is_new
    execute(CancelCase(command_id=new_id(), reason="done"), SYSTEM, case_id=first.case_id)
    assert by_hand(connection, case_id).is_new


def test_nor_are_there_when_two_open_it_at_the_same_moment(connection: Connection) -> None:
    case_id = request()
    found: list[int] = []
    case = watched(connection, case_id)
    file = {**case.entries, "reason": "media", "trigger": "media:at-once"}
    threads = [
        Thread(target=lambda: found.append(open_supervision(file, SYSTEM, command_id=new_id(), watched=[case_id]).case_id))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4
    assert len(set(found)) == 1


def test_an_instruction_opens_a_supervision_case_and_reaches_the_supervised_one(connection: Connection) -> None:
    case_id = with_the_road_bureau(connection)
    mayor = Actor(kind="user", user_id=leader(connection), positions=frozenset({("leader_viewer", "lp")}))
    opened = instruct(case_id, "请三天内修好", mayor, command_id=new_id())
    drain()
    assert opened.is_new
    assert supervisions(connection, case_id) == [("instruction", 2, True)]
    told: Any = connection.execute(
        "SELECT payload ->> 'by' FROM message_out WHERE case_id = %s AND name = 'leader_instructed'", (opened.case_id,)
    ).fetchone()
    assert told == (mayor.label,)
    words: Any = connection.execute('SELECT file::text FROM "case" WHERE id = %s', (opened.case_id,)).fetchone()
    assert "三天" not in words[0]


def test_an_instruction_raises_the_supervision_that_is_open_already(connection: Connection, clock: Traveller) -> None:
    case_id = with_the_road_bureau(connection)
    wait(clock, 9)
    assert supervisions(connection, case_id) == [("overdue", 1, True)]
    mayor = Actor(kind="user", user_id=leader(connection), positions=frozenset({("leader_viewer", "lp")}))
    raised = instruct(case_id, "请马上修好", mayor, command_id=new_id())
    assert not raised.is_new
    assert supervisions(connection, case_id) == [("overdue", 2, True)]


def leader(connection: Connection) -> int:
    row: Any = connection.execute("SELECT id FROM \"user\" WHERE login = 'mayor'").fetchone()
    return int(row[0])


@pytest.fixture
def many(connection: Connection) -> list[int]:
    return [request("urban.noise.construction") for _ in range(5)]


def test_many_requests_about_one_matter_are_supervised_once(connection: Connection, many: list[int]) -> None:
    request("urban.noise.construction", place="lp1010102")
    restricted = request("urban.noise.construction")
    connection.execute("UPDATE \"case\" SET compartment = 'sensitive' WHERE id = %s", (restricted,))
    (found,) = mass_repeats.look()
    links = connection.execute("SELECT target_id FROM case_link WHERE source_id = %s ORDER BY 1", (found.case_id,)).fetchall()
    assert [target for (target,) in links] == many
    assert mass_repeats.look() == []


def test_after_its_end_only_new_requests_make_a_new_cluster(connection: Connection, clock: Traveller, many: list[int]) -> None:
    (found,) = mass_repeats.look()
    execute(CancelCase(command_id=new_id(), reason="done"), SYSTEM, case_id=found.case_id)
    clock.move(DAY)
    for _ in range(4):
        request("urban.noise.construction")
    assert mass_repeats.look() == []
    request("urban.noise.construction")
    (again,) = mass_repeats.look()
    assert again.case_id != found.case_id


def test_requests_spread_over_months_are_no_cluster(connection: Connection, clock: Traveller) -> None:
    for _ in range(6):
        request("urban.noise.construction")
        clock.move(10 * DAY)
    assert mass_repeats.look() == []


def test_the_supervision_of_a_cluster_ends_with_its_last_request(connection: Connection, many: list[int]) -> None:
    (found,) = mass_repeats.look()

    def is_open() -> bool:
        row: Any = connection.execute('SELECT closed_at IS NULL FROM "case" WHERE id = %s', (found.case_id,)).fetchone()
        return bool(row[0])

    for case_id in many:
        assert unwatched.tell_of_ends() == 0
        assert is_open()
        execute(CancelCase(command_id=new_id(), reason="answered"), SYSTEM, case_id=case_id)
    assert unwatched.tell_of_ends() == 1
    assert not is_open()
    assert unwatched.tell_of_ends() == 0
