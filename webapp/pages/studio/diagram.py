"""The diagram tab: the diagram of the draft in the editor, and what its properties panel may offer."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from webapp.pages.protection import allow_inline_styles
from webapp.pages.studio.blueprint import draft_or_404, pages


@pages.get("/drafts/<int:draft>")
def diagram(draft: int) -> ResponseReturnValue:
    """The editor; a drawing to read for those who may not change it."""
    allow_inline_styles()  # the editor of expressions writes its style sheet itself
    return render_template("studio/diagram.html", draft=draft_or_404(draft), tab="diagram")
