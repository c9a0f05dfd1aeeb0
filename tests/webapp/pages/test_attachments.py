"""Files on pages: who may send and see them, and in what frame they come down."""

from __future__ import annotations

import io
import uuid

from flask import Flask
from werkzeug.test import TestResponse

from tests.support.city import Visitor, registered, visitor
from tests.support.files import ACTIVE_PDF, PDF, picture
from webapp.attachments import attach
from webapp.database import connections


def body(content: bytes, *, name: str = "现场.jpg", **form: str) -> dict[str, object]:
    """A form with a file, as a browser writes it."""
    parts = [f'--edge\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode() for key, value in form.items()]
    head = f'--edge\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: image/jpeg\r\n\r\n'
    whole = b"".join(parts) + head.encode() + content + b"\r\n--edge--\r\n"
    return {"data": whole, "content_type": "multipart/form-data; boundary=edge"}


def sent(person: Visitor, content: bytes, *, name: str = "现场.jpg", **form: str) -> TestResponse:
    """Upload a file as the form's script does."""
    person.get("/inbox")
    form = {"csrf_token": token(person), "upload": uuid.uuid4().hex, **form}
    return person.client.post("/attachments", **body(content, name=name, **form))  # type: ignore[arg-type]


def bound(site: Flask, number: str, content: bytes) -> int:
    """Id of a file of this case, sent by the intake officer."""
    id = sent(visitor(site, "intake"), content, case=number).json["id"]  # type: ignore[index]
    with connections.take() as connection:
        case, file = connection.execute('SELECT id, file FROM "case" WHERE number = %s', (number,)).fetchone()  # type: ignore[misc]
        attach(connection, case, file, [id])  # type: ignore[arg-type]
    return id


def test_an_upload_tells_what_was_kept(site: Flask) -> None:
    answer = sent(visitor(site, "intake"), picture(exif=True))
    assert answer.status_code == 200
    told = answer.json
    assert (told["name"], told["media_type"]) == ("现场.jpg", "image/jpeg")  # type: ignore[index]
    assert told["preview"] == f"/attachments/{told['id']}/small"  # type: ignore[index]


def test_an_upload_is_refused_in_words(site: Flask) -> None:
    answer = sent(visitor(site, "intake"), b"MZ\x00", name="photo.jpg")
    assert answer.status_code == 422
    assert "不收这种文件" in answer.json["error"]  # type: ignore[index]


def test_a_large_file_may_be_sent_where_files_are_taken_and_nowhere_else(site: Flask) -> None:
    person = visitor(site, "intake")
    large = PDF.replace(b"%%EOF", b"%" * 3_000_000 + b"\n%%EOF")
    assert sent(person, large, name="a.pdf").status_code == 200
    assert person.client.post("/language", **body(large)).status_code == 413  # type: ignore[arg-type]


def test_nobody_sends_without_signing_in_or_a_form_token(site: Flask) -> None:
    file = {"upload": uuid.uuid4().hex, "file": (io.BytesIO(PDF), "x.pdf")}
    assert visitor(site, "intake").client.post("/attachments", data=file).status_code == 400
    stranger = visitor(site)
    stranger.get("/follow")
    assert stranger.post("/attachments", upload=uuid.uuid4().hex).status == 403


def test_an_upload_for_a_case_one_may_not_read_is_refused(site: Flask) -> None:
    number = registered(site)
    assert sent(visitor(site, "model"), PDF, case=number).status_code == 404


def test_an_upload_is_seen_by_its_sender_until_its_form_is_sent(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "intake")
    id = sent(person, PDF, case=number).json["id"]  # type: ignore[index]
    assert person.client.get(f"/attachments/{id}").data == PDF
    assert visitor(site, "dispatch").client.get(f"/attachments/{id}").status_code == 404
    assert visitor(site).client.get(f"/attachments/{id}").status_code == 404


def test_a_file_of_a_case_is_seen_by_those_who_work_on_it(site: Flask) -> None:
    id = bound(site, registered(site), PDF)
    assert visitor(site, "dispatch").client.get(f"/attachments/{id}").data == PDF
    assert visitor(site, "model").client.get(f"/attachments/{id}").status_code == 404
    assert visitor(site, "lp101-dispatch").client.get(f"/attachments/{id}").status_code in {200, 404}


def test_whoever_opens_or_takes_away_a_file_of_a_case_stands_in_the_log(site: Flask) -> None:
    id, person = bound(site, registered(site), PDF), visitor(site, "dispatch")
    for address in (f"/attachments/{id}/view", f"/attachments/{id}", f"/attachments/{id}/small"):
        person.client.get(address)
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT about ->> 'how' FROM audit_event WHERE kind = 'file_opened' AND about @> %s::jsonb ORDER BY seq",
            (connections.json({"records": [{"attachment": id}]}),),
        ).fetchall()
    assert rows == [("view",), ("download",)]


