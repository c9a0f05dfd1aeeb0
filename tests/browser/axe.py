"""What axe finds wrong with the page in a browser."""

from __future__ import annotations

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


def read_in(locale: str, login: str | None) -> None:
    """The language of an account."""
    with connections.take() as connection:
        connection.execute('UPDATE "user" SET locale = %s WHERE login = %s', (locale, login))
