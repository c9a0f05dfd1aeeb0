"""Mining as an auditor sees it: numbers open lists of that length, units see their own, restricted cases are nowhere, and
what leaves is recorded."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from lxml import etree, html

from engine.now import at
from tests.support import city
from tests.support.city import Visitor, visitor
from webapp.boards import counting
from webapp.casework import runtime
from webapp.config import Config
from webapp.database import connections
from webapp.demo.requests import invent
from webapp.eventlogs import orders
from webapp.mining.ours import Selection
from webapp.mining.passages import reading as passages
from webapp.mining.passages.ways import Ways
from webapp.models import db
from webapp.pages.mining.passed import name_in
from webapp.simulation.simulate import simulate
from webapp.workers.drain import run_waiting_jobs

BEGIN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
NOW = BEGIN + timedelta(days=14)
PAGES = ("", "map", "bottlenecks", "rework", "conformance", "duties", "logs", "exports", "cases?cases=all")
NS = {"x": "http://www.xes-standard.org/"}


@pytest.fixture(scope="module")
def site(module_database: Config) -> Iterator[Flask]:
    with at(BEGIN):
        app = city.build(module_database)
        simulate(seed=4, requests=invent(16, seed=4, since=BEGIN, until=BEGIN + timedelta(days=9)), until=NOW)
        with connections.take() as connection:
            connection.execute(
                """UPDATE "case" SET compartment = 'informer'
                   WHERE id = (SELECT max(id) FROM "case" WHERE process = 'complaint')"""
            )
            while counting.count_some(connection):
                pass
    with at(NOW):
        yield app
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
def test_every_page_opens_in_both_languages_without_a_missing_word(site: Flask, locale: str) -> None:
    auditor = visitor(site, "audit", locale=locale)
    for page in PAGES:
        found = auditor.get(f"/audit/mining/{page}")
        assert found.status == 200, page
        assert not re.search(r"\b(mining|logs|exports|duties|duty|other)-[a-z]+", found.words), page


def test_every_number_opens_a_list_of_that_length(site: Flask) -> None:
    auditor, seen = visitor(site, "audit"), 0
    for page in ("", "map", "bottlenecks", "rework", "conformance"):
        links = [
            (link.text_content().strip(), link.get("href"))
            for link in html.fromstring(auditor.get(f"/audit/mining/{page}").page).iter("a")
            if (link.get("href") or "").startswith("/audit/mining/cases?")
        ]
        for words, address in links[:: max(len(links) // 12, 1)]:
            number = re.fullmatch(r"[\d,]+", words)
            if number is None:
                continue
            opened = auditor.get(address).page
            listed = re.search(r'data-times="(\d+)"', opened) or re.search(r'data-length="(\d+)"', opened)
            assert listed, address
            assert int(listed[1]) == int(number[0].replace(",", "")), address
            seen += 1
    assert seen > 15


def test_what_only_another_version_has_opens_no_list(site: Flask) -> None:
    assert visitor(site, "audit").get("/audit/mining/cases?passed=of_an_older_version").status == 404
    with connections.take() as connection:
        newest = runtime.current(connection).library.newest("complaint")
    assert name_in(newest.id, newest.diagram, "of_an_older_version") is None


def test_what_goes_into_a_gateway_comes_out_and_every_step_was_reached_over_a_flow(site: Flask) -> None:
    with connections.take() as connection:
        library = runtime.current(connection).library
        diagram = library.newest("complaint").diagram
        selection = Selection(process="complaint", begin=BEGIN.date(), end=NOW.date())
        known = {one: Ways(library.version(one).diagram) for one in (library.newest("complaint").id,)}
        waited = next(iter(known.values())).waited
        found = passages.put_together(passages.fetch(connection, selection, waited), known.get)
        created = connection.execute(
            """SELECT data ->> 'element', count(*) FROM case_event WHERE kind = 'TaskCreated'
               AND case_id IN (SELECT id FROM "case" WHERE process = 'complaint' AND compartment IS NULL) GROUP BY 1"""
        ).fetchall()
    flows = [flow for some in diagram.flows.values() for flow in some]

    def over(ids: list[str]) -> int:
        return sum(found.by_id[one].times for one in ids if one in found.by_id)

    for element in diagram.elements.values():
        if element.type in ("exclusiveGateway", "scriptTask", "businessRuleTask"):
            into = over([flow.id for flow in flows if flow.target == element.id])
            out = [flow.id for flow in diagram.flows.get(element.id, ())]
            assert into == over([element.id]), element.id
            assert not out or over(out) == into, element.id
    for element_id, n in created:
        if diagram.elements[str(element_id)].loop is None:
            assert over([flow.id for flow in flows if flow.target == element_id]) == n, element_id
    assert created
    assert not found.lost


def test_only_those_who_audit_or_answer_for_a_unit_have_mining(site: Flask) -> None:
    for login, statuses in {
        "audit": (200, 200),
        "supervise": (200, 403),
        "lp-roads-leader": (200, 403),
        "call": (403, 403),
    }.items():
        reader = visitor(site, login)
        assert (reader.get("/audit/mining/").status, reader.get("/audit/mining/duties").status) == statuses, login
        assert reader.get("/audit/mining/logs").status == statuses[1], login


def test_a_head_of_unit_sees_his_own_unit_only(site: Flask) -> None:
    leader = visitor(site, "lp-roads-leader")
    assert leader.get("/audit/mining/?unit=lp").status == 403
    own, all_of_it = _cases(leader.get("/audit/mining/")), _cases(visitor(site, "audit").get("/audit/mining/"))
    assert own < all_of_it


def test_a_board_leads_to_mining_with_its_filter_kept(site: Flask) -> None:
    supervisor = visitor(site, "supervise")
    everything = _cases(supervisor.get("/audit/mining/?period=year"))
    board = supervisor.get("/board?period=year&axis=channel&value=hotline").page
    address = html.fromstring(board).xpath("//a[starts-with(@href, '/audit/mining/?')]/@href")
    assert len(address) == 1
    mined = supervisor.get(address[0])
    assert "来源: " in mined.words
    assert 0 < _cases(mined) < everything
    other = _cases(supervisor.get("/audit/mining/?period=year&axis=channel&value=nowhere"))
    assert other == 0


def test_restricted_cases_are_told_but_in_no_number(site: Flask) -> None:
    auditor = visitor(site, "audit").get("/audit/mining/")
    with connections.take() as connection:
        row = connection.execute(
            """SELECT count(*), count(*) FILTER (WHERE compartment IS NULL AND about_unit IS NULL) FROM "case"
               WHERE process = 'complaint' AND opened_at >= '2026-01-01+08'"""
        ).fetchone()
    assert _cases(auditor) == row[1] < row[0]  # type: ignore[index]
    assert "少于 5" in auditor.words


def test_our_own_cases_follow_our_own_diagrams(site: Flask) -> None:
    auditor = visitor(site, "audit")
    for process in ("complaint", "grid_event", "supervision"):
        page = auditor.get(f"/audit/mining/conformance?process={process}")
        assert 'data-figure="fitting"' in page.page, process
        assert "data-kind=" not in page.page, process


def test_duties_show_zero_where_the_program_forbids_and_the_question_asked(site: Flask) -> None:
    page = visitor(site, "audit").get("/audit/mining/duties").page
    assert re.search(r'data-duty="handled-called" data-count="0"', page)
    assert "JOIN work_item b" in page


def test_a_log_of_exactly_the_list_on_the_board_is_written_and_its_taking_recorded(site: Flask) -> None:
    supervisor = visitor(site, "supervise")
    address = "board?measure=intake&part=n&period=year"
    listed = int(re.search(r'data-count="(\d+)"', supervisor.get(f"/audit/mining/exports/new/{address}").page)[1])  # type: ignore[index]
    supervisor.post(f"/audit/mining/exports/new/{address}", format="xes")
    run_waiting_jobs()
    page = supervisor.get("/audit/mining/exports").page
    number = re.search(r'data-order="(\d+)" data-state="ready"', page)
    assert number, supervisor.words
    file = supervisor.client.get(f"/audit/mining/exports/{number[1]}")
    log = etree.parse(io.BytesIO(file.get_data())).getroot()
    file.close()
    assert len(log.findall("x:trace", NS)) == listed > 5
    assert visitor(site, "audit").get(f"/audit/mining/exports/{number[1]}").status == 404
    with connections.take() as connection:
        about = connection.execute("SELECT about FROM audit_event WHERE kind = 'exported' ORDER BY seq DESC LIMIT 1").fetchone()
    assert about[0]["format"] == "xes"  # type: ignore[index, call-overload]
    with at(NOW + timedelta(hours=25)), connections.take() as connection:
        assert orders.sweep(connection, NOW + timedelta(hours=25)) == 1
    assert visitor(site, "supervise").get(f"/audit/mining/exports/{number[1]}").status == 200  # back on the page, which says so


@pytest.mark.parametrize("name", ["clearance", "inbox", "mining"])
def test_other_lists_become_logs_too(site: Flask, name: str) -> None:
    extra = "?cases=all" if name == "mining" else "?list=queue" if name == "inbox" else ""
    page = visitor(site, "supervise").get(f"/audit/mining/exports/new/{name}{extra}")
    assert page.status == 200
    assert "data-count=" in page.page


def test_a_caller_may_not_take_out_how_colleagues_work(site: Flask) -> None:
    assert visitor(site, "call").get("/audit/mining/exports").status == 403
    assert visitor(site, "call").get("/audit/mining/exports/new/inbox").status == 403


def test_a_log_goes_from_upload_to_deviations_on_pages(site: Flask) -> None:
    auditor = visitor(site, "audit")
    rows = ("case_id,activity,timestamp,resource", "1,签收,2026-03-02T09:00,王", "1,办理,2026-03-02T10:00,王",
            "2,归档,2026-03-02T10:00,李")  # fmt: skip
    table = "\n".join(rows)
    auditor.get("/audit/mining/logs").send("/audit/mining/logs", file=(io.BytesIO(table.encode()), "旧系统.csv"), name="旧系统")
    columns = {
        "case": "case_id",
        "activity": "activity",
        "time": "timestamp",
        "resource": "resource",
        "form": "iso",
        "zone": "city",
    }
    auditor.send("/audit/mining/logs/", **columns)
    run_waiting_jobs()
    log = re.search(r'data-log="(\d+)" data-state="ready"', auditor.get("/audit/mining/logs").page)
    assert log, auditor.words
    model = re.search(r'<option value="(complaint@[^"]+)"', auditor.get(f"/audit/mining/conformance?log={log[1]}").page)
    assert model
    page = auditor.get(f"/audit/mining/conformance?log={log[1]}&model={model[1]}")
    assert "图上没有的环节" in page.words
    assert "归档" in auditor.get(f"/audit/mining/logs/{log[1]}/cases/2").words
    rework = html.fromstring(auditor.get(f"/audit/mining/rework?log={log[1]}").page)
    (same,) = rework.xpath("//section[@aria-labelledby='same']")
    assert "办理 + 签收" in same.text_content()
    for link in same.xpath(".//a/@href"):
        assert 'data-length="1"' in auditor.get(link).page
    assert visitor(site, "supervise").get(f"/audit/mining/?log={log[1]}").status == 403
    auditor.get("/audit/mining/logs").send(f"/audit/mining/logs/{log[1]}/delete")
    assert "旧系统" in auditor.words
    assert auditor.get(f"/audit/mining/?log={log[1]}").status == 404


def _cases(page: Visitor) -> int:
    found = re.search(r'data-figure="cases">.*?<a [^>]*>([\d,]+)<', page.page, re.S)
    return int(found[1].replace(",", "")) if found else 0
