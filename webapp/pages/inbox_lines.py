"""The rows of the inbox in words. What many rows of a page share - step, whose turn it is, marks - is put into words once."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from webapp.casework.flags import codes_of
from webapp.casework.queries.inbox import InboxRow
from webapp.pages.loop_mark import loop_mark
from webapp.pages.names import name_of, phase_name, role_name
from webapp.pages.people import SignedIn
from webapp.pages.process_texts import element_name
from webapp.pages.texts import moment, t
from webapp.pages.time_left import TimeLeft, time_left

PRESSED = {"urgent": "strong", "utility": "mild"}
"""Urgencies that are marked, and how; the others are what everything is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """`turn`: whose turn it is. `left`: until the due date, None where `ended` says when it ended. `flags`: (code, words).
    `for_another`: the reader did what this step checks."""

    key: str
    version: int
    unread: bool
    address: str
    title: str
    number: str
    category: str
    place: str
    mark: Markup
    step: str
    turn: str
    urgency: str
    pressed: str
    flags: tuple[tuple[str, str], ...]
    left: TimeLeft | None
    ended: str
    is_watched: bool
    may_claim: bool
    may_release: bool
    for_another: bool


@dataclass(slots=True)
class Lines:
    """What the lines of one page share. `absent`: seat -> name of the colleague whose seat it is. `for_others`: keys of rows that
    four eyes keep the reader out of."""

    which: str
    reader: SignedIn
    address: Callable[[InboxRow], str]
    absent: Mapping[tuple[str, str], str]
    for_others: Container[str] = ()

    def of(self, rows: Sequence[InboxRow]) -> list[Line]:
        steps: dict[tuple[str, str, str | None], str] = {}
        turns: dict[tuple[int | None, str, str, bool], str] = {}
        flags: dict[int, tuple[tuple[str, str], ...]] = {}
        found = []
        for row in rows:
            step, turn = (row.definition, row.element, row.phase), (row.assignee_id, row.role, row.unit, bool(row.task))
            if step not in steps:
                steps[step] = self._step(row)
            if turn not in turns:
                turns[turn] = self._turn(row)
            if row.flags not in flags:
                flags[row.flags] = tuple((code, t(f"flag-{code}")) for code in codes_of(row.flags))
            found.append(self._line(row, steps[step], turns[turn], flags[row.flags]))
        return found

    def _line(self, row: InboxRow, step: str, turn: str, flags: tuple[tuple[str, str], ...]) -> Line:
        has_ended = self.which == "done" or (row.ended_at is not None and not row.task)
        is_mine, which = row.assignee_id == self.reader.id, self.which
        for_another, is_held = row.key in self.for_others, any(code == "suspended" for code, _ in flags)
        return Line(
            key=row.key, version=row.version, unread=row.unread, address=self.address(row), title=row.title, number=row.number,
            category=name_of(row.category_name, row.category_name_en, row.category),
            place=name_of(row.place_name, row.place_name_en, row.place), mark=loop_mark(row.phase), step=step, turn=turn,
            urgency=t(f"urgency-{row.urgency}") if row.urgency in PRESSED else "", pressed=PRESSED.get(row.urgency or "", ""),
            flags=flags,
            left=None if has_ended else time_left(row.due_at, held=is_held, limit=row.time_limit),
            ended=moment(row.ended_at) if has_ended else "", is_watched=row.watched,
            may_claim=not for_another and (which == "queue" or (which == "unit" and row.assignee_id is None)),
            may_release=which in ("mine", "unit") and is_mine, for_another=for_another,
        )  # fmt: skip

    def _step(self, row: InboxRow) -> str:
        if row.element:
            return element_name(row.definition, row.element)
        return phase_name(row.phase) if row.phase else t("row-closed")

    def _turn(self, row: InboxRow) -> str:
        stands_for = self.absent.get((row.role, row.unit)) if row.task and self.which != "done" else None
        if stands_for:
            return t("row-for", person=stands_for)
        if row.assignee_id is not None:
            return t("row-mine") if row.assignee_id == self.reader.id else name_of(row.assignee_name, row.assignee_name_en)
        if row.role and row.unit in self.reader.actor.units:
            return role_name(row.role)
        return name_of(row.unit_name, row.unit_name_en, row.unit) if row.unit else ""
