"""Choosing a password: by a link from an administrator, or one's own anew."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required, logout_user

from engine.errors import Rejection
from webapp.database import connections
from webapp.organisation import password_links
from webapp.organisation.password_links import SHORTEST, LinkSpent
from webapp.pages.limits import allow
from webapp.pages.people import me
from webapp.pages.refusals import refusal_text
from webapp.pages.texts import t

pages = Blueprint("passwords", __name__)


@pages.get("/new-password/<secret>")
def choose(secret: str) -> ResponseReturnValue:
    return _link(secret)


@pages.post("/new-password/<secret>")
def chosen(secret: str) -> ResponseReturnValue:
    if request.form.get("password") != request.form.get("again"):
        return _link(secret, wrong=t("password-differs"))
    try:
        with connections.take() as connection:
            login = password_links.choose(connection, secret, request.form.get("password", ""))
    except LinkSpent:
        return _link(secret)
    except Rejection as refusal:
        return _link(secret, wrong=refusal_text(refusal))
    flash(t("password-chosen"), "good")
    return redirect(url_for("session.sign_in", login=login), 303)


@pages.get("/password")
@login_required
def own() -> ResponseReturnValue:
    return _own()


@pages.post("/password")
@login_required
def changed() -> ResponseReturnValue:
    """Ends all sessions, this one included."""
    if request.form.get("password") != request.form.get("again"):
        return _own(wrong=t("password-differs"))
    if not allow("password", times=10, seconds=300):
        return _own(wrong=t("refusal-wrong-password"))
    login = me().login
    try:
        with connections.take() as connection:
            password_links.change(connection, me().id, request.form.get("before", ""), request.form.get("password", ""))
    except Rejection as refusal:
        return _own(wrong=refusal_text(refusal))
    logout_user()
    session.clear()
    flash(t("password-chosen"), "good")
    return redirect(url_for("session.sign_in", login=login), 303)


def _link(secret: str, wrong: str = "") -> ResponseReturnValue:
    """The form; for a link that is void, where to get another."""
    account = None
    if allow("new-password", times=30, seconds=300):
        try:
            with connections.take() as connection:
                account = password_links.account_of(connection, secret)
        except LinkSpent:
            account = None
    page = render_template("session/new_password.html", account=account, secret=secret, wrong=wrong, shortest=SHORTEST)
    return page, 404 if account is None else 422 if wrong else 200


def _own(wrong: str = "") -> ResponseReturnValue:
    return render_template("session/password.html", wrong=wrong, shortest=SHORTEST), 422 if wrong else 200
