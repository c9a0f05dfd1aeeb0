"""The texts tab of a draft: the numbers of its manifest with their days, and all its texts in both languages side by side."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.pages.studio.blueprint import draft_or_404, guard
from webapp.studio.texts import Policy, groups, policies

pages = Blueprint("studio_texts", __name__, url_prefix="/studio/drafts/<int:draft>/texts")
pages.before_request(guard)


@pages.get("")
def show(draft: int) -> ResponseReturnValue:
    """Every text and every number, to be changed where it stands."""
    found = draft_or_404(draft)
    texts = groups(found.files)
    return render_template(
        "studio/texts.html", draft=found, tab="texts", groups=texts, policies=policies(found.files),
        missing={name: sum(text.is_missing for text in group) for name, group in texts.items()}, spelt=spelt, kind_of=kind_of,
    )  # fmt: skip


def spelt(value: Any) -> str:
    """A value of a policy as it is typed."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def kind_of(policy: Policy) -> str:
    """text, number, boolean or json: how a typed value is read back."""
    match policy.value:
        case bool():
            return "boolean"
        case int() | float():
            return "number"
        case str():
            return "text"
    return "json"
