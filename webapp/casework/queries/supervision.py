"""Supervision cases of a person's units: at which level, who must do what by when, and the cards of the units."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_

from webapp.casework.actors import Actor
from webapp.casework.compartments import visible_to
from webapp.casework.queries.paging import Page, pack, unpack
from webapp.casework.supervision_rules import PROCESS
from webapp.models import Case, CaseLink, OrgUnit, WorkItem, db

PAGE_ROWS = 50
OPEN = ("active", "incident")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """`paths`: subtrees of units; a supervision case belongs to who holds it and to who is supervised. `late_before`: what is to
    be done next was due before."""

    paths: tuple[str, ...]
    closed: bool = False
    level: int | None = None
    reason: str | None = None
    late_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupervisionRow:
    """`watched`: (number, whether the reader may open it) of the supervised cases. `work`: what must be done next."""

    case: Case
    watched: tuple[tuple[str, bool], ...]
    work: WorkItem | None

    @property
    def level(self) -> int:
        return int(self.case.file.get("level") or 0)

    @property
    def supervised_unit(self) -> str | None:
        return self.case.file.get("unit")

    @property
    def due_at(self) -> datetime | None:
        return self.work.due_at if self.work else self.case.due_at


LEVEL = Case.file["level"].as_integer()


def supervised(by: Actor, wanted: Filters, after: str | None = None, rows: int = PAGE_ROWS) -> Page[SupervisionRow]:
    """Open ones with the first due on top; closed ones newest first."""
    if not wanted.paths:
        return Page(rows=[])
    key = Case.closed_at if wanted.closed else func.coalesce(Case.due_at, Case.opened_at)
    query, here = _query(by, wanted), tuple_(key, Case.id)
    if cursor := unpack(after, int):
        there = tuple_(cursor[0], *cursor[1])
        query = query.where(here < there if wanted.closed else here > there)
    order = (key.desc(), Case.id.desc()) if wanted.closed else (key, Case.id)
    cases = list(db.session.scalars(query.order_by(*order).limit(rows + 1)))
    found, more = _rows(by, cases[:rows]), len(cases) > rows
    last = cases[rows - 1] if more else None
    at = (last.closed_at if wanted.closed else last.due_at or last.opened_at) if last else None
    return Page(rows=found, after=pack(at, last.id) if last else None)


def counts(by: Actor, wanted: Filters, moment: datetime) -> tuple[dict[int, int], int]:
    """(level -> open cases, how many of them wait for somebody who is late at `moment`), for the reason that is asked for."""
    if not wanted.paths:
        return {}, 0
    of_reason = Filters(paths=wanted.paths, reason=wanted.reason)
    query = _query(by, of_reason).with_only_columns(LEVEL, func.count(), func.count().filter(_late(moment)))
    rows = db.session.execute(query.group_by(LEVEL)).all()
    return {int(level or 0): count for level, count, _ in rows}, sum(late for _, _, late in rows)


def on_site(by: Actor, wanted: Filters) -> list[SupervisionRow]:
    """Supervision cases that wait for somebody to go to the place, the first due on top."""
    if not wanted.paths:
        return []
    waits = select(WorkItem.case_id).where(WorkItem.process == PROCESS, WorkItem.element == "inspect", WorkItem.state == "open")
    query = _query(by, wanted).where(Case.id.in_(waits)).order_by(Case.due_at, Case.id).limit(PAGE_ROWS)
    return _rows(by, list(db.session.scalars(query)))


def _query(by: Actor, wanted: Filters) -> Select[tuple[Case]]:
    units = select(OrgUnit.code).where(or_(*(OrgUnit.path.startswith(path, autoescape=True) for path in wanted.paths)))
    query = select(Case).where(
        Case.process == PROCESS, or_(Case.unit.in_(units), Case.file["unit"].astext.in_(units)), visible_to(by)
    )
    query = query.where(Case.status.not_in(OPEN) if wanted.closed else Case.status.in_(OPEN))
    if wanted.level is not None:
        query = query.where(wanted.level == LEVEL)
    if wanted.reason:
        query = query.where(Case.channel == wanted.reason)
    if wanted.late_before:
        query = query.where(_late(wanted.late_before))
    return query


def _late(moment: datetime) -> ColumnElement[bool]:
    return and_(Case.due_at.is_not(None), Case.due_at < moment)


def _rows(by: Actor, cases: list[Case]) -> list[SupervisionRow]:
    ids = [case.id for case in cases]
    links = (
        select(CaseLink.source_id, Case.number, visible_to(by))
        .join(Case, Case.id == CaseLink.target_id)
        .where(CaseLink.source_id.in_(ids), CaseLink.kind == "supervises")
        .order_by(Case.id)
    )
    watched: dict[int, list[tuple[str, bool]]] = {}
    for source, number, visible in db.session.execute(links):
        watched.setdefault(source, []).append((number, visible))
    open_work = select(WorkItem).where(WorkItem.case_id.in_(ids), WorkItem.state == "open").order_by(WorkItem.due_at.desc())
    work = {item.case_id: item for item in db.session.scalars(open_work)}
    return [SupervisionRow(case=case, watched=tuple(watched.get(case.id, ())), work=work.get(case.id)) for case in cases]
