"""A draft beside the version that runs, and what releasing it would undo of what others released meanwhile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from flask import request, url_for

from webapp.database.connections import Connection
from webapp.pages.releases.sides import Comparison, Side, compared, version_side
from webapp.pages.texts import t
from webapp.releases import orders, overtaken, reviews, stories
from webapp.releases.differences import Thing
from webapp.releases.overtaken import Overtaking
from webapp.releases.reviews import Review
from webapp.studio import drafts
from webapp.studio.drafts import Draft
from webapp.studio.paths import MANIFEST, SCENARIOS
from webapp.trials import scenarios


def comparison_of(
    connection: Connection, draft: Draft, review: Review | None, order: orders.Order | None, running: str | None
) -> Comparison:
    """A released draft beside what it replaced, others beside what runs or what they began from."""
    if draft.status == "released" and order is not None:
        old, label = order.replaces, t("compare-replaced")
    elif request.args.get("against") == "base" and draft.base:
        old, label = draft.base, t("compare-base")
    else:
        old, label = running, t("compare-running")
    files = reviews.files_of_version(connection, old)
    told = review.files if review else draft.files
    address, outline = url_for(".draft_file", draft=draft.id, path=""), url_for(".draft_outline", draft=draft.id)
    return compared(
        version_side(old, files, label, stories.of_version(connection, old) or _inherited(connection, draft) if old else None),
        Side(
            label=t("compare-draft"),
            files=review.version if review else drafts.files_of(draft),
            address=address,
            outline=outline,
            stories={SCENARIOS: told[SCENARIOS].encode()} if SCENARIOS in told else {},
        ),
    )


def _inherited(connection: Connection, draft: Draft) -> dict[str, bytes]:
    """What the draft's own scenarios began from, when nobody knows what the other version had to pass."""
    text = scenarios.of_process(connection, draft.process)
    return {SCENARIOS: text.encode()} if text is not None else {}


def overtaking_of(connection: Connection, draft: Draft, running: str | None) -> Overtaking:
    """What was released since the draft began, against what the draft changes."""
    return overtaken.overtaking(
        reviews.files_of_version(connection, draft.base), drafts.files_of(draft), reviews.files_of_version(connection, running)
    )


def lost(overtaking: Overtaking | None, comparison: Comparison) -> dict[str, dict[str, list[str]]]:
    """File -> names of what both changed and of what would be undone; of manifest and texts only how many entries."""
    found: dict[str, dict[str, list[str]]] = {"both": {}, "undone": {}}
    if overtaking is not None:
        for which, things in (("both", overtaking.both), ("undone", overtaking.undone)):
            for file, name in sorted(set(_told(things, comparison))):
                found[which].setdefault(file, []).append(name)
    return found


def _told(things: Collection[Thing], comparison: Comparison) -> Iterator[tuple[str, str]]:
    tables = {table.id: table.name for table in comparison.found.tables}
    by_file = Counter(file for file, _ in things if file.startswith("locale/") or file == MANIFEST)
    yield from ((file, t("diff-entries", n=count)) for file, count in by_file.items())
    for file, thing in things:
        if file not in by_file:
            yield file, tables.get(thing) or comparison.names.get(thing, thing)
