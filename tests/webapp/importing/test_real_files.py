"""The real files, where they are: each row is read, none is lost, units come out as the city has them."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from webapp.importing import mapping as mappings
from webapp.importing import sheets
from webapp.importing.requests import Problem, Request, read
from webapp.importing.survey import Survey, survey

DATA = Path(__file__).parents[4] / "shared" / "data"
NOW = datetime(2026, 11, 1, tzinfo=UTC)

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real files are not here: ../shared/data")


def results(name: str, source: str) -> tuple[Survey, list[Request], list[Problem]]:
    path, mapping = DATA / name, mappings.load(source)
    surveyed = survey(path, mapping, top="lp")
    requests: list[Request] = []
    problems: list[Problem] = []
    for row in sheets.rows(path):
        found = read(row, mapping, surveyed, top="lp", now=NOW)
        if isinstance(found, Request):
            requests.append(found)
        else:
            problems.extend(found)
    return surveyed, requests, problems


def test_grid_events() -> None:
    surveyed, requests, problems = results("pingshan_grid_events/events.csv", "pingshan")
    assert (surveyed.rows, len(requests), problems) == (7000, 7000, [])
    units = {unit.code: unit for unit in surveyed.units}
    assert Counter(unit.tier for unit in units.values() if unit.kind == "territory") == {
        "district": 1,
        "street": 6,
        "community": 23,
    }
    assert len({code for code in surveyed.stands_for if surveyed.stands_for[code] != code}) == 22
    assert [code for code in units if "（坪山街道办事处）" in units[code].name] == []
    assert units["ps-u8484"].parent == "ps-104"
    assert units["ps-u1520"].name == "财政局（国资办）"
    handled = Counter(request.handled_by for request in requests)
    assert handled["ps-u1536"] == 892
    assert handled["ps-10007"] == 80
    assert handled[None] == 14
    assert all(request.category and request.place.startswith("ps") for request in requests)
    assert sum(request.history["archive_status"] == "overtime" for request in requests) == 719


def test_letters() -> None:
    surveyed, requests, problems = results("citizen_messages/messages.csv", "citizen_messages")
    assert (surveyed.rows, len(requests), problems) == (7500, 7500, [])
    assert len(surveyed.categories) == 7
    assert not any(text[0] in " \t\n\u3000" for request in requests if (text := request.statement))


@pytest.mark.parametrize(("number", "rows"), [(2, 495), (3, 30), (4, 120)])
def test_letters_as_published(number: int, rows: int) -> None:
    surveyed, requests, problems = results(f"citizen_messages/附件{number}.xlsx", "citizen_messages")
    assert (surveyed.rows, len(requests), problems) == (rows, rows, [])
    assert all(request.received_at.year >= 2010 for request in requests)


def test_a_city_elsewhere() -> None:
    surveyed, requests, problems = results("baltimore_311/requests.csv", "baltimore_311")
    assert (surveyed.rows, len(requests), problems) == (5000, 5000, [])
    bulk = next(request for request in requests if request.external_id == "14-00293539")
    assert bulk.received_at == datetime(2014, 4, 22, 17, 7, 39, tzinfo=UTC)
    assert bulk.category == "baltimore.sw.sw_bulk_scheduled"
    assert bulk.handled_by == "bal-u-solid_waste"
    assert bulk.history["due"] == "07/21/2014 01:07:39 PM"
