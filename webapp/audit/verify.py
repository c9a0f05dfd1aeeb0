"""Walk everything and name what does not hold: chains of events, the seals over them, the copy of the seals outside."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from webapp.audit import seals
from webapp.audit.algorithms import UnknownAlgorithm
from webapp.audit.anchor import Anchor
from webapp.audit.history import Break, StoredCase, Walk, stored_log, stream, walk
from webapp.audit.log import LOG
from webapp.audit.seals import Leaf, Seal
from webapp.database.connections import Connection

MOST_FINDINGS = 100
IN_LOG = "log"
CASES_WITHOUT_EVENTS = """
    SELECT c.number FROM "case" c WHERE NOT EXISTS (SELECT FROM case_event e WHERE e.case_id = c.id) ORDER BY c.id LIMIT 100
"""
LEAVES = "SELECT {order}, case_id, first_seq, last_seq, head FROM seal_leaf ORDER BY {by}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`what`: event_gap, event_link, event_content, event_head, case_without_events, events_without_case, sealed_events_missing,
    sealed_event_differs, range_missing, seal_changed, seal_forged, seal_unlinked, seal_missing, seal_rolled_back,
    seal_differs_from_copy, leaves_changed, key_unknown, algorithm_unknown. `case`: number, or id where there is none; IN_LOG for
    the office's own log."""

    what: str
    case: str | None = None
    seq: int | None = None
    seal: int | None = None


