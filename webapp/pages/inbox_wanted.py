"""What the address of the inbox asks for: which list, which filters, which order. Unknown values are dropped, never an error."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce
from operator import or_
from urllib.parse import parse_qsl, urlencode

from werkzeug.datastructures import MultiDict

from engine.now import now
from webapp.casework.flags import CODES
from webapp.casework.queries.inbox import LISTS, Filters
from webapp.city_time import CITY_TIME
from webapp.pages.loop_mark import PHASES

URGENCIES = ("urgent", "utility", "inquiry", "general", "complex")
CHANNELS = ("hotline", "web", "app", "wechat", "letter", "grid", "import")
LATE_DAYS = {"late": 0, "late3": 3, "late7": 7}
DUE = (*LATE_DAYS, "today", "week")
LONGEST_WORDS, LONGEST_CODE = 60, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """The filters as typed. `flags`: codes of marks. `due`: one of DUE. `sort`: "" (due first) or "newest"."""

    which: str = "mine"
    words: str = ""
    due: str = ""
    category: str = ""
    place: str = ""
    channel: str = ""
    phase: str = ""
    urgency: str = ""
    flags: tuple[str, ...] = ()
    sort: str = ""

    @property
    def filters(self) -> Filters:
        begin, end = due_dates(self.due, now()) if self.which != "done" else (None, None)
        return Filters(
            words=self.words or None, phase=self.phase or None, urgency=self.urgency or None, channel=self.channel or None,
            category=self.category or None, place=self.place or None,
            flags=reduce(or_, (int(CODES[code]) for code in self.flags), 0), due_from=begin, due_before=end,
            newest=self.sort == "newest",
        )  # fmt: skip

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """As query parameters, without the list."""
        single = ("words", "due", "category", "place", "channel", "phase", "urgency", "sort")
        found = [(name, getattr(self, name)) for name in single if getattr(self, name)]
        return [*found, *(("flag", code) for code in self.flags)]

    @property
    def query(self) -> str:
        """The whole address after the question mark, always spelt the same way."""
        return urlencode([("list", self.which), *self.pairs])

    @property
    def narrows(self) -> bool:
        """Whether anything is filtered out."""
        return any(name != "sort" for name, _ in self.pairs)

    def without(self, name: str, value: str = "") -> Wanted:
        """The same without one filter."""
        if name == "flag":
            return replace(self, flags=tuple(code for code in self.flags if code != value))
        return replace(self, **{name: ""})

    def on(self, which: str) -> Wanted:
        """The same filters on another list."""
        return replace(self, which=which)


def wanted_of(given: MultiDict[str, str] | dict[str, str]) -> Wanted:
    """From an address."""
    values = given if isinstance(given, MultiDict) else MultiDict(given)
    return Wanted(
        which=_known(values.get("list"), LISTS) or "mine",
        words=values.get("words", "").strip()[:LONGEST_WORDS].replace("\x00", ""),
        due=_known(values.get("due"), DUE),
        category=_code(values.get("category")),
        place=_code(values.get("place")),
        channel=_known(values.get("channel"), CHANNELS),
        phase=_known(values.get("phase"), PHASES),
        urgency=_known(values.get("urgency"), URGENCIES),
        flags=tuple(code for code in CODES if code in values.getlist("flag")),
        sort=_known(values.get("sort"), ("newest",)),
    )


def wanted_in(query: str) -> Wanted:
    """From a stored or carried query ("list=queue&due=late")."""
    return wanted_of(MultiDict(parse_qsl(query[:1000])))


def due_dates(due: str, at: datetime) -> tuple[datetime | None, datetime | None]:
    """From and before, in the city's time: late (by at least so many days), today and this week (both from now on)."""
    midnight = at.astimezone(CITY_TIME).replace(hour=0, minute=0, second=0, microsecond=0)
    if due in LATE_DAYS:
        return None, at - timedelta(days=LATE_DAYS[due])
    if due == "today":
        return at, midnight + timedelta(days=1)
    if due == "week":
        return at, midnight + timedelta(days=7 - midnight.weekday())
    return None, None


def _known(value: str | None, codes: tuple[str, ...]) -> str:
    return value if value in codes else ""


def _code(value: str | None) -> str:
    """A code of a tree; one that is not in the tree finds nothing."""
    return (value or "").strip()[:LONGEST_CODE].replace("\x00", "")
