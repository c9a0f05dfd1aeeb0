"""Why a command was refused, in words: one text per kind of rejection, with who and when where that is known."""

from __future__ import annotations

from datetime import datetime

from engine.errors import Rejection
from webapp.i18n import has
from webapp.pages.names import person_name
from webapp.pages.texts import moment, t


def refusal_text(rejection: Rejection) -> str:
    """What happened, for the person whose command it was."""
    facts = rejection.facts
    ended_at, ended_by = facts.get("ended_at"), facts.get("ended_by")
    if isinstance(ended_at, datetime):
        if isinstance(ended_by, int):
            return t("refusal-task-done", person=person_name(ended_by), at=moment(ended_at))
        return t("refusal-task-cancelled", at=moment(ended_at))
    holder = facts.get("assignee", facts.get("by"))
    if rejection.code == "already_claimed" and isinstance(holder, int):
        return t("refusal-claimed-by", person=person_name(holder))
    key = f"refusal-{rejection.code.replace('_', '-')}"
    return t(key if has("en", key) else "refusal-rejected")
