"""Five thousand past requests of a city gone through a draft once more, from the order to the kept result: with another limit,
and with another step in the way of every case. The cases are those of a simulated month, copied."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from engine.now import at
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.requests import invent
from webapp.simulation.simulate import simulate
from webapp.studio import drafts
from webapp.trials import what_if

SINCE = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
UNTIL = SINCE + timedelta(days=10)
TODAY = datetime(2026, 6, 1, 1, 0, tzinfo=UTC)
BUDGET_SECONDS = 60.0
SEED = 5
MODELS = 100
STRIDE = 1_000_000

CASES = """
    INSERT INTO "case" SELECT (jsonb_populate_record(c, jsonb_build_object('id', c.id + n * %(stride)s::bigint,
        'number', c.number || '-' || n, 'external_id', c.number || '-' || n, 'query_code', c.query_code || n))).*
    FROM "case" c, generate_series(1, %(copies)s) n WHERE c.id < %(stride)s AND c.process = 'complaint'
"""
EVENTS = """
    INSERT INTO case_event (case_id, seq, at, kind, data, actor, command_id, prev_hash, hash)
    SELECT case_id + n * %(stride)s::bigint, seq, at, kind, data, actor, command_id, prev_hash, hash
    FROM case_event e, generate_series(1, %(copies)s) n
    WHERE case_id IN (SELECT id FROM "case" WHERE id < %(stride)s AND process = 'complaint')
"""


@dataclass(frozen=True, slots=True)
class Change:
    """`edit`: path and text -> text."""

    name: str
    path: str


LIMIT, STEP = Change("another limit", "sla.dmn"), Change("another step", "process.bpmn")


def measure(config: Config, *, cases: int = 5_000) -> list[Measurement]:
    """Both drafts over `cases` cases."""
    with demo_database(config), connections.take() as connection:
        _past(connection, cases)
        with at(TODAY):
            return [_compared(connection, change, cases) for change in (LIMIT, STEP)]


def _past(connection: Connection, cases: int) -> None:
    with at(SINCE):
        simulate(seed=SEED, requests=invent(MODELS, seed=SEED, since=SINCE, until=UNTIL), include_open=False, until=TODAY)
    known = {"stride": STRIDE, "copies": max(0, cases // MODELS - 1)}
    connection.execute('ALTER TABLE "case" DISABLE TRIGGER USER')
    for statement in (CASES, EVENTS):
        connection.execute(statement, known)
    connection.execute('ANALYZE "case", case_event')


def _compared(connection: Connection, change: Change, cases: int) -> Measurement:
    row = connection.execute("SELECT definition_id FROM deployment WHERE key = 'complaint' ORDER BY id DESC LIMIT 1").fetchone()
    assert row is not None
    draft = drafts.start(connection, "complaint", 1, title=change.name, base=str(row[0]))
    changed = _changed(change, draft.files[change.path])
    drafts.save(connection, draft.id, change.path, changed, draft.revision, 1)
    number = what_if.ask(connection, draft.id, since=date(2026, 3, 1), until=date(2026, 3, 31), by=1)
    start = time.perf_counter()
    what_if.run(0, what_if=number)
    seconds = time.perf_counter() - start
    found = what_if.load(connection, number)
    if found.status != what_if.DONE or not found.result:
        raise RuntimeError(f"{change.name}: {found.status} {found.result}")
    result = found.result
    note = f"{result['cases']} of {found.total} cases, {result['differ']} differ, {result['rerouted']} by another way"
    return Measurement(name=f"what-if, {change.name}", value=seconds, unit="s", budget=BUDGET_SECONDS, note=note)


def _changed(change: Change, text: str) -> str:
    """General requests get a working day less; or somebody has to look once more after triage."""
    if change is LIMIT:
        return text.replace('"5wd"', '"4wd"')
    flow = re.search(r'<bpmn:sequenceFlow id="\w+"[^>]*sourceRef="triage" targetRef="\w+"[^>]*/>', text)
    task = re.search(r'<bpmn:userTask id="triage".*?</bpmn:userTask>', text, re.DOTALL)
    assert flow is not None
    assert task is not None
    unit = re.search(r"<zeebe:assignmentDefinition[^>]*/>", task[0])
    assert unit is not None
    added = (
        f'<bpmn:userTask id="second_look" name="复看"><bpmn:extensionElements>{unit[0]}</bpmn:extensionElements></bpmn:userTask>'
        '<bpmn:sequenceFlow id="to_second_look" sourceRef="triage" targetRef="second_look"/>'
    )
    lane = "<bpmn:flowNodeRef>triage</bpmn:flowNodeRef>"
    text = text.replace(flow[0], added + flow[0].replace('sourceRef="triage"', 'sourceRef="second_look"'))
    return text.replace(lane, f"{lane}<bpmn:flowNodeRef>second_look</bpmn:flowNodeRef>")
