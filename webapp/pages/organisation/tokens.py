"""Access tokens of programs: whose, what for, last used; ended here. They are made on the page of the account."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.casework import tokens as kept
from webapp.database import connections
from webapp.organisation import listing
from webapp.organisation.rights import require, rules_account
from webapp.pages.organisation.blueprint import answered, pages, rooms
from webapp.pages.people import me
from webapp.pages.running import running


@pages.get("/tokens")
def tokens() -> ResponseReturnValue:
    with connections.take() as connection:
        found = listing.tokens(connection, me().actor, running().directory)
    return render_template("organisation/tokens.html", rooms=rooms(), tokens=found)


@pages.post("/tokens/<int:token>/end")
def end_token(token: int) -> ResponseReturnValue:
    back = request.form.get("user", "")
    with answered("organisation-token-ended"), connections.take() as connection, connection.transaction():
        owner = kept.owner_of(connection, token)
        require(owner is not None and rules_account(connection, me().actor, owner, running().directory), me().actor)
        kept.end(connection, token, by=me().actor.label)
    return redirect(url_for(".person", user=int(back)) if back.isdecimal() and len(back) < 10 else url_for(".tokens"), 303)
