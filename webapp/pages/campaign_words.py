"""Classes and causes of a campaign in words: the process brings them."""

from __future__ import annotations

from webapp.pages.campaign_view import CampaignView
from webapp.pages.process_texts import translated


def class_name(view: CampaignView, code: str | None) -> str:
    return _said(view, "classes", code)


def cause_name(view: CampaignView, code: str | None) -> str:
    return _said(view, "causes", code)


def _said(view: CampaignView, group: str, code: str | None) -> str:
    """A text of the process, in the reader's language."""
    if not code:
        return ""
    return translated(view.case.definition, (group, code)) or view.definition.manifest["texts"][group].get(code, code)
