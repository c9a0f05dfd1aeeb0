"""What the properties panel offers: what the folder knows, and what this installation knows, in the reader's language."""

from __future__ import annotations

from typing import Any

from flask import g

from engine.feel import catalogue
from webapp.casework.reading import READERS
from webapp.i18n import has, text
from webapp.pages.names import role_name
from webapp.pages.process_texts import process_name
from webapp.pages.running import running
from webapp.pages.studio.blueprint import draft_or_404, pages
from webapp.service_tasks import SERVICE_TASKS
from webapp.studio import known

PHASES = ("intake", "dispatch", "handling", "supervision", "review", "callback")


@pages.get("/drafts/<int:draft>/choices")
def choices(draft: int) -> dict[str, Any]:
    """See webapp.studio.known.of; besides {"roles", "jobs", "processes", "phases": choices, "functions": of expressions};
    of a process also "messages": what its cases listen to."""
    library = running().library
    keys = library.keys()
    others = {key: library.newest(key) for key in keys}
    heard = known.messages({key: definition.diagram_xml.decode() for key, definition in others.items()})
    return {
        **known.of(draft_or_404(draft).files),
        "roles": [{"value": role, "label": role_name(role)} for role in sorted(READERS)],
        "jobs": [{"value": job, "label": _named("studio-job", job)} for job in sorted(SERVICE_TASKS)],
        "processes": [
            {"value": key, "label": process_name(definition.id), "messages": heard[key]} for key, definition in others.items()
        ],
        "functions": [{"name": f.name, "signatures": f.signatures, "doc": f.doc} for f in catalogue.functions()],
        "phases": [{"value": phase, "label": text(g.locale, f"phase-{phase}")} for phase in PHASES],
    }


def _named(family: str, code: str) -> str:
    key = f"{family}-{code.replace('_', '-')}"
    return text(g.locale, key) if has(g.locale, key) else code
