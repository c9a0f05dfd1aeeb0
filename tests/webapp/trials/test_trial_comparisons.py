"""What the try tab compares: the past as the draft would have it, and scenarios that fail because the change is meant."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask

from engine.now import now
from tests.support import city
from tests.support.city import Visitor, visitor
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.releases import reviews
from webapp.studio import drafts
from webapp.workers.drain import run_waiting_jobs


def test_the_past_is_compared_by_the_worker_and_read_on_a_page(site: Flask, draft: int) -> None:
    city.registered(site)
    today = now().astimezone(CITY_TIME).date()
    with connections.take() as connection:
        found = drafts.load(connection, draft)
        changed = found.files["sla.dmn"].replace('"1wd"', '"2wd"')
        drafts.save(connection, draft, "sla.dmn", changed, found.revision, 1)
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    period = {"since": (today - timedelta(days=3)).isoformat(), "until": today.isoformat(), "hours": "4"}
    who.send(f"/studio/drafts/{draft}/what-if", **period)
    assert "等待后台程序开始" in who.words
    here = re.search(r"/studio/drafts/\d+/what-if/\d+", who.page)
    assert here
    assert who.client.get(f"{here[0]}/state").get_json()["over"] is False
    run_waiting_jobs()
    assert who.client.get(f"{here[0]}/state").get_json() == {
        "done": cases_of_today(), "over": True, "status": "done", "total": cases_of_today(),
        "words": f"已完成 {cases_of_today()} / {cases_of_today()} 件",
    }  # fmt: skip
    who.get(here[0])
    assert "到期日" in who.words, who.words
    assert "件会有不同" in who.words


def cases_of_today() -> int:
    with connections.take() as connection:
        row = connection.execute(
            """SELECT count(*) FROM "case" WHERE process = 'complaint' AND compartment IS NULL AND about_unit IS NULL
               AND opened_at > now() - interval '2 days'"""
        ).fetchone()
    assert row
    return int(str(row[0]))


def test_a_comparison_that_was_called_off_has_no_result(site: Flask, draft: int) -> None:
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    who.send(f"/studio/drafts/{draft}/what-if", since="2026-01-01", until="2026-01-31", hours="4")
    here = re.search(r"/studio/drafts/\d+/what-if/\d+", who.page)
    assert here
    who.send(f"{here[0]}/cancel")
    run_waiting_jobs()
    assert "已取消" in who.get(here[0]).words


def test_scenarios_that_fail_on_purpose_are_brought_in_line_one_by_one_and_the_review_names_them(site: Flask) -> None:
    with connections.take() as connection:
        base = reviews.running(connection, "grid_event")
        found = drafts.start(connection, "grid_event", 1, title="改处置时限", base=base)
        changed = found.files["grid_limits.dmn"].replace('"15min"', '"20min"').replace('"30min"', '"40min"')
        drafts.save(connection, found.id, "grid_limits.dmn", changed, found.revision, 1)
    here = f"/studio/drafts/{found.id}/try"
    who = visitor(site, "model").get(here)
    who.send(f"{here}/check")
    assert "15min → 20min" in who.words, who.words[:2000]
    ticked = offered(who)
    assert len(ticked) > 1
    who.send(f"{here}/take-over", name=ticked[:1])
    assert "已改 1 个场景" in who.words
    assert offered(who) == ticked[1:]
    another = visitor(site, "model").get(here).post(f"{here}/take-over", name=ticked[1:], revision="2")
    assert "又改过" in another.words, "of a draft that nobody has looked at nothing is taken over"
    who.send(f"{here}/take-over", name=offered(who))
    assert "全部通过" in who.words, who.words[:2000]
    who.get(f"/studio/drafts/{found.id}/review")
    assert f"场景（改动 {len(ticked)} 个）" in who.words, who.words[:3000]


def offered(who: Visitor) -> list[str]:
    """Names of the scenarios that can be ticked."""
    return re.findall(r'type="checkbox" name="name" value="([^"]+)"', who.page)
