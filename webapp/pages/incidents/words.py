"""Incidents in the reader's words."""

from __future__ import annotations

import json
from typing import Any

from webapp.incidents.causes import WHERE_TO_REPAIR, cause_of
from webapp.incidents.concerned import Entry
from webapp.incidents.retrying import AGAIN, REFUSED, Item
from webapp.pages.texts import t

LONGEST = 200


def cause(kind: str) -> str:
    """What happened, in one sentence."""
    return t(f"incident-cause-{cause_of(kind)}")


def remedy(kind: str) -> str:
    """What to do about it."""
    return t(f"incident-remedy-{cause_of(kind)}")


def places(kind: str) -> tuple[str, ...]:
    """Where it is repaired: data, model, outside; most likely first."""
    return WHERE_TO_REPAIR[cause_of(kind)]


def shown(entry: Entry) -> str:
    """What the file holds at an entry."""
    if entry.is_protected:
        return t("incident-protected")
    if entry.is_missing:
        return t("incident-missing")
    return plain(entry.value)


def plain(value: Any) -> str:
    """A value of the case file, as people write it."""
    if value is None:
        return t("incident-nothing")
    if isinstance(value, bool):
        return t("yes") if value else t("no")
    words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}…"


def outcome(item: Item) -> str:
    """What became of one item."""
    if item.state == AGAIN:
        return t("incident-outcome-again", why=cause(item.why or ""))
    if item.state == REFUSED:
        return t("incident-outcome-refused", why=t(f"refusal-{item.why}"))
    return t(f"incident-outcome-{item.state}")
