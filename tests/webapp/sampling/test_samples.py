"""Samples in the database: drawn from what the auditor may see, worked through once, findings filed as cases."""

from datetime import timedelta

import psycopg
import pytest
from flask import Flask

from engine.now import Traveller, now
from tests.support import judged, town
from webapp.database.connections import Connection
from webapp.models import Case, Sample, SampleItem, db
from webapp.sampling import findings, samples
from webapp.sampling.frames import Frame, candidates


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)
    judged.seed(connection)


def frame() -> Frame:
    day = now().date()
    return Frame(first=day - timedelta(days=1), last=day + timedelta(days=1), closed=False)


def test_a_sample_keeps_what_decided_it_and_is_drawn_again(app: Flask, connection: Connection) -> None:
    for _ in range(12):
        town.start()
    with app.app_context():
        sample = db.session.get(Sample, samples.make(connection, "三月抽查", frame(), "random", 5, town.AUDITOR, seed="s"))
        assert sample is not None
        assert (sample.size, sample.frame_size, sample.weights) == (5, 12, {})
        numbers = list(db.session.scalars(db.select(SampleItem.number).order_by(SampleItem.position)))
        assert samples.repeated(connection, sample, town.AUDITOR) == numbers
    kept = connection.execute("SELECT kind, about ->> 'seed' FROM audit_event ORDER BY seq DESC LIMIT 1").fetchone()
    assert kept == ("sampled", "s")


def test_restricted_cases_are_not_in_the_frame_of_who_is_not_cleared(connection: Connection) -> None:
    open_to_all, restricted = town.start(), town.start(compartment="sensitive")
    seen = {found.number for found in candidates(connection, frame(), town.AUDITOR)}
    cleared = {found.number for found in candidates(connection, frame(), town.cleared(town.AUDITOR, "sensitive"))}
    assert (seen, cleared) == ({open_to_all.number}, {open_to_all.number, restricted.number})


def test_signs_of_risk_add_weight(app: Flask, connection: Connection) -> None:
    plain, late = town.start(), town.start()
    connection.execute(
        """INSERT INTO clearance_entry (case_id, clock, run, unit, unit_path, due_at, listed_at, level, excused)
           VALUES (%s, 'handle', 1, 'mill', '/city/east/mill/', now(), now(), 0, false)""",
        (late.case_id,),
    )
    with app.app_context():
        found = {one.id: one for one in candidates(connection, frame(), town.AUDITOR)}
    assert (found[plain.case_id].signs, found[plain.case_id].weight("risk")) == ((), 1)
    assert (found[late.case_id].signs, found[late.case_id].weight("risk"), found[late.case_id].weight("random")) == (
        ("late",),
        3,
        1,
    )


def test_a_case_is_looked_at_once_and_the_draw_never_changes(app: Flask, connection: Connection) -> None:
    case = town.start()
    with app.app_context():
        sample = samples.make(connection, "抽查", frame(), "risk", 1, town.AUDITOR)
        samples.look_at(connection, sample, case.case_id, "", town.AUDITOR)
        db.session.commit()
        with pytest.raises(samples.LookedAtAlready):
            samples.look_at(connection, sample, case.case_id, "", town.AUDITOR)
    for change in (
        "UPDATE sample SET seed = 'x'",
        "DELETE FROM sample",
        "UPDATE sample_item SET weight = 9",
        "DELETE FROM sample_item",
    ):
        with pytest.raises(psycopg.errors.RestrictViolation):
            connection.execute(change)


def test_whoever_handled_a_case_answers_though_it_has_come_back_to_the_centre(app: Flask, connection: Connection) -> None:
    case = town.start()
    connection.execute("""UPDATE "case" SET unit = 'city' WHERE id = %s""", (case.case_id,))
    assert findings.about(connection, case.case_id).unit == "mill"
    connection.execute("UPDATE work_item SET phase = 'intake', role = 'intake_reviewer' WHERE case_id = %s", (case.case_id,))
    assert findings.about(connection, case.case_id).unit == "city", "nobody has handled it"


def test_a_finding_is_a_case_of_the_unit_linked_to_what_it_is_about(app: Flask, connection: Connection) -> None:
    case = town.start()
    connection.execute("""UPDATE "case" SET unit = 'mill' WHERE id = %s""", (case.case_id,))
    with app.app_context():
        about = findings.about(connection, case.case_id)
        filed = [
            findings.file(connection, about, "没有联系诉求人", rule="handling", severity="high", by=town.AUDITOR, command_id="f")
            for _ in range(2)
        ]
        assert filed[0].case_id == filed[1].case_id
        finding = db.session.get(Case, filed[0].case_id)
        assert finding is not None
        assert "没有联系" not in str(finding.file), "the words are in the vault"
    task = connection.execute("SELECT element, unit, role FROM work_item WHERE case_id = %s", (filed[0].case_id,)).fetchall()
    assert task == [("respond", "mill", "unit_leader")]
    link = connection.execute("SELECT kind, target_id FROM case_link WHERE source_id = %s", (filed[0].case_id,)).fetchone()
    assert link == ("finding_on", case.case_id)


def test_an_empty_frame_says_so(connection: Connection) -> None:
    with pytest.raises(samples.NothingToDraw):
        samples.make(connection, "抽查", frame(), "random", 3, town.AUDITOR)
