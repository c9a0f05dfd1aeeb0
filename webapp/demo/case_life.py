"""What people of the demo city keep beside cases: reply templates and knowledge, and a requester's photos."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw

from engine.now import at, now
from webapp.attachments import Limits, Upload, keep, on_hand
from webapp.casework import requester
from webapp.database import connections
from webapp.demo.data import load
from webapp.demo.playing import person

LIMITS = Limits(largest=1_000_000, per_case=10)
ASPHALT, HOLE = (96, 98, 100), (42, 40, 38)
WAITING = """
    SELECT c.id, c.file FROM "case" c WHERE c.process = 'complaint' AND c.phase = 'handling' AND c.closed_at IS NULL
        AND c.compartment IS NULL AND c.about_unit IS NULL AND c.file->'requester' IS NOT NULL ORDER BY c.id LIMIT 1
"""


def populate(until: datetime) -> None:
    """Texts of a month ago, and photos of yesterday for one request that is being handled."""
    told = load("case_stories")
    with at(until - timedelta(days=30)):
        for snippet in told["snippets"]:
            _keep_text(snippet)
    with at(until - timedelta(hours=20)):
        _send_photos(told["supplement"])


def _keep_text(told: Mapping[str, Any]) -> None:
    with connections.take() as connection, connection.transaction():
        row = connection.execute(
            """INSERT INTO snippet (kind, title, unit, category, element, text, version, active)
               VALUES (%(kind)s, %(title)s, %(unit)s, %(category)s, %(element)s, %(text)s, 1, true) RETURNING id""",
            told,
        ).fetchone()
        assert row is not None
        connection.execute(
            """INSERT INTO snippet_version (snippet_id, version, title, text, edited_by, edited_at)
               VALUES (%s, 1, %s, %s, %s, %s)""",
            (row[0], told["title"], told["text"], person(told["login"]).user_id, now()),
        )


def _send_photos(told: Mapping[str, Any]) -> None:
    with connections.take() as connection:
        row = connection.execute(WAITING).fetchone()
        if row is None:
            return
        case: int = row[0]  # type: ignore[assignment]
        file: dict[str, Any] = row[1]  # type: ignore[assignment]
        sender = f"party:{case}"
        ids = [
            keep(
                connection,
                Upload(
                    content=_photo(night=number == 0), name=name, key=f"demo-photo-{number}", added_by=sender, case_id=case,
                    case_file=file,
                ),
                LIMITS,
            ).id
            for number, name in enumerate(told["photos"])
        ]  # fmt: skip
        files = on_hand(connection, ids, by=sender, case_id=case)
    requester.say(case, file, "supplement", told["words"], key="demo-supplement", files=list(files.values()))


def _photo(*, night: bool) -> bytes:
    """A street with a hole in it, drawn."""
    shade = 0.45 if night else 1.0
    picture = Image.new("RGB", (960, 640), _dimmed(ASPHALT, shade))
    pen = ImageDraw.Draw(picture)
    for left in range(-40, 960, 240):
        pen.rectangle((left, 92, left + 140, 108), fill=_dimmed((222, 220, 210), shade))
    pen.rectangle((0, 560, 960, 640), fill=_dimmed((150, 146, 138), shade))
    pen.ellipse((300, 240, 700, 470), fill=_dimmed((70, 68, 66), shade))
    pen.ellipse((345, 275, 655, 445), fill=_dimmed(HOLE, shade))
    pen.ellipse((430, 350, 560, 415), fill=_dimmed((86, 104, 120), shade))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=85)
    return out.getvalue()


def _dimmed(colour: tuple[int, int, int], shade: float) -> tuple[int, int, int]:
    red, green, blue = (int(part * shade) for part in colour)
    return red, green, blue
