"""A grid worker's phone, as its outbox talks to the server: photos, reports, calls taken, work settled."""

from __future__ import annotations

import io
import json
import uuid
from typing import Any

from PIL import Image

from tests.support.city import Visitor
from webapp.database import connections

JSON = {"Accept": "application/json"}


def picture(colour: str = "gray") -> io.BytesIO:
    held = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(held, "JPEG")
    held.seek(0)
    return held


def token(who: Visitor) -> str:
    return who.client.get("/grid/session").get_json()["csrf"]


def photo(who: Visitor, key: str | None = None, case: str = "") -> int:
    answer = who.client.post(
        "/attachments", headers={**JSON, "X-CSRFToken": token(who)},
        data={"file": (picture(), "a.jpg"), "upload": key or uuid.uuid4().hex, "case": case},
    )  # fmt: skip
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["id"]


def post(who: Visitor, address: str, **typed: Any) -> tuple[int, dict[str, Any]]:
    """As the outbox sends it: (status, what was said)."""
    answer = who.client.post(address, data=typed, headers={**JSON, "X-CSRFToken": token(who)})
    return answer.status_code, json.loads(answer.get_data(as_text=True))


def report(who: Visitor, **changes: Any) -> str:
    """Number of a new event in the first grid."""
    told = {"command_id": uuid.uuid4().hex, "category": "urban.cleaning.rubbish", "place": "lp1010101", "origin": "worker"}
    status, said = post(who, "/grid/report", **{**told, **changes})
    assert status == 200, said
    return said["number"]


def open_tasks(number: str) -> dict[str, int]:
    """Element -> task."""
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT element, task FROM work_item WHERE number = %s AND state = 'open'", (number,)
        ).fetchall()
    return dict(rows)


def outcome(number: str) -> str | None:
    with connections.take() as connection:
        (found,) = connection.execute('SELECT outcome FROM "case" WHERE number = %s', (number,)).fetchone()
    return found


def accept(who: Visitor, number: str, role: str, task: int | None = None) -> tuple[int, dict[str, Any]]:
    task = task or open_tasks(number)[f"accept_{role}"]
    return post(who, f"/grid/calls/{number}/{task}", command_id=uuid.uuid4().hex)


def resolve(who: Visitor, number: str, element: str, **changes: Any) -> tuple[int, dict[str, Any]]:
    typed = {
        "result": "resolved", "photo_before": photo(who, case=number), "photo_after": photo(who, case=number),
        "closing": "rubbish", "closing_met": "true", "command_id": uuid.uuid4().hex, **changes,
    }  # fmt: skip
    return post(who, f"/grid/tasks/{number}/{open_tasks(number)[element]}", **typed)
