"""The full lines of a page, looked up for its keys only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Integer, and_, bindparam, select, tuple_

from webapp.models import Case, CaseSeen, Category, OrgUnit, User, Watch, WorkItem, db


@dataclass(frozen=True, slots=True, kw_only=True)
class InboxRow:
    """One line. Names are (Chinese, English or None). `version` of the case, `seen_version` how far the reader has read (None:
    never). A watched case without open work has no `task`."""

    case_id: int
    task: int | None
    number: str
    title: str
    definition: str
    element: str
    phase: str | None
    urgency: str | None
    channel: str | None
    flags: int
    role: str
    unit: str
    unit_name: str | None
    unit_name_en: str | None
    category: str | None
    category_name: str | None
    category_name_en: str | None
    place: str | None
    place_name: str | None
    place_name_en: str | None
    due_at: datetime | None
    created_at: datetime
    ended_at: datetime | None
    assignee_id: int | None
    assignee_name: str | None
    assignee_name_en: str | None
    version: int
    seen_version: int | None
    watched: bool

    @property
    def key(self) -> str:
        """As addresses and forms name it: case-task."""
        return f"{self.case_id}-{self.task or 0}"

    @property
    def unread(self) -> bool:
        """Something happened that the reader has not seen."""
        return self.seen_version is None or self.version > self.seen_version


_UNIT, _PLACE = OrgUnit.__table__.alias("u"), OrgUnit.__table__.alias("p")

COLUMNS = (
    WorkItem.case_id, WorkItem.task, WorkItem.number, WorkItem.title, Case.definition, WorkItem.element, WorkItem.phase,
    WorkItem.urgency, WorkItem.channel, WorkItem.flags, WorkItem.role, WorkItem.unit, WorkItem.category, WorkItem.place,
    WorkItem.due_at, WorkItem.created_at, WorkItem.ended_at, WorkItem.assignee_id, Case.version,
)  # fmt: skip
NAMES = (
    _UNIT.c.name.label("unit_name"), _UNIT.c.name_en.label("unit_name_en"), Category.name.label("category_name"),
    Category.name_en.label("category_name_en"), _PLACE.c.name.label("place_name"), _PLACE.c.name_en.label("place_name_en"),
    User.name.label("assignee_name"), User.name_en.label("assignee_name_en"), CaseSeen.version.label("seen_version"),
    Watch.since.is_not(None).label("watched"),
)  # fmt: skip


_READER = bindparam("reader", type_=Integer)
LINES = (
    select(*COLUMNS, *NAMES)
    .join(Case, Case.id == WorkItem.case_id)
    .outerjoin(_UNIT, _UNIT.c.code == WorkItem.unit)
    .outerjoin(_PLACE, _PLACE.c.code == WorkItem.place)
    .outerjoin(Category, Category.code == WorkItem.category)
    .outerjoin(User, User.id == WorkItem.assignee_id)
    .outerjoin(CaseSeen, and_(CaseSeen.case_id == WorkItem.case_id, CaseSeen.user_id == _READER))
    .outerjoin(Watch, and_(Watch.case_id == WorkItem.case_id, Watch.user_id == _READER))
    .where(tuple_(WorkItem.case_id, WorkItem.task).in_(bindparam("keys", expanding=True)))
)
"""Put together once: that costs more than running it."""


def rows(keys: Sequence[tuple[int, int]], reader: int) -> list[InboxRow]:
    """The lines of these (case, task) keys, in their order."""
    if not keys:
        return []
    asked = db.session.execute(LINES, {"keys": list(keys), "reader": reader})
    found = {(row.case_id, row.task): InboxRow(**row._mapping) for row in asked}
    return [found[key] for key in keys if key in found]
