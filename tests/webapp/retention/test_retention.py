"""What is kept long enough goes, what is held or still needed stays, and the histories verify all the same."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import psycopg
import pytest

from engine.commands import CancelCase
from engine.now import Traveller
from tests.support import town
from webapp import vault
from webapp.attachments.opening import content_of
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.database.connections import Connection
from webapp.retention import holds, ledger, rules
from webapp.retention.disposing import again, dispose
from webapp.retention.rules import Rule, cutoff

YEARS = timedelta(days=366)


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> Iterator[None]:
    town.build(connection)
    yield
    ledger.path().unlink(missing_ok=True)


def request_of(connection: Connection, party: int) -> int:
    """A case whose requester is this person; its id."""
    name = vault.current().seal(connection, party, {"name": "王小明"})["name"]
    return town.start(SYSTEM, requester={"name": name}).case_id


def close(case: int) -> None:
    execute(CancelCase(command_id=f"end:{case}", reason="over"), SYSTEM, case_id=case)


def is_erased(connection: Connection, party: int) -> bool:
    row = connection.execute("SELECT erased_at IS NOT NULL FROM party WHERE id = %s", (party,)).fetchone()
    return row == (True,)


def test_a_person_goes_when_all_their_cases_are_closed_long_enough(connection: Connection, clock: Traveller) -> None:
    person = vault.current().enrol(connection)
    first, second = request_of(connection, person), request_of(connection, person)
    close(first)
    clock.move(5 * YEARS)
    assert dispose(connection)["personal"] == 0, "the other case is open"
    close(second)
    clock.move(4 * YEARS)
    assert dispose(connection)["personal"] == 0, "the other case is too young"
    clock.move(YEARS)
    assert (dispose(connection)["personal"], is_erased(connection, person)) == (1, True)
    assert dispose(connection)["personal"] == 0, "once is enough"
    logged = connection.execute("SELECT about -> 'persons' FROM audit_event WHERE kind = 'disposed'").fetchall()
    assert logged == [([person],)]


def test_a_hold_keeps_the_people_of_its_case_until_it_is_lifted(connection: Connection, clock: Traveller) -> None:
    person = vault.current().enrol(connection)
    case = request_of(connection, person)
    close(case)
    holds.put(connection, case, "行政诉讼", town.AUDITOR)
    with pytest.raises(holds.HeldAlready):
        holds.put(connection, case, "再来一次", town.AUDITOR)
    clock.move(6 * YEARS)
    assert (dispose(connection)["personal"], is_erased(connection, person)) == (0, False)
    (hold,) = connection.execute("SELECT id FROM legal_hold").fetchone()
    holds.lift(connection, hold, "诉讼已结", town.AUDITOR)
    with pytest.raises(holds.NoSuchHold):
        holds.lift(connection, hold, "诉讼已结", town.AUDITOR)
    assert (dispose(connection)["personal"], is_erased(connection, person)) == (1, True)
    kinds = [row[0] for row in connection.execute("SELECT kind FROM audit_event ORDER BY seq").fetchall()]
    assert [kind for kind in kinds if kind != "unmasked"] == ["hold_set", "hold_lifted", "disposed"]


def test_contents_of_files_go_and_their_hash_stays(connection: Connection, clock: Traveller) -> None:
    keeper, person = vault.current(), vault.current().enrol(connection)
    case = request_of(connection, person)
    close(case)
    name = keeper.seal(connection, person, {"file_name": "照片.jpg"})["file_name"]["vault"]
    sealed = keeper.seal_file(connection, person, b"picture")
    (file,) = connection.execute(
        """INSERT INTO attachment
               (case_id, party_id, name_record_id, media_type, size, sha256, sealed, added_at, added_by, upload)
           VALUES (%s, %s, %s, 'image/jpeg', 7, 'hash', %s, now(), 'user:1', 'u') RETURNING id""",
        (case, person, name, sealed),
    ).fetchone()
    assert content_of(connection, file) == b"picture"
    clock.move(3 * YEARS)
    assert dispose(connection)["attachment"] == 1
    with pytest.raises(vault.Erased):
        content_of(connection, file)
    assert connection.execute("SELECT sha256, octet_length(sealed) FROM attachment").fetchone() == (b"hash", 0)


def test_a_rule_counts_from_its_day_and_never_in_hindsight(connection: Connection, clock: Traveller) -> None:
    def months() -> int | None:
        return next(rule.months for rule in rules.in_force(connection, clock.moment) if rule.data_class == "personal")

    today = clock.moment.date()
    rules.decide(
        connection,
        Rule(data_class="personal", months=None, basis="档案馆要求", effective_from=today + timedelta(days=10)),
        town.AUDITOR,
    )
    assert months() == 60
    clock.move(timedelta(days=11))
    assert months() is None
    assert "personal" not in dispose(connection)
    for wrong in (
        Rule(data_class="personal", months=12, basis="x", effective_from=today),
        Rule(data_class="histories", months=12, basis="x", effective_from=date(2099, 1, 1)),
        Rule(data_class="personal", months=0, basis="x", effective_from=date(2099, 1, 1)),
        Rule(data_class="personal", months=12, basis=" ", effective_from=date(2099, 1, 1)),
    ):
        with pytest.raises(ValueError, match="Rule"):
            rules.decide(connection, wrong, town.AUDITOR)


@pytest.mark.parametrize(
    ("at", "months", "then"),
    [
        ((2026, 3, 31), 1, (2026, 2, 28)),
        ((2024, 3, 31), 1, (2024, 2, 29)),
        ((2026, 1, 15), 12, (2025, 1, 15)),
        ((2026, 1, 1), 1, (2025, 12, 1)),
    ],
)
def test_months_are_those_of_the_calendar(at: tuple[int, int, int], months: int, then: tuple[int, int, int]) -> None:
    assert cutoff(datetime(*at, tzinfo=UTC), months) == datetime(*then, tzinfo=UTC)


def test_rules_holds_and_log_do_not_change(connection: Connection, clock: Traveller) -> None:
    case = town.start().case_id
    holds.put(connection, case, "行政诉讼", town.AUDITOR)
    dispose(connection)
    for change in (
        "DELETE FROM legal_hold",
        "UPDATE legal_hold SET reason = 'x'",
        "DELETE FROM disposal",
        "DELETE FROM retention_rule",
    ):
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute(change)


def test_what_a_restored_backup_brings_back_goes_again_but_nobody_else_does(connection: Connection, clock: Traveller) -> None:
    gone, kept = vault.current().enrol(connection), vault.current().enrol(connection)
    for person in (gone, kept):
        close(request_of(connection, person))
    connection.execute("CREATE TEMP TABLE backup_party AS SELECT * FROM party")
    connection.execute("CREATE TEMP TABLE backup_record AS SELECT * FROM party_record")
    clock.move(6 * YEARS)
    assert dispose(connection)["personal"] == 2
    connection.execute(
        """UPDATE party p SET wrapped_key = b.wrapped_key, erased_at = NULL,
           created_at = p.created_at + CASE WHEN p.id = %s THEN interval '1 day' ELSE interval '0' END
           FROM backup_party b WHERE b.id = p.id""",
        (kept,),
    )
    connection.execute("INSERT INTO party_record OVERRIDING SYSTEM VALUE SELECT * FROM backup_record")
    assert not is_erased(connection, gone)
    assert again(connection) == {"personal": 1}
    assert (is_erased(connection, gone), is_erased(connection, kept)) == (True, False), "the other one is somebody else"
    assert again(connection) == {"personal": 0}
    row = connection.execute(
        "SELECT about -> 'again' FROM audit_event WHERE kind = 'disposed' ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    assert row == (True,)


def test_what_a_hold_keeps_stays_even_when_it_was_disposed_of_before(connection: Connection, clock: Traveller) -> None:
    person = vault.current().enrol(connection)
    case = request_of(connection, person)
    close(case)
    key = connection.execute("SELECT wrapped_key FROM party WHERE id = %s", (person,)).fetchone()
    records = connection.execute("SELECT id, kind, sealed FROM party_record WHERE party_id = %s", (person,)).fetchall()
    clock.move(6 * YEARS)
    dispose(connection)
    connection.execute("UPDATE party SET wrapped_key = %s, erased_at = NULL WHERE id = %s", (key[0], person))
    for row in records:
        connection.execute(
            "INSERT INTO party_record (id, party_id, kind, sealed) OVERRIDING SYSTEM VALUE VALUES (%s, %s, %s, %s)",
            (row[0], person, *row[1:]),
        )
    holds.put(connection, case, "行政诉讼", town.AUDITOR)
    assert again(connection) == {"personal": 0}
