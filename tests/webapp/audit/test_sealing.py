"""Whoever changes the database by hand is found out, and told where: the tampering of an insider with all rights."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from engine.now import now
from tests.support import town
from webapp.audit import anchor, sealing
from webapp.audit.algorithms import UnknownAlgorithm
from webapp.audit.canonical import canonical
from webapp.audit.chain import GENESIS, event_hash, moment
from webapp.audit.keys import SealKey
from webapp.audit.sealer import last_seal
from webapp.audit.sealing import Sealing
from webapp.audit.verify import Finding
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.workers.sealing import seal_history

EXCHANGE = """
    UPDATE case_event SET seq = 1003 WHERE case_id = 1 AND seq = 3;
    UPDATE case_event SET seq = 3 WHERE case_id = 1 AND seq = 4;
    UPDATE case_event SET seq = 4 WHERE case_id = 1 AND seq = 1003
"""
TABLES = ("case_event", "seal", "seal_leaf", "seal_key")


@pytest.fixture
def history(connection: Connection, tmp_path: Path) -> Sealing:
    """Three cases: two sealed twice over, the third since the second seal."""
    town.build(connection)
    ours = Sealing(key=SealKey(bytes(range(32))), digest="sha256", copy=tmp_path / "elsewhere" / "seals.jsonl")
    first, second = town.start().case_id, town.start().case_id
    ours.seal(now())
    town.complete(first, town.CLERK)
    town.complete(second, town.CLERK)
    town.start()
    ours.seal(now() + timedelta(minutes=10))
    return ours


def tamper(connection: Connection, statement: str) -> None:
    """As the owner of the database could: triggers off, change, triggers on."""
    for table in TABLES:
        connection.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
    connection.execute(statement)
    for table in TABLES:
        connection.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


def rehash(connection: Connection, case_id: int) -> None:
    """What a careful forger does: every hash of the case, and the head it knows, computed anew."""
    head = GENESIS
    events = connection.execute(
        "SELECT seq, at, kind, data, actor, command_id FROM case_event WHERE case_id = %s ORDER BY seq", (case_id,)
    ).fetchall()
    connection.execute("ALTER TABLE case_event DISABLE TRIGGER ALL")
    for seq, at, kind, data, actor, command_id in events:
        digest = event_hash(
            case_id=case_id, seq=seq, at=moment(at), kind=kind, data=data, actor=actor, command_id=command_id, prev_hash=head
        )
        connection.execute(
            "UPDATE case_event SET prev_hash = %s, hash = %s WHERE case_id = %s AND seq = %s", (head, digest, case_id, seq)
        )
        head = digest
    connection.execute("ALTER TABLE case_event ENABLE TRIGGER ALL")
    connection.execute('UPDATE "case" SET head_hash = %s WHERE id = %s', (head, case_id))


def findings(ours: Sealing) -> list[Finding]:
    return ours.verify().findings


def test_an_honest_history_holds(history: Sealing) -> None:
    report = history.verify()
    assert (report.broken, report.cases, report.seals, report.unsealed) == (0, 3, 2, 0)
    town.start()
    later = history.verify()
    assert later.broken == 0
    assert later.unsealed == later.events - report.events > 0


def test_sealing_twice_seals_nothing_new(history: Sealing) -> None:
    assert history.seal(now()) == []
    assert len(history.copy.read_bytes().splitlines()) == 3  # one key, two seals


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("""UPDATE case_event SET data = jsonb_set(data, '{element}', '"x"') WHERE case_id = 1 AND seq = 3""", "event_content"),
        ("UPDATE case_event SET actor = 'user:9' WHERE case_id = 1 AND seq = 3", "event_content"),
        ("UPDATE case_event SET at = at + interval '1 microsecond' WHERE case_id = 1 AND seq = 3", "event_content"),
        ("UPDATE case_event SET kind = E'Task\\x02' WHERE case_id = 1 AND seq = 3", "event_content"),
        ("UPDATE case_event SET hash = set_byte(hash, 7, get_byte(hash, 7) # 1) WHERE case_id = 1 AND seq = 3", "event_content"),
        ("UPDATE case_event SET prev_hash = hash WHERE case_id = 1 AND seq = 3", "event_link"),
        ("DELETE FROM case_event WHERE case_id = 1 AND seq = 3", "event_gap"),
        (EXCHANGE, "event_link"),
    ],
    ids=["a value", "who", "when", "a hidden separator", "one bit of the hash", "the link", "deleted", "exchanged"],
)  # fmt: skip
def test_a_changed_history_is_named(history: Sealing, connection: Connection, statement: str, found: str) -> None:
    tamper(connection, statement)
    number = connection.execute('SELECT number FROM "case" WHERE id = 1').fetchone()[0]
    assert findings(history)[0] == Finding(what=found, case=number, seq=3)


def test_a_cut_off_end_is_noticed_even_when_the_case_agrees(history: Sealing, connection: Connection) -> None:
    tamper(connection, "DELETE FROM case_event WHERE case_id = 1 AND seq = (SELECT max(seq) FROM case_event WHERE case_id = 1)")
    assert [finding.what for finding in findings(history)] == ["event_head"]
    connection.execute(
        """UPDATE "case" SET head_hash = (SELECT hash FROM case_event WHERE case_id = 1 ORDER BY seq DESC LIMIT 1) WHERE id = 1"""
    )
    assert [finding.what for finding in findings(history)] == ["sealed_events_missing"]


def test_a_case_that_vanished_altogether_is_missed(history: Sealing, connection: Connection) -> None:
    tamper(connection, "DELETE FROM case_event WHERE case_id = 2")
    number = connection.execute('SELECT number FROM "case" WHERE id = 2').fetchone()[0]
    assert findings(history) == [
        Finding(what="sealed_events_missing", case="2", seq=1), Finding(what="case_without_events", case=number),
    ]  # fmt: skip


def test_a_history_rewritten_from_the_start_differs_from_what_was_sealed(history: Sealing, connection: Connection) -> None:
    """With every hash and the head of the case computed anew, only the seal still knows."""
    tamper(connection, "UPDATE case_event SET actor = 'user:9' WHERE case_id = 1 AND seq = 2")
    rehash(connection, 1)
    first_leaf = connection.execute("SELECT min(last_seq) FROM seal_leaf WHERE case_id = 1").fetchone()[0]
    assert (findings(history)[0].what, findings(history)[0].seq) == ("sealed_event_differs", first_leaf)


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        ("""UPDATE seal SET content = jsonb_set(content, '{at}', '"2020-01-01T00:00:00Z"') WHERE number = 1""", "seal_changed"),
        ("UPDATE seal SET signature = set_byte(signature, 5, get_byte(signature, 5) # 1) WHERE number = 1", "seal_forged"),
        ("UPDATE seal_leaf SET first_seq = first_seq + 1 WHERE seal = 1 AND position = 0", "leaves_changed"),
        ("DELETE FROM seal_leaf WHERE seal = 1 AND position = 1", "leaves_changed"),
        ("UPDATE seal SET number = 0 - number; UPDATE seal SET number = number + 3", "seal_missing"),
    ],
)
def test_a_changed_seal_is_named(history: Sealing, connection: Connection, statement: str, found: str) -> None:
    tamper(connection, statement)
    assert found in {finding.what for finding in findings(history)}
    assert 1 in {finding.seal for finding in findings(history)}


def test_a_forger_without_the_key_is_found_out(history: Sealing, connection: Connection) -> None:
    """He rewrites, seals anew and signs with a key of his own, which he also puts into the database."""
    forger = SealKey(Ed25519PrivateKey.generate().private_bytes_raw())
    seal = last_seal(connection)
    content = {**seal.content, "key": forger.id}
    connection.execute("INSERT INTO seal_key VALUES (%s, %s)", (forger.id, forger.public))
    with connection.transaction():
        connection.execute("ALTER TABLE seal DISABLE TRIGGER ALL")
        connection.execute(
            "UPDATE seal SET content = %s::jsonb, hash = sha256(%s), signature = %s WHERE number = 2",
            (canonical(content).decode(), canonical(content), forger.sign(canonical(content))),
        )
        connection.execute("ALTER TABLE seal ENABLE TRIGGER ALL")
    assert findings(history) == [Finding(what="key_unknown", seal=2)]


def test_a_database_rolled_back_as_a_whole_is_known_by_the_copy_outside(history: Sealing, connection: Connection) -> None:
    tamper(connection, "DELETE FROM seal_leaf WHERE seal = 2; DELETE FROM seal WHERE number = 2")
    assert Finding(what="seal_rolled_back", seal=2) in findings(history)


def test_a_seal_made_anew_with_the_stolen_key_differs_from_the_copy(history: Sealing, connection: Connection) -> None:
    tamper(connection, "DELETE FROM seal_leaf WHERE seal = 2; DELETE FROM seal WHERE number = 2; TRUNCATE sealed_case")
    with connection.transaction():
        connection.execute("INSERT INTO sealed_case SELECT case_id, max(last_seq) FROM seal_leaf GROUP BY case_id")
    replace(history, copy=history.copy.with_name("another.jsonl")).seal(now())
    assert findings(history) == [Finding(what="seal_differs_from_copy", seal=2)]


@pytest.mark.parametrize("table", ["seal", "seal_leaf", "seal_key"])
def test_seals_are_append_only(history: Sealing, connection: Connection, table: str) -> None:
    with pytest.raises(psycopg.errors.RestrictViolation):
        connection.execute(f"DELETE FROM {table}")


def test_each_seal_is_checked_with_the_digest_it_names(history: Sealing, connection: Connection) -> None:
    town.start()
    replace(history, digest="sm3").seal(now())
    assert last_seal(connection).content["digest"] == "sm3"
    assert history.verify().broken == 0
    town.start()
    with pytest.raises(UnknownAlgorithm):
        replace(history, digest="md5").seal(now())


def test_seals_of_an_older_key_stay_trusted_by_the_copy(history: Sealing) -> None:
    town.start()
    newer = replace(history, key=SealKey(bytes(32)))
    newer.seal(now())
    assert newer.verify().broken == 0
    assert set(anchor.read(newer.copy).keys) == {history.key.id, newer.key.id}


def test_the_worker_seals_by_itself(history: Sealing) -> None:
    town.start()
    before = sealing.current()
    sealing.use(history)
    try:
        seal_history(0, timestamp=0)
    finally:
        sealing.use(before)
    with connections.take() as connection:
        assert last_seal(connection).number == 3
