"""The tabs of a draft, in order. Whoever brings a tab adds its line."""

from __future__ import annotations

from dataclasses import dataclass

from webapp.pages.people import me
from webapp.pages.studio.blueprint import may_edit, pages
from webapp.studio.rights import may


@dataclass(frozen=True, slots=True)
class Tab:
    """`name`: its text is `studio-tab-<name>`. `endpoint`: takes `draft`, the number. `icon`: of the sprite."""

    name: str
    endpoint: str
    icon: str


TABS: tuple[Tab, ...] = (
    Tab("diagram", "studio.diagram", "route"),
    Tab("tables", "studio_tables.show", "table"),
    Tab("forms", "studio_forms.show", "form"),
    Tab("texts", "studio_texts.show", "words"),
    Tab("findings", "studio_findings.show", "done"),
    Tab("try", "studio_trial.show", "draw-simulate"),
    Tab("review", "releases.review", "check"),
    Tab("files", "studio.files", "file"),
)
"""diagram, tables, forms, texts, findings, try, review, files."""


@pages.app_context_processor
def tab_bar() -> dict[str, object]:
    """What templates/studio needs on whosever page."""
    return {"STUDIO_TABS": TABS, "studio_may_edit": may_edit, "studio_may": lambda act: may(me().actor, act)}