def test_files_come_down_in_a_frame_that_can_do_nothing(site: Flask) -> None:
    number = registered(site)
    person = visitor(site, "dispatch")
    for content, shown in ((picture(), "inline"), (PDF, "inline"), (ACTIVE_PDF, "attachment"), (b"words", "attachment")):
        id = bound(site, number, content)
        home, looked = person.client.get(f"/attachments/{id}"), person.client.get(f"/attachments/{id}/view")
        assert home.headers["Content-Disposition"].startswith("attachment; filename=")
        assert looked.headers["Content-Disposition"].startswith(shown)
        for answer in (home, looked):
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
            assert ("sandbox" in answer.headers["Content-Security-Policy"]) is not (content == PDF and answer is looked)


def test_an_auditor_opens_a_file_after_saying_why_and_it_is_written_down(site: Flask) -> None:
    number = registered(site)
    id = bound(site, number, PDF)
    person = visitor(site, "audit").get(f"/cases/{number}")
    assert person.client.get(f"/attachments/{id}").status_code == 404
    before = looks()
    assert "csrf_token" in person.page
    assert person.post(f"/attachments/{id}", reason="").status == 200  # back on the case page
    assert looks() == before
    answer = person.client.post(f"/attachments/{id}", data={"csrf_token": token(person), "reason": "核查投诉处理过程"})
    assert answer.data == PDF
    assert looks() == before + 1


def test_what_a_person_sent_who_asked_for_confidence_needs_a_reason(site: Flask) -> None:
    id = bound(site, registered(site, confidential="true"), PDF)
    assert visitor(site, "dispatch").client.get(f"/attachments/{id}").status_code == 404
    assert visitor(site, "call").client.get(f"/attachments/{id}").data == PDF


def token(person: Visitor) -> str:
    return person.page.split('name="csrf_token" value="')[1].split('"')[0]


def looks() -> int:
    """How often somebody opened a file after saying why."""
    with connections.take() as connection:
        row = connection.execute(
            """SELECT count(*) FROM audit_event WHERE about @> '{"records": [{"class": "file"}]}'"""
        ).fetchone()
    return row[0]  # type: ignore[index, return-value]


def test_photos_go_with_the_first_request_and_stay_with_who_sent_them_and_the_office(site: Flask) -> None:
    guest = visitor(site).get("/request")
    form = {"csrf_token": token(guest), "upload": uuid.uuid4().hex, "as": "filer"}
    id = guest.client.post("/attachments", **body(picture(exif=True), **form)).json["id"]  # type: ignore[arg-type, index]
    assert guest.client.get(f"/attachments/{id}/small").status_code == 200
    assert visitor(site).get(f"/attachments/{id}").status == 404
    guest.get("/request").send(
        "/request", kind="complaint", title="路面塌陷 " + uuid.uuid4().hex[:8],
        statement="昨夜塌了一个坑，照片附后，请尽快处理。", place="lp1010101", files=str(id),
    )  # fmt: skip
    with connections.take() as connection:
        row = connection.execute(
            """SELECT c.number, c.file->'attachments'->0->>'attachment' FROM attachment a JOIN "case" c ON c.id = a.case_id
               WHERE a.id = %s AND a.attached_at IS NOT NULL""",
            (id,),
        ).fetchone()
    assert row
    assert row[1] == str(id)
    assert visitor(site, "intake").client.get(f"/attachments/{id}").status_code == 200
    assert guest.client.get(f"/attachments/{id}").status_code == 200
    assert visitor(site).get(f"/attachments/{id}").status == 404


def test_nobody_uploads_who_has_not_opened_the_form(site: Flask) -> None:
    guest = visitor(site).get("/follow")
    form = {"csrf_token": token(guest), "upload": uuid.uuid4().hex, "as": "filer"}
    assert guest.client.post("/attachments", **body(picture(exif=True), **form)).status_code == 403  # type: ignore[arg-type]


def test_a_number_that_no_row_can_have_is_not_found(site: Flask) -> None:
    person = visitor(site, "dispatch")
    for number in (2**63, 10**30):
        for address in (
            "/attachments/{}",
            "/attachments/{}/small",
            "/knowledge/{}",
            "/organisation/people/{}",
            "/recusals/{}/lift",
        ):
            assert person.client.get(address.format(number)).status_code in {404, 405}, address
    assert visitor(site, "release").client.get(f"/incidents/20260302-000001/{2**31}").status_code == 404
