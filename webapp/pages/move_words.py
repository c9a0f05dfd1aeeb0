"""How a case was moved, in words: to another version of its process, or by a way that is not drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import select

from webapp.i18n import has
from webapp.models import Deployment, db
from webapp.pages.process_texts import element_name
from webapp.pages.texts import moment, t

Data = Mapping[str, Any]


def version_words(identity: str) -> str:
    """A version by the day it was first released; it has no other name that people know."""
    query = select(Deployment.deployed_at).where(Deployment.definition_id == identity).order_by(Deployment.deployed_at)
    at = db.session.scalar(query.limit(1))
    return t("version-of", at=moment(at)) if at is not None else t("version-unreleased", code=identity.partition("@")[2][:8])


def migrated(data: Data) -> str:
    """Versions, where it stood and stands, and why."""
    there = [(element_name(data["before"], old), element_name(data["after"], new)) for old, new in data["mapping"].items()]
    moved = t("list-join").join(t("event-element-to", old=old, new=new) for old, new in there if old != new)
    said = {"before": version_words(data["before"]), "after": version_words(data["after"]), "reason": data["reason"]}
    return t("event-case-migrated-mapped", **said, moved=moved) if moved else t("event-case-migrated", **said)


def undone(data: Data) -> str:
    return t(
        "event-migration-undone", before=version_words(data["before"]), after=version_words(data["after"]), reason=data["reason"]
    )


def moved(identity: str, data: Data) -> str:
    """From where to where, and why."""
    key = "event-token-sent-back" if data["move"] == "sent_back" else "event-token-jumped"
    return t(
        key, step=element_name(identity, data["element"]), target=element_name(identity, data["target"]), reason=data["reason"]
    )


def problem_words(source: str, target: str, problem: Mapping[str, str]) -> str:
    """Why a case cannot be moved, or what it needs."""
    reason, element = problem["reason"], problem["element"]
    key = f"move-problem-{reason.replace('_', '-')}"
    name = element_name(source, element)
    return t(key if has("en", key) else "move-problem-refused", step=name if name != element else element_name(target, element))


def change_words(changes: Sequence[str]) -> str:
    """What becomes different."""
    return t("list-join").join(t(f"move-change-{change}") for change in changes)
