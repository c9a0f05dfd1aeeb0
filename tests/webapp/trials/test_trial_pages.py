"""The try tab: a draft gone through by hand, scenarios played, a case recorded, the past compared; and who may."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from engine.commands import AmendFile
from engine.now import now
from tests.support import city
from tests.support.city import Visitor, visitor
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.studio import drafts
from webapp.trials import what_if


def cases() -> int:
    with connections.take() as connection:
        row = connection.execute('SELECT count(*) FROM "case"').fetchone()
    assert row
    return int(str(row[0]))


def begun(site: Flask, draft: int, **changes: str) -> Visitor:
    asked = {"request": "pothole", "place": "lp1010101", "at": "2026-03-02T09:00", **changes}
    return visitor(site, "model").get(f"/studio/drafts/{draft}/try").send(f"/studio/drafts/{draft}/try/runs", **asked)


def act(who: Visitor, do: str, **given: str) -> Visitor:
    """Send the form of the run page that does this."""
    run = re.search(r"/studio/drafts/\d+/try/runs/\d+", who.page)
    assert run, who.words
    return who.post(run[0], do=do, case="complaint", **given)


def test_a_draft_is_gone_through_by_hand_and_no_case_comes_of_it(site: Flask, draft: int) -> None:
    before = cases()
    who = begun(site, draft)
    assert who.status == 200, who.words
    assert "受理" in who.words
    act(who, "complete", task="triage@lp", decision="dispatch")
    assert "2026年3月2日 09:00" in who.words
    assert "dispatch@" in who.page
    assert cases() == before


def test_time_passes_to_the_next_date_and_the_promise_is_broken_then(site: Flask, draft: int) -> None:
    who = act(begun(site, draft), "next")
    assert "2026年3月3日 17:30" in who.words
    assert "超期" in who.words or "逾期" in who.words


def test_one_step_back_is_as_if_it_had_not_been(site: Flask, draft: int) -> None:
    who = begun(site, draft)
    there = who.words
    act(act(who, "complete", task="triage@lp", decision="dispatch"), "back")
    assert without_token(who.words) == without_token(there)


def without_token(words: str) -> str:
    return re.sub(r"\d+ 步 ·.*", "", words)


def test_what_the_form_does_not_allow_is_refused_as_it_would_be_in_earnest(site: Flask, draft: int) -> None:
    who = act(begun(site, draft), "complete", task="triage@lp", decision="whatever")
    assert who.status == 422
    assert who.has_form("/studio/drafts")


def test_a_run_is_kept_as_a_scenario_that_passes(site: Flask, draft: int) -> None:
    who = act(begun(site, draft), "complete", task="triage@lp", decision="told_progress", statement="王小明 13800001234")
    run = re.search(r"/studio/drafts/\d+/try/runs/\d+", who.page)
    assert run
    who.send(f"{run[0]}/keep", name="告知进展的一次试运行")
    assert "告知进展的一次试运行" in who.words
    who.send(f"/studio/drafts/{draft}/try/check")
    assert "全部通过" in who.words, who.words[:3000]
    with connections.take() as connection:
        text = drafts.load(connection, draft).files["scenarios.yaml"]
    assert "13800001234" not in text
    assert text.startswith("# What this process does")


def test_a_draft_that_breaks_a_scenario_is_told_which_one_and_why(site: Flask, draft: int) -> None:
    with connections.take() as connection:
        found = drafts.load(connection, draft)
        changed = found.files["sla.dmn"].replace('"1wd"', '"2wd"')
        drafts.save(connection, draft, "sla.dmn", changed, found.revision, 1)
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    who.send(f"/studio/drafts/{draft}/try/check")
    assert "没有通过" in who.words
    assert "应为" in who.words


def test_a_scenario_is_played_from_its_first_step_on_one_by_one_and_back(site: Flask, draft: int) -> None:
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    who.send(f"/studio/drafts/{draft}/try/play", name="a complaint goes round the loop and is resolved")
    begun = re.search("场景的下一步：([^还]+)还有([0-9]+)步", who.words)
    assert begun, who.words
    act(who, "follow")
    after = re.search("场景的下一步：([^还]+)还有([0-9]+)步", who.words)
    assert after, who.words
    assert int(after[2]) == int(begun[2]) - 1
    act(who, "back")
    assert begun[0] in who.words
    act(who, "follow_all")
    assert "案件结束：已解决" in who.words
    assert "场景已走到底" in who.words


def test_a_scenario_that_asks_decisions_shows_what_they_answer(site: Flask, draft: int) -> None:
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    who.send(f"/studio/drafts/{draft}/try/play", name="one chase a day is passed on")
    assert "场景的下一步：问“催办条件”" in who.words
    assert "首次催办，或距上次催办已满间隔" in who.words
    act(who, "follow_all")
    assert "承办单位刚接到过催办" in who.words
    assert "案件没有开始" not in who.words


def test_a_new_step_of_a_draft_is_asked_for_its_own_time(site: Flask, draft: int) -> None:
    with connections.take() as connection:
        found = drafts.load(connection, draft)
        text = found.files["process.bpmn"].replace('id="triage"', 'id="look_first"').replace('"triage"', '"look_first"')
        drafts.save(connection, draft, "process.bpmn", text, found.revision, 1)
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    today = f"{now().astimezone(CITY_TIME):%Y-%m-%d}"
    who.send(
        f"/studio/drafts/{draft}/what-if", since=today, until=today, hours="4", **{"hours-look_first": "1.5"},
    )  # fmt: skip
    with connections.take() as connection:
        assert what_if.of_draft(connection, draft)[0].paces == {"look_first": "1.5wh"}


def test_a_real_case_becomes_a_run_without_what_anybody_wrote(site: Flask, draft: int) -> None:
    number = city.registered(site, title="滨河路路面坑洼需要修补的事")
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    who.send(f"/studio/drafts/{draft}/try/record", number=number)
    assert f"录自 {number}" in who.words, who.words
    assert "一致" in who.words
    assert "滨河路" not in who.words
    assert "王小明" not in who.words


def test_a_restricted_case_cannot_be_recorded_and_is_not_said_to_exist(site: Flask, draft: int) -> None:
    number = city.registered(site, compartment="sensitive")
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    who.send(f"/studio/drafts/{draft}/try/record", number=number)
    there = who.words
    who.get(f"/studio/drafts/{draft}/try").send(f"/studio/drafts/{draft}/try/record", number="20200101-999999")
    assert who.words == there
    assert "没有这个编号" in there


@pytest.mark.parametrize("login", ["call", "dispatch", "quality"])
def test_the_try_tab_is_for_people_of_the_studio(site: Flask, draft: int, login: str) -> None:
    assert visitor(site, login).get(f"/studio/drafts/{draft}/try").status == 403


def test_an_auditor_reads_and_tries_nothing(site: Flask, draft: int) -> None:
    who = visitor(site, "audit").get(f"/studio/drafts/{draft}/try")
    assert who.status == 200
    assert not who.has_form(f"/studio/drafts/{draft}/try/runs")
    assert who.post(f"/studio/drafts/{draft}/try/runs", request="pothole").status == 403


def test_a_case_that_was_corrected_is_not_recorded_and_the_page_says_what_was_done_to_it(site: Flask, draft: int) -> None:
    number = city.registered(site, title="滨河路路面坑洼")
    with connections.take() as connection:
        row = connection.execute('SELECT id FROM "case" WHERE number = %s', (number,)).fetchone()
    assert row
    execute(AmendFile(command_id="amended", file={"urgency": "urgent"}, reason="补充"), SYSTEM, case_id=int(str(row[0])))
    who = visitor(site, "model").get(f"/studio/drafts/{draft}/try")
    assert "改过登记内容" in who.words, "said before anybody tries"
    who.send(f"/studio/drafts/{draft}/try/record", number=number)
    assert "这件案件改过登记内容" in who.words
