"""The demo city for tests of pages: its people sign in, read, and fill in forms as a browser would."""

from __future__ import annotations

import html
import re
import uuid
from dataclasses import dataclass, field
from typing import Any

from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from lxml import html as parser
from werkzeug.test import TestResponse

from tests.support import judged
from webapp import create_app, demo
from webapp.attach import attach
from webapp.config import Config
from webapp.database import connections

QUICK_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(demo.PASSWORD)
"""The password of the demo city, hashed so that checking it is quick: the tests sign in a thousand times."""


def build(config: Config) -> Flask:
    """The web application with the demo city and the shipped processes."""
    attach(config)
    demo.ensure()
    with connections.take() as connection:
        connection.execute('UPDATE "user" SET password_hash = %s', (QUICK_HASH,))
        judged.seed(connection)
    app = create_app(config)
    app.testing = True
    return app


@dataclass(slots=True)
class Visitor:
    """Somebody in front of a browser. `page`: the last page, as text without tags in `words`."""

    client: FlaskClient
    page: str = ""
    status: int = 0
    headers: Any = None
    sent: dict[str, Any] = field(default_factory=dict)

    def get(self, address: str) -> Visitor:
        return self._took(self.client.get(address, follow_redirects=True))

    def send(self, action: str, **typed: Any) -> Visitor:
        """Send the form of the current page that goes to `action` (the start of it), with its hidden fields."""
        for form in parser.fromstring(self.page).forms:
            if (form.action or "").startswith(action):
                break
        else:
            raise AssertionError(f"no form to {action} on the page:\n{self.words}")
        hidden = {i.name: i.value for i in form.inputs if i.get("type") == "hidden" and i.name}
        self.sent = {**hidden, **typed}
        return self._took(self.client.post(form.action, data=self.sent, follow_redirects=True))

    def post(self, address: str, **typed: Any) -> Visitor:
        """Send something the current page has no form for, with its CSRF token."""
        token = re.search(r'name="csrf_token" value="([^"]+)"', self.page)
        return self._took(
            self.client.post(address, data={"csrf_token": token[1] if token else "", **typed}, follow_redirects=True)
        )

    def _took(self, answer: TestResponse) -> Visitor:
        self.page, self.status, self.headers = answer.get_data(as_text=True), answer.status_code, answer.headers
        return self

    @property
    def words(self) -> str:
        """What can be read on the page."""
        return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", self.page)))

    def has_form(self, action: str) -> bool:
        return any((form.action or "").startswith(action) for form in parser.fromstring(self.page).forms)


def visitor(app: Flask, login: str | None = None, *, locale: str = "zh_CN") -> Visitor:
    """Anybody, or the signed-in holder of a demo account."""
    client = app.test_client()
    client.set_cookie("bihuan_locale", locale)
    found = Visitor(client)
    if login:
        with connections.take() as connection:  # an account's own language goes before that of the browser
            connection.execute('UPDATE "user" SET locale = %s WHERE login = %s', (locale, login))
        found.get("/sign-in").send("/sign-in", login=login, password=demo.PASSWORD)
        assert found.status == 200, found.words
    return found


POTHOLE = {
    "title": "滨河路路面坑洼", "statement": "滨河路东段路面有一个大坑，电动车多次摔倒，请尽快修补。", "kind": "complaint",
    "urgency": "general", "channel": "hotline", "category": "roads.surface.pothole", "place": "lp1010101",
    "name": "王小明", "phone": "13800001234", "address": "滨河路12号",
}  # fmt: skip


def registered(app: Flask, **changes: str) -> str:
    """Number of a request that the call-taker has just registered, about something like nothing before."""
    desk = visitor(app, "call").get("/intake")
    unlike = {"title": "".join(chr(0x4E00 + byte) for byte in uuid.uuid4().bytes), "command_id": uuid.uuid4().hex}
    desk.send("/intake", **{**POTHOLE, **unlike, **changes})
    number = re.search(r"\d{8}-\d{6,}", desk.words)
    assert number, desk.words
    return number[0]


def task_of(number: str) -> tuple[int, int, str]:
    """(case id, task number, element) of the only open task of a case."""
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT case_id, task, element FROM work_item WHERE number = %s AND state = 'open'", (number,)
        ).fetchall()
    assert len(rows) == 1, rows
    return rows[0]  # type: ignore[return-value]


def sealed() -> tuple[int, int]:
    """(people, values) in the vault."""
    with connections.take() as connection:
        row = connection.execute("SELECT (SELECT count(*) FROM party), (SELECT count(*) FROM party_record)").fetchone()
    return row  # type: ignore[return-value]
