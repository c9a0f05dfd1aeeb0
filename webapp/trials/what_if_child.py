"""The inside of a comparison's sandbox: first all that surrounds the cases, then cases, some at a time. Plain data only."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import groupby
from typing import Any

from engine.library import Library
from engine.limits import Limit
from engine.replay import Recorded
from engine.scenarios.organisation import Organisation
from engine.whatif.compare import Comparer
from engine.whatif.habits import Habit, habits_of
from engine.whatif.past import PastCase
from engine.whatif.people import Settings
from engine.whatif.surroundings import calendar_of, engines, policies_of, tables_of
from webapp.casework.recorded import decode

_known: list[Comparer] = []


def answer(payload: Mapping[str, Any]) -> dict[str, Any]:
    """{"begin": surroundings} -> {}, once; then {"control": cases} -> {"unfaithful": how many of them do not go their old way on
    their own version}; {"cases": [[id, number, rows] ...], "doubts"} -> a comparison of these."""
    if "begin" in payload:
        _known[:] = [_comparer(payload["begin"])]
        gc.collect()
        gc.freeze()  # what all cases share is not looked through again and again
        gc.set_threshold(50_000)
        return {}
    (comparer,) = _known
    if "control" in payload:
        return {"unfaithful": comparer.unfaithful(map(_case, payload["control"]))}
    return replace(comparer, doubts=payload["doubts"]).compare(map(_case, payload["cases"])).plain()


def _comparer(given: Mapping[str, Any]) -> Comparer:
    """files: of the draft; base: of the version it began from, or None; versions: folders that cases ran on; others: folders of
    other processes; units; calendars: [[since, [calendar ...]] ...]; policies; tables; brought; sample: cases to learn habits
    from; pause; paces: element -> limit; begin, horizon."""
    library = Library()
    draft = library.keep(given["files"])
    for folder in (*given["versions"], *given["others"].values()):
        library.keep(folder)
    known = [
        (datetime.fromisoformat(since), {calendar["name"]: calendar_of(calendar) for calendar in calendars})
        for since, calendars in given["calendars"]
    ]
    calendar = known[-1][1][draft.calendar]
    settings = Settings(
        horizon=datetime.fromisoformat(given["horizon"]),
        habits=habits_of(map(_case, given["sample"]), calendar),
        wanted={element: Habit(worked=Limit.parse(limit).parts) for element, limit in given["paces"].items()},
        pause=Limit.parse(given["pause"]).parts,
    )
    base = library.keep(given["base"]) if given["base"] is not None else None
    around = library, known, policies_of(given["policies"]), Organisation(units=given["units"])
    return Comparer(
        engine_at=engines(*around, tables_of(given["tables"], given["brought"])),
        draft_at=engines(*around, tables_of(given["tables"], given["brought"], draft, base)), draft=draft, settings=settings,
        begin=datetime.fromisoformat(given["begin"]),
    )  # fmt: skip


def _case(given: Any) -> PastCase:
    case_id, number, rows = given
    return PastCase(case_id=case_id, number=number, history=tuple(_recorded(rows)))


def _recorded(rows: list[list[Any]]) -> Iterable[Recorded]:
    """Rows: [command id, kind of command, moment, kind of event, data] in order."""
    for _, group in groupby(rows, key=lambda row: row[0]):
        events = list(group)
        yield Recorded(
            at=datetime.fromisoformat(events[0][2]), kind=events[0][1],
            events=tuple(decode(kind, data) for *_, kind, data in events),
        )  # fmt: skip
