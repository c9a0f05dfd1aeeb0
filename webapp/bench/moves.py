"""The show: a thousand complaints run; the handling limit changes and a step is added; released, all that can are moved, and
everybody goes on working until all are closed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from datetime import timedelta

from engine.library import files_of
from engine.now import at
from webapp.bench.durable import MORNING
from webapp.bench.measure import Measurement
from webapp.bench.place import demo_database
from webapp.casework import definitions
from webapp.casework.actors import Actor
from webapp.config import Config
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.demo.requests import invent
from webapp.moves import batches, looking, moving
from webapp.simulation.simulate import simulate

CASES = 1_000
SEED = 7
ARRIVE = timedelta(days=4)
"""Over how long the requests come in; shorter than most of them take."""
MOVE_BUDGET_MS = 40.0
"""A case, moved, written, read again and checked."""
NEW_STEP = "check_photos"
LIMIT = ("sla_general_out_4", "5wd", "6wd")
"""Output of the table for handling, what it says, what it shall say."""


def changed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The complaint process with one more working day for general requests and a look at the photos before the review."""
    entry, old, new = LIMIT
    table = _replaced(files["sla.dmn"], f'id="{entry}"><text>"{old}"', f'id="{entry}"><text>"{new}"')
    step = (
        f'<bpmn:userTask id="{NEW_STEP}" name="查看照片" bihuan:phase="review"><bpmn:extensionElements>'
        '<zeebe:assignmentDefinition candidateGroups="=platform" /></bpmn:extensionElements>'
        f"<bpmn:incoming>handling_to_review</bpmn:incoming><bpmn:outgoing>{NEW_STEP}_to_review</bpmn:outgoing></bpmn:userTask>"
    )
    drawn = (
        f'<bpmndi:BPMNShape id="{NEW_STEP}_di" bpmnElement="{NEW_STEP}"><dc:Bounds x="7350" y="2600" width="100" height="80" />'
        f'</bpmndi:BPMNShape><bpmndi:BPMNEdge id="{NEW_STEP}_edge" bpmnElement="{NEW_STEP}_to_review">'
        '<di:waypoint x="7450" y="2640" /><di:waypoint x="7500" y="2640" /></bpmndi:BPMNEdge>'
    )
    diagram = files["process.bpmn"]
    for before, after in (
        ('<bpmn:userTask id="review" ', f'{step}<bpmn:userTask id="review" '),
        (
            '<bpmn:sequenceFlow id="handling_to_review" sourceRef="handling" targetRef="review" />',
            f'<bpmn:sequenceFlow id="handling_to_review" sourceRef="handling" targetRef="{NEW_STEP}" />'
            f'<bpmn:sequenceFlow id="{NEW_STEP}_to_review" sourceRef="{NEW_STEP}" targetRef="review" />',
        ),
        (
            "<bpmn:flowNodeRef>review</bpmn:flowNodeRef>",
            f"<bpmn:flowNodeRef>review</bpmn:flowNodeRef><bpmn:flowNodeRef>{NEW_STEP}</bpmn:flowNodeRef>",
        ),
        ("<bpmn:incoming>handling_to_review</bpmn:incoming>\n", f"<bpmn:incoming>{NEW_STEP}_to_review</bpmn:incoming>\n"),
        ('<bpmndi:BPMNShape id="review_di" ', f'{drawn}<bpmndi:BPMNShape id="review_di" '),
    ):
        diagram = _replaced(diagram, before, after)
    return {**files, "sla.dmn": table, "process.bpmn": diagram}


