"""What the columns of a log mean: guessed from their names and first rows, corrected by people, remembered for the next file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from webapp.foreignlogs.bounds import Unusable
from webapp.foreignlogs.moments import FORMS, ISO, ZONES, form_of
from webapp.foreignlogs.xes import Row

CASE, EVENT = "case:", ""
NAMES: Mapping[str, tuple[str, ...]] = {
    "case": ("case:concept:name", "case_id", "caseid", "case id", "case", "trace", "案件编号", "工单编号", "编号", "流水号"),
    "activity": ("concept:name", "activity", "activity_name", "event", "task", "环节", "活动", "步骤", "节点名称", "操作"),
    "time": (
        "time:timestamp", "timestamp", "complete_timestamp", "complete timestamp", "end_time", "completed_at", "time", "date",
        "完成时间", "办理时间", "操作时间", "时间",
    ),
    "started": ("start_timestamp", "start timestamp", "start_time", "started_at", "开始时间"),
    "transition": ("lifecycle:transition", "transition", "lifecycle", "状态变化"),
    "resource": ("org:resource", "resource", "user", "employee", "操作人", "经办人", "处理人"),
    "unit": ("org:group", "group", "department", "unit", "workgroup", "org:role", "单位", "部门", "承办单位"),
    "instance": ("concept:instance", "activity_instance", "activity_instance_id"),
    "due": ("case:enddate_planned", "enddate_planned", "due_date", "case:deadline", "deadline", "应办结时间", "截止时间"),
    "ended": ("case:enddate", "enddate", "closed_at", "办结时间"),
}  # fmt: skip
"""Meaning -> how its column is usually called, the surest first."""
NEEDED = ("case", "activity", "time")


@dataclass(frozen=True, slots=True, kw_only=True)
class Columns:
    """Names of columns; "" where the file has none. `keep`: other columns that are kept beside. `form`, `zone`: how moments are
    written, see moments.py. `named`: keep people's names as they are instead of putting a sign in their place."""

    case: str = ""
    activity: str = ""
    time: str = ""
    started: str = ""
    transition: str = ""
    resource: str = ""
    unit: str = ""
    instance: str = ""
    due: str = ""
    ended: str = ""
    keep: tuple[str, ...] = ()
    form: str = ISO
    zone: str = "city"
    named: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self) | {"keep": list(self.keep)}

    def check(self, known: Iterable[str]) -> None:
        """Raises Unusable: column_missing (of a needed meaning), column_unknown, form_unknown."""
        columns = set(known)
        for meaning in NEEDED:
            if not getattr(self, meaning):
                raise Unusable("column_missing", meaning)
        for name in (*(getattr(self, meaning) for meaning in NAMES), *self.keep):
            if name and name not in columns:
                raise Unusable("column_unknown", name)
        if self.form not in FORMS or self.zone not in ZONES:
            raise Unusable("form_unknown", self.form)


def from_json(found: Mapping[str, Any]) -> Columns:
    """What as_json made; names it does not know are left out."""
    known = {one.name for one in fields(Columns)}
    given = {name: value for name, value in found.items() if name in known}
    return Columns(**given | {"keep": tuple(found.get("keep") or ())})


def columns_of(sample: Iterable[Row]) -> list[str]:
    """Every column of these rows, in the order of first sight."""
    return list(dict.fromkeys(name for row in sample for name in row))


def guess(sample: Sequence[Row]) -> Columns:
    """By the names of the columns; how moments are written by what stands in them."""
    names = {name.casefold(): name for name in reversed(columns_of(sample))}
    taken: dict[str, str] = {}
    for meaning, usual in NAMES.items():
        found = next((names[name] for name in usual if name in names and names[name] not in taken.values()), "")
        if found:
            taken[meaning] = found
    form = form_of(row.get(taken.get("time", ""), "") for row in sample)
    return Columns(**taken, form=form or ISO)  # type: ignore[arg-type]


def headings_digest(columns: Iterable[str]) -> str:
    """The same for files with the same columns, whatever their order."""
    return hashlib.sha256("\x1f".join(sorted(columns)).encode()).hexdigest()
