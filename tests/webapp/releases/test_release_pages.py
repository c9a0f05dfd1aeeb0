"""The review tab and the versions of a process, as people of the demo city meet them."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from engine.now import now
from tests.support.city import Visitor, visitor
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.demo import release_life
from webapp.demo.data import load
from webapp.demo.playing import person
from webapp.releases import gate, orders, reviews
from webapp.studio import drafts


def one(query: str, *values: Any) -> Any:
    with connections.take() as connection:
        row: Any = connection.execute(query, values).fetchone()
    return row[0]


def user(login: str) -> int:
    return int(one('SELECT id FROM "user" WHERE login = %s', login))


def running(process: str = "complaint") -> str:
    with connections.take() as connection:
        return reviews.running(connection, process) or ""


def draft_of(process: str, path: str, old: str, new: str) -> int:
    with connections.take() as connection:
        draft = drafts.start(connection, process, user("model"), title="测试草稿", base=reviews.running(connection, process))
        text = draft.files[path].replace(old, new, 1)
        assert text != draft.files[path]
        drafts.save(connection, draft.id, path, text, draft.revision, user("model"))
    return draft.id


def tab(app: Flask, login: str, draft: int, locale: str = "zh_CN") -> Visitor:
    return visitor(app, login, locale=locale).get(f"/studio/drafts/{draft}/review")


def test_model_asks_review_approves_release_releases(site: Flask) -> None:
    before = running("petition")
    draft = draft_of("petition", "process.bpmn", 'name="登记信访事项"', 'name="登记来信来访"')
    model = tab(site, "model", draft)
    assert "<del>登记信访事项</del>" in model.page
    assert "<ins>登记来信来访</ins>" in model.page
    model.send(f"/studio/drafts/{draft}/review", note="统一用语")
    assert "已送审" in model.words
    assert not model.has_form(f"/studio/drafts/{draft}/review/approve")
    review = tab(site, "review", draft)
    assert "统一用语" in review.words
    review.send(f"/studio/drafts/{draft}/review/approve", remarks="同意")
    assert "已批准" in review.words
    assert "须由他人" in review.words or "没有" in review.words or "权限" in review.words
    release = tab(site, "release", draft)
    release.send(f"/studio/drafts/{draft}/release", note="统一用语", when="later", at=soon())
    assert "已定于" in release.words
    withdraw = visitor(site, "release").get("/studio/processes/petition/releases")
    withdraw.send("/studio/processes/petition/releases/", reason="节后再发布")
    assert "发布已撤回" in withdraw.words
    assert running("petition") == before
    with connections.take() as connection:
        known = reviews.of_draft(connection, draft)[0]
        orders.release(connection, known.id, person("release"), replaces=before, note="统一用语")
    assert running("petition") == known.definition
    page = visitor(site, "release").get("/studio/processes/petition/releases")
    assert "现行" in page.words
    assert "随产品提供的版本" in page.words
    page.send("/studio/processes/petition/roll-back", definition=before, reason="新版有误")
    assert running("petition") == before
    assert "已退回旧版本" in page.words
    page.get(f"/studio/processes/petition/compare?old={known.definition}&new={before}")
    assert page.status == 200
    assert "1 处不同" in page.words


def test_what_shuts_the_gate_is_shown_in_words(site: Flask) -> None:
    before = running("supervision")
    draft = draft_of(
        "supervision", "process.bpmn", "</bpmn:process>", '<bpmn:userTask id="lost" name="没有出口" /></bpmn:process>'
    )
    tab(site, "model", draft).send(f"/studio/drafts/{draft}/review", note="")
    tab(site, "review", draft).send(f"/studio/drafts/{draft}/review/approve")
    page = tab(site, "release", draft)
    page.send(f"/studio/drafts/{draft}/release", when="now", note="")
    assert page.status == 422
    assert "未通过发布检查" in page.words
    assert "没有出口" in page.words
    assert running("supervision") == before


def test_a_limit_that_a_scenario_counts_on_is_not_released_unnoticed(site: Flask) -> None:
    draft = draft_of("complaint", "sla.dmn", '"24h"', '"20h"')
    model = tab(site, "model", draft)
    assert "<del>&#34;24h&#34;</del>" in model.page
    model.send(f"/studio/drafts/{draft}/review", note="")
    tab(site, "review", draft).send(f"/studio/drafts/{draft}/review/approve")
    page = tab(site, "release", draft)
    page.send(f"/studio/drafts/{draft}/release", when="now", note="")
    assert page.status == 422
    assert "未通过发布检查" in page.words
    assert re.search("第 [0-9]+ 步（核对结果）：[^：]+：应为 ", page.words), "what differs is said in words"
    assert "expect" not in page.words


def test_sent_back_with_remarks_is_told_to_who_draws(site: Flask) -> None:
    draft = draft_of("petition", "manifest.json", '"15d"', '"14d"')
    tab(site, "model", draft).send(f"/studio/drafts/{draft}/review", note="")
    page = tab(site, "review", draft)
    page.post(f"/studio/drafts/{draft}/review/send_back", remarks="")
    assert one("SELECT status FROM studio_draft WHERE id = %s", draft) == "in_review"
    page.post(f"/studio/drafts/{draft}/review/send_back", remarks="依据没有写明")
    assert "依据没有写明" in tab(site, "model", draft).words


def test_the_diagram_of_either_side_comes_in_the_readers_language(site: Flask) -> None:
    draft = draft_of("complaint", "process.bpmn", 'name="派单"', 'name="交办"')
    reader = tab(site, "model", draft)
    addresses = re.findall(r'data-diagram="([^"]+)"', reader.page)
    assert len(addresses) == 2
    assert ['name="交办"' in reader.get(address).page for address in addresses] == [False, True]
    reader.get(f"/studio/drafts/{draft}/review").post("/language", locale="en")
    assert all('name="Dispatch"' in reader.get(address).page for address in addresses)
    assert reader.get("/studio/versions/nothing@0/process.bpmn").status == 404
    assert reader.get(f"/studio/drafts/{draft}/review/manifest.json").status == 404


@pytest.mark.parametrize("login", ["call", "lp-roads-clerk", "mayor"])
def test_reviews_and_releases_are_nobody_elses_business(site: Flask, login: str) -> None:
    draft = draft_of("complaint", "sla.dmn", '"24h"', '"19h"')
    for address in (
        f"/studio/drafts/{draft}/review",
        "/studio/processes/complaint/releases",
        f"/studio/versions/{running()}/process.bpmn",
    ):
        assert visitor(site, login).get(address).status == 403


def test_the_demo_city_has_a_draft_to_judge_that_could_be_released_and_stray_requests(site: Flask) -> None:
    release_life.populate(now())
    told = load("release_stories")
    review = visitor(site, "review").get("/studio/")
    assert told["draft"]["title"] in review.words
    with connections.take() as connection:
        found = reviews.load(connection, one("SELECT max(id) FROM model_review"))
    assert found is not None
    assert all(new in found.files[path] for path, _, new in told["draft"]["swaps"])
    assert gate.judge({path: text.encode() for path, text in found.files.items()}).is_open
    page = visitor(site, "release").get("/incidents")
    assert "该单位及上级无人担任此岗位" in page.words
    assert f"{len(told['stray'])} 件" in page.words


def soon() -> str:
    return f"{now().astimezone(CITY_TIME) + timedelta(days=1):%Y-%m-%dT%H:%M}"
