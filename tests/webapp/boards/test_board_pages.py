"""Boards as people see them: every number opens its list, units see their own, nothing is ranked that proves nothing."""

from __future__ import annotations

import csv
import io
import re

import pytest
from flask import Flask
from lxml import html

from tests.support.city import visitor
from webapp.boards.measures import MEASURES, STOCKS
from webapp.boards.measures.measure import Measure
from webapp.database import connections

WHOLE = "period=custom&from=2026-02-20&to=2026-03-20"
BOARDS = ("/board", "/board/scorecard", "/board/units", "/board/map", "/board/definitions")


@pytest.mark.parametrize("locale", ["zh_CN", "en"])
@pytest.mark.parametrize("address", BOARDS)
@pytest.mark.parametrize("login", ["mayor", "lp101-dispatch", "lp-roads-clerk"])
def test_every_board_opens_in_both_languages_without_a_missing_word(site: Flask, login: str, address: str, locale: str) -> None:
    page = visitor(site, login, locale=locale).get(f"{address}?{WHOLE}")
    assert page.status == 200
    assert not re.search(r"\b(board|measure|stock)-[a-z]+", page.words)


def test_every_number_on_the_board_opens_a_list_of_that_length(site: Flask) -> None:
    mayor = visitor(site, "mayor")
    board = html.fromstring(mayor.get(f"/board?{WHOLE}").page)
    links = [
        (a.text_content().strip(), a.get("href")) for a in board.iter("a") if (a.get("href") or "").startswith("/board/list?")
    ]
    assert len(links) > 150
    for words, address in links[::3]:
        number = re.search(r"[\d,]+", words)
        assert number, words
        page = mayor.get(address)
        found = re.search(r'data-length="(\d+)"', page.page)
        assert page.status == 200
        assert found, address
        assert int(found[1]) == int(number[0].replace(",", "")), address
        rows = page.page.count("<tr data-row>")
        assert rows == min(50, int(found[1])), address


def test_a_list_as_a_file_is_the_list_on_the_page(site: Flask) -> None:
    mayor = visitor(site, "mayor")
    page = mayor.get(f"/board/list?measure=intake&part=n&{WHOLE}")
    length = int(re.search(r'data-length="(\d+)"', page.page)[1])  # type: ignore[index]
    numbers = re.findall(r'class="under number">([^<]+)<', page.page)
    file = mayor.get(f"/board/list.csv?measure=intake&part=n&{WHOLE}").page
    rows = list(csv.reader(io.StringIO(file.lstrip("\ufeff"))))
    assert len(rows) == length + 1
    assert [row[0] for row in rows[1 : len(numbers) + 1]] == numbers


@pytest.mark.parametrize("name", ["measures", "units", "channels", "categories", "places"])
def test_every_table_of_the_board_can_be_taken_along(site: Flask, name: str) -> None:
    file = visitor(site, "mayor", locale="en").get(f"/board/table/{name}.csv?{WHOLE}").page
    rows = list(csv.reader(io.StringIO(file.lstrip("\ufeff"))))
    assert len(rows) > 1
    assert all(len(row) == len(rows[0]) for row in rows)


def test_a_unit_sees_its_own_board_and_nobody_elses(site: Flask) -> None:
    clerk = visitor(site, "lp-roads-clerk")
    assert "交通运输局" in clerk.get(f"/board?{WHOLE}").words
    assert clerk.get(f"/board?unit=lp&{WHOLE}").status == 403
    assert clerk.get(f"/board/list?measure=intake&unit=lp-urban&{WHOLE}").status == 403
    assert clerk.get(f"/board/scorecard?{WHOLE}").status == 200


@pytest.mark.parametrize("login", ["call", "callback", "model", "admin"])
def test_who_has_no_board_is_sent_away_and_has_no_door(site: Flask, login: str) -> None:
    person = visitor(site, login)
    assert 'href="/board"' not in person.page
    for address in (*BOARDS, "/board/list?measure=intake", "/board/areas.json", "/board/table/units.csv"):
        assert person.get(address).status == 403, address


