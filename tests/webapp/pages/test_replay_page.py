"""The replay of a case: every moment of it, for those who may read the case, the same as the command line says."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from flask import Flask, g

from engine.now import at, now
from tests.support.city import registered, task_of, visitor
from webapp.attach import attach
from webapp.cli import main
from webapp.config import Config
from webapp.database import connections
from webapp.demo.playing import person
from webapp.i18n import LOCALES, has
from webapp.organisation.change import changing
from webapp.pages.replay.filed import Words
from webapp.pages.replay.strip import CLOCKS
from webapp.tables import register, standing
from webapp.tables.checking import alone_of


@pytest.fixture(scope="module")
def number(site: Flask) -> str:
    """A request that was registered and accepted."""
    number = registered(site)
    _, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    return number


def last(number: str) -> int:
    with connections.take() as connection:
        row = connection.execute('SELECT version FROM "case" WHERE number = %s', (number,)).fetchone()
    return int(row[0])


def test_every_moment_is_told_in_words_with_the_diagram_of_its_version(site: Flask, number: str) -> None:
    person = visitor(site, "audit")
    for seq in range(1, last(number) + 1):
        person.get(f"/cases/{number}/replay/moment?at={seq}")
        assert person.status == 200
        assert f"第 {seq} 条记录" in person.words
    assert person.get(f"/cases/{number}/replay/diagram.bpmn?at=1").page.startswith("<?xml")


def test_the_page_tells_the_same_as_the_command_line(
    site: Flask, number: str, module_database: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIHUAN_DATABASE_URL", module_database.database_url or "")
    monkeypatch.setenv("BIHUAN_DATA_DIR", str(module_database.data_dir))
    for seq in (1, last(number) // 2, last(number)):
        attach(module_database)  # the command line has attached this process anew
        page = json.loads(visitor(site, "audit").get(f"/cases/{number}/replay/moment.json?at={seq}").page)
        told = CliRunner().invoke(main, ["cases", "replay", number, "--at", str(seq), "--json"])
        assert told.exit_code == 0, told.output
        assert page == json.loads(told.output)
        assert page["seq"] == seq
    attach(module_database)


def test_personal_data_stays_masked_in_the_past(site: Flask, number: str) -> None:
    page = visitor(site, "audit").get(f"/cases/{number}/replay?at={last(number)}").page
    assert "13800001234" not in page
    assert "王小明" not in page
    assert "王*明" in page


def test_whoever_may_not_read_the_case_sees_no_replay(site: Flask, number: str) -> None:
    for address in ("replay", "replay/moment?at=1", "replay/moment.json?at=1", "replay/diagram.bpmn?at=1"):
        assert visitor(site, "lp2-dispatch").get(f"/cases/{number}/{address}").status == 404
    assert visitor(site, "call").get(f"/cases/{number}/replay").status == 200


def test_who_could_see_the_case_is_for_those_who_audit(site: Flask, number: str) -> None:
    assert "当时谁能看到" in visitor(site, "audit").get(f"/cases/{number}/replay").words
    assert "当时谁能看到" not in visitor(site, "call").get(f"/cases/{number}/replay").words
    assert visitor(site, "call").get(f"/cases/{number}/replay/moment.json?at=1").status == 404


def test_a_decision_shows_the_row_that_matched(site: Flask, number: str) -> None:
    with connections.take() as connection:
        row = connection.execute(
            """SELECT e.seq, e.data FROM case_event e JOIN "case" c ON c.id = e.case_id
               WHERE c.number = %s AND e.kind = 'DecisionTaken' AND e.data ->> 'rules' <> '[]' ORDER BY seq LIMIT 1""",
            (number,),
        ).fetchone()
    words = visitor(site, "audit").get(f"/cases/{number}/replay/moment?at={row[0]}").words
    assert "行" in words
    assert "命中规则" not in words  # the row itself, not its id


def test_a_decision_shows_the_row_of_the_published_table_that_decided(site: Flask) -> None:
    with at(now() - timedelta(minutes=5)), connections.take() as connection:
        changed = alone_of(standing.files_of(connection, "complaint") or {}, "sla").replace('"5wd"', '"9wd"')
        day, by, other = register.today(), person("model").user_id or 0, person("review").user_id or 0
        made = register.propose(connection, "complaint", "sla", changed, effective_from=day, basis="市政府办12号", by=by)
        register.approve(connection, made.id, by=other)
    number = registered(site)
    with connections.take() as connection:
        row = connection.execute(
            """SELECT e.seq FROM case_event e JOIN "case" c ON c.id = e.case_id
               WHERE c.number = %s AND e.kind = 'DecisionTaken' AND e.data -> 'dated' ? 'sla' ORDER BY seq LIMIT 1""",
            (number,),
        ).fetchone()
    told = visitor(site, "audit").get(f"/cases/{number}/replay/moment?at={row[0]}").words
    assert ('"9wd"' in told, '"5wd"' in told) == (True, False)


@pytest.mark.parametrize(("locale", "words"), [("zh_CN", "已办"), ("en", "Done")])
def test_answers_kept_in_a_list_are_told_as_their_form_tells_them(site: Flask, number: str, locale: str, words: str) -> None:
    with connections.take() as connection:
        (identity,) = connection.execute('SELECT definition FROM "case" WHERE number = %s', (number,)).fetchone() or ()
    with site.test_request_context():
        g.locale = locale
        (told,) = Words({}, str(identity)).told([{"co_unit": "x", "result": "done"}])
    assert words in told.values()


@pytest.mark.parametrize("asked", ["0", "-1", "x", "99999999999999", "2020-01-01T00:00:00", ""])
def test_a_strange_moment_is_answered_with_a_moment_or_not_found(site: Flask, number: str, asked: str) -> None:
    assert visitor(site, "audit").get(f"/cases/{number}/replay/moment?at={asked}").status in (200, 404)


def test_a_moment_by_its_time_is_the_last_event_until_then(site: Flask, number: str) -> None:
    person = visitor(site, "audit").get(f"/cases/{number}/replay/moment.json?at=2999-01-01T00:00:00")
    assert json.loads(person.page)["seq"] == last(number)


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_of_intervention_has_words(locale: str) -> None:
    from webapp.casework.interventions import KINDS, MERGING

    kinds = {*KINDS.values(), *MERGING.values()}
    assert kinds >= set(CLOCKS)
    assert [kind for kind in kinds if not has(locale, f"intervention-{kind.replace('_', '-')}")] == []


def test_the_diagram_in_words_shows_where_the_case_stood_then(site: Flask, number: str) -> None:
    person, before = visitor(site, "audit", locale="en"), visitor(site, "audit").get(f"/cases/{number}/replay").page
    assert f"/cases/{number}/replay/outline?part=&amp;at=" in before
    then = [person.get(f"/cases/{number}/replay/outline?at={seq}").page for seq in (1, 8, last(number))]
    assert person.status == 200
    assert len({page.count("tag good") for page in then}) == 3, "more is done from moment to moment"
    assert person.get(f"/cases/{number}/replay/outline?part&at=8").page.count("<html") == 0


def test_results_of_a_decision_have_their_names(site: Flask, number: str) -> None:
    words = visitor(site, "audit").get(f"/cases/{number}/replay?at=5").words
    assert "受理 1 个工作日" in words[words.index("结论：") :][:80]


def test_people_bear_the_names_they_had_then(site: Flask, number: str) -> None:
    with connections.take() as connection, changing(connection, "user:1", "更名"):
        connection.execute("""UPDATE "user" SET name = '傅新' WHERE login = 'dpo'""")
    words = visitor(site, "audit").get(f"/cases/{number}/replay?at=3").words
    assert "傅望舒" in words[words.index("当时谁能看到") :]
    assert "傅新" not in words
