"""bihuan cases show, verify, replay; rebuild."""

from __future__ import annotations

import sys
from datetime import datetime
from typing import Any

import click
import orjson
from psycopg.rows import dict_row
from tqdm import tqdm

from webapp.audit.verify import chains
from webapp.casework.past import NotYetBegun, Past, agrees, past, seq_at
from webapp.casework.replaying import replay_case
from webapp.city_time import CITY_TIME
from webapp.commands.opening import opened
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.derived import checking, rebuilding

FACTS = """
    SELECT id, number, process, definition, status, outcome, version, title, channel, category, urgency, place, unit, tier,
        phase, due_at, opened_at, closed_at, encode(head_hash, 'hex') AS head_hash FROM "case" WHERE number = %s
"""
PARTS = {
    "clocks": "SELECT * FROM clock WHERE case_id = %s ORDER BY started_at, name, run",
    "open_work": "SELECT * FROM work_item WHERE case_id = %s AND state = 'open' ORDER BY task",
    "incidents": "SELECT * FROM incident WHERE case_id = %s AND resolved_at IS NULL ORDER BY incident",
    "clearance": "SELECT * FROM clearance_entry WHERE case_id = %s ORDER BY listed_at, clock, run",
    "timers": "SELECT kind, name, due_at FROM due_timer WHERE case_id = %s ORDER BY due_at, kind, name",
    "events": """SELECT seq, at, kind, data, actor, command_id, encode(prev_hash, 'hex') AS prev_hash, encode(hash, 'hex') AS hash
        FROM case_event WHERE case_id = %s ORDER BY seq""",
}
LINKS = """
    SELECT l.kind, s.number AS source, t.number AS target, l.at FROM case_link l
    JOIN "case" s ON s.id = l.source_id JOIN "case" t ON t.id = l.target_id
    WHERE %(id)s IN (l.source_id, l.target_id) ORDER BY l.at
"""


@click.group()
def cases() -> None:
    """Look at cases and prove their history."""


@cases.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="Everything as one JSON document.")
def show(number: str, as_json: bool) -> None:
    """Facts, clocks, open work and events of a case. Personal data stays in the vault."""
    opened()
    with connections.take() as connection:
        dossier = dossier_of(connection, number)
    if dossier is None:
        raise click.ClickException(f"there is no case {number}")
    if as_json:
        click.echo(orjson.dumps(dossier, option=orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z).decode())
    else:
        _print(dossier)


@cases.command()
@click.argument("number", required=False)
def verify(number: str | None) -> None:
    """Recompute the hash chain of one case, or of all; exit 1 at the first break."""
    opened()
    count = events = 0
    with connections.take() as connection:
        case_id = _id_of(connection, number) if number else None
        for verdict in chains(connection, case_id):
            count, events = count + 1, events + verdict.events
            if verdict.broken:
                raise click.ClickException(f"case {verdict.number} breaks at event {verdict.broken.seq}: {verdict.broken.reason}")
    click.echo(f"cases={count} events={events} broken=0")


@cases.command()
@click.argument("number")
@click.option(
    "--at", "at", help="Show the case as it was at this moment instead: 2026-03-02T17:30:00+08:00, or the number of an event."
)
@click.option("--json", "as_json", is_flag=True, help="With --at: as one JSON document.")
def replay(number: str, at: str | None, as_json: bool) -> None:
    """Play the commands of a case through the engine again and compare every event; exit 1 when one differs."""
    opened()
    with connections.take() as connection:
        case_id = _id_of(connection, number)
        if at is not None:
            then = _past(connection, case_id, number, at)
            if as_json:
                click.echo(orjson.dumps(then.plain(), option=orjson.OPT_INDENT_2).decode())
            else:
                click.echo(_told(then, is_proven=agrees(connection, then, case_id)))
            return
        outcome = replay_case(connection, case_id, number)
    for difference in outcome.differences:
        click.echo(f"command {difference.step}: recorded {difference.recorded}, found {difference.found}")
    if not outcome.proven:
        raise click.ClickException(f"not the same: {len(outcome.differences)} events differ; stopped by {outcome.stopped}")
    click.echo("the same")


def _past(connection: Connection, case_id: int, number: str, at: str) -> Past:
    try:
        seq = int(at) if at.isdigit() else seq_at(connection, case_id, _moment(at))
        return past(connection, case_id, number, seq)
    except NotYetBegun as early:
        raise click.ClickException(f"case {number} had not begun then") from early


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise click.BadParameter("a moment like 2026-03-02T17:30:00+08:00, or the number of an event") from wrong
    return moment if moment.tzinfo else moment.replace(tzinfo=CITY_TIME)


