"""The demo city shows supervision at several levels, cards, an instruction, and petitions at several stages."""

from engine.now import now
from webapp.database.connections import Connection
from webapp.i18n import LOCALES, has


def column(connection: Connection, query: str) -> set[object]:
    return {row[0] for row in connection.execute(query).fetchall()}


def test_supervision_petitions_and_cards_are_there(city: Connection) -> None:
    levels = column(city, "SELECT (file ->> 'level')::int FROM \"case\" WHERE process = 'supervision' AND closed_at IS NULL")
    assert {1, 2, 3, 4} <= levels
    waiting = column(city, "SELECT element FROM work_item WHERE process = 'supervision' AND state = 'open'")
    assert {"issue_notice", "list_case", "interview", "inspect"} <= waiting
    reasons = column(city, "SELECT channel FROM \"case\" WHERE process = 'supervision'")
    assert {"overdue", "instruction", "media", "refusal"} <= reasons
    assert column(city, "SELECT colour FROM card") == {"yellow", "red"}
    assert column(city, "SELECT element FROM work_item WHERE process = 'petition' AND state = 'open'") >= {
        "register", "assign", "accept", "handle", "review",
    }  # fmt: skip
    assert column(city, "SELECT outcome FROM \"case\" WHERE process = 'petition' AND closed_at IS NOT NULL") == {"handed_over"}
    assert column(city, "SELECT compartment FROM \"case\" WHERE outcome = 'handed_over'") == {"informer"}
    stopped = (
        """SELECT count(*) FROM incident i JOIN "case" c ON c.id = i.case_id WHERE c.process IN ('supervision', 'petition')"""
    )
    assert column(city, stopped) == {0}
    assert column(city, f"SELECT count(*) FROM case_event WHERE at > '{now().isoformat()}'") == {0}


def test_the_auditor_has_begun_and_everything_in_the_log_has_a_name_and_its_turn(city: Connection) -> None:
    begun = city.execute("SELECT count(*), count(looked_at), count(finding_case) FROM sample_item").fetchone()
    assert begun == (8, 2, 1)
    known = {row[0] for row in city.execute("SELECT DISTINCT jsonb_object_keys(about) FROM audit_event").fetchall()}
    named = {key for key in known if all(has(locale, f"audit-about-{key.replace('_', '-')}") for locale in LOCALES)}
    assert known - named <= {"case"}, "the case has a column of its own"
    backwards = "SELECT count(*) FROM audit_event a JOIN audit_event b ON b.seq = a.seq + 1 AND b.at < a.at"
    assert city.execute(backwards).fetchone() == (0,)
