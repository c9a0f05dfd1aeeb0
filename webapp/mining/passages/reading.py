"""Passages of all cases of a look, out of their events: what a command did is explained once, however many
cases it happened in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from webapp.database.connections import Connection
from webapp.mining.ours import IDS, Selection
from webapp.mining.passages.walk import Walk, walk
from webapp.mining.passages.ways import Ways

SIGNS = {
    "CaseStarted": "*", "CaseCompleted": ".", "TaskCreated": "+", "TaskCompleted": "-", "JobCreated": "+", "JobCompleted": "-",
    "JobFailed": "~", "TimerScheduled": "+", "TimerFired": "!", "MessageAwaited": "+", "MessageReceived": "?",
    "MessageSent": "=", "EscalationRaised": "^", "DecisionTaken": "=", "FileChanged": "=", "PhaseEntered": "=",
    "TokenMoved": "x", "CaseMigrated": "x", "MigrationUndone": "x",
}  # fmt: skip
"""Kind of event -> sign of its mark, see walk.py."""
ELEMENT = "data ->> 'element'"
ABOUT = {
    "CaseStarted": "data ->> 'message'", "CaseCompleted": "data ->> 'outcome'", "MessageReceived": "data ->> 'name'",
    "EscalationRaised": f"({ELEMENT}) || '/' || (data ->> 'code')",
    "JobFailed": f"({ELEMENT}) || '/' || coalesce(data ->> 'error_code', '')",
    "TokenMoved": "''", "CaseMigrated": "''", "MigrationUndone": "''",
}  # fmt: skip
"""What stands behind the sign, where it is not the element."""
MARK = " ".join(f"WHEN '{kind}' THEN '{sign}' || coalesce({ABOUT.get(kind, ELEMENT)}, '')" for kind, sign in SIGNS.items())
QUERY = f"""
    SELECT c.id, c.definition, (
        SELECT string_agg(mark, '' ORDER BY seq) FROM (
            SELECT seq, CASE WHEN command_id IS DISTINCT FROM lag(command_id) OVER (ORDER BY seq)
                THEN E'\\n' || (extract(epoch FROM at) * 1000000)::bigint || E'\\t' ELSE E'\\x01' END
                || CASE kind {MARK} END AS mark
            FROM case_event WHERE case_id = c.id AND kind = ANY (%(kinds)s)
                AND (kind NOT IN ('TimerScheduled', 'MessageAwaited') OR {ELEMENT} = ANY (%(waited)s))
        ) marks),
        (SELECT (extract(epoch FROM min(k.breached_at)) * 1000000)::bigint FROM clock k
            WHERE k.case_id = c.id AND k.breached_at IS NOT NULL AND NOT k.excused)
    FROM "case" c WHERE c.id IN ({IDS})
"""
"""Case, its version, its commands (a line each: microseconds since 1970, tab, marks), when it broke its first promise."""

Moment = tuple[int, int]
"""Case, and microseconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One thing that commands did, in all cases that they did it in. `late`: how often the case had broken a promise before."""

    walk: Walk
    moments: Sequence[Moment]
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Of an element or a flow. `times`: passed; `late`: by cases that had broken a promise before."""

    times: int
    late: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passages:
    """`size`: cases."""

    size: int
    told: Sequence[Told]
    by_id: dict[str, Passage] = field(repr=False)

    def cases_through(self, identity: str) -> set[int]:
        """Cases that passed an element or a flow."""
        return {
            case
            for told in self.told
            if identity in told.walk.elements or identity in told.walk.flows
            for case, _ in told.moments
        }

    @property
    def lost(self) -> Counter[str]:
        """Element -> how often it began without a way to it that the diagram has (moved by hand, another version)."""
        found: Counter[str] = Counter()
        for told in self.told:
            for element in told.walk.lost:
                found[element] += len(told.moments)
        return found


Row = tuple[int, str, str | None, int | None]


def fetch(connection: Connection, selection: Selection, waited: Sequence[str]) -> list[Row]:
    """What the database says, for `put_together`: this part may run beside others. `waited`: events a token waits at, of all
    versions; deadlines and what is only listened for are many, and nothing passes them."""
    asked = {**selection.parameters, "kinds": list(SIGNS), "waited": list(waited)}
    return connection.execute(QUERY, asked).fetchall()  # type: ignore[return-value]


def put_together(rows: Sequence[Row], ways_of: Callable[[str], Ways | None]) -> Passages:
    """`ways_of`: version -> its diagram; None: it cannot be read, and its cases are left out."""
    moments: dict[tuple[str, str], list[Moment]] = {}
    late: Counter[tuple[str, str]] = Counter()
    for case, definition, lines, broken in rows:
        for line in (lines or "").split("\n")[1:]:
            at, _, marks = line.partition("\t")
            when = int(at)
            moments.setdefault((definition, marks), []).append((case, when))
            if broken is not None and when >= broken:
                late[definition, marks] += 1
    known: dict[str, Ways | None] = {}
    told = []
    for (definition, marks), found in moments.items():
        if definition not in known:
            known[definition] = ways_of(definition)
        ways = known[definition]
        if ways is not None:
            told.append(Told(walk=walk(ways, marks.split("\x01")), moments=found, late=late[definition, marks]))
    return Passages(size=len(rows), told=told, by_id=_counted(told))


def _counted(told: Sequence[Told]) -> dict[str, Passage]:
    times: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for one in told:
        for identity in (*one.walk.elements, *one.walk.flows):
            times[identity] += len(one.moments)
            late[identity] += one.late
    return {identity: Passage(times=n, late=late[identity]) for identity, n in times.items()}
