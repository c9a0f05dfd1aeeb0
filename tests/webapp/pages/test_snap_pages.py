"""Somebody without an account sends a photo: verified first, called for then, followed by number and code."""

from __future__ import annotations

import io
import json
import re
import uuid
from typing import Any

import pytest
from flask import Flask

from tests.support.city import Visitor, visitor
from tests.support.grid_phone import open_tasks, outcome, photo, picture, post
from webapp.database import connections
from webapp.workers.drain import run_waiting_jobs


@pytest.fixture
def worker(site: Flask) -> Visitor:
    return visitor(site, "lp10101-gw")


def snap(citizen: Visitor, **changes: Any) -> Visitor:
    """Somebody without an account sends a photo."""
    citizen.get("/snap")
    told = {"category": "urban.cleaning.rubbish", "place": "lp1010103", "photo": (picture(), "snap.jpg"), **changes}
    return citizen.send("/snap", **told)


def test_a_citizens_snap_is_verified_before_anybody_is_called(site: Flask, worker: Visitor) -> None:
    told = snap(visitor(site), phone="13800001111", statement="垃圾一周没清了")
    number = re.search(r"\d{8}-\d{6,}", told.words)
    assert number
    assert list(open_tasks(number[0])) == ["verify"]
    assert number[0] in worker.get("/grid").words
    with connections.take() as connection:
        file, photos = connection.execute(
            'SELECT c.file, count(a.id) FROM "case" c JOIN attachment a ON a.case_id = c.id WHERE c.number = %s GROUP BY c.id',
            (number[0],),
        ).fetchone()
    assert photos == 1
    assert file["origin"] == "snap"
    assert "13800001111" not in json.dumps(file)


def test_a_snap_without_a_photo_or_with_something_else_is_refused(site: Flask) -> None:
    citizen = visitor(site)
    assert snap(citizen, photo="").status == 422
    assert snap(citizen, photo=(io.BytesIO(b"<svg onload=alert(1)>"), "a.svg")).status == 422


def test_a_snap_sent_twice_is_one_event(site: Flask) -> None:
    citizen = visitor(site)
    first = re.search(r"\d{8}-\d{6,}", snap(citizen, command_id="snap-sent-twice-1").words)
    second = re.search(r"\d{8}-\d{6,}", snap(citizen, command_id="snap-sent-twice-1").words)
    assert first
    assert second
    assert first[0] == second[0]


def code_of(number: str) -> str:
    with connections.take() as connection:
        (code,) = connection.execute('SELECT query_code FROM "case" WHERE number = %s', (number,)).fetchone()
    return code


def test_a_snap_is_followed_by_number_and_code_into_the_loop(site: Flask) -> None:
    citizen = visitor(site)
    here = re.search(r"\d{8}-\d{6,}", snap(citizen).words)[0]
    citizen.get("/follow").send("/follow", number=here, code=code_of(here))
    assert citizen.status == 200
    assert here in citizen.words
    assert not citizen.has_form(f"/follow/{here}/")  # a grid takes no supplements: it is there in minutes

    passed_on = re.search(r"\d{8}-\d{6,}", snap(citizen, category="roads.surface.manhole", place="lp1010101").words)[0]
    task = open_tasks(passed_on)["verify"]
    gw = visitor(site, "lp10101-gw")
    typed = {"result": "confirmed", "filing": "cover", "filing_met": "true", "command_id": uuid.uuid4().hex}
    assert post(gw, f"/grid/tasks/{passed_on}/{task}", photo=photo(gw, case=passed_on), **typed)[0] == 200
    assert outcome(passed_on) == "escalated_to_loop"
    run_waiting_jobs()
    citizen.get("/follow").send("/follow", number=passed_on, code=code_of(passed_on))
    assert passed_on not in citizen.words
    assert "井盖缺失" in citizen.words
