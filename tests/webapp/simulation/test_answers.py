"""Forms, filled in without a person."""

from datetime import UTC, datetime
from typing import Any

from webapp.simulation.answers import Desk, fill

NOTE = {"vault": 5, "class": "note"}
DESK = Desk(phrases={"note": NOTE}, unit="u1", category="c.1", now=datetime(2026, 3, 2, tzinfo=UTC))


def field(key: str, kind: str = "textfield", *, required: bool = True, **more: Any) -> dict[str, Any]:
    return {"key": key, "type": kind, "validate": {"required": required}, **more}


def filled(*components: dict[str, Any], chosen: dict[str, Any] | None = None, file: dict[str, Any] | None = None) -> Any:
    return fill({"components": list(components)}, chosen or {}, file or {}, DESK)


def test_only_what_is_required_or_chosen_is_answered() -> None:
    assert filled(field("a", required=False), field("b", "checkbox"), field("c", required=False), chosen={"c": 1}) == {
        "b": True, "c": 1,
    }  # fmt: skip


def test_hidden_fields_stay_empty_even_when_chosen() -> None:
    radio = field("result", "radio", values=[{"value": "yes"}, {"value": "no"}])
    why = field("why", conditional={"hide": '=result != "no"'})
    assert filled(radio, why, chosen={"why": "x"}) == {"result": "yes"}
    assert filled(radio, why, chosen={"result": "no", "why": "x"}) == {"result": "no", "why": "x"}


def test_personal_text_is_a_reference_into_the_vault() -> None:
    assert filled(field("note", "textarea", properties={"personal": "note"})) == {"note": NOTE}


def test_suggestions_are_followed_and_lists_have_a_fallback() -> None:
    unit = field("unit", "select", properties={"source": "units", "suggest": "=place.unit"})
    category = field("category", "select", properties={"source": "categories", "suggest": "=category"})
    assert filled(unit, category, file={"place": {"unit": "u9"}}) == {"unit": "u9", "category": "c.1"}


def test_groups_are_opened_and_numbers_keep_their_minimum() -> None:
    number = field("days", "number") | {"validate": {"required": True, "min": 2}}
    assert filled({"type": "group", "components": [number]}) == {"days": 2}
