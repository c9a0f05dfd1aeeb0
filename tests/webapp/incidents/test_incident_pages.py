"""The pages of incidents: who has them, what they say, one corrected, many tried again."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from engine.now import now
from tests.support import city
from tests.support.city import visitor
from webapp.config import Config
from webapp.database import connections
from webapp.demo import release_life
from webapp.models import db
from webapp.workers.drain import drain


@pytest.fixture(scope="module")
def site(module_database: Config) -> Iterator[Flask]:
    app = city.build(module_database)
    release_life.populate(now())
    yield app
    with app.app_context():
        db.engine.dispose()


def open_ones() -> list[tuple[str, int]]:
    with connections.take() as connection:
        rows: Any = connection.execute(
            """SELECT c.number, i.incident FROM incident i JOIN "case" c ON c.id = i.case_id
               WHERE i.resolved_at IS NULL ORDER BY c.id"""
        ).fetchall()
    return list(rows)


GROUP = "/incidents/group?process=complaint&element=triage&kind=nobody_there"


@pytest.mark.parametrize("login", ["call", "intake", "model", "review", "audit", "mayor"])
def test_incidents_are_for_those_who_repair_them(site: Flask, login: str) -> None:
    number, incident = open_ones()[0]
    person = visitor(site, login)
    for address in ("/incidents", GROUP, f"/incidents/{number}/{incident}", f"/incidents/{number}/{incident}/diagram.bpmn"):
        assert person.get(address).status == 403
    assert "/incidents" not in person.get("/inbox").page


def test_the_door_says_how_many_are_open(site: Flask) -> None:
    assert f"{len(open_ones())}项待处理" in visitor(site, "release").get("/incidents").words


def test_an_incident_says_what_happened_where_and_what_goes_on_meanwhile(site: Flask) -> None:
    number, incident = open_ones()[0]
    page = visitor(site, "release").get(f"/incidents/{number}/{incident}")
    for words in ("该单位及上级无人担任此岗位", "审核受理", "platform", "lp1019901", "时限照常计算", "另有 1 件"):
        assert words in page.words
    assert "背街小巷" not in page.words
    assert page.get(f"/incidents/{number}/{incident}/diagram.bpmn").status == 200
    assert "审核受理" in page.get(f"/incidents/{number}/{incident}/outline").words
    assert page.get(f"/incidents/{number}/{incident + 1}").status == 404


def test_one_is_corrected_and_the_other_tried_again_with_an_outcome(site: Flask) -> None:
    (number, incident), (other, _) = open_ones()
    page = visitor(site, "release").get(f"/incidents/{number}/{incident}")
    page.send(f"/incidents/{number}", **{"kind-0": "text", "value-0": "lp101", "reason": ""})
    assert len(open_ones()) == 2
    page.get(f"/incidents/{number}/{incident}")
    page.send(f"/incidents/{number}", **{"kind-0": "text", "value-0": "lp101", "reason": "旧网格编码改为所在街道"})
    assert "已继续办理" in page.words
    assert [left for left, _ in open_ones()] == [other]
    page.get(GROUP)
    marked = page.page.partition('name="incident" value="')[2].partition('"')[0]
    page.send("/incidents/retry", incident=marked, reason="岗位已补，再试一次")
    assert "已重试 0/1 件" in page.words
    drain()
    address = page.page.partition('id="retry" hx-get="')[2].partition('"')[0]
    page.get(address)
    assert "仍停住" in page.words
    marked = page.get(GROUP).page.partition('name="incident" value="')[2].partition('"')[0]
    page.send(
        "/incidents/retry", incident=marked, reason="更正单位", **{"path-0": "platform", "kind-0": "text", "value-0": "lp101"}
    )
    drain()
    assert open_ones() == []
    assert "没有运行异常" in page.get("/incidents").words
    assert visitor(site, "admin").get(address).status == 403


@pytest.mark.parametrize(("kind", "value"), [("number", "zehn"), ("number", "nan"), ("number", "1e99"), ("dance", "1")])
def test_a_value_that_is_none_is_refused(site: Flask, kind: str, value: str) -> None:
    page = visitor(site, "release").get("/incidents")
    page.post("/incidents/x/1", **{"path-0": "a", "kind-0": kind, "value-0": value, "reason": "更正单位"})
    assert page.status in {400, 404}
