"""One account: what it may, since when and why, and what an administrator does with it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.now import now
from webapp.audit import log
from webapp.casework import tokens
from webapp.casework.reasons import given
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.i18n import LOCALES
from webapp.models import User, db
from webapp.organisation import accounts, listing, password_links, plans, positions
from webapp.organisation.plans import GRANT, REVOKE
from webapp.organisation.rights import may_seat, require, rules_account, seats_of
from webapp.pages.organisation.blueprint import answered, pages, rooms
from webapp.pages.organisation.show import roles_given, units_ruled
from webapp.pages.people import me
from webapp.pages.running import running
from webapp.pages.timeline import who


@pages.get("/people/<int:user>")
def person(user: int) -> ResponseReturnValue:
    return _page(user)


@pages.post("/people/<int:user>/positions")
def give(user: int) -> ResponseReturnValue:
    """Now or from a day on; until it is taken away or a day comes."""
    typed, by, units = request.form, me().actor, running().directory
    seat: dict[str, Any] = {
        "user_id": user, "role": typed.get("role", ""), "unit": typed.get("unit", ""), "reason": typed.get("reason", ""),
    }  # fmt: skip
    with answered("organisation-position-given"), connections.take() as connection, connection.transaction():
        since, until, in_spite = _day("since"), _day("until"), bool(typed.get("in_spite"))
        if until and until <= (since or now()):
            raise plans.PastDay
        if since and since > now():
            plans.plan(connection, by, units, deed=GRANT, due_at=since, in_spite=in_spite, **seat)
        else:
            positions.grant(connection, by, units, in_spite=in_spite, **seat)
        if until:
            plans.plan(connection, by, units, deed=REVOKE, due_at=until, **seat)
    return redirect(url_for(".person", user=user), 303)


@pages.post("/people/<int:user>/positions/end")
def take(user: int) -> ResponseReturnValue:
    role, _, unit = request.form.get("seat", "").partition("@")
    with answered("organisation-position-taken"), connections.take() as connection:
        positions.revoke(
            connection, me().actor, running().directory, user_id=user, role=role, unit=unit, reason=request.form.get("reason", "")
        )
    return redirect(url_for(".person", user=user), 303)


@pages.post("/people/<int:user>/plans/<int:plan>/withdraw")
def withdraw(user: int, plan: int) -> ResponseReturnValue:
    with answered("organisation-plan-withdrawn"), connections.take() as connection:
        plans.withdraw(connection, me().actor, running().directory, plan)
    return redirect(url_for(".person", user=user), 303)


@pages.post("/people/<int:user>/<any(rename, off, on, unlock, sessions):deed>")
def change(user: int, deed: str) -> ResponseReturnValue:
    typed, by, units = request.form, me().actor, running().directory
    with answered(f"organisation-done-{deed}"), connections.take() as connection:
        match deed:
            case "rename":
                names = {name: typed.get(name, "") for name in ("name", "name_en", "locale")}
                accounts.rename(connection, by, units, user, **names)
            case "off" | "on":
                accounts.switch(connection, by, units, user, on=deed == "on", reason=typed.get("reason", ""))
            case "unlock":
                accounts.unlock(connection, by, units, user)
            case _:
                accounts.end_sessions(connection, by, units, user)
    return redirect(url_for(".person", user=user), 303)


@pages.post("/people/<int:user>/link")
def link(user: int) -> ResponseReturnValue:
    """Shown on this answer and never again."""
    secret = ""
    with answered("organisation-link-made"), connections.take() as connection:
        secret = password_links.make(connection, me().actor, running().directory, user)
    return _page(user, link=url_for("passwords.choose", secret=secret, _external=True) if secret else "")


@pages.post("/people/<int:user>/tokens")
def issue(user: int) -> ResponseReturnValue:
    token = ""
    with answered("organisation-token-done"), connections.take() as connection, connection.transaction():
        until = _day("until")
        name = given(request.form.get("name", ""))[:80]
        require(rules_account(connection, me().actor, user, running().directory), me().actor)
        if until and until <= now():
            raise plans.PastDay
        token = tokens.issue(connection, user, name, expires_at=until)
        log.record(connection, "account_changed", me().actor.label, {"user": user, "what": "token_issued", "name": name})
    return _page(user, token=token)


def _page(user: int, **secrets: str) -> str:
    by, directory = me().actor, running().directory
    with connections.take() as connection:
        found = listing.person(connection, user, now())
        if found is None or not (user == by.user_id or _in_reach(connection, user)):
            abort(404)
        held, to_come = listing.positions_of(connection, user), plans.open_plans(connection, user)
        may = rules_account(connection, by, user, directory)
        kept = listing.tokens(connection, by, directory, user)
    return render_template(
        "organisation/person.html", rooms=rooms(), person=found, account=db.session.get(User, user), may=may,
        held=[row for row in held if row[3] is None], ended=[row for row in held if row[3] is not None], plans=to_come,
        may_take=lambda role, unit: may_seat(by, user, role, unit, directory), tokens=kept, who=who, locales=LOCALES,
        units=units_ruled(), roles=roles_given(), may_give=user != by.user_id and "org_admin" in by.roles,
        today=now().astimezone(CITY_TIME).date(), **secrets,
    )  # fmt: skip


def _in_reach(connection: Connection, user: int) -> bool:
    """Whom one may change, and whom one may give a seat or take one from."""
    by, directory = me().actor, running().directory
    seats = seats_of(connection, user)
    return rules_account(connection, by, user, directory) or any(may_seat(by, user, *seat, directory) for seat in seats)


def _day(name: str) -> datetime | None:
    """The beginning of a day of the city as a browser sends it; nothing, or nonsense, is none. Raises PastDay for nonsense."""
    typed = request.form.get(name, "").strip()
    if not typed:
        return None
    try:
        return datetime.fromisoformat(typed).replace(tzinfo=CITY_TIME)
    except ValueError:
        raise plans.PastDay from None
