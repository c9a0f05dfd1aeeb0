"""The variables of a template. Plain replacement, once: no conditions, no code, and what a citizen wrote is never read as a
template itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from engine.now import now
from webapp.city_time import CITY_TIME
from webapp.models import Case, Category, OrgUnit, db

UNKNOWN = "＿＿＿"
"""Stands where the case says nothing: a gap that people see and fill in."""
_VARIABLE = re.compile(r"\{\{\s*(\w{1,30})\s*\}\}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def render(text: str, case: Case) -> str:
    """The template with the facts of this case, in the language it is written in. Unknown variables stay as they are."""
    chinese = bool(_CHINESE.search(_VARIABLE.sub("", text)))

    def filled(found: re.Match[str]) -> str:
        value = VARIABLES.get(found[1])
        return found[0] if value is None else value(case, chinese) or UNKNOWN

    return _VARIABLE.sub(filled, text)


def unknown_in(text: str) -> list[str]:
    """Variables in `text` that nobody fills in."""
    return sorted({name for name in _VARIABLE.findall(text) if name not in VARIABLES})


def _day(at: datetime | None, chinese: bool) -> str:
    if at is None:
        return ""
    local = at.astimezone(CITY_TIME)
    return f"{local.year}年{local.month}月{local.day}日" if chinese else f"{local.day} {local:%B} {local.year}"


def _unit(code: str | None, chinese: bool) -> str:
    unit = db.session.get(OrgUnit, code) if code else None
    return _name(unit.name, unit.name_en, chinese) if unit else code or ""


def _category(case: Case, chinese: bool) -> str:
    category = db.session.get(Category, case.category) if case.category else None
    return _name(category.name, category.name_en, chinese) if category else ""


def _name(name: str, english: str | None, chinese: bool) -> str:
    return name if chinese else english or name


_VALUES: Mapping[tuple[str, str], Callable[[Case, bool], str]] = {
    ("number", "编号"): lambda case, chinese: case.number,
    ("title", "标题"): lambda case, chinese: case.title,
    ("unit", "承办单位"): lambda case, chinese: _unit(case.unit, chinese),
    ("place", "地点"): lambda case, chinese: _unit(case.place, chinese),
    ("category", "类别"): _category,
    ("due", "办理期限"): lambda case, chinese: _day(case.due_at, chinese),
    ("received", "登记日期"): lambda case, chinese: _day(case.opened_at, chinese),
    ("today", "今天"): lambda case, chinese: _day(now(), chinese),
}
VARIABLES = {name: value for names, value in _VALUES.items() for name in names}
"""Name -> (case, Chinese?) -> text; "" where the case says nothing. Only facts of lists: no personal data."""
