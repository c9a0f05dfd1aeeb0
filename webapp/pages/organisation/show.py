"""The list of accounts, and a new one."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.errors import Rejection
from engine.now import now
from webapp.database import connections
from webapp.i18n import LOCALES
from webapp.organisation import accounts, listing, positions
from webapp.organisation.duties import CENTRAL, ROLES
from webapp.organisation.listing import STATES, Asked
from webapp.organisation.rights import rules_all, rules_unit, sees_all
from webapp.pages import choices
from webapp.pages.organisation.blueprint import pages, rooms
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.running import running


@pages.get("/")
def show() -> ResponseReturnValue:
    typed = request.args
    page = typed.get("page", "1")
    asked = Asked(
        words=typed.get("words", "").strip()[:40], unit=typed.get("unit", ""), role=typed.get("role", ""),
        state=typed.get("state", ""), page=int(page) if page.isdecimal() and len(page) < 6 else 1,
    )  # fmt: skip
    with connections.take() as connection:
        found, more = listing.people(connection, me().actor, running().directory, asked, now())
    kept = {name: value for name, value in typed.items() if name != "page" and value}
    return render_template(
        "organisation/people.html", rooms=rooms(), people=found, more=more, asked=asked, kept=kept, units=units_ruled(),
        roles=ROLES, states=[*STATES],
    )  # fmt: skip


@pages.get("/people/new")
def new() -> ResponseReturnValue:
    return _form()


@pages.post("/people/new")
def add() -> ResponseReturnValue:
    """An account, and at once its first position: one that sits nowhere would be out of reach of who made it."""
    typed, by, directory = request.form, me().actor, running().directory
    try:
        with connections.take() as connection, connection.transaction():
            user = accounts.add(
                connection, by, directory, login=typed.get("login", ""), name=typed.get("name", ""),
                name_en=typed.get("name_en", ""), locale=typed.get("locale", ""),
            )  # fmt: skip
            positions.grant(
                connection, by, directory, user_id=user, role=typed.get("role", ""), unit=typed.get("unit", ""),
                reason=typed.get("reason", ""),
            )  # fmt: skip
    except Rejection as refusal:
        return _form(wrong=refusal_text(refusal)), 422
    return redirect(url_for(".person", user=user), 303)


def units_ruled() -> list[choices.Choice]:
    """Open units that this person administers; a system administrator sees all of them."""
    by, directory = me().actor, running().directory
    everything = sees_all(by, directory)
    return [one for one in choices.units() if everything or rules_unit(by, one.value, directory)]


def roles_given() -> list[str]:
    """Roles that this person may give."""
    everything = rules_all(me().actor, running().directory)
    return [role for role in ROLES if everything or role not in CENTRAL]


def _form(wrong: str = "") -> str:
    return render_template(
        "organisation/new.html", rooms=rooms(), typed=request.form, wrong=wrong, locales=LOCALES, units=units_ruled(),
        roles=roles_given(),
    )  # fmt: skip
