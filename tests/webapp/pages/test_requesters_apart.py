"""What belongs to one requester is not another's: neither by the key of his form nor by the number of his file."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from flask import Flask

from engine import now
from tests.support.city import Visitor, registered, visitor
from tests.support.files import picture
from tests.webapp.pages.test_attachments import body, token
from tests.webapp.pages.test_public_page import filed
from tests.webapp.pages.test_several_requesters import OTHERS, following
from tests.webapp.pages.test_snap_pages import snap
from webapp.database import connections
from webapp.pages import limits

CODE = r"[2-9A-Z]{4} [2-9A-Z]{4}"


def keys_of(number: str) -> list[str]:
    """What readers of the case, programs and proofs see of the key it was filed with."""
    with connections.take() as connection:
        row: Any = connection.execute(
            """SELECT k.id, c.external_id, c.file->>'external_id' FROM command k JOIN "case" c ON c.id = k.case_id
               WHERE c.number = %s AND k.kind = 'StartCase'""",
            (number,),
        ).fetchone()
    return [part for key in row for part in (key, str(key).rpartition(":")[2])]


def test_the_key_of_a_request_from_outside_opens_it_to_nobody_else(site: Flask) -> None:
    _, number, _ = filed(site)
    for stolen in keys_of(number):
        limits.forget()
        _, other, _ = filed(site, command_id=stolen)
        assert other != number


def test_sending_the_same_form_again_shows_the_same_request(site: Flask) -> None:
    guest, number, _ = filed(site)
    form = guest.sent
    guest.client.post("/request", data=form)
    assert number in guest.get("/request/filed").words


def test_the_key_of_a_snap_opens_it_to_nobody_else(site: Flask) -> None:
    mine = snap(visitor(site))
    found = re.search(rf"(\d{{8}}-\d{{6,}}).*?{CODE}", mine.words)
    assert found
    for stolen in keys_of(found[1]):
        limits.forget()
        assert found[1] not in snap(visitor(site), command_id=stolen).words


def test_an_hour_after_filing_the_code_is_shown_no_more(site: Flask) -> None:
    guest, _, _ = filed(site)
    with now.at(now.now() + timedelta(minutes=61)):
        assert guest.get("/request/filed").status == 404


def test_a_photo_of_one_requester_is_not_shown_to_another(site: Flask) -> None:
    number = registered(site, **OTHERS)
    second, third = following(site, number, 2), following(site, number, 3)
    id = uploaded(second, number)
    assert second.client.get(f"/attachments/{id}").status_code == 200
    assert third.client.get(f"/attachments/{id}").status_code == 404
    third.get(f"/follow/{number}").send(f"/follow/{number}/supplement", words="我也有照片", files=str(id))
    second.get(f"/follow/{number}").send(f"/follow/{number}/supplement", words="照片在这里", files=str(id))
    assert second.client.get(f"/attachments/{id}").status_code == 200
    assert third.client.get(f"/attachments/{id}").status_code == 404


def test_what_another_requester_sends_is_sealed_with_his_own_key(site: Flask) -> None:
    number = registered(site, **OTHERS)
    second = following(site, number, 2)
    id = uploaded(second, number)
    second.get(f"/follow/{number}").send(f"/follow/{number}/supplement", words="照片在这里", files=str(id))
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT a.party_id = r.party_id FROM attachment a, "case" c, party_record r
               WHERE a.id = %s AND c.number = %s AND r.id = (c.file->'co_requesters'->0->'phone'->>'vault')::int""",
            (id, number),
        ).fetchall()
    assert rows == [(True,)]


def test_who_looks_up_the_code_of_a_request_he_did_not_take_down_stands_in_the_log(site: Flask) -> None:
    number = registered(site)
    assert visitor(site, "call2").get(f"/intake/registered/{number}").status == 200
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT u.login FROM audit_event e JOIN "case" c ON e.about->'case' = to_jsonb(c.id)
               JOIN "user" u ON e.actor = 'user:' || u.id WHERE e.kind = 'code_shown' AND c.number = %s""",
            (number,),
        ).fetchall()
    assert rows == [("call2",)]


def uploaded(person: Visitor, number: str) -> int:
    """Id of a photo that this requester has just chosen on his page."""
    form = {"csrf_token": token(person), "upload": "photo-of-mine", "as": "requester", "case": number}
    answer = person.client.post("/attachments", **body(picture(), **form))  # type: ignore[arg-type]
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return int(answer.json["id"])  # type: ignore[index]
