"""Lists of units and categories are made once for each state of the organisation, and anew when it changes."""

from __future__ import annotations

from flask import Flask, g

from webapp.database import connections
from webapp.pages.choices import categories, units


def labels(site: Flask, locale: str = "zh_CN") -> tuple[set[str], set[str]]:
    """(units, categories) as a page shows them."""
    with site.test_request_context():
        g.locale = locale
        return {one.label.strip() for one in units()}, {one.label.strip() for one in categories()}


def test_a_renamed_unit_and_a_new_category_are_on_the_next_page(site: Flask) -> None:
    before = labels(site)
    assert labels(site) == before
    with connections.take() as connection:
        connection.execute("UPDATE org_unit SET name = '住建局（新）' WHERE code = 'lp-roads'")
        connection.execute("INSERT INTO category (code, level, name, active) VALUES ('new', 1, '新类别', true)")
    after = labels(site)
    assert after[0] - before[0] == {"住建局（新）"}
    assert after[1] - before[1] == {"新类别"}


def test_each_language_has_its_own(site: Flask) -> None:
    assert labels(site)[0] != labels(site, "en")[0]
    with site.test_request_context():
        g.locale = "zh_CN"
        assert units() is units()
        assert {one.value for one in units(only_places=True)} < {one.value for one in units()}
