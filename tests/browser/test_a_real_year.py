"""The real events of a city go through the loop of one year, and a browser looks at it twice: in its busiest month, while
hundreds are open and late, and when all of them are closed.

BIHUAN_SHOW_EVENTS=7000 plays them all and looks in every width and language (a quarter of an hour); BIHUAN_SHOW_PICTURES names a
folder for what was seen."""

from __future__ import annotations

import csv
import os
import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from engine.now import Traveller, at
from tests.browser.axe import serious_problems
from tests.browser.conftest import Desk, Site
from tests.support.city import QUICK_HASH
from webapp.boards import counting
from webapp.casework import runtime
from webapp.database import connections
from webapp.importing.run import import_file
from webapp.simulation.figures import Figures, figures
from webapp.simulation.simulate import simulate

FILE = Path(__file__).parents[3] / "shared" / "data" / "pingshan_grid_events" / "events.csv"
FEW, ALL = 50, 7000
EVENTS = int(os.environ.get("BIHUAN_SHOW_EVENTS", FEW))
pytestmark = [
    pytest.mark.skipif(not FILE.exists(), reason="the real events are not here: ../shared/data"),
    pytest.mark.timeout(3000 if EVENTS == ALL else 300),
]
BEGAN = time.monotonic()
PICTURES = os.environ.get("BIHUAN_SHOW_PICTURES")
BUSIEST = datetime(2018, 10, 17, 2, 0, tzinfo=UTC)
"""A Wednesday, ten o'clock, between the two months in which most of them came."""
AFTERWARDS = datetime(2019, 12, 20, 2, 0, tzinfo=UTC)
"""When even what was put on hold for months is over."""
ALL_CAME = datetime(2018, 12, 1, 2, 0, tzinfo=UTC)
WHOLE = "period=custom&from=2018-02-01&to=2019-12-20"
WAYS = [(1440, "zh_CN"), (390, "en"), (1440, "en"), (390, "zh_CN")]
DeskOf = Callable[..., Desk]

OPEN = """SELECT count(*) FROM "case" WHERE process = 'complaint' AND closed_at IS NULL"""
CLOSED = """SELECT count(*) FROM "case" WHERE process = 'complaint' AND closed_at IS NOT NULL"""
BUSIEST_UNIT = """SELECT unit FROM work_item
    WHERE state = 'open' AND role = 'unit_clerk' AND assignee_id IS NULL AND unit LIKE 'ps%'
    GROUP BY unit ORDER BY count(*) DESC, unit LIMIT 1"""


