"""What axe finds wrong with the page in a browser."""

from __future__ import annotations

from typing import Literal

from playwright.sync_api import Page

from webapp.config import ROOT
from webapp.database import connections

AXE = (ROOT / "webapp" / "assets" / "node_modules" / "axe-core" / "axe.min.js").read_text
SERIOUS = ("serious", "critical")
RUN = """async () => (await axe.run(document, {
  runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"], resultTypes: ["violations"],
  rules: {"region": {enabled: false}},
})).violations.map(v => [
  v.impact, v.id, v.help, v.nodes.slice(0, 3).map(n => n.target.join(" ") + " " + (n.failureSummary || "")),
])"""


def serious_problems(page: Page) -> list[str]:
    """Serious and critical findings on the page as it is, and whether one must scroll sideways."""
    where = f"{page.url} at {page.viewport_size['width'] if page.viewport_size else '?'}"
    page.evaluate(AXE())
    found = [
        f"{where}: {impact} {rule} ({text}): {nodes}" for impact, rule, text, nodes in page.evaluate(RUN) if impact in SERIOUS
    ]
    if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
        found.append(f"{where}: one must scroll sideways")
    return found


def problems_in_both(page: Page, login: str | None) -> list[str]:
    """Serious findings as the page is: wide, in Chinese, light; then narrow, in English, dark. Afterwards it is wide again, and
    the next page comes in Chinese."""
    found = serious_problems(page)
    _show(page, login, locale="en", width=390, scheme="dark")
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en"
    found += serious_problems(page)
    _show(page, login, locale="zh_CN", width=1440, scheme="light")
    return found


def _show(page: Page, login: str | None, *, locale: str, width: int, scheme: Literal["light", "dark"]) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=scheme)
    page.context.add_cookies([{"name": "bihuan_locale", "value": locale, "url": page.url}])
    with connections.take() as connection:
        connection.execute('UPDATE "user" SET locale = %s WHERE login = %s', (locale, login))
