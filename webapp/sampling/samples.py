"""Drawing a sample and working through it."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select, update

from engine.errors import Rejection
from engine.now import now
from webapp.audit import log
from webapp.casework.actors import Actor
from webapp.models import Sample, SampleItem, db
from webapp.sampling.drawing import digest, draw
from webapp.sampling.frames import WEIGHTS, Candidate, Frame, Method, candidates

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


def make(title: str, frame: Frame, method: Method, size: int, by: Actor, *, seed: str = "") -> int:
    """Draw and keep a sample; its id. `seed`: chosen by the program when empty. Raises NothingToDraw, FrameTooLarge. Commits."""
    found = candidates(frame, by)
    if not found:
        raise NothingToDraw
    seed, by_number = seed or secrets.token_hex(8), {candidate.number: candidate for candidate in found}
    drawn = draw({candidate.number: candidate.weight(method) for candidate in found}, min(size, MOST), seed)
    sample = Sample(
        title=title, drawn_at=now(), drawn_by=by.user_id or 0, frame=frame.row(), method=method, seed=seed, size=len(drawn),
        frame_size=len(found), frame_digest=bytes.fromhex(digest(by_number)), weights=dict(WEIGHTS) if method == "risk" else {},
    )  # fmt: skip
    db.session.add(sample)
    db.session.flush()
    for position, number in enumerate(drawn, 1):
        db.session.add(_item(sample.id, position, by_number[number], method))
    log.record_in_session(
        "sampled", by.label, {"sample": sample.id, **frame.row(), "method": method, "seed": seed, "size": len(drawn)}
    )
    db.session.commit()
    return sample.id


def repeated(sample: Sample, by: Actor) -> list[str]:
    """The numbers that the same draw gives today: what has changed in the cases since may change a draw by risk."""
    frame = Frame(**{**sample.frame, **{end: date.fromisoformat(sample.frame[end]) for end in ("first", "last")}})
    weights = {candidate.number: candidate.weight(sample.method) for candidate in candidates(frame, by)}
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


def look_at(sample_id: int, case_id: int, remark: str, by: Actor, *, finding: int | None = None) -> None:
    """Say that this case was looked at; `finding`: the case that was filed about it. Raises LookedAtAlready.
    The caller commits."""
    changed = db.session.execute(
        update(SampleItem)
        .where(SampleItem.sample_id == sample_id, SampleItem.case_id == case_id, SampleItem.looked_at.is_(None))
        .values(looked_at=now(), looked_by=by.user_id, remark=remark or None, finding_case=finding)
    )
    if not changed.rowcount:
        raise LookedAtAlready


def _item(sample: int, position: int, drawn: Candidate, method: Method) -> SampleItem:
    return SampleItem(
        sample_id=sample, position=position, case_id=drawn.id, number=drawn.number, signs=list(drawn.signs),
        weight=drawn.weight(method),
    )  # fmt: skip