@pytest.fixture(scope="module")
def events(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The events until the busiest day and those after it; with few of them, evenly chosen."""
    folder = tmp_path_factory.mktemp("events")
    with FILE.open(encoding="utf-8-sig", newline="") as source:
        reader = csv.DictReader(source)
        rows = sorted(reader, key=lambda row: row["create_time"])[:: max(1, ALL // EVENTS)]
        fields = reader.fieldnames or ()
    day = BUSIEST.date().isoformat()
    parts = [row for row in rows if row["create_time"] < day], [row for row in rows if row["create_time"] >= day]
    for number, part in enumerate(parts):
        with (folder / f"{number}.csv").open("w", encoding="utf-8", newline="") as target:
            writer = csv.DictWriter(target, fields)
            writer.writeheader()
            writer.writerows(part)
    return folder / "0.csv", folder / "1.csv"


@pytest.fixture(scope="module", autouse=True)
def today(site: Site) -> Iterator[Traveller]:
    with at(BUSIEST) as clock:
        yield clock


def took_over(path: Path, folder: Path) -> int:
    """How many events became cases: all of them."""
    summary = import_file(path, "pingshan", reports=folder, password_hash=QUICK_HASH)
    assert (summary.duplicate, summary.rejected) == (0, 0)
    return summary.imported


def one(query: str) -> Any:
    with connections.take() as connection:
        row: Any = connection.execute(query).fetchone()  # type: ignore[call-overload]
        return row[0]


def counted() -> None:
    """What the worker does between two looks at a board."""
    with connections.take() as connection:
        while counting.count_some(connection):
            pass


def of_all() -> Figures:
    """What happened to every case there is."""
    with connections.take() as connection:
        rows: Any = connection.execute('SELECT id, opened_at FROM "case"').fetchall()
        return figures(connection, dict(rows), runtime.current(connection).calendars["cn-gov"])


def look(desk: Desk, login: str, name: str, path: str) -> None:
    """One page in several widths and languages: nothing for axe, nothing too wide. Afterwards wide again, in Chinese."""
    for width, locale in (*(WAYS if EVENTS == ALL else WAYS[1:2]), WAYS[0]):
        speak(desk, login, width, locale)
        page = desk.go(path)
        if page.locator("[data-map]").count():
            expect(page.locator("[data-map][data-ready]")).to_be_visible()
        if (width, locale) != WAYS[0] or EVENTS == ALL:
            assert serious_problems(page) == []
        if PICTURES:
            page.screenshot(path=f"{PICTURES}/{name}-{width}-{locale}.png", full_page=True)


def speak(desk: Desk, login: str, width: int, locale: str) -> None:
    desk.page.set_viewport_size({"width": width, "height": 900})
    desk.page.context.add_cookies([{"name": "bihuan_locale", "value": locale, "url": desk.address}])
    with connections.take() as connection:
        connection.execute('UPDATE "user" SET locale = %s WHERE login = %s', (locale, login))


def every_number_leads_to_its_list(page: Page) -> int:
    """Each tile of the board that counts cases opens a list of just as many. Returns how many were opened."""
    links = page.locator(".tile .value a").evaluate_all("all => all.map(a => [a.innerText, a.href])")
    for shown, address in links:
        page.goto(address)
        expect(page.locator("[data-length]")).to_have_attribute("data-length", re.sub(r"\D", "", shown))
    return len(links)


def test_in_the_busiest_month(events: tuple[Path, Path], tmp_path: Path, desk_of: DeskOf) -> None:
    taken = took_over(events[0], tmp_path)
    result = simulate(seed=7, until=BUSIEST)
    assert (result.figures.incidents, result.refused) == (0, [])
    assert 0 < one(OPEN) < taken
    counted()
    desk = desk_of("mayor")
    page = desk.go("/board?period=year")
    expect(page.locator("[data-stock=open] .value")).to_have_text(f"{one(OPEN):,}")
    assert every_number_leads_to_its_list(page) >= 4
    look(desk, "mayor", "busiest-board", "/board?period=year")
    look(desk, "mayor", "busiest-map", "/board/map?period=year&unit=ps")
    look(desk_of("supervise"), "supervise", "busiest-clearance", "/clearance")


def test_a_clerk_does_one_of_them(desk_of: DeskOf) -> None:
    login = f"{one(BUSIEST_UNIT)}-clerk"
    desk = desk_of(login)
    look(desk, login, "busiest-inbox", "/inbox?list=queue")
    page = desk.page
    page.locator("tr[data-row] td.matter a").first.click()
    button = page.locator("form[data-conditions] button.primary")
    expect(button).to_be_visible()
    page.locator("form[data-conditions] input[type=radio]").first.check()
    look(desk, login, "busiest-task", page.url.removeprefix(desk.address))
    page.locator("form[data-conditions] input[type=radio]").first.check()
    for field in page.locator("form[data-conditions] textarea:visible").all():
        field.fill("已现场处理，恢复原状，并告知诉求人。")
    button.click()
    expect(page.locator(".note.good")).to_be_visible()


def test_until_all_are_closed(events: tuple[Path, Path], tmp_path: Path, today: Traveller, desk_of: DeskOf) -> None:
    today.go(ALL_CAME)
    taken = took_over(events[1], tmp_path)
    result = simulate(seed=7)
    counted()
    print(f"\n{of_all()}, seconds={time.monotonic() - BEGAN:.0f}")
    assert (result.figures.open_left, result.figures.incidents, one(OPEN)) == (0, 0, 0)
    assert one(CLOSED) > taken
    today.go(AFTERWARDS)
    desk = desk_of("mayor")
    page = desk.go(f"/board?{WHOLE}")
    expect(page.locator("[data-measure=closed] .value")).to_have_text(f"{one(CLOSED):,}")
    assert every_number_leads_to_its_list(page) >= 4
    for name in ("board/map", "board", "board/units", "board/scorecard")[: None if EVENTS == ALL else 1]:
        look(desk, "mayor", f"closed-{name.replace('/', '-')}", f"/{name}?{WHOLE}&unit=ps")
    look(desk_of("supervise"), "supervise", "closed-clearance", "/clearance?state=cleared")
