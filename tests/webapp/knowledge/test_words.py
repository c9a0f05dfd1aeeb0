"""Templates fill in facts of a case, and nothing in them runs."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask

from engine.now import Traveller
from webapp.knowledge import UNKNOWN, render, unknown_in
from webapp.models import Case, Category, OrgUnit, db


def case(**changes: object) -> Case:
    facts: dict[str, object] = {
        "number": "20260302-000001", "title": "路灯不亮", "unit": "lp-roads", "place": None, "category": "roads.light",
        "due_at": datetime(2026, 3, 9, 9, 30, tzinfo=UTC), "opened_at": datetime(2026, 3, 1, 17, 0, tzinfo=UTC),
    }  # fmt: skip
    return Case(**(facts | changes))


def city() -> None:
    unit = {"path": "/lp-roads/", "tier": "district", "kind": "department", "sort_key": "1", "active": True}
    db.session.add(OrgUnit(code="lp-roads", name="市政管理处", name_en="Roads Office", **unit))
    db.session.add(Category(code="roads.light", level=1, name="路灯", name_en="Street lights", active=True))
    db.session.flush()


def test_a_template_speaks_the_language_it_is_written_in(app: Flask, clock: Traveller) -> None:
    with app.app_context():
        city()
        assert render("{{编号}}（{{ category }}）由{{unit}}于{{办理期限}}前答复。", case()) == (
            "20260302-000001（路灯）由市政管理处于2026年3月9日前答复。"
        )
        assert render("{{unit}} answers by {{due}}; received {{received}}.", case()) == (
            "Roads Office answers by 9 March 2026; received 2 March 2026."
        )


def test_what_the_case_does_not_say_is_a_gap_that_people_see(app: Flask) -> None:
    with app.app_context():
        assert render("地点：{{地点}}", case()) == f"地点：{UNKNOWN}"


def test_nothing_in_a_template_or_in_a_title_is_run(app: Flask) -> None:
    with app.app_context():
        for text in ("{{ 7*7 }}", "{{ case.file }}", "{% for x in y %}", "{{__class__}}", "{number}", "%(number)s", "{{file}}"):
            assert render(text, case()) == text
        assert render("{{title}}", case(title="{{number}} {{ config }}")) == "{{number}} {{ config }}"


def test_variables_that_nobody_fills_in_are_named() -> None:
    assert unknown_in("{{number}} {{ 编号 }} {{phone}} {{file}} {{phone}}") == ["file", "phone"]
