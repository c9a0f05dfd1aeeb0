"""Work that counts minutes rings in the bell at once, for everybody it calls and nobody else, and falls silent with the call."""

from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from flask import Flask

from engine.now import now
from tests.support.city import Visitor, visitor
from tests.webapp.pages.test_grid_pages import accept, report
from webapp.casework import runtime
from webapp.database import connections
from webapp.policies import enact

FOUR = {"accept_worker", "accept_police", "accept_cm", "accept_cleaner"}


@pytest.fixture
def worker(site: Flask) -> Visitor:
    return visitor(site, "lp10101-gw")


def rung(number: str, *, unread: bool = True) -> dict[str, set[str]]:
    """Login -> steps that rang for him."""
    found: dict[str, set[str]] = {}
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT u.login, n.facts ->> 'element' FROM personal_notice n JOIN "user" u ON u.id = n.user_id
               JOIN "case" c ON c.id = n.case_id
               WHERE n.kind = 'called' AND c.number = %s AND (n.read_at IS NULL OR NOT %s)""",
            (number, unread),
        ).fetchall()
    for login, element in rows:
        found.setdefault(login, set()).add(element)
    return found


def test_a_call_rings_for_all_it_calls_but_not_for_whoever_made_it(worker: Visitor) -> None:
    number = report(worker)
    rings = rung(number)
    assert set().union(*rings.values()) <= FOUR
    assert {"lp10101-police", "lp10101-cm", "lp10101-cleaner"} <= rings.keys()
    assert "lp10101-gw" not in rings


def test_the_bell_on_the_phone_leads_to_the_calls(site: Flask, worker: Visitor) -> None:
    number = report(worker)
    police = visitor(site, "lp10101-police")
    assert police.get("/grid").words.find("没有未读") == -1
    with connections.take() as connection:
        (notice,) = connection.execute(
            """SELECT n.id FROM personal_notice n JOIN "user" u ON u.id = n.user_id JOIN "case" c ON c.id = n.case_id
               WHERE u.login = 'lp10101-police' AND n.kind = 'called' AND c.number = %s""",
            (number,),
        ).fetchone() or (0,)
    assert "限时工作等您接办：警员接单" in police.get("/notices/").words
    assert police.get(f"/notices/{notice}").has_form(f"/grid/calls/{number}/")


def test_when_one_has_accepted_nobody_elses_bell_goes_on_ringing(site: Flask, worker: Visitor) -> None:
    number = report(worker)
    accept(visitor(site, "lp10101-cleaner"), number, "cleaner")
    assert rung(number) == {}
    assert "lp10101-police" in rung(number, unread=False)


def test_a_deputy_hears_the_call_too(site: Flask, worker: Visitor) -> None:
    with connections.take() as connection:
        connection.execute(
            """INSERT INTO delegation (user_id, deputy_id, role, unit, starts_at, ends_at, reason, set_by, set_at)
               SELECT p.user_id, d.id, p.role, p.unit, %(at)s, %(end)s, '休假', p.user_id, %(at)s
               FROM position p JOIN "user" u ON u.id = p.user_id, "user" d
               WHERE u.login = 'lp10101-police' AND p.role = 'grid_police' AND d.login = 'lp10101-leader'""",
            {"at": now(), "end": now() + timedelta(days=1)},
        )
    assert rung(report(worker, command_id=uuid.uuid4().hex))["lp10101-leader"] == {"accept_police"}


def test_ordinary_work_waits_for_the_digest(site: Flask, worker: Visitor) -> None:
    number = report(worker)
    accept(worker, number, "worker")
    with connections.take() as connection:
        (others,) = connection.execute(
            """SELECT count(*) FROM personal_notice n JOIN work_item w USING (case_id, task)
               WHERE n.kind = 'called' AND w.due_at > w.created_at + interval '1 hour'"""
        ).fetchone() or (None,)
    assert others == 0


def test_how_little_time_rings_is_policy_of_the_process(worker: Visitor) -> None:
    with connections.take() as connection:
        event = runtime.current(connection).library.newest("grid_event")
        enact(connection, event, "rings_within", "1min", effective_from=date(2026, 1, 1), basis="示例：只对一分钟内的提醒")
    assert rung(report(worker)) == {}
