"""The requester's own page: promises in words, what one can still say, once."""

from __future__ import annotations

import io
import uuid
from datetime import date, timedelta

from flask import Flask

from engine import now
from tests.support.city import Visitor, registered, task_of, visitor
from tests.support.files import picture
from webapp.casework import runtime
from webapp.database import connections
from webapp.policies import enact


def code_of(number: str) -> str:
    with connections.take() as connection:
        return connection.execute('SELECT query_code FROM "case" WHERE number = %s', (number,)).fetchone()[0]  # type: ignore[index, return-value]


def followed(site: Flask, number: str) -> Visitor:
    return visitor(site).get("/follow").send("/follow", number=number, code=code_of(number))


def accepted(site: Flask) -> str:
    """Number of a request that waits for its dispatch."""
    number = registered(site)
    _, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    return number


def messages(number: str) -> list[tuple[str, dict[str, object]]]:
    """What the requester said that arrived in the case."""
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT e.data->>'name', e.data->'payload' FROM case_event e JOIN "case" c ON c.id = e.case_id
               WHERE c.number = %s AND e.kind = 'MessageReceived' ORDER BY e.seq""",
            (number,),
        ).fetchall()
    return rows  # type: ignore[return-value]


def test_the_promise_is_said_with_its_day(site: Flask) -> None:
    guest = followed(site, registered(site))
    assert "承诺在" in guest.words


def test_the_page_opens_with_number_and_code_only_and_for_an_hour(site: Flask) -> None:
    number, other = registered(site), registered(site)
    assert "查询码" in visitor(site).get(f"/follow/{number}").words
    guest = followed(site, number)
    assert "承诺在" in guest.get(f"/follow/{number}").words
    assert "承诺在" not in guest.get(f"/follow/{other}").words
    with now.at(now.now() + timedelta(minutes=61)):
        assert "承诺在" not in guest.get(f"/follow/{number}").words


def test_a_supplement_reaches_those_who_work_on_it_with_its_words_sealed(site: Flask) -> None:
    number = accepted(site)
    guest = followed(site, number)
    guest.send(f"/follow/{number}/supplement", words="坑在公交站牌旁边，我的电话13800007777")
    assert "已收到" in guest.words
    guest.client.post(f"/follow/{number}/supplement", data=guest.sent)
    said = messages(number)
    assert [name for name, _ in said] == ["supplement_received"]
    assert "13800007777" not in str(said)
    assert "您补充了情况" in guest.get(f"/follow/{number}").words
    words = visitor(site, "dispatch").get(f"/cases/{number}").words
    assert "坑在公交站牌旁边" in words


def test_photos_come_along_and_belong_to_the_case(site: Flask) -> None:
    number = accepted(site)
    guest = followed(site, number)
    token = guest.page.split('name="csrf_token" value="')[1].split('"')[0]
    form = {
        "csrf_token": token,
        "upload": uuid.uuid4().hex,
        "as": "requester",
        "file": (io.BytesIO(picture(exif=True)), "坑.jpg"),
    }
    id = guest.client.post("/attachments", data=form).json["id"]  # type: ignore[index]
    assert guest.client.get(f"/attachments/{id}").status_code == 200
    assert followed(site, registered(site)).client.get(f"/attachments/{id}").status_code == 404
    guest.get(f"/follow/{number}").send(f"/follow/{number}/supplement", words="", files=str(id))
    assert messages(number)[0][1]["files"][0]["attachment"] == id  # type: ignore[index]
    assert f"/attachments/{id}/small" in visitor(site, "dispatch").get(f"/cases/{number}").page


def test_one_chase_a_day_reaches_the_unit(site: Flask) -> None:
    number = accepted(site)
    guest = followed(site, number)
    guest.send(f"/follow/{number}/chase")
    assert "您在等待" in guest.words
    guest.send(f"/follow/{number}/chase")
    assert "不久前已经催过" in guest.words
    assert [name for name, _ in messages(number)] == ["requester_chased"]


def test_a_withdrawal_says_why_and_waits_for_a_call(site: Flask) -> None:
    number = accepted(site)
    guest = followed(site, number)
    assert guest.send(f"/follow/{number}/withdraw", words="").status == 422
    guest.send(f"/follow/{number}/withdraw", words="已经修好了")
    assert "打电话向您核实" in guest.words
    assert [name for name, _ in messages(number)] == ["withdrawal_requested"]


def test_what_is_said_before_anybody_looked_at_the_request_is_not_lost(site: Flask) -> None:
    number = registered(site)
    followed(site, number).send(f"/follow/{number}/supplement", words="还有一个坑")
    with connections.take() as connection:
        kept = connection.execute(
            'SELECT m.name FROM message_in m JOIN "case" c ON c.id = m.case_id WHERE c.number = %s', (number,)
        ).fetchall()
    assert [*kept, *((name,) for name, _ in messages(number))] == [("supplement_received",)]


def test_nobody_speaks_for_a_request_whose_code_he_has_not_shown(site: Flask) -> None:
    number, other = accepted(site), registered(site)
    guest = followed(site, other)
    guest.post(f"/follow/{number}/chase", command_id=uuid.uuid4().hex)
    assert messages(number) == []
    assert guest.get(f"/follow/{other}").post(f"/follow/{other}/evaluate", verdict="satisfied", command_id="x").status == 400


def test_answers_are_shown_only_when_they_were_approved(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    page = visitor(site, "intake").get(f"/tasks/{number}/{task}")
    page.send(f"/tasks/{number}/{task}", decision="answered_directly", told_text="请拨打13811112222咨询，已当场答复。")
    guest = followed(site, number)
    assert "已当场答复" in guest.words
    assert "13811112222" not in guest.page


def test_how_often_one_may_chase_is_policy(site: Flask) -> None:
    number = accepted(site)
    guest = followed(site, number)
    guest.send(f"/follow/{number}/chase")
    with connections.take() as connection:
        complaint = runtime.current(connection).library.newest("complaint")
        enact(connection, complaint, "chase_interval", "1min", effective_from=date(2026, 1, 1), basis="示例")
    with now.at(now.now() + timedelta(minutes=2)):
        guest.get(f"/follow/{number}").send(f"/follow/{number}/chase")
    assert [name for name, _ in messages(number)] == ["requester_chased"] * 2
