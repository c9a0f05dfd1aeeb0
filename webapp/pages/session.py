"""Signing in and out; language and appearance, which anybody may choose."""

from __future__ import annotations

from flask import Blueprint, current_app, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_required, login_user, logout_user
from werkzeug.wrappers import Response

from engine.now import now
from webapp import demo, vault
from webapp.casework.accounts import SignInRefused, sign_in, sign_out
from webapp.i18n import LOCALES
from webapp.models import User, db
from webapp.pages.limits import allow
from webapp.pages.people import me, signed_in
from webapp.pages.ways_back import inside

pages = Blueprint("session", __name__)

THEMES = ("auto", "light", "dark")
YEAR = 365 * 24 * 3600


@pages.get("/sign-in", endpoint="sign_in")
def form() -> ResponseReturnValue:
    if current_user.is_authenticated:
        return redirect(url_for("inbox.show"))
    return _form(next=inside(request.args.get("next")), login=request.args.get("login", ""))


@pages.post("/sign-in")
def enter() -> ResponseReturnValue:
    target = inside(request.form.get("next"))
    login = request.form.get("login", "")
    try:
        if not allow("sign-in", times=30, seconds=60):
            raise SignInRefused
        user = sign_in(login, request.form.get("password", ""), at=now(), whence=_whence())
    except SignInRefused:
        return _form(next=target, login=login, refused=True), 401
    session.clear()
    login_user(signed_in(user))
    session.permanent = True
    return redirect(target or url_for("inbox.show"), 303)


@pages.post("/sign-out")
@login_required
def leave() -> ResponseReturnValue:
    sign_out(me().id)
    logout_user()
    session.clear()
    response = redirect(url_for("session.sign_in"), 303)
    response.headers["Clear-Site-Data"] = '"storage"'  # drafts and pages that a phone kept for this person
    return response


@pages.post("/language")
def language() -> ResponseReturnValue:
    locale = request.form.get("locale", "")
    if locale not in LOCALES:
        return _back()
    if current_user.is_authenticated:
        account = db.session.get(User, current_user.id)
        account.locale = locale
        db.session.commit()
    return _keep(_back(), "bihuan_locale", locale)


@pages.post("/appearance")
def appearance() -> ResponseReturnValue:
    theme = request.form.get("theme", "auto")
    return _keep(_back(), "bihuan_theme", theme if theme in THEMES else "auto")


def chosen_theme() -> str:
    theme = request.cookies.get("bihuan_theme", "auto")
    return theme if theme in THEMES else "auto"


def _whence() -> str:
    """The address of this request as a keyed hash: the same address can be recognised, and none can be read."""
    return vault.current().fingerprint(request.remote_addr or "")


def _form(**shown: object) -> str:
    """The form; where the demo city lives, with its accounts and their password, which protects nothing."""
    people = {"password": demo.PASSWORD, "people": demo.sign_ins()} if demo.present() else None
    return render_template("session/sign_in.html", demo=people, **shown)


def _back() -> Response:
    return redirect(inside(request.form.get("next")) or "/", 303)


def _keep(response: Response, name: str, value: str) -> Response:
    response.set_cookie(
        name, value, max_age=YEAR, samesite="Lax", httponly=True, secure=current_app.config["SESSION_COOKIE_SECURE"]
    )
    return response
