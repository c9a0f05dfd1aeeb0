"""The office's own log stands under the seals like the history of a case: whoever rewrites it is found out and told where."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import psycopg
import pytest

from engine.now import now
from webapp.audit.keys import SealKey
from webapp.audit.log import record, record_in_session
from webapp.audit.sealer import last_seal
from webapp.audit.sealing import Sealing
from webapp.audit.verify import IN_LOG, Finding
from webapp.database.connections import Connection, Database
from webapp.models import db

SWAP = """
    UPDATE audit_event SET seq = 1003 WHERE seq = 3;
    UPDATE audit_event SET seq = 3 WHERE seq = 4;
    UPDATE audit_event SET seq = 4 WHERE seq = 1003
"""


@pytest.fixture
def log(connection: Connection, clock: object, tmp_path: Path) -> Sealing:
    """Eight entries: five under the first seal, three under the second."""
    ours = Sealing(key=SealKey(bytes(range(32))), digest="sha256", copy=tmp_path / "seals.jsonl")
    for number in range(5):
        record(connection, "unmasked", "user:7", {"case": number, "reason": "核对号码", "records": []})
    ours.seal(now())
    for number in range(3):
        record(connection, "exported", "user:8", {"what": "清零清单", "rows": number, "share": 0.5})
    ours.seal(now() + timedelta(minutes=10))
    return ours


def tamper(connection: Connection, statement: str) -> None:
    connection.execute("ALTER TABLE audit_event DISABLE TRIGGER ALL")
    connection.execute(statement)
    connection.execute("ALTER TABLE audit_event ENABLE TRIGGER ALL")


def test_an_honest_log_holds_and_is_sealed(log: Sealing, connection: Connection) -> None:
    report = log.verify()
    assert (report.broken, report.events, report.cases, report.seals, report.unsealed) == (0, 8, 0, 2, 0)
    record(connection, "signed_in", "user:7", {})
    assert (log.verify().broken, log.verify().unsealed) == (0, 1)
    assert last_seal(connection).content["events"] == 3


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("""UPDATE audit_event SET about = jsonb_set(about, '{reason}', '"x"') WHERE seq = 3""", "event_content"),
        ("UPDATE audit_event SET actor = 'user:9' WHERE seq = 3", "event_content"),
        ("UPDATE audit_event SET at = at - interval '1 hour' WHERE seq = 3", "event_content"),
        ("UPDATE audit_event SET kind = 'signed_in' WHERE seq = 3", "event_content"),
        ("UPDATE audit_event SET kind = E'a\\nb' WHERE seq = 3", "event_content"),
        ("DELETE FROM audit_event WHERE seq = 3", "event_gap"),
        (SWAP, "event_link"),
    ],
    ids=["what about", "who", "when", "what", "a hidden line", "deleted", "swapped"],
)  # fmt: skip
def test_a_changed_log_is_named(log: Sealing, connection: Connection, statement: str, found: str) -> None:
    tamper(connection, statement)
    assert log.verify().findings[0] == Finding(what=found, case=IN_LOG, seq=3)


def test_a_cut_off_end_is_noticed_even_when_the_head_agrees(log: Sealing, connection: Connection) -> None:
    tamper(connection, "DELETE FROM audit_event WHERE seq = 8")
    assert [finding.what for finding in log.verify().findings] == ["event_head"]
    connection.execute("UPDATE audit_head SET seq = 7, hash = (SELECT hash FROM audit_event WHERE seq = 7)")
    assert log.verify().findings == [Finding(what="sealed_events_missing", case=IN_LOG, seq=8)]


def test_a_log_that_vanished_altogether_is_missed(log: Sealing, connection: Connection) -> None:
    connection.execute("TRUNCATE audit_event, audit_head")
    assert log.verify().findings == [Finding(what="sealed_events_missing", case=IN_LOG, seq=1)]


def test_a_log_written_anew_differs_from_what_was_sealed(log: Sealing, connection: Connection) -> None:
    connection.execute("TRUNCATE audit_event, audit_head")
    for _ in range(8):
        record(connection, "exported", "user:8", {"what": "nothing to see"})
    assert [(one.what, one.seq) for one in log.verify().findings] == [("sealed_event_differs", 5), ("sealed_event_differs", 8)]


def test_nobody_changes_or_deletes_an_entry(log: Sealing, connection: Connection) -> None:
    for statement in ("UPDATE audit_event SET actor = 'user:9'", "DELETE FROM audit_event"):
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute(statement)


def test_an_entry_comes_and_goes_with_its_transaction(log: Sealing, connection: Connection) -> None:
    with connection.transaction(force_rollback=True):
        assert record(connection, "released", "user:7", {"process": "complaint"}) == 9
    assert record(connection, "released", "user:7", {"process": "complaint"}) == 9
    assert log.verify().broken == 0


def test_two_at_once_wait_for_each_other_and_the_chain_holds(log: Sealing, connection: Connection, database: Database) -> None:
    with database.connect() as other, other.transaction():
        assert record(other, "hold_set", "user:7", {"case": 1}) == 9
        connection.execute("SET lock_timeout = '50ms'")
        with pytest.raises(psycopg.errors.LockNotAvailable):
            record(connection, "hold_lifted", "user:7", {"case": 1})
    connection.execute("RESET lock_timeout")
    assert record(connection, "hold_lifted", "user:7", {"case": 1}) == 10
    assert log.verify().broken == 0


def test_an_unknown_kind_is_refused(connection: Connection) -> None:
    with pytest.raises(KeyError):
        record(connection, "looked", "user:7", {})


def test_a_session_records_in_its_own_transaction(app, connection: Connection) -> None:  # type: ignore[no-untyped-def]
    with app.app_context():
        record_in_session("signed_in", "user:7", {})
        db.session.rollback()
        record_in_session("signed_out", "user:7", {})
        db.session.commit()
    assert connection.execute("SELECT seq, kind FROM audit_event").fetchall() == [(1, "signed_out")]
