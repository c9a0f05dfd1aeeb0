"""A draft and a release that came in between: what the other one changed, what both changed, and what would be undone.

And the way out: files, and in texts single entries, that only one of the two changed are taken over without a question."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from webapp.casework.actors import Actor
from webapp.database.connections import Connection
from webapp.releases import duties, reviews
from webapp.releases.differences import Differences, Thing, differences
from webapp.releases.refusals import NothingChanged
from webapp.studio import drafts
from webapp.studio.paths import SCENARIOS

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Overtaking:
    """`theirs`: what was released since the draft began. `both`: changed here and there, and differently. `undone`: changed there
    only, and lost if the draft were released as it is."""

    theirs: Differences
    both: frozenset[Thing]
    undone: frozenset[Thing]

    @property
    def is_harmless(self) -> bool:
        return not self.both and not self.undone


def overtaking(base: Files, draft: Files, running: Files) -> Overtaking:
    """By element, table, field and key."""
    theirs, apart = differences(base, running), set(differences(running, draft).things())
    touched, mine = set(theirs.things()), set(differences(base, draft).things())
    return Overtaking(theirs=theirs, both=frozenset(touched & mine & apart), undone=frozenset((touched - mine) & apart))


def catch_up(connection: Connection, draft_id: int, by: Actor) -> tuple[str, ...]:
    """Take over what the running version changed, as far as it is certain. Files that stay to be compared by hand; none of them:
    the draft stands on the running version now. Errors: NotAllowed, NothingChanged, drafts.DraftNotOpen."""
    person = duties.require_asking(by)
    with connection.transaction():
        draft = drafts.load(connection, draft_id)
        running = reviews.running(connection, draft.process)
        if running is None or running == draft.base:
            raise NothingChanged
        base, theirs = (
            {path: content.decode() for path, content in reviews.files_of_version(connection, version).items()}
            for version in (draft.base, running)
        )
        mine = {path: text for path, text in draft.files.items() if path != SCENARIOS}
        merged, by_hand = merge(base, mine, theirs)
        rest = {path: text for path, text in draft.files.items() if path == SCENARIOS}
        drafts.replace_all(connection, draft_id, {**merged, **rest}, draft.revision, person)
        if not by_hand:
            connection.execute("UPDATE studio_draft SET base = %s WHERE id = %s", (running, draft_id))
        return by_hand


def merge(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str]) -> tuple[dict[str, str], tuple[str, ...]]:
    """Both changes on top of `base`; and the files in which that is not certain, which stay `mine`."""
    found: dict[str, str | None] = {}
    by_hand = []
    for path in (*mine, *(path for path in theirs if path not in mine)):
        was, here, there = base.get(path), mine.get(path), theirs.get(path)
        if here == there or there == was:
            found[path] = here
        elif here == was:
            found[path] = there
        elif (joined := _joined(path, was, here, there)) is not None:
            found[path] = joined
        else:
            found[path] = here
            by_hand.append(path)
    return {path: text for path, text in found.items() if text is not None}, tuple(by_hand)


def _joined(path: str, was: str | None, here: str | None, there: str | None) -> str | None:
    """Texts by key. None: not certain."""
    if not path.startswith("locale/") or was is None or here is None or there is None:
        return None
    try:
        joined = _by_key(json.loads(was), json.loads(here), json.loads(there))
    except (ValueError, RecursionError, _Unsure):
        return None
    return json.dumps(joined, ensure_ascii=False, indent=2) + "\n"


class _Unsure(Exception):
    """Both changed it."""


def _by_key(was: Any, here: Any, there: Any) -> Any:
    if here == there or there == was:
        return here
    if here == was:
        return there
    if not all(isinstance(side, dict) for side in (was, here, there)):
        raise _Unsure
    keys = dict.fromkeys((*here, *there))
    sides = {key: tuple(side.get(key, _ABSENT) for side in (was, here, there)) for key in keys}
    joined = {key: _by_key(*values) for key, values in sides.items()}
    return {key: value for key, value in joined.items() if value is not _ABSENT}


_ABSENT = object()
