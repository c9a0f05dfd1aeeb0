"""Texts used again and again: reply templates and what the desk answers from. Kept by unit, category and step, every version too.

Other parts use `templates_for(by, element=..., category=...)` for those that fit and `render(text, case)` to fill one in."""

from webapp.knowledge.finding import EDITORS, CannotEdit, editable, fits, templates_for
from webapp.knowledge.keeping import retire, save
from webapp.knowledge.words import UNKNOWN, VARIABLES, render, unknown_in

__all__ = [
    "EDITORS", "UNKNOWN", "VARIABLES", "CannotEdit", "editable", "fits", "render", "retire", "save", "templates_for",
    "unknown_in",
]  # fmt: skip
