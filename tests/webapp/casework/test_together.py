"""Two who send the same command at once: it is done once, and both hear so."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.commands import AddNote, StartCase
from tests.support import town
from webapp.casework import cards
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import Receipt, execute
from webapp.casework.together import together
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.models import Case

FILE = {"title": "路灯不亮", "category": "light", "urgency": "general", "channel": "hotline", "place": {"unit": "mill"}}
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted"


@pytest.fixture
def case(connection: Connection) -> Case:
    town.build(connection)
    return Case(id=town.start().case_id, number="1", file={})


def meanwhile(connection: Connection, command: AddNote | StartCase, second: Callable[[], Receipt]) -> tuple[Receipt, Receipt]:
    """`command` is carried out, and committed when `second` waits for it."""
    with ThreadPoolExecutor(1) as pool:
        with connections.take() as other, other.transaction():
            by = town.SUPERVISOR if isinstance(command, AddNote) else SYSTEM
            first = execute(command, by, case_id=1, within=other)
            answer = pool.submit(second)
            while connection.execute(WAITING).fetchone() == (0,) and not answer.done():
                pass
        return first, answer.result(timeout=20)


def test_a_request_filed_twice_at_once_is_one_case(connection: Connection, case: Case) -> None:
    order = StartCase(command_id="twice", process="errand", file=FILE)
    first, again = meanwhile(connection, order, lambda: together(lambda own: execute(order, SYSTEM, within=own)))
    assert again.is_repeated
    assert again.case_id == first.case_id


def test_a_card_taken_back_by_two_at_once_is_taken_back_once(connection: Connection, case: Case) -> None:
    given = cards.give(case, "yellow", "mill", "两次约定未到场", town.SUPERVISOR, key="card")
    back = {"card": "yellow", "unit": "mill", "reverses": given.version, "given_at": "2026-03-02T09:00:00+08:00", "words": {}}
    first = AddNote(command_id=f"card:{case.id}:{given.version}:back", note=back)
    _, again = meanwhile(connection, first, lambda: cards.take_back(case, given.version, "核实后撤回", town.SUPERVISOR))
    assert again.is_repeated
    assert connection.execute("SELECT count(*) FROM card WHERE reverses IS NOT NULL").fetchone() == (1,)
