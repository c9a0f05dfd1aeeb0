"""What began a case, in words: a request is registered, a supervision case is opened for a reason, a petition arrives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import g

from webapp.i18n import has
from webapp.pages.texts import t


def opening(data: Mapping[str, Any]) -> str:
    """`data`: of the event CaseStarted. The most exact text there is: process and reason, process, any case."""
    process, file = str(data.get("process") or ""), data.get("file") or {}
    for key in (f"opened-{process}-{file.get('reason')}", f"opened-{process}"):
        name = key.replace("_", "-")
        if has(g.locale, name):
            return t(name, number=str(file.get("supervised") or ""), count=len(file.get("watched") or ()))
    return t("event-case-started")
