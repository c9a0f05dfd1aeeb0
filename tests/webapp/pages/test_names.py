"""Names on pages: as many as one likes cost what one costs, and a new name is told at once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, g
from sqlalchemy import event

from webapp.database import connections
from webapp.models import db
from webapp.pages.names import category_name, name_of_code, person_name, unit_name


@contextmanager
def page(site: Flask, locale: str = "zh_CN") -> Iterator[list[str]]:
    """In the middle of a request; the statements it sends."""
    sent: list[str] = []
    with site.test_request_context():
        g.locale = locale
        event.listen(db.engine, "before_cursor_execute", lambda *what: sent.append(what[2]))
        yield sent


def all_of(what: str, table: str) -> list[str]:
    with connections.take() as connection:
        return [row[0] for row in connection.execute(f'SELECT {what} FROM "{table}"').fetchall()]


def test_the_names_of_all_units_and_categories_cost_two_questions(site: Flask) -> None:
    units, categories = all_of("code", "org_unit"), all_of("code", "category")
    with page(site) as sent:
        names = {*map(unit_name, units), *map(category_name, categories)}
    assert len(sent) <= 2
    assert {"交通运输局", "井盖缺失"} <= names
    assert names.isdisjoint({"", *units, *categories})


def test_who_is_named_often_is_looked_up_once(site: Flask) -> None:
    (one, *_) = all_of("id", "user")
    with page(site) as sent:
        assert {person_name(one) for _ in range(20)} != {""}
    assert len(sent) == 1


def test_a_unit_is_called_by_its_new_name_on_the_next_page(site: Flask) -> None:
    with page(site, "en"):
        before = unit_name("lp-roads")
    with connections.take() as connection:
        connection.execute("UPDATE org_unit SET name_en = 'Roads and bridges' WHERE code = 'lp-roads'")
        with page(site, "en"):
            assert unit_name("lp-roads") == "Roads and bridges" != before
        connection.execute("UPDATE org_unit SET name_en = %s WHERE code = 'lp-roads'", (before,))


def test_what_nobody_knows_is_called_by_its_code(site: Flask) -> None:
    with page(site):
        assert (unit_name("nowhere"), category_name("nothing"), unit_name(None), person_name(10**6)) == (
            "nowhere",
            "nothing",
            "",
            "",
        )


def test_a_code_in_a_table_is_told_by_the_name_of_the_unit_or_category_it_is(site: Flask) -> None:
    with page(site):
        assert name_of_code("lp-roads") == "交通运输局"
        assert name_of_code("roads.surface.manhole") == "井盖缺失"
        assert name_of_code("5wd") is None