@dataclass(slots=True)
class Report:
    """`events`: of cases and of the log. `unsealed`: events that only their chain protects so far. At most MOST_FINDINGS findings
    are kept; `broken` counts all."""

    cases: int = 0
    events: int = 0
    seals: int = 0
    unsealed: int = 0
    broken: int = 0
    findings: list[Finding] = field(default_factory=list)

    def add(self, finding: Finding) -> None:
        self.broken += 1
        if len(self.findings) < MOST_FINDINGS:
            self.findings.append(finding)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken` None: the chain of this case holds."""

    number: str
    events: int
    broken: Break | None


def chains(connection: Connection, case_id: int | None = None) -> Iterator[Verdict]:
    """One verdict per case, of one case or of all, by the chains alone."""
    for case in stream(connection, case_id):
        yield Verdict(case.number or str(case.case_id), len(case.events), walk(case).broken)


def verify(sealed: Connection, history: Connection, *, keys: Mapping[str, bytes], anchor: Anchor) -> Report:
    """Everything. `keys`: trusted public keys by id. Two connections, because both are read at once; `sealed` is read first, so
    that what is written meanwhile is never taken for missing. Raises ValueError for seals that are not JSON of ours."""
    report = Report()
    with sealed.transaction():
        sealed.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        _check_seals(sealed, report, {**keys, **anchor.keys}, anchor)
        _check_history(_by_case(sealed), history, report)
    for (number,) in history.execute(CASES_WITHOUT_EVENTS):
        report.add(Finding(what="case_without_events", case=number))
    return report


def _check_seals(connection: Connection, report: Report, keys: Mapping[str, bytes], anchor: Anchor) -> None:
    previous: Seal | None = None
    roots = _by_seal(connection)
    leaves_of: tuple[int, list[Leaf]] | None = next(roots, None)
    for row in connection.execute("SELECT number, content, hash, signature FROM seal ORDER BY number").fetchall():
        number, seal = row[0], Seal(content=row[1], hash=bytes(row[2]), signature=bytes(row[3]))
        report.seals += 1
        leaves: list[Leaf] = []
        while leaves_of is not None and leaves_of[0] <= number:
            leaves, leaves_of = leaves_of[1], next(roots, None)
        if number != (previous.number if previous else 0) + 1 or seal.number != number:
            report.add(Finding(what="seal_missing", seal=(previous.number if previous else 0) + 1))
        try:
            problem = seals.problem_of(seal, previous, keys.get(seal.content["key"]))
            if problem is None and seals.root_of(leaves, seal.content["digest"]).hex() != seal.content["root"]:
                problem = "leaves_changed"
        except UnknownAlgorithm:
            problem = "algorithm_unknown"
        if problem is None and anchor.seals.get(number, seal.hash.hex()) != seal.hash.hex():
            problem = "seal_differs_from_copy"
        if problem:
            report.add(Finding(what=problem, seal=number))
        previous = seal
    for number in sorted(anchor.seals):
        if number > (previous.number if previous else 0):
            report.add(Finding(what="seal_rolled_back", seal=number))


def _check_history(sealed: Iterator[tuple[int, list[Leaf]]], history: Connection, report: Report) -> None:
    leaves = next(sealed, None)
    of_log: list[Leaf] = []
    if leaves is not None and leaves[0] == LOG:
        of_log, leaves = leaves[1], next(sealed, None)
    _check_log(history, of_log, report)
    for case in stream(history):
        while leaves is not None and leaves[0] < case.case_id:
            report.add(Finding(what="sealed_events_missing", case=str(leaves[0]), seq=1))
            leaves = next(sealed, None)
        mine: list[Leaf] = []
        if leaves is not None and leaves[0] == case.case_id:
            mine, leaves = leaves[1], next(sealed, None)
        _check_case(case, mine, report)
    while leaves is not None:
        report.add(Finding(what="sealed_events_missing", case=str(leaves[0]), seq=1))
        leaves = next(sealed, None)


def _check_case(case: StoredCase, leaves: list[Leaf], report: Report) -> None:
    name = case.number or str(case.case_id)
    report.cases += 1
    report.events += len(case.events)
    if not case.number:
        report.add(Finding(what="events_without_case", case=name))
    _check_chain(name, walk(case, {leaf.last_seq for leaf in leaves}), len(case.events), leaves, report)


def _check_log(history: Connection, leaves: list[Leaf], report: Report) -> None:
    with stored_log(history) as log:
        walked = walk(log, {leaf.last_seq for leaf in leaves})
        left = sum(1 for _ in log.events)
    report.events += walked.walked + left
    _check_chain(IN_LOG, walked, walked.walked + left, leaves, report)


def _check_chain(name: str, walked: Walk, events: int, leaves: list[Leaf], report: Report) -> None:
    """A walk along `events` events against what the seals say of them."""
    if walked.broken:
        report.add(Finding(what=f"event_{walked.broken.reason}", case=name, seq=walked.broken.seq))
    covered = 0
    for leaf in leaves:
        if leaf.first_seq != covered + 1:
            report.add(Finding(what="range_missing", case=name, seq=covered + 1))
        covered = leaf.last_seq
        found = walked.hashes.get(leaf.last_seq)
        if found is None and walked.broken is None:
            report.add(Finding(what="sealed_events_missing", case=name, seq=events + 1))
            break
        if found is not None and found != leaf.head.hex().encode():
            report.add(Finding(what="sealed_event_differs", case=name, seq=leaf.last_seq))
    report.unsealed += max(events - covered, 0)


def _by_case(connection: Connection) -> Iterator[tuple[int, list[Leaf]]]:
    rows = _leaves(connection, LEAVES.format(order="case_id", by="case_id, last_seq"), "leaves_by_case")
    for _, group in groupby(rows, key=lambda row: row[0]):
        leaves = [leaf for _, leaf in group]
        yield leaves[0].case_id, leaves


def _by_seal(connection: Connection) -> Iterator[tuple[int, list[Leaf]]]:
    rows = _leaves(connection, LEAVES.format(order="seal", by="seal, position"), "leaves_by_seal")
    for number, group in groupby(rows, key=lambda row: row[0]):
        yield number, [leaf for _, leaf in group]


def _leaves(connection: Connection, query: str, name: str) -> Iterator[tuple[int, Leaf]]:
    with connection.cursor(name=name) as cursor:
        cursor.itersize = 10_000
        cursor.execute(query)
        for key, case, first, last, head in cursor:
            yield key, Leaf(case_id=case, first_seq=first, last_seq=last, head=bytes(head))
