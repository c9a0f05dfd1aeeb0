"""The line of time under the film: every step of the case, its phases, and what is worth stopping at."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from webapp.casework.interventions import KINDS, kind_of
from webapp.database.connections import Connection
from webapp.pages.names import phase_name
from webapp.pages.process_texts import clock_name, element_name, outcome_name
from webapp.pages.texts import t

STEPS = """
    SELECT min(seq), max(seq), min(at) FROM case_event WHERE case_id = %s GROUP BY command_id ORDER BY 1
"""
MARKED = """
    SELECT seq, at, kind, data - 'payload' - 'changes' - 'answers' FROM case_event
    WHERE case_id = %s AND kind = ANY(%s) ORDER BY seq
"""
BREACHES = ("ClockBreached", "IncidentRaised", "JobFailed")
ENDS = ("CaseCompleted",)
VERSIONS = {"CaseStarted": "definition", "CaseMigrated": "after", "MigrationUndone": "after"}
"""Event -> where it says which version of the process goes on."""
WIDTH = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Worth stopping at. `sort`: intervention, breach, decision or phase; `x`: place on the line, 0 to WIDTH."""

    seq: int
    at: datetime
    sort: str
    words: str
    x: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A phase of the case from `x` on, `width` wide."""

    phase: str
    words: str
    x: float
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """`steps`: number of the last event of each step; `times`: when each began, in seconds since 1970."""

    steps: Sequence[int]
    times: Sequence[int]
    marks: Sequence[Mark]
    bands: Sequence[Band]

    def place_of(self, seq: int) -> int:
        """Which step event `seq` belongs to, from 0."""
        return min(bisect_right(self.steps, seq - 1), len(self.steps) - 1)


def strip_of(connection: Connection, case_id: int, identity: str) -> Strip:
    """The strip of a case that has events. `identity`: a version of its process, for names until the history says which one."""
    rows = connection.execute(STEPS, (case_id,)).fetchall()
    strip = Strip(steps=[row[1] for row in rows], times=[int(row[2].timestamp()) for row in rows], marks=(), bands=())  # type: ignore[misc, attr-defined]
    kinds = [*KINDS, *BREACHES, *ENDS, "DecisionTaken", "PhaseEntered"]
    marks, phases = [], []
    for seq, at, kind, data in connection.execute(MARKED, (case_id, [*kinds, *VERSIONS])).fetchall():
        if version := VERSIONS.get(str(kind)):
            identity = data[version]  # type: ignore[index]
        found = _mark(identity, str(kind), data)
        x = (strip.place_of(seq) + 0.5) / len(rows) * WIDTH  # type: ignore[arg-type]
        if found:
            marks.append(Mark(seq=seq, at=at, sort=found[0], words=found[1], x=round(x, 1)))  # type: ignore[arg-type]
        if kind == "PhaseEntered":
            phases.append((data["phase"], strip.place_of(seq) / len(rows) * WIDTH))  # type: ignore[arg-type, index]
    ends = [x for _, x in phases[1:]] + [WIDTH]
    bands = [
        Band(phase=phase, words=phase_name(phase), x=round(x, 1), width=round(end - x, 1))
        for (phase, x), end in zip(phases, ends, strict=True) if end > x
    ]  # fmt: skip
    return Strip(steps=strip.steps, times=strip.times, marks=marks, bands=bands)


def _mark(identity: str, kind: str, data: Any) -> tuple[str, str] | None:
    if kind == "ClockBreached":
        return "breach", t("replay-mark-breach", clock=clock_name(identity, data["clock"]))
    if kind in BREACHES:
        return "breach", t("replay-mark-incident", step=element_name(identity, data["element"]))
    if kind == "DecisionTaken":
        return "decision", t("replay-mark-decision", step=element_name(identity, data["element"]))
    if kind == "PhaseEntered":
        return "phase", phase_name(data["phase"])
    if kind in ENDS:
        return "phase", outcome_name(identity, data["outcome"])
    if done := kind_of(kind, data):
        return "intervention", done_words(identity, done, str(data.get("element") or data.get("clock") or ""))
    return None


def done_words(identity: str, kind: str, subject: str) -> str:
    """ "Reassigned: Handle the matter"; for the case as a whole only what was done."""
    about = clock_name(identity, subject) if kind in CLOCKS else element_name(identity, subject) if subject else ""
    words = t(f"intervention-{kind}")
    return f"{words}{t('colon')}{about}" if about else words


CLOCKS = ("paused", "resumed", "extended", "regraded", "recomputed")
"""Interventions whose subject is a clock."""
