"""The command-centre board in a browser: charts and map are drawn from the tables, and every number leads on."""

from __future__ import annotations

from playwright.sync_api import expect

from engine.now import now
from webapp.database import connections
from webapp.demo.requests import invent
from webapp.importing.filing import file_request


def test_a_leader_goes_from_the_board_to_the_list_to_the_map(site, desk_of) -> None:  # type: ignore[no-untyped-def]
    for request in invent(4, seed=9, since=now(), until=now()):
        with connections.take() as connection, connection.transaction():
            file_request(request, connection=connection)
    desk = desk_of("mayor")
    page = desk.go("/board")
    expect(page.locator("[data-chart=trend] canvas")).to_be_visible()
    expect(page.locator("[data-chart=pareto] canvas").first).to_be_visible()
    number = page.locator("[data-stock=open] .value a")
    wanted = number.inner_text()
    number.click()
    expect(page.locator("[data-length]")).to_have_attribute("data-length", wanted)
    page = desk.go("/board/map?tier=grid")
    expect(page.locator("[data-map][data-ready] path.leaflet-interactive")).to_have_count(24)
    phone = desk_of("mayor", width=390, locale="en").go("/board")
    expect(phone.locator("[data-measure=intake] .value")).to_have_text(wanted)
    assert phone.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
