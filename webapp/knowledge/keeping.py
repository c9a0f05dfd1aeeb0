"""Write a text or its next version. The old ones stay."""

from __future__ import annotations

from collections.abc import Mapping

from engine.now import now
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.knowledge.finding import CannotEdit, editable
from webapp.models import Snippet, SnippetVersion, db

KINDS = ("reply", "knowledge")


def save(by: Actor, directory: Directory, told: Mapping[str, str | None], snippet: Snippet | None = None) -> Snippet:
    """Keep a new text, or a new version of `snippet`. `told`: kind, title, text, unit, category, element. Nothing changed: no new
    version. Raises CannotEdit."""
    unit = str(told["unit"])
    if not editable(by, directory, unit) or (snippet is not None and not editable(by, directory, snippet.unit)):
        raise CannotEdit
    is_new = snippet is None
    kept = snippet or Snippet(version=0, active=True, title="", text="")
    changed = is_new or (kept.title, kept.text) != (told["title"], told["text"])
    kept.kind, kept.unit = str(told["kind"]), unit
    kept.category, kept.element = told.get("category") or None, told.get("element") or None
    kept.title, kept.text, kept.active = str(told["title"]), str(told["text"]), True
    if changed:
        kept.version += 1
    db.session.add(kept)
    db.session.flush()
    if changed:
        db.session.add(
            SnippetVersion(
                snippet_id=kept.id, version=kept.version, title=kept.title, text=kept.text, edited_by=by.user_id, edited_at=now()
            )
        )
    db.session.commit()
    return kept


def retire(by: Actor, directory: Directory, snippet: Snippet) -> None:
    """Take it out of use; it stays readable, and saving it again puts it back. Raises CannotEdit."""
    if not editable(by, directory, snippet.unit):
        raise CannotEdit
    snippet.active = False
    db.session.commit()
