"""Drawing a sample and working through it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.database.connections import Connection, json
from webapp.models import Sample, SampleItem, db
from webapp.sampling.drawing import digest, draw
from webapp.sampling.frames import WEIGHTS, Candidate, Frame, Method, candidates

MAKE = """
    INSERT INTO sample (title, drawn_at, drawn_by, frame, method, seed, size, frame_size, frame_digest, weights)
    VALUES (%(title)s, %(at)s, %(by)s, %(frame)s, %(method)s, %(seed)s, %(size)s, %(frame_size)s, %(digest)s, %(weights)s)
    RETURNING id
"""
KEEP = """
    INSERT INTO sample_item (sample_id, position, case_id, number, signs, weight) VALUES (%s, %s, %s, %s, %s, %s)
"""
LOOK = """
    UPDATE sample_item SET looked_at = %s, looked_by = %s, remark = %s, finding_case = %s
    WHERE sample_id = %s AND case_id = %s AND looked_at IS NULL
"""
MOST = 500
"""Cases of one sample: more than a person works through."""


class NothingToDraw(Rejection):
    """There is no case in this frame."""


class LookedAtAlready(Rejection):
    """Somebody has already said what was found in this case."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    sample: Sample
    open: int
    findings: int


def make(connection: Connection, title: str, frame: Frame, method: Method, size: int, by: Actor, *, seed: str = "") -> int:
    """Draw and keep a sample; its id. `seed`: chosen by the program when empty. Raises NothingToDraw, FrameTooLarge."""
    found = candidates(connection, frame, by)
    if not found:
        raise NothingToDraw
    seed, by_number = seed or secrets.token_hex(8), {candidate.number: candidate for candidate in found}
    drawn = draw({candidate.number: candidate.weight(method) for candidate in found}, min(size, MOST), seed)
    weights = dict(WEIGHTS) if method == "risk" else {}
    with connection.transaction():
        sample = connection.execute(
            MAKE,
            {
                "title": title,
                "at": now(),
                "by": by.user_id or 0,
                "frame": json(frame.row()),
                "method": method,
                "seed": seed,
                "size": len(drawn),
                "frame_size": len(found),
                "digest": bytes.fromhex(digest(by_number)),
                "weights": json(weights),
            },
        ).fetchone()[0]  # type: ignore[index]
        rows = [(sample, position, *_drawn(by_number[number], method)) for position, number in enumerate(drawn, 1)]
        with connection.cursor() as cursor:
            cursor.executemany(KEEP, rows)
        log.record(
            connection, "sampled", by.label, {"sample": sample, **frame.row(), "method": method, "seed": seed, "size": len(drawn)}
        )
    return int(str(sample))


def repeated(connection: Connection, sample: Sample, by: Actor) -> list[str]:
    """The numbers that the same draw gives today: what has changed in the cases since may change a draw by risk."""
    frame = Frame(**{**sample.frame, **{end: date.fromisoformat(sample.frame[end]) for end in ("first", "last")}})
    weights = {candidate.number: candidate.weight(sample.method) for candidate in candidates(connection, frame, by)}  # type: ignore[arg-type]
    return draw(weights, sample.size, sample.seed)


def all_of() -> list[Progress]:
    """Every sample, the newest first."""
    counted = (
        select(
            SampleItem.sample_id,
            func.count().filter(SampleItem.looked_at.is_(None)).label("open"),
            func.count(SampleItem.finding_case).label("findings"),
        )
        .group_by(SampleItem.sample_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Sample, counted.c.open, counted.c.findings)
        .join(counted, counted.c.sample_id == Sample.id)
        .order_by(Sample.id.desc())
    )
    return [Progress(sample=sample, open=left, findings=findings) for sample, left, findings in rows]


def look_at(connection: Connection, sample: int, case_id: int, remark: str, by: Actor, *, finding: int | None = None) -> None:
    """Say that this case was looked at; `finding`: the case that was filed about it. Raises LookedAtAlready."""
    changed = connection.execute(LOOK, (now(), by.user_id, remark or None, finding, sample, case_id)).rowcount
    if not changed:
        raise LookedAtAlready


def _drawn(one: Candidate, method: Method) -> tuple[int, str, list[str], int]:
    return one.id, one.number, list(one.signs), one.weight(method)
