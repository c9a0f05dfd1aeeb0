"""One case of another system: what is known of it, and everything that happened, with the same eyes as ours."""

from __future__ import annotations

from flask import abort, render_template
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.mining.clocks import elapsed
from webapp.models import ForeignCase, ForeignEvent, ForeignLog, db
from webapp.pages.mining.asked import may_see_logs
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.words import timer

MOST_EVENTS = 2_000


@pages.get("/logs/<int:log>/cases/<int:position>")
@login_required
def other_case(log: int, position: int) -> ResponseReturnValue:
    if not may_see_logs():
        abort(403)
    row = db.session.get(ForeignLog, log) or abort(404)
    case = db.session.get(ForeignCase, (log, position)) or abort(404)
    query = db.select(ForeignEvent).where(ForeignEvent.log_id == log, ForeignEvent.position == position)
    events = list(db.session.scalars(query.order_by(ForeignEvent.seq).limit(MOST_EVENTS)))
    ended = case.ended_at or (None if row.mapping.get("ended") else case.last_at)
    since = [None, *(before.at for before in events)]
    return render_template(
        "mining/other_case.html", log=row, case=case, events=list(zip(events, since, strict=False)), elapsed=elapsed,
        time=timer(is_working=False), late=None if case.due_at is None or ended is None else ended > case.due_at,
        most=MOST_EVENTS, before=_beside(log, position, -1), after=_beside(log, position, +1),
    )  # fmt: skip


def _beside(log: int, position: int, step: int) -> ForeignCase | None:
    return db.session.get(ForeignCase, (log, position + step))