def measure(config: Config, *, cases: int = CASES) -> list[Measurement]:
    """Counts stand in the notes; the figures are milliseconds per case and seconds for all."""
    with demo_database(config):
        begun = MORNING - ARRIVE
        requests = invent(cases, seed=SEED, since=begun, until=MORNING, source="moves")
        simulate(seed=SEED, requests=requests, until=MORNING)
        with at(MORNING), connections.take() as connection:
            running = _running(connection)
            target, started = _released(connection, config), time.perf_counter()
            batch = batches.begin(
                connection, "complaint", target, _releaser(connection), reason="一般事项多一个工作日，审核前看照片"
            )
            seen = looking.look_at(connection, batch)
            looked, started = time.perf_counter() - started, time.perf_counter()
            batches.start(connection, batch, _releaser(connection))
            ordered = batches.load(connection, batch.id) or batch
            moved = moving.move(connection, ordered, moving.mover(connection, ordered.created_by))
            took = time.perf_counter() - started
            results = _counted(connection, "SELECT coalesce(result, verdict), count(*) FROM move_item GROUP BY 1")
        finishing = time.perf_counter()
        rest = simulate(seed=SEED + 1, since=MORNING)
        finished = time.perf_counter() - finishing
        with connections.take() as connection:
            ends = _ends(connection, target)
    if moved != running or ends["open"]:
        raise RuntimeError(f"{running} were running, {moved} moved ({results}), {ends['open']} are still open")
    told = ", ".join(f"{name} {n}" for name, n in sorted(results.items()))
    return [
        Measurement(
            name=f"moves: try, {seen} cases", value=looked / seen * 1e3, unit="ms", budget=None, note=f"{looked:.1f} s in all"
        ),
        Measurement(
            name=f"moves: move and check, {moved} cases", value=took / moved * 1e3, unit="ms", budget=MOVE_BUDGET_MS,
            note=f"{took:.1f} s in all; {told}",
        ),
        Measurement(
            name=f"moves: finish, {moved} moved cases", value=finished, unit="s", budget=None,
            note=f"{ends['closed']} closed on the new version, {ends['steps']} did the new step, "
            f"{ends['limits']} clocks by the new limit, {rest.figures.incidents} incidents",
        ),
    ]  # fmt: skip


def _released(connection: Connection, config: Config) -> str:
    return definitions.deploy(connection, changed(files_of(config.processes_dir / "complaint")))[0].id


def _releaser(connection: Connection) -> Actor:
    row = connection.execute(
        """SELECT user_id FROM "position" WHERE role = 'release_manager' ORDER BY user_id LIMIT 1"""
    ).fetchone()
    if row is None:
        raise RuntimeError("the demo city has no release manager")
    return moving.mover(connection, int(str(row[0])))


def _running(connection: Connection) -> int:
    row = connection.execute("""SELECT count(*) FROM "case" WHERE process = 'complaint' AND closed_at IS NULL""").fetchone()
    return int(str(row[0])) if row else 0


def _ends(connection: Connection, target: str) -> dict[str, int]:
    """What became of the moved cases."""
    queries = {
        "open": """SELECT count(*) FROM "case" WHERE process = 'complaint' AND closed_at IS NULL""",
        "closed": """SELECT count(*) FROM "case" WHERE closed_at IS NOT NULL AND definition = %(target)s""",
        "steps": "SELECT count(*) FROM work_item WHERE state = 'done' AND element = %(step)s",
        "limits": """SELECT count(*) FROM clock k JOIN "case" c ON c.id = k.case_id
                     WHERE k.name = 'handle' AND k.time_limit = %(limit)s AND c.urgency = 'general'""",
    }
    known = {"target": target, "step": NEW_STEP, "limit": LIMIT[2]}
    return {name: int(str((connection.execute(query, known).fetchone() or (0,))[0])) for name, query in queries.items()}


def _counted(connection: Connection, query: str) -> Counter[str]:
    return Counter({str(name): int(str(n)) for name, n in connection.execute(query).fetchall()})  # type: ignore[call-overload]


def _replaced(content: bytes, before: str, after: str) -> bytes:
    if before.encode() not in content:
        raise RuntimeError(f"the complaint process has changed: no {before!r}")
    return content.replace(before.encode(), after.encode(), 1)
