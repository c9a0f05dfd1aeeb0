"""The tree of units, one level at a time: who sits there, what is below, and what an administrator does with it."""

from __future__ import annotations

from itertools import groupby

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import func

from webapp.casework.queries import standing
from webapp.database import connections
from webapp.models import OrgUnit, Position, User, WorkItem, db
from webapp.organisation import listing
from webapp.organisation import units as changes
from webapp.organisation.rights import rules_unit, tops
from webapp.pages import choices
from webapp.pages.organisation.blueprint import answered, pages, rooms
from webapp.pages.people import me
from webapp.pages.running import running
from webapp.pages.timeline import who


@pages.get("/units")
def units() -> ResponseReturnValue:
    """The units one administers, or the first of them."""
    ruled = tops(me().actor) or [code for code, unit in running().directory.units.items() if unit.parent is None]
    return redirect(url_for(".unit", code=ruled[0])) if ruled else abort(404)


@pages.get("/units/<code>")
def unit(code: str) -> ResponseReturnValue:
    found, by, directory = db.session.get(OrgUnit, code), me().actor, running().directory
    if found is None:
        abort(404)
    below = db.session.scalars(
        db.select(OrgUnit).where(OrgUnit.parent == code).order_by(OrgUnit.active.desc(), OrgUnit.code)
    ).all()
    seats = db.session.execute(
        db.select(Position, User).join(User, User.id == Position.user_id).where(Position.unit == code)
        .order_by(User.name, User.id, Position.role)
    ).all()  # fmt: skip
    with connections.take() as connection:
        past = listing.changes_of_unit(connection, code)
    return render_template(
        "organisation/unit.html", rooms=rooms(), unit=found, above=list(directory.upwards(code))[:0:-1], below=below,
        seats=len(seats),
        people=[(user, [seat.role for seat, _ in some]) for user, some in groupby(seats, key=lambda row: row[1])],
        past=past, who=who, staff={one.code: len(standing.below(directory, [one.code])) for one in below},
        open_work=db.session.scalar(db.select(func.count()).where(WorkItem.unit == code, WorkItem.state == "open")),
        may=rules_unit(by, code, directory), may_close=code not in tops(by) and not any(one.active for one in below),
        heirs=[one for one in choices.units() if one.value != code and rules_unit(by, one.value, directory)],
        can_hold=changes.BELOW.get(found.tier) if found.kind == "territory" else None,
    )  # fmt: skip


@pages.post("/units/<code>/add")
def unit_add(code: str) -> ResponseReturnValue:
    typed, made = request.form, request.form.get("code", "").strip().lower()
    with answered("organisation-unit-added"), connections.take() as connection:
        changes.add(
            connection, me().actor, running().directory, code=made, parent=code, kind=typed.get("kind", ""),
            name=typed.get("name", ""), name_en=typed.get("name_en", ""), reason=typed.get("reason", ""),
        )  # fmt: skip
    return redirect(url_for(".unit", code=code), 303)


@pages.post("/units/<code>/rename")
def unit_rename(code: str) -> ResponseReturnValue:
    typed = request.form
    with answered("organisation-unit-renamed"), connections.take() as connection:
        changes.rename(
            connection, me().actor, running().directory, code, name=typed.get("name", ""), name_en=typed.get("name_en", ""),
            reason=typed.get("reason", ""),
        )  # fmt: skip
    return redirect(url_for(".unit", code=code), 303)


@pages.post("/units/<code>/close")
def unit_close(code: str) -> ResponseReturnValue:
    typed = request.form
    with answered("organisation-unit-closed"), connections.take() as connection:
        changes.close(
            connection,
            me().actor,
            running().directory,
            code,
            successor=typed.get("successor", ""),
            reason=typed.get("reason", ""),
        )
    return redirect(url_for(".unit", code=code), 303)
