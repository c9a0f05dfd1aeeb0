"""The bell: what concerns me, newest first; what I want to be told, and where."""

from __future__ import annotations

from datetime import time

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from engine.now import now
from webapp.casework.queries import notices
from webapp.casework.queries.notices import NoticeRow
from webapp.casework.queries.paging import sequence_number
from webapp.casework.reading import sees
from webapp.models import NoticeSetting, db
from webapp.notices import settings
from webapp.notices.kinds import GROUPS, KINDS
from webapp.pages.notice_words import notice_words, sign_of
from webapp.pages.people import me
from webapp.pages.texts import t

pages = Blueprint("notices", __name__, url_prefix="/notices")


@pages.get("/")
@login_required
def show() -> ResponseReturnValue:
    unread = request.args.get("only") == "unread"
    page = notices.newest(me().actor, before=sequence_number(request.args.get("before")), only_unread=unread)
    lines = [(row, sign_of(row.kind), notice_words(row), url_for(".follow", notice=row.id)) for row in page.rows]
    return render_template("notices/show.html", lines=lines, after=page.after, unread=unread)


@pages.get("/bell")
@login_required
def bell() -> ResponseReturnValue:
    """The bell alone, asked again every minute."""
    return render_template("notices/bell.html")


@pages.get("/<int(max=9223372036854775806):notice>")
@login_required
def follow(notice: int) -> ResponseReturnValue:
    """Read it, and go to what it is about."""
    row = notices.one(me().actor, notice) or abort(404)
    notices.mark_read(me().actor, now(), [notice])
    return redirect(_target(row))


@pages.post("/read")
@login_required
def read() -> ResponseReturnValue:
    notices.mark_read(me().actor, now())
    return redirect(url_for(".show"), 303)


@pages.get("/settings")
@login_required
def preferences() -> ResponseReturnValue:
    mine = notices.setting(me().id)
    return render_template(
        "notices/settings.html", mine=mine, groups=GROUPS, kinds=KINDS, channels=settings.CHANNELS,
        chosen={kind: settings.channels_of(mine.channels if mine else {}, kind) for kind in KINDS},
    )  # fmt: skip


@pages.post("/settings")
@login_required
def prefer() -> ResponseReturnValue:
    typed = request.form
    mine = notices.setting(me().id) or NoticeSetting(user_id=me().id, channels={})
    mine.channels = {kind: [name for name in settings.CHANNELS if f"{kind}:{name}" in typed] for kind in KINDS}
    for name in ("email", "mobile", "wecom"):
        setattr(mine, name, typed.get(name, "").strip()[:200] or None)
    for name in ("quiet_from", "quiet_to", "digest_at"):
        setattr(mine, name, _time(typed.get(name, "")))
    db.session.add(mine)
    db.session.commit()
    flash(t("notice-settings-saved"), "good")
    return redirect(url_for(".preferences"), 303)


def unread_count() -> int:
    """For the bell in the shell."""
    return notices.unread(me().actor)


def _target(row: NoticeRow) -> str:
    if row.kind == "called" and sees(me().actor, "grid"):
        return url_for("grid.show")
    if row.number and row.task:
        return url_for("task.show", number=row.number, task=row.task)
    if row.number:
        return url_for("case.show", number=row.number)
    return url_for({"delegation": "deputies.show", "recusal": "recusals.show", "arrivals": "inbox.show"}.get(row.kind, ".show"))


def _time(typed: str) -> time | None:
    try:
        return time.fromisoformat(typed) if typed else None
    except ValueError:
        return None
