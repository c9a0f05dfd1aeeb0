"""What the grids of the demo city found and settled lately, photos and all, played by its own people at the right moments."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from PIL import Image, ImageDraw

from engine.commands import CompleteTask
from engine.now import at
from webapp import grid
from webapp.attachments import Limits, Upload, keep
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt
from webapp.casework.personal import complete
from webapp.database import connections
from webapp.demo.data import load
from webapp.demo.people import people
from webapp.simulation import aftermath
from webapp.workers.standstill import standstill

UNITS = {"d": timedelta(days=1), "m": timedelta(minutes=1)}
ROLES = {"gw": "worker", "clerk": "worker", "police": "police", "cm": "cm", "cleaner": "cleaner"}
SIZE = (480, 360)


@dataclass(frozen=True, slots=True)
class Played:
    """A story on its way. `number`: which one, from 0; the same gives the same photos. `actors`: by login."""

    story: Mapping[str, Any]
    number: int
    begin: datetime
    actors: Mapping[str, Actor]

    @property
    def name(self) -> str:
        return f"demo-grid-{self.number}"

    def after(self, minutes: float) -> datetime:
        return self.begin + timedelta(minutes=minutes)

    def person(self, post: str) -> Actor:
        """Who holds the post in the community of the grid."""
        return self.actors[f"{self.story['grid'][:-2]}-{post}"]


def populate(until: datetime) -> int:
    """Play all stories so that the last one happens at `until`; returns how many there are."""
    stories, actors = load("grid_stories"), _actors()
    with standstill():
        for number, story in enumerate(stories):
            count, unit = story["ago"].split()
            _play(Played(story, number, until - int(count) * UNITS[unit], actors))
    return len(stories)


def _play(played: Played) -> None:
    story, end = played.story, played.story["end"]
    reporter = played.person(story["by"])
    with at(played.begin):
        receipt = grid.file_report(
            {
                "command_id": played.name, "origin": story.get("origin", "worker"), "category": story["category"],
                "place": story["grid"], "urgency": story.get("urgency", "general"), "on_the_spot": end == "spot",
                "photos": [_photo(played, reporter, "report", soiled=True)], "lon": None, "lat": None,
            },
            reporter,
        )  # fmt: skip
        _follow(receipt)
    if end == "spot":
        _resolve(played, receipt.case_id, reporter, played.after(8))
    elif end in ("refuted", "done", "redone", "cannot", "act", "check"):
        _handle(played, receipt.case_id)


def _handle(played: Played, case_id: int) -> None:
    story, end = played.story, played.story["end"]
    minutes = 0.0
    if story.get("origin"):
        minutes = 9
        verdict = "not_found" if end == "refuted" else "confirmed"
        _do(played, case_id, played.person("gw"), played.after(minutes), {"result": verdict, "filing_met": True}, "photo")
    if end == "refuted":
        return
    doer = played.person(story["taken"])
    with at(played.after(minutes + 2)):
        taken = grid.accept(case_id, _call(case_id, ROLES[story["taken"]]), doer, key=f"{played.name}-accept", minutes=4)
        _follow(taken.receipt)
    if end == "act":
        return
    if end == "cannot":
        _do(played, case_id, doer, played.after(minutes + 9), {"result": "cannot", "reason": "needs_department"})
        return
    _resolve(played, case_id, doer, played.after(minutes + 11))
    if end == "check":
        return
    checker = played.person("clerk" if story["taken"] == "gw" else "gw")
    if end == "redone":
        _do(played, case_id, checker, played.after(minutes + 40), {"result": "failed"}, "photo")
        _resolve(played, case_id, doer, played.after(minutes + 50))
    _do(played, case_id, checker, played.after(minutes + 75), {"result": "passed", "closing_met": True}, "photo")


def _resolve(played: Played, case_id: int, by: Actor, moment: datetime) -> None:
    answers = {"result": "resolved", "closing_met": True}
    _do(played, case_id, by, moment, answers, "photo_before", "photo_after")


def _do(played: Played, case_id: int, by: Actor, moment: datetime, answers: Mapping[str, Any], *photos: str) -> None:
    """Complete the only open task."""
    with at(moment), connections.take() as connection:
        (task,) = connection.execute("SELECT task FROM work_item WHERE case_id = %s AND state = 'open'", (case_id,)).fetchone()  # type: ignore[misc]
        (file,) = connection.execute('SELECT file FROM "case" WHERE id = %s', (case_id,)).fetchone()  # type: ignore[misc]
        shots = {field: [_photo(played, by, f"{field}-{task}", soiled=field != "photo_after")] for field in photos}
        command = CompleteTask(
            command_id=by.own(f"{played.name}-{task}"), task=task, answers={**answers, **shots}, assignee=by.user_id  # type: ignore[arg-type]
        )  # fmt: skip
        _follow(complete(command, by, case_id=case_id, case_file=file, personal={}))  # type: ignore[arg-type]


def _follow(receipt: Receipt) -> None:
    """Let the outside world do its part at the same moment."""
    first = receipt.version - len(receipt.events) + 1
    for seq, event in enumerate(receipt.events, first):
        aftermath.do(receipt.case_id, seq, event)
    aftermath.tidy([receipt.case_id])


def _call(case_id: int, role: str) -> int:
    with connections.take() as connection:
        row = connection.execute(
            "SELECT task FROM work_item WHERE case_id = %s AND element = %s AND state = 'open'", (case_id, f"accept_{role}")
        ).fetchone()
    return row[0]  # type: ignore[index, return-value]


def _actors() -> Mapping[str, Actor]:
    """Login -> the person as the one door knows him."""
    with connections.take() as connection:
        ids = dict(connection.execute('SELECT login, id FROM "user"').fetchall())  # type: ignore[arg-type]
    return {
        person.account.login: Actor(
            kind="user", user_id=ids[person.account.login],
            positions=frozenset((role, unit) for unit, role in person.account.positions), may_be_recused=False,
        )
        for person in people()
    }  # fmt: skip


def _photo(played: Played, by: Actor, what: str, *, soiled: bool) -> dict[str, Any]:
    """A drawn street corner, with or without what lies on it."""
    upload = Upload(content=_drawn(played.number, soiled), name=f"{what}.jpg", key=f"{played.name}-{what}", added_by=by.label)
    with connections.take() as connection:
        kept = keep(connection, upload, Limits(largest=10**6, per_case=20))
    return {"attachment": kept.id, "sha256": kept.sha256}


def _drawn(number: int, soiled: bool) -> bytes:
    chance = random.Random(f"photo {number}")
    wide, high = SIZE
    picture = Image.new("RGB", SIZE, (196, 210, 222))
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, high * 0.55, wide, high), fill=(150, 150, 146))
    for left in range(0, wide, 80):
        pen.rectangle((left, high * 0.2, left + 70, high * 0.55), fill=(chance.randrange(150, 215), 176, 150))
    pen.rectangle((0, high * 0.55, wide, high * 0.6), fill=(120, 120, 118))
    for spot in _spots(chance) if soiled else ():
        pen.ellipse(spot, fill=(chance.randrange(60, 140), chance.randrange(60, 110), 60))
    held = io.BytesIO()
    picture.save(held, "JPEG", quality=80)
    return held.getvalue()


def _spots(chance: random.Random) -> Iterator[tuple[float, float, float, float]]:
    for _ in range(28):
        x, y, r = chance.randrange(140, 360), chance.randrange(230, 320), chance.randrange(8, 26)
        yield (x, y, x + 2 * r, y + r)