def test_an_address_that_names_no_list_is_not_found(site: Flask) -> None:
    mayor = visitor(site, "mayor")
    assert mayor.get("/board/list?measure=nonsense").status == 404
    assert mayor.get("/board/list?measure=intake&part=rest").status == 404
    assert mayor.get("/board/list?hour=168").status == 404
    assert mayor.get("/board?period=custom&from=yesterday&to=9999-99-99").status == 200


def test_the_map_has_outlines_of_every_territory_and_the_table_its_numbers(site: Flask) -> None:
    mayor = visitor(site, "mayor")
    for tier, count in (("district", 2), ("street", 4), ("community", 8), ("grid", 24)):
        found = mayor.client.get(f"/board/areas.json?tier={tier}").get_json()
        assert len(found["features"]) == count
    page = mayor.get(f"/board/map?{WHOLE}&tier=grid").page
    assert 'id="place-table"' in page
    assert "data-unmapped" not in page


def test_places_without_an_outline_are_told(site: Flask) -> None:
    mayor, address = visitor(site, "mayor"), f"/board/map?{WHOLE}&tier=community"
    with connections.take() as connection:
        (before,) = connection.execute("SELECT count(*) FROM unit_area").fetchone()
        connection.execute("CREATE TABLE kept AS SELECT * FROM unit_area")
        connection.execute("DELETE FROM unit_area WHERE unit = 'lp10101'")
        assert "有 1 个地方没有边界" in mayor.get(address).words
        connection.execute("DELETE FROM unit_area WHERE length(unit) = 7")
        assert "示意图" in mayor.get(address).words
        assert "没有边界" not in mayor.words
        assert len(mayor.client.get("/board/areas.json?tier=community&unit=lp&sketch=1").get_json()["features"]) == 8
        assert "这里没有这一层级的地方" in mayor.get("/board/map?tier=street&unit=lp10101").words
        connection.execute("INSERT INTO unit_area SELECT * FROM kept ON CONFLICT DO NOTHING")
        connection.execute("DROP TABLE kept")
        assert connection.execute("SELECT count(*) FROM unit_area").fetchone() == (before,)


def test_units_with_few_cases_are_shown_but_not_ranked(site: Flask) -> None:
    page = html.fromstring(visitor(site, "mayor").get(f"/board/units?measure=satisfaction&{WHOLE}").page)
    few = page.xpath("//section[@data-few]//tbody/tr")
    enough = page.xpath("//section[@data-ranked]//tbody/tr")
    assert few
    assert all(len(row.xpath("./*")) == 4 for row in few), "no column of places"
    assert len(few) + len(enough) > 3


def test_every_measure_has_words_a_version_and_a_stored_definition(site: Flask) -> None:
    page = visitor(site, "audit").get("/board/definitions")
    rows = html.fromstring(page.page).xpath("//tbody/tr")
    assert len(rows) == len(MEASURES) + len(STOCKS)
    with_base = [one for one in MEASURES if isinstance(one, Measure) and one.d]
    assert len([row for row in rows if row.xpath("./td[3]")[0].text_content().strip()]) == len(with_base)


def test_units_are_compared_by_what_was_promised_until_somebody_chooses(site: Flask) -> None:
    mayor = visitor(site, "mayor")
    page = html.fromstring(mayor.get(f"/board/units?{WHOLE}").page)
    assert page.xpath("//select[@id='measure']/option[@selected]/@value") == ["on_time"]
    assert "分母：" in mayor.words


def test_the_list_behind_a_share_says_of_what_it_is_the_part(site: Flask) -> None:
    words = visitor(site, "mayor").get(f"/board/list?measure=returned&part=n&{WHOLE}").words
    assert "期内派给承办单位的工单。其中退单成立的。" in words


def test_days_of_a_trend_read_as_the_reader_writes_them(site: Flask) -> None:
    asked = "/board?period=custom&from=2026-03-02&to=2026-03-03"
    assert "2 Mar" in visitor(site, "mayor", locale="en").get(asked).words
    assert "3月2日" in visitor(site, "mayor").get(asked).words
