"""What waits for a person of the studio: drafts and tables to judge, releases to give, and what came back to whoever drew it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.casework.actors import Actor
from webapp.database.connections import Connection
from webapp.studio.rights import may


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """`what`: review, release, scheduled, held or refused, of the draft `draft` called `title`; sent_back: this draft, to whoever
    asked for its review; table: the proposal `table` of the decision `title`. `by`: who had it last. `at`: of a scheduled
    release its moment."""

    what: str
    draft: int | None
    table: int | None
    title: str
    process: str
    by: int
    since: datetime
    at: datetime | None


WAITING = """
    SELECT 'review', v.draft, NULL::bigint, s.title, v.process, v.asked_by, v.asked_at, NULL::timestamptz FROM model_review v
    JOIN studio_draft s ON s.id = v.draft
    WHERE v.state = 'asked' AND %(reviews)s AND NOT v.editors @> to_jsonb(%(user)s::int)
    UNION ALL
    SELECT coalesce(r.state, 'release'), v.draft, NULL, s.title, v.process, v.decided_by, v.decided_at, r.effective_at
    FROM model_review v JOIN studio_draft s ON s.id = v.draft
    LEFT JOIN model_release r ON r.review = v.id AND r.state IN ('scheduled', 'held', 'refused')
        AND r.id = (SELECT max(id) FROM model_release WHERE review = v.id)
    WHERE v.state = 'approved' AND %(releases)s AND NOT v.editors @> to_jsonb(%(user)s::int) AND v.decided_by <> %(user)s
    UNION ALL
    SELECT 'sent_back', v.draft, NULL, s.title, v.process, v.decided_by, v.decided_at, NULL
    FROM model_review v JOIN studio_draft s ON s.id = v.draft
    WHERE s.status = 'open' AND v.state = 'sent_back' AND %(edits)s AND v.asked_by = %(user)s
        AND v.id = (SELECT max(id) FROM model_review WHERE draft = v.draft)
    UNION ALL
    SELECT 'table', NULL, d.id, d.decision, d.process, d.proposed_by, d.proposed_at, NULL FROM dated_table d
    WHERE d.status = 'proposed' AND %(reviews)s AND d.proposed_by <> %(user)s AND NOT EXISTS (
        SELECT 1 FROM studio_version v WHERE v.draft = d.draft AND v.saved_by = %(user)s)
    ORDER BY 7
"""


def waiting_for(connection: Connection, by: Actor) -> list[Waiting]:
    """What this person may judge, release or mend, longest waiting first; nothing to judge or release that he had a hand in."""
    asked = {"user": by.user_id or 0, **{f"{act}s": may(by, act) for act in ("review", "release", "edit")}}
    rows: list[tuple[Any, ...]] = connection.execute(WAITING, asked).fetchall()
    return [Waiting(**dict(zip(Waiting.__dataclass_fields__, row, strict=True))) for row in rows]