def _told(then: Past, *, is_proven: bool) -> str:
    """A few lines for a person at a terminal."""
    lines = [f"after event {then.seq} ({then.last_event}) at {then.at.astimezone(CITY_TIME):%Y-%m-%d %H:%M:%S}"]
    lines += [f"{name:<12} {value}" for name, value in then.case.items() if value is not None]
    lines += [f"open         task {row['task']} {row['element']} for {row['role']} in {row['unit']}" for row in then.work]
    lines += [
        f"clock        {row['name']}#{row['run']} {row['state']} {row['time_limit']} due {row['due_at']} left {row['left']}"
        for row in then.clocks
    ]
    lines += [f"incident     {row['element']}: {row['kind']} {row['message']}" for row in then.incidents]
    lines += [
        f"{one.kind:<12} {one.subject} {dict(one.before)} -> {dict(one.after)} {one.reason}" for one in then.step.interventions
    ]
    lines.append(f"seen by      {len({one.user for one in then.readers})} people")
    lines.append(f"tokens       {', '.join(then.tokens) or 'none'}")
    proven = "the engine of today agrees with the record so far"
    lines.append(proven if is_proven else "the engine of today differs from the record; the record stands")
    return "\n".join(lines)


@click.command()
@click.option(
    "--check", is_flag=True, help="Write nothing: compare what is stored with what the events make, exit 1 when it differs."
)
def rebuild(check: bool) -> None:
    """Make the read models anew from the events, and links, messages, the search index and the figures of boards from those.
    States and case files that differ from what the engine makes of a sound history are put back, each on record."""
    opened()
    if check:
        return _check()
    with connections.take() as connection, tqdm(unit=" cases", disable=not sys.stderr.isatty()) as bar:
        count, states = rebuilding.rebuild(connection, lambda done: bar.update(done - bar.n))
    for number in states.mended:
        click.echo(f"case {number}: state and case file put back to what the history makes")
    for number in states.unproven:
        click.echo(f"case {number}: what is stored differs, and the history cannot be played again: left as it is", err=True)
    click.echo(f"cases={count} states_mended={len(states.mended)}")
    if states.unproven:
        raise SystemExit(1)
    return None


def _check() -> None:
    """Every read model, every state and all that is made from them against the history."""
    with connections.take() as connection, tqdm(unit=" cases", disable=not sys.stderr.isatty()) as bar:
        report = checking.check(connection, lambda done: bar.update(done - bar.n))
        names = dict(connection.execute('SELECT id, number FROM "case" WHERE id = ANY(%s)', ([*report.differing],)).fetchall())
    for one in report.found:
        place = " ".join(filter(None, (one.table, one.key, one.column)))
        whose = f"case {names.get(one.case_id, one.case_id)}: " if one.case_id else ""
        click.echo(f"{whose}{place}: stored {one.stored!r}, the history says {one.made!r}")
    for number in report.lawful:
        click.echo(
            f"case {number}: the engine of today makes other events (see: bihuan cases replay {number}); "
            "file and open work compared with what the events say"
        )
    click.echo(
        f"cases={report.cases} events={report.events} rows={report.rows} states={report.states} differing={len(report.differing)}"
    )
    if report.differing:
        raise SystemExit(1)


def _id_of(connection: Connection, number: str) -> int:
    row = connection.execute('SELECT id FROM "case" WHERE number = %s', (number,)).fetchone()
    if row is None:
        raise click.ClickException(f"there is no case {number}")
    return int(row[0])  # type: ignore[call-overload, no-any-return]


def dossier_of(connection: Connection, number: str) -> dict[str, Any] | None:
    """What is known of a case, as plain values; None when there is none."""
    with connection.cursor(row_factory=dict_row) as cursor:
        facts = cursor.execute(FACTS, (number,)).fetchone()
        if facts is None:
            return None
        parts = {name: cursor.execute(query, (facts["id"],)).fetchall() for name, query in PARTS.items()}
        links = cursor.execute(LINKS, {"id": facts["id"]}).fetchall()
    return {"facts": facts, **parts, "links": links}


def _print(dossier: dict[str, Any]) -> None:
    for name, value in dossier["facts"].items():
        if value is not None:
            click.echo(f"{name:<12} {value}")
    for clock in dossier["clocks"]:
        late = f" late since {clock['breached_at']}" if clock["breached_at"] else ""
        click.echo(
            f"clock        {clock['name']}#{clock['run']} {clock['state']} {clock['time_limit']} due {clock['due_at']}{late}"
        )
    for item in dossier["open_work"]:
        click.echo(
            f"open         task {item['task']} {item['element']} for {item['role']} in {item['unit']} due {item['due_at']}"
        )
    for incident in dossier["incidents"]:
        click.echo(f"incident     {incident['incident']} at {incident['element']}: {incident['kind']} {incident['message']}")
    for event in dossier["events"]:
        data = event["data"]
        what = data.get("element") or data.get("clock") or data.get("outcome") or ""
        when = f"{event['at']:%Y-%m-%d %H:%M:%S}"
        click.echo(f"{event['seq']:>5} {when} {event['kind']:<18} {what:<24} {event['actor']:<9} {event['hash'][:12]}")
