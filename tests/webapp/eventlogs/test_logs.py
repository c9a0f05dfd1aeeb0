"""Every format tells the same story, whole, with people under pseudonyms and restricted cases left out."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from lxml import etree

from engine import events
from engine.now import now
from tests.support import town
from webapp.database.connections import Connection
from webapp.eventlogs import ocel_json, ocel_sqlite, table, xes
from webapp.eventlogs.activities import LIVES
from webapp.eventlogs.objects import links_between
from webapp.eventlogs.pseudonyms import Pseudonyms
from webapp.eventlogs.reading import LoggedCase, Reader, Selection

NS = {"x": "http://www.xes-standard.org/"}
STANDARD = {
    "schedule", "assign", "withdraw", "reassign", "start", "suspend", "resume", "pi_abort", "ate_abort", "complete", "autoskip",
    "manualskip", "unknown",
}  # fmt: skip


@pytest.fixture
def reader(connection: Connection, clock: object) -> Reader:
    town.build(connection)
    first = town.start(title='路灯 <不亮> & "坏"')
    town.complete(first.case_id, town.CLERK)
    clock.move(timedelta(days=1))  # type: ignore[attr-defined]
    town.start()
    town.start(compartment="informer")
    connection.execute('UPDATE "case" SET compartment = \'informer\' WHERE id = (SELECT max(id) FROM "case")')
    return Reader(connection, Pseudonyms(bytes(32)), "zh_CN")


@pytest.fixture
def cases(reader: Reader) -> list[LoggedCase]:
    return list(reader.cases(Selection()))


def test_restricted_cases_are_in_no_log(cases: list[LoggedCase]) -> None:
    assert len(cases) == 2


def test_a_log_can_be_narrowed(reader: Reader) -> None:
    tomorrow = now() - timedelta(hours=1)
    assert len(list(reader.cases(Selection(since=tomorrow)))) == 1
    assert len(list(reader.cases(Selection(until=tomorrow)))) == 1
    assert list(reader.cases(Selection(process="watch"))) == []


def test_xes_holds_every_case_and_event_with_the_attributes_of_level_c(cases: list[LoggedCase]) -> None:
    target = io.BytesIO()
    counted = xes.write(cases, target)
    log = etree.fromstring(target.getvalue())
    traces = log.findall("x:trace", NS)
    assert (len(traces), len(log.findall("x:trace/x:event", NS))) == (counted.cases, counted.events)
    for event in log.iterfind("x:trace/x:event", NS):
        known = {part.get("key"): part.get("value") for part in event}
        assert {"concept:name", "concept:instance", "lifecycle:transition", "time:timestamp", "org:resource"} <= set(known)
        assert known["lifecycle:transition"] in STANDARD
    # the schema of the standard wants a decimal, and names without spaces
    assert float(log.get("xes.version"))  # type: ignore[arg-type]
    assert all(" " not in str(one.get("name")) for one in log.findall("x:classifier", NS))
    first = [part.get("value") for part in traces[0] if part.get("key") == "concept:name"]
    assert first == [cases[0].facts["number"]]


def test_what_belongs_together_is_paired(cases: list[LoggedCase]) -> None:
    ways = Counter((event.instance, event.transition) for event in cases[0].events if event.thing == "task")
    assert ways["task-1", "schedule"] == ways["task-1", "complete"] == 1
    clocks = [event.transition for event in cases[0].events if event.thing == "clock"]
    assert clocks[0] == "start"
    assert "complete" in clocks


def test_people_are_pseudonyms_and_always_the_same(cases: list[LoggedCase]) -> None:
    people = {event.resource for case in cases for event in case.events}
    assert people & {"system"}
    clerk = Pseudonyms(bytes(32)).of(town.CLERK.label)
    assert clerk in people
    assert clerk == Pseudonyms(bytes(32)).of(f"api:{town.CLERK.user_id}")
    assert clerk == Pseudonyms(bytes(32)).of(f"user:{town.CLERK.user_id} for user:2")
    assert clerk != Pseudonyms(bytes(31) + b"x").of(town.CLERK.label)
    assert not [person for person in people if person.startswith(("user:", "api:"))]


def test_names_follow_the_language(connection: Connection, reader: Reader) -> None:
    names = {event.name for case in reader.cases(Selection()) for event in case.events}
    assert "案件" in names
    english = Reader(connection, Pseudonyms(bytes(32)), "en")
    assert "Case" in {event.name for case in english.cases(Selection()) for event in case.events}


def test_ocel_json_is_closed_in_itself(cases: list[LoggedCase], connection: Connection) -> None:
    target = io.BytesIO()
    counted = ocel_json.write(cases, links_between(connection, Selection()), target)
    log = json.loads(target.getvalue())
    assert set(log) == {"eventTypes", "objectTypes", "events", "objects"}
    ids = {thing["id"] for thing in log["objects"]}
    assert len(ids) == len(log["objects"])
    assert len(log["events"]) == counted.events
    assert {link["objectId"] for event in log["events"] for link in event["relationships"]} <= ids
    assert {link["objectId"] for thing in log["objects"] for link in thing["relationships"]} <= ids
    assert {event["type"] for event in log["events"]} <= {kind["name"] for kind in log["eventTypes"]}
    assert {thing["type"] for thing in log["objects"]} == {"case", "task", "clock", "user", "unit"}


def test_ocel_sqlite_says_the_same(cases: list[LoggedCase], connection: Connection, tmp_path: Path) -> None:
    target = io.BytesIO()
    ocel_json.write(cases, links_between(connection, Selection()), target)
    wanted = json.loads(target.getvalue())
    ocel_sqlite.write(cases, links_between(connection, Selection()), tmp_path / "log.sqlite")
    with sqlite3.connect(tmp_path / "log.sqlite") as found:
        assert dict(found.execute("SELECT ocel_id, ocel_type FROM event")) == {e["id"]: e["type"] for e in wanted["events"]}
        assert dict(found.execute("SELECT ocel_id, ocel_type FROM object")) == {o["id"]: o["type"] for o in wanted["objects"]}
        assert set(found.execute("SELECT * FROM event_object")) == {
            (event["id"], link["objectId"], link["qualifier"]) for event in wanted["events"] for link in event["relationships"]
        }
        for kind, part in found.execute("SELECT ocel_type, ocel_type_map FROM event_map_type").fetchall():
            assert found.execute(f'SELECT count(*) FROM "event_{part}"').fetchone() == (
                sum(event["type"] == kind for event in wanted["events"]),
            )
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
    found.close()


def test_csv_has_a_line_per_event(cases: list[LoggedCase]) -> None:
    target = io.BytesIO()
    counted = table.write(cases, target)
    lines = list(csv.DictReader(io.StringIO(target.getvalue().decode())))
    assert len(lines) == counted.events
    assert {line["case_id"] for line in lines} == {case.facts["number"] for case in cases}


def test_a_log_takes_no_more_memory_for_more_cases(reader: Reader) -> None:
    """Cases are read one after the other: the second is not read before the first is used."""
    stream = reader.cases(Selection())
    assert isinstance(stream, Iterator)
    next(stream)
    stream.close()  # type: ignore[attr-defined]


def test_every_kind_of_event_is_in_the_log_or_left_out_on_purpose() -> None:
    books = {
        "PhaseEntered", "TaskRescheduled", "TaskReprioritised", "TimerScheduled", "TimerCancelled", "ClockExtended",
        "ClockRecomputed", "ClockRegraded", "MessageAwaited", "MessageUnawaited", "MessageSent", "FileChanged", "FactsChanged",
        "NoteAdded", "TaskMoved", "JobMoved", "IncidentMoved",
    }  # fmt: skip
    assert {kind.__name__ for kind in events.Event.__subclasses__()} == set(LIVES) | books
    assert {life.transition for life in LIVES.values()} <= STANDARD


def test_what_xml_cannot_carry_does_not_break_a_log(connection: Connection, reader: Reader) -> None:
    escaped = xes._escaped('a"<&>\x02\ud800\n')
    assert etree.fromstring(f'<a b="{escaped}"/>').get("b") == 'a"<&>??\n'
