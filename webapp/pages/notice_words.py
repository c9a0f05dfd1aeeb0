"""A line of the notices in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from webapp.casework.heard import MESSAGES
from webapp.casework.queries.notices import NoticeRow
from webapp.i18n import has
from webapp.pages.limit_words import limit_words
from webapp.pages.names import person_name, phase_name, role_name, unit_name
from webapp.pages.process_texts import clock_name, element_name, outcome_name
from webapp.pages.texts import moment, t

SIGNS = {
    "assigned": "hand", "called": "bell", "arrivals": "inbox", "returned": "back", "due_soon": "clock", "overdue": "overdue",
    "extension_decided": "clock", "chased": "phone", "supplement": "plus", "withdrawal": "out", "instructed": "flag",
    "supervised": "flag", "watched": "eye", "facts_confirmed": "check", "delegation": "user", "recusal": "user",
    "clearance": "user", "informer_revealed": "eye", "position": "user", "work_back": "back",
}  # fmt: skip


def sign_of(kind: str) -> str:
    """The icon of a kind."""
    return SIGNS.get(kind, "message")


def notice_words(row: NoticeRow) -> str:
    """What happened, without the case: number and title stand beside it."""
    facts, kind = row.facts, row.kind
    words = _SPECIAL.get(kind)
    if words is not None:
        return words(row, facts)
    keys = (f"notice-{kind}-clock" if "clock" in facts else "", f"notice-{facts.get('template', kind)}", f"notice-{kind}")
    return t(
        next((key for key in keys if has("en", key.replace("_", "-"))), "notice-case"),
        **{name: value for name, value in facts.items() if name not in {"step", "clock", "by"}},
        step=element_name(row.definition or "", facts["element"]) if "element" in facts else "",
        clock=clock_name(row.definition or "", facts["clock"]) if "clock" in facts else "",
        by=limit_words(facts["by"]) if "by" in facts else "",
    )


def _watched(row: NoticeRow, facts: dict[str, Any]) -> str:
    identity = row.definition or ""
    if "phase" in facts:
        return t("notice-watched-phase", phase=phase_name(facts["phase"]))
    if "outcome" in facts:
        return t("notice-watched-outcome", outcome=outcome_name(identity, facts["outcome"]))
    if "late" in facts:
        return t("notice-watched-late", clock=clock_name(identity, facts["late"]))
    return t("notice-watched-message", message=t(f"notice-{MESSAGES[facts['message']]}"))


def _delegation(row: NoticeRow, facts: dict[str, Any]) -> str:
    absent, deputy = person_name(facts["absent"]), person_name(facts["deputy"])
    if facts.get("ended"):
        return t("notice-delegation-ended", absent=absent, deputy=deputy)
    begins, ends = (moment(datetime.fromisoformat(facts[name])) for name in ("from", "to"))
    return t("notice-delegation", absent=absent, deputy=deputy, begins=begins, ends=ends)


def _recusal(row: NoticeRow, facts: dict[str, Any]) -> str:
    key = "notice-recusal-lifted" if facts.get("lifted") else "notice-recusal"
    return t(key, person=person_name(facts["user"]), scope=t(f"recusal-scope-{facts.get('scope', 'case')}"))


def _clearance(row: NoticeRow, facts: dict[str, Any]) -> str:
    key = "notice-clearance-granted" if facts["granted"] else "notice-clearance-ended"
    return t(key, compartment=t(f"compartment-{facts['compartment']}"))


def _position(row: NoticeRow, facts: dict[str, Any]) -> str:
    key = "notice-position-granted" if facts["granted"] else "notice-position-revoked"
    return t(key, role=role_name(facts["role"]), unit=unit_name(facts["unit"]))


def _work_back(row: NoticeRow, facts: dict[str, Any]) -> str:
    if "left" in facts:
        return t("notice-work-back-rerouted", left=unit_name(facts["left"]), unit=unit_name(facts["unit"]))
    return t("notice-work-back", person=person_name(facts["person"]), unit=unit_name(facts["unit"]))


def _informer_revealed(row: NoticeRow, facts: dict[str, Any]) -> str:
    return t("notice-informer-revealed", person=person_name(facts["user"]), number=facts["number"])


def _arrivals(row: NoticeRow, facts: dict[str, Any]) -> str:
    return t("notice-arrivals", count=facts["count"], late=facts["late"], today=facts["today"])


_SPECIAL = {
    "watched": _watched, "delegation": _delegation, "recusal": _recusal, "clearance": _clearance, "arrivals": _arrivals,
    "informer_revealed": _informer_revealed, "position": _position, "work_back": _work_back,
}  # fmt: skip
