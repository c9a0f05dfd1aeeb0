"""The pages: who sees them, what they offer, and what a handler is told whose form became another one meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from engine.commands import MigrateCase
from engine.library import files_of
from tests.support import city
from tests.support.city import registered, task_of, visitor
from webapp.casework import definitions
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import execute
from webapp.config import ROOT, Config
from webapp.database import connections
from webapp.models import db
from webapp.workers.drain import drain


@pytest.fixture(scope="module")
def app(module_database: Config) -> Iterator[Flask]:
    built = city.build(module_database)
    yield built
    with built.app_context():
        db.engine.dispose()


def released(path: str, old: bytes, new: bytes) -> str:
    """A version of the complaint process with another text in one of its files; its id."""
    files = files_of(ROOT / "processes" / "complaint")
    assert old in files[path], old
    with connections.take() as connection:
        return definitions.deploy(connection, {**files, path: files[path].replace(old, new)})[0].id


def test_running_cases_are_moved_from_the_page_of_their_process(app: Flask) -> None:
    number = registered(app)
    target = released("process.bpmn", 'name="质量审核"'.encode(), 'name="答复审核"'.encode())
    releaser = visitor(app, "release")
    assert "/studio/processes/complaint/moves" in releaser.get("/studio/").page
    releaser.get("/studio/processes/complaint/moves").send("/studio/processes/complaint/moves", reason="审核改名")
    drain()
    batch = releaser.get("/studio/processes/complaint/moves")
    address = re.search(r"/studio/moves/\d+", batch.page)
    assert address is not None
    assert "可以换，待办不变" in releaser.get(address[0]).words
    assert number in releaser.words
    releaser.send(f"{address[0]}/start")
    drain()
    assert "已换版" in releaser.get(address[0]).words
    with connections.take() as connection:
        assert connection.execute('SELECT definition FROM "case" WHERE number = %s', (number,)).fetchone() == (target,)
    supervisor = visitor(app, "supervise").get(f"/cases/{number}")
    assert "原因：审核改名" in supervisor.words
    releaser.send(f"{address[0]}/undo", number=number)
    drain()
    assert "已撤销" in releaser.get(address[0]).words
    assert "撤销换版" in supervisor.get(f"/cases/{number}").words


def test_others_read_it_in_the_studio_or_not_at_all(app: Flask) -> None:
    modeller = visitor(app, "model").get("/studio/processes/complaint/moves")
    assert modeller.status == 200
    assert not modeller.has_form("/studio/processes/complaint/moves")
    assert visitor(app, "dispatch").get("/studio/processes/complaint/moves").status == 403


def test_a_form_that_became_another_one_is_said_so_and_keeps_what_was_typed(app: Flask) -> None:
    number = registered(app)
    case_id, task, element = task_of(number)
    assert element == "triage"
    handler = visitor(app, "intake").get(f"/tasks/{number}/{task}")
    target = released("forms/triage.json", b'"label": "', '"label": "（请核实）'.encode())
    execute(MigrateCase(command_id="form", definition=target, reason="换表单"), SYSTEM, case_id=case_id)
    late = handler.send(f"/tasks/{number}/{task}", decision="dispatch")
    assert late.status == 409
    assert "换用了新版本的流程" in late.words
    assert 'value="dispatch" selected' in late.page or re.search(r'value="dispatch"[^>]*checked', late.page)
    done = late.send(f"/tasks/{number}/{task}", **{**late.sent, "version": target})
    assert "换用了新版本的流程" not in done.words


def test_a_supervisor_sends_a_case_back_with_a_reason(app: Flask) -> None:
    number = registered(app)
    visitor(app, "intake").get(f"/tasks/{number}/{task_of(number)[1]}").send(f"/tasks/{number}", decision="dispatch")
    drain()
    assert task_of(number)[2] == "dispatch"
    supervisor = visitor(app, "supervise").get(f"/cases/{number}")
    assert "退回或转到其他环节" in supervisor.words
    ways = supervisor.get(f"/cases/{number}/ways")
    assert "退回到“审核受理”" in ways.words
    assert "取消：派单" in ways.words
    work = task_of(number)[1]
    ways.send(f"/cases/{number}/move", way=f"sent_back:{work}:triage", reason="受理意见写错了")
    assert task_of(number)[2] == "triage"
    assert "退回到“审核受理”重新办理。原因：受理意见写错了" in supervisor.get(f"/cases/{number}").words


def test_nobody_else_is_offered_these_ways(app: Flask) -> None:
    number = registered(app)
    for login in ("dispatch", "intake"):
        page = visitor(app, login).get(f"/cases/{number}")
        assert "退回或转到其他环节" not in page.words
        assert page.get(f"/cases/{number}/ways").status == 403
