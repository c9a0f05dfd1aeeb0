"""What the address of a mining page asks for, as far as the reader may see it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import abort, request
from sqlalchemy import select

from engine.errors import UnknownProcess
from engine.now import now
from webapp.boards import scope
from webapp.boards.counting import catch_up
from webapp.boards.facts.material import STANDARD
from webapp.boards.look import AXES
from webapp.boards.period import Period, chosen
from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.casework.reading import sees, units_seen
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.foreignlogs import reading
from webapp.mining import ours, shelf
from webapp.mining.history import History, Trace
from webapp.mining.ours import Selection
from webapp.models import Case, ForeignLog, db
from webapp.pages.board.asked import branch
from webapp.pages.names import unit_name
from webapp.pages.people import me
from webapp.pages.process_texts import element_name
from webapp.pages.running import running

FIRST = "complaint"
CLOCKS = ("working", "elapsed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`log`: an imported one; None: our own cases, by `process`, `version` (definition id, "" for all), `period` and `unit`.
    `axis`, `value`, `own`: a closer look, as on a board. `clock`: how time is counted."""

    log: ForeignLog | None
    process: str
    version: str
    period: Period
    unit: str
    clock: str
    axis: str = ""
    value: str = ""
    own: bool = False
    """only the unit itself, not what is below it"""

    @property
    def words(self) -> dict[str, Any]:
        """As in an address."""
        if self.log:
            return {"log": self.log.id, "clock": self.clock}
        found: dict[str, Any] = {"process": self.process, "period": self.period.kind, "unit": self.unit, "clock": self.clock}
        if self.period.kind == "custom":
            found |= {"from": self.period.begin.isoformat(), "to": self.period.last.isoformat()}
        if self.axis:
            found |= {"axis": self.axis, "value": self.value}
        if self.own:
            found["own"] = 1
        return found | ({"version": self.version} if self.version else {})

    def but(self, **changes: Any) -> dict[str, Any]:
        """The address with some words changed; None takes one away."""
        return {name: value for name, value in {**self.words, **changes}.items() if value is not None}

    @property
    def is_working(self) -> bool:
        return self.clock == "working"

    @property
    def identity(self) -> str:
        """The version whose names and diagram are shown; "" without one."""
        if self.log:
            return ""
        try:
            return self.version or running().library.newest(self.process).id
        except UnknownProcess:
            return ""

    @property
    def selection(self) -> Selection:
        units = (self.unit,) if self.own else scope.below(running().directory, self.unit)
        return Selection(
            process=self.process, begin=self.period.begin, end=self.period.end, version=self.version or None, units=units,
            axis=self.axis, values=branch(self.axis, self.value) if self.axis else (), working=self.is_working,
        )  # fmt: skip


def asked() -> Asked:
    """Aborts with 403 for people without mining and for units that are not theirs, with 404 for logs that are not there."""
    by, directory = me().actor, running().directory
    if not sees(by, "mining"):
        abort(403)
    log = _log(by)
    units = tops(by, directory)
    unit = request.args.get("unit") or (units[0] if units else "")
    if unit not in directory.units or not any(directory.is_within(unit, top) for top in units):
        abort(403)
    today = now().astimezone(CITY_TIME).date()
    period = chosen(request.args.get("period") or "year", request.args.get("from"), request.args.get("to"), today=today)
    clock = request.args.get("clock")
    axis, value = request.args.get("axis", ""), request.args.get("value", "")
    axis = axis if axis in AXES and value and log is None else ""
    return Asked(
        log=log, process=request.args.get("process") or FIRST, version=request.args.get("version") or "", period=period,
        unit=unit, clock=clock if clock in CLOCKS else "elapsed" if log else "working",
        axis=axis, value=value if axis else "", own=request.args.get("own") == "1" and log is None,
    )  # fmt: skip


def tops(by: Actor, directory: Directory) -> list[str]:
    """The highest units whose cases this person may look at, none below another."""
    own = [code for code in units_seen(by, "mining") if code in directory.units]
    highest = [code for code in own if not any(code != top and directory.is_within(code, top) for top in own)]
    return sorted(highest, key=lambda code: (directory.units[code].path.count("/"), code))


def may_see_logs() -> bool:
    """Logs of other systems are the auditors'."""
    return sees(me().actor, "audit")


def history(look: Asked) -> History:
    """All cases of the look, from the shelf when they have just been read."""
    calendar = running().calendars[STANDARD]
    with connections.take() as connection:
        if look.log:
            log, says_end = look.log.id, bool(look.log.mapping.get("ended"))
            return shelf.kept(
                (connections.current().url, "log", log, look.clock),
                lambda: reading.read(connection, log, calendar if look.is_working else None, says_end=says_end),
            )
        catch_up()
        selection = look.selection
        return shelf.kept((connections.current().url, selection), lambda: ours.read(connection, selection, calendar))


def left_out(look: Asked) -> int:
    """How many restricted cases are not in it."""
    if look.log:
        return 0
    with connections.take() as connection:
        return ours.restricted(connection, look.selection)


def finished(found: History) -> list[Trace]:
    return [trace for trace in found.traces if trace.ended]


def namer(look: Asked) -> Callable[[str], str]:
    """Names of activities in the reader's language."""
    identity = look.identity
    return (lambda activity: element_name(identity, activity)) if identity else (lambda activity: activity)


def unit_namer(look: Asked) -> Callable[[str | None], str]:
    return (lambda unit: unit or "") if look.log else unit_name


def versions(look: Asked) -> list[tuple[str, int]]:
    """Definitions that cases of the process run on, the newest first, with the number of cases."""
    if look.log:
        return []
    query = select(Case.definition, db.func.count(), db.func.max(Case.opened_at)).where(Case.process == look.process)
    rows = db.session.execute(query.group_by(Case.definition).order_by(db.func.max(Case.opened_at).desc()))
    return [(definition, n) for definition, n, _ in rows]


def _log(by: Actor) -> ForeignLog | None:
    asked_for = request.args.get("log", "")
    if not asked_for:
        return None
    if not sees(by, "audit"):
        abort(403)
    log = db.session.get(ForeignLog, int(asked_for)) if asked_for.isdecimal() and len(asked_for) < 16 else None
    if log is None or log.state != "ready":
        abort(404)
    return log
