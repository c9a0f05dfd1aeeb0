"""A real browser in front of a real web server. Without chromium every test here is skipped, and says so."""

from __future__ import annotations

import contextlib
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.serving import make_server

from tests.support import city
from webapp import demo
from webapp.config import ROOT, Config
from webapp.models import db
from webapp.pages import limits

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHROMIUM = shutil.which("chromium")
BUILT = ROOT / "webapp" / "static" / "dist" / "manifest.json"
PATIENCE = 20_000
"""Milliseconds that a page is given to become what a test expects: how busy the machine is says nothing about the page."""
expect.set_options(timeout=PATIENCE)
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    missing = "" if CHROMIUM else "chromium is not installed"
    missing = missing or ("" if BUILT.exists() else "the assets are not built (make setup)")
    here = [item for item in items if "tests/browser" in str(item.path)]
    for item in here:
        item.add_marker(pytest.mark.browser)
        if missing:
            item.add_marker(pytest.mark.skip(reason=f"BROWSER TEST SKIPPED: {missing}"))
    if here and missing:
        print(f"\n*** {len(here)} BROWSER TESTS ARE SKIPPED: {missing} ***\n")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are."""

    app: Flask
    address: str


def closing(app: Flask) -> WSGIApplication:
    """Every answer closed as soon as it is sent: werkzeug's server forgets to when a browser hangs up just then,
    and the file behind the answer would stay open (gunicorn, which serves the city, does close it)."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterator[bytes]:
        with contextlib.closing(app(environ, start_response)) as parts:
            yield from parts

    return answer


@pytest.fixture(scope="module")
def site(module_database: Config) -> Iterator[Site]:
    app = city.build(module_database)
    server = make_server("127.0.0.1", 0, closing(app), threaded=True)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield Site(app, f"http://127.0.0.1:{server.server_port}")
    server.shutdown()
    thread.join()
    server.server_close()
    with app.app_context():
        db.engine.dispose()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with sync_playwright() as playwright:
            found = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
            yield found
            found.close()


@dataclass(slots=True)
class Desk:
    """One person's browser window. `complaints`: what the browser found wrong with the pages."""

    page: Page
    address: str
    complaints: list[str]

    def go(self, path: str) -> Page:
        self.page.goto(self.address + path)
        return self.page

    def open_from_queue(self, number: str) -> Page:
        """Find the case in the queue of one's positions and open its task."""
        self.go(f"/inbox?list=queue&words={number}")
        self.page.locator("tr[data-row] td.matter a").first.click()
        expect(self.page.locator("form[data-conditions]")).to_be_visible()
        return self.page

    def choose(self, field: str, value: str) -> None:
        self.page.locator(f"input[name={field}][value={value}]").check()

    def submit(self) -> None:
        self.page.locator("form[data-conditions] button.primary").click()
        expect(self.page.locator(".note.good")).to_be_visible()


@pytest.fixture
def desk_of(site: Site, browser: Browser) -> Iterator[object]:
    """Sign somebody in: desk_of("call", width=390)."""
    limits.forget()
    contexts, desks = [], []

    def sign_in(login: str | None, *, width: int = 1440, locale: str = "zh_CN") -> Desk:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale.replace("_", "-"))
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page, complaints = context.new_page(), []
        page.on("console", lambda m: complaints.append(m.text) if m.type == "error" and "status of 4" not in m.text else None)
        page.on("pageerror", lambda e: complaints.append(str(e)))
        desk = Desk(page, site.address, complaints)
        desks.append(desk)
        if login:
            desk.go("/sign-in")
            page.fill("#login", login)
            page.fill("#password", demo.PASSWORD)
            page.locator("#password").press("Enter")
            page.wait_for_url("**/inbox*")
        return desk

    yield sign_in
    for context in contexts:
        context.close()
    assert [desk.complaints for desk in desks if desk.complaints] == []
