"""Event logs to take away: of everything, or of exactly the list on the screen. Ordered, written by the worker, taken within
a day."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from flask import abort, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.casework.reading import sees
from webapp.city_time import CITY_TIME, day_in
from webapp.database import connections
from webapp.eventlogs import orders
from webapp.eventlogs.formats import ENDINGS, FORMATS
from webapp.eventlogs.orders import Order
from webapp.eventlogs.reading import Selection
from webapp.exports.response import note
from webapp.models import LogOrder, db
from webapp.pages.board.asked import processes
from webapp.pages.board.frame import programme_name
from webapp.pages.mining.asked import may_see_logs
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.frame import OTHERS
from webapp.pages.mining.listed import LISTS
from webapp.pages.people import me
from webapp.pages.running import running
from webapp.pages.texts import t

SHOWN = 20
MEDIA_TYPES = {
    "xes": "application/xml", "ocel-json": "application/json", "ocel-sqlite": "application/vnd.sqlite3", "csv": "text/csv",
}  # fmt: skip


@pages.get("/exports")
@login_required
def exports() -> ResponseReturnValue:
    _allowed()
    return render_template(
        "mining/exports.html", orders=_own(), formats=FORMATS, whole=may_see_logs(), programmes=[*processes(), *OTHERS],
        programme_name=programme_name, is_moving=_is_moving(),
    )  # fmt: skip


@pages.get("/exports/list")
@login_required
def order_states() -> ResponseReturnValue:
    """The list alone, asked for again while something is being written."""
    _allowed()
    return render_template("mining/order_list.html", orders=_own(), is_moving=_is_moving())


@pages.post("/exports")
@login_required
def order_whole() -> ResponseReturnValue:
    """Everything, or one programme, registered between two days."""
    _allowed()
    if not may_see_logs():
        abort(403)
    form = request.form
    since, until = day_in(form.get("from")), day_in(form.get("to"))
    process = form.get("process") or None
    selection = Selection(process=process, since=_morning(since), until=_morning(until, after=1), reader=_reader(), by=me().id)
    name = t("exports-whole") if process is None else programme_name(process)
    days = "" if not since and not until else t("exports-days", begin=str(since or ""), end=str(until or ""))
    return _ordered(f"{name} {days}".strip(), selection, None)


@pages.get("/exports/new/<name>")
@login_required
def order_list(name: str) -> ResponseReturnValue:
    """Says what will be in the log: the cases of a list with the filters of this address."""
    _allowed()
    listed = (LISTS.get(name) or abort(404))()
    return render_template("mining/order.html", listed=listed, count=len(set(listed.cases)), formats=FORMATS, name=name)


@pages.post("/exports/new/<name>")
@login_required
def place(name: str) -> ResponseReturnValue:
    _allowed()
    listed = (LISTS.get(name) or abort(404))()
    return _ordered(listed.title, Selection(reader=_reader(), by=me().id), listed.cases)


@pages.get("/exports/<int:number>")
@login_required
def take(number: int) -> ResponseReturnValue:
    """The finished file, for whoever ordered it. Taking it is what is recorded: then it leaves the program."""
    _allowed()
    row = db.session.get(LogOrder, number)
    if row is None or row.asked_by != me().id:
        abort(404)
    path = orders.path_of(row.id, row.format)
    if row.state != "ready" or not path.exists():
        flash(t("exports-gone"), "warn")
        return redirect(url_for(".exports"), 303)
    note(row.name, row.format, row.counts["events"])
    stamp = f"{row.asked_at.astimezone(CITY_TIME):%Y%m%d-%H%M}"
    name = f"{row.name[:60]}-{stamp}.{ENDINGS[row.format]}"
    return send_file(path, mimetype=MEDIA_TYPES[row.format], as_attachment=True, download_name=name, max_age=0)


@pages.post("/exports/<int:number>/again")
@login_required
def write_again(number: int) -> ResponseReturnValue:
    """A failed order, once more."""
    _allowed()
    with connections.take() as connection:
        found = orders.again(connection, number, me().id)
    flash(t("exports-again-begun" if found else "exports-gone"), "good" if found else "warn")
    return redirect(url_for(".exports"), 303)


def _ordered(name: str, selection: Selection, cases: Iterable[int] | None) -> ResponseReturnValue:
    form = request.form.get("format", "")
    if form not in FORMATS:
        abort(400)
    order = Order(name=name, format=form, language=g.locale, selection=selection, cases=cases, by=me().id)
    with connections.take() as connection:
        orders.place_order(connection, order)
    flash(t("exports-ordered"), "good")
    return redirect(url_for(".exports"), 303)


def _reader() -> tuple[str, ...]:
    """The units of whoever orders, and all above them: what is about one of these is not for him."""
    directory = running().directory
    return tuple(sorted({above for unit in me().actor.units for above in directory.upwards(unit)}))


def _own() -> list[LogOrder]:
    query = db.select(LogOrder).where(LogOrder.asked_by == me().id).order_by(LogOrder.id.desc()).limit(SHOWN)
    return list(db.session.scalars(query))


def _is_moving() -> bool:
    return any(row.state in ("waiting", "writing") for row in _own())


def _allowed() -> None:
    """Those who answer for work: event logs show how colleagues work, if only under signs."""
    if not may_order():
        abort(403)


@pages.app_template_global("may_order_logs")
def may_order() -> bool:
    return sees(me().actor, "mining") or sees(me().actor, "board")


def _morning(day: date | None, after: int = 0) -> datetime | None:
    """Midnight at which a day begins, or the day `after`."""
    return datetime.combine(date.fromordinal(day.toordinal() + after), datetime.min.time(), CITY_TIME) if day else None
