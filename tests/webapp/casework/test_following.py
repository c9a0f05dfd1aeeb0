"""What is about a case is kept from the same people as the case itself, also when that turns out later."""

from __future__ import annotations

from typing import Any

import pytest

from engine.commands import AmendFile
from engine.now import Traveller
from tests.support.town import new_id
from tests.webapp.casework.test_supervising import by_hand, request, with_the_road_bureau
from webapp import demo
from webapp.casework import correcting, definitions, following
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.casework.supervising import open_supervision, watched
from webapp.config import ROOT
from webapp.database.connections import Connection
from webapp.workers.drain import drain


@pytest.fixture(autouse=True)
def _city(connection: Connection, clock: Traveller) -> None:
    demo.ensure()
    definitions.seed(connection, ROOT / "processes")


def kept(connection: Connection, case_id: int) -> tuple[Any, ...]:
    row: Any = connection.execute('SELECT compartment, about_unit FROM "case" WHERE id = %s', (case_id,)).fetchone()
    return row


def test_a_supervision_that_ends_follows_the_case_that_turns_out_to_be_about_the_unit(connection: Connection) -> None:
    case = with_the_road_bureau(connection)
    supervision = by_hand(connection, case).case_id
    drain()
    correcting.correct(case, {"about_unit": "lp-roads"}, "来电人补充：反映的是该局", SYSTEM, key=new_id())
    drain()
    assert kept(connection, supervision) == kept(connection, case) == (None, "lp-roads")
    assert following.follow(case) == 0


def test_a_supervision_follows_into_a_compartment_and_out_again(connection: Connection) -> None:
    case = with_the_road_bureau(connection)
    supervision = by_hand(connection, case).case_id
    for compartment in ("informer", None):
        execute(AmendFile(command_id=new_id(), file={"compartment": compartment}, reason="核对"), SYSTEM, case_id=case)
        drain()
        assert kept(connection, supervision) == (compartment, None)


def test_a_supervision_of_many_alike_is_about_none_of_them(connection: Connection) -> None:
    cases = [request(), request()]
    file = {**watched(connection, cases[0]).entries, "reason": "mass_repeat", "trigger": "mass_repeat:x", "watched": cases}
    supervision = open_supervision({**file, "supervised": None}, SYSTEM, command_id=new_id(), watched=cases).case_id
    correcting.correct(cases[0], {"about_unit": "lp-roads"}, "反映的是该局", SYSTEM, key=new_id())
    drain()
    assert kept(connection, supervision) == (None, None)
