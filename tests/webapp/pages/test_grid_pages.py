"""The phone of a grid: report, accept, resolve, verify, check; sent again it is the same; for others it does not exist."""

from __future__ import annotations

import io
import json
import re
import uuid
from typing import Any

import pytest
from flask import Flask
from lxml import html as parser
from PIL import Image

from tests.support.city import Visitor, task_of, visitor
from webapp.database import connections
from webapp.workers.drain import run_waiting_jobs

JSON = {"Accept": "application/json"}


@pytest.fixture
def worker(site: Flask) -> Visitor:
    return visitor(site, "lp10101-gw")


def picture(colour: str = "gray") -> io.BytesIO:
    held = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(held, "JPEG")
    held.seek(0)
    return held


def token(who: Visitor) -> str:
    return who.client.get("/grid/session").get_json()["csrf"]


def photo(who: Visitor, key: str | None = None, case: str = "") -> int:
    answer = who.client.post(
        "/attachments", headers={**JSON, "X-CSRFToken": token(who)},
        data={"file": (picture(), "a.jpg"), "upload": key or uuid.uuid4().hex, "case": case},
    )  # fmt: skip
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.get_json()["id"]


def post(who: Visitor, address: str, **typed: Any) -> tuple[int, dict[str, Any]]:
    """As the outbox sends it: (status, what was said)."""
    answer = who.client.post(address, data=typed, headers={**JSON, "X-CSRFToken": token(who)})
    return answer.status_code, json.loads(answer.get_data(as_text=True))


def report(who: Visitor, **changes: Any) -> str:
    """Number of a new event in the first grid."""
    told = {"command_id": uuid.uuid4().hex, "category": "urban.cleaning.rubbish", "place": "lp1010101", "origin": "worker"}
    status, said = post(who, "/grid/report", **{**told, **changes})
    assert status == 200, said
    return said["number"]


def open_tasks(number: str) -> dict[str, int]:
    """Element -> task."""
    with connections.take() as connection:
        rows = connection.execute(
            "SELECT element, task FROM work_item WHERE number = %s AND state = 'open'", (number,)
        ).fetchall()
    return dict(rows)


def outcome(number: str) -> str | None:
    with connections.take() as connection:
        (found,) = connection.execute('SELECT outcome FROM "case" WHERE number = %s', (number,)).fetchone()
    return found


def accept(who: Visitor, number: str, role: str, task: int | None = None) -> tuple[int, dict[str, Any]]:
    task = task or open_tasks(number)[f"accept_{role}"]
    return post(who, f"/grid/calls/{number}/{task}", command_id=uuid.uuid4().hex)


def resolve(who: Visitor, number: str, element: str, **changes: Any) -> tuple[int, dict[str, Any]]:
    typed = {
        "result": "resolved", "photo_before": photo(who, case=number), "photo_after": photo(who, case=number),
        "closing": "rubbish", "closing_met": "true", "command_id": uuid.uuid4().hex, **changes,
    }  # fmt: skip
    return post(who, f"/grid/tasks/{number}/{open_tasks(number)[element]}", **typed)


def test_a_report_calls_all_four_and_each_sees_a_button(site: Flask, worker: Visitor) -> None:
    number = report(worker, photos=photo(worker))
    assert set(open_tasks(number)) == {"accept_worker", "accept_police", "accept_cm", "accept_cleaner"}
    for login in ("lp10101-gw", "lp10101-police", "lp10101-cm", "lp10101-cleaner"):
        page = visitor(site, login).get("/grid")
        assert number in page.words
        assert page.has_form(f"/grid/calls/{number}/")


def test_accepting_is_claiming_the_work_and_the_others_lose_the_button(site: Flask, worker: Visitor) -> None:
    number = report(worker)
    cleaner, police = visitor(site, "lp10101-cleaner"), visitor(site, "lp10101-police")
    late = open_tasks(number)["accept_police"]
    status, said = accept(cleaner, number, "cleaner")
    assert (status, list(open_tasks(number))) == (200, ["resolve_cleaner"])
    assert cleaner.get(said["place"]).status == 200
    assert number not in police.get("/grid").words
    status, said = accept(police, number, "police", late)
    with connections.take() as connection:
        (name,) = connection.execute("SELECT name FROM \"user\" WHERE login = 'lp10101-cleaner'").fetchone()
    assert status == 409
    assert name in said["words"]


def test_an_event_is_settled_with_photos_and_checked_by_somebody_else(site: Flask, worker: Visitor) -> None:
    number = report(worker)
    accept(worker, number, "worker")
    assert resolve(worker, number, "resolve_worker")[0] == 200
    checks = open_tasks(number)
    assert list(checks) == ["check"]
    typed = {"result": "passed", "closing": "rubbish", "closing_met": "true", "command_id": uuid.uuid4().hex}
    status, _ = post(worker, f"/grid/tasks/{number}/{checks['check']}", photo=photo(worker, case=number), **typed)
    assert status == 409  # who did it does not say that it is done
    key = "{}-{}".format(*task_of(number)[:2])
    worker.get("/inbox?list=queue").post("/inbox/bulk", action="claim", task=[key], query="list=queue")
    assert "须由另一人复核" in worker.words  # said before it is tried
    clerk = visitor(site, "lp10101-clerk")
    status, _ = post(clerk, f"/grid/tasks/{number}/{checks['check']}", photo=photo(clerk, case=number), **typed)
    assert (status, outcome(number)) == (200, "resolved_in_grid")
    for page in (f"/cases/{number}", f"/cases/{number}/replay"):
        assert clerk.get(page).status == 200, page  # with the photos among the answers


def test_without_a_photo_afterwards_nothing_is_settled(worker: Visitor) -> None:
    number = report(worker)
    accept(worker, number, "worker")
    status, said = resolve(worker, number, "resolve_worker", photo_after="")
    assert (status, list(said["wrong"])) == (422, ["photo_after"])
    status, said = resolve(worker, number, "resolve_worker", closing_met="")
    assert (status, list(said["wrong"])) == (422, ["closing_met"])
    assert list(open_tasks(number)) == ["resolve_worker"]


def test_what_one_can_put_right_at_once_is_ones_own_task(worker: Visitor) -> None:
    number = report(worker, on_the_spot="true", photos=photo(worker))
    assert list(open_tasks(number)) == ["resolve_on_spot"]
    assert resolve(worker, number, "resolve_on_spot")[0] == 200
    assert outcome(number) == "resolved_in_grid"


def test_the_same_report_sent_again_is_one_case_with_one_photo(worker: Visitor) -> None:
    key, upload = uuid.uuid4().hex, uuid.uuid4().hex
    shots = [photo(worker, upload), photo(worker, upload)]
    numbers = {report(worker, command_id=key, statement="巷口一堆垃圾", photos=shot) for shot in shots}
    assert len(numbers) == len(set(shots)) == 1
    with connections.take() as connection:
        counted = connection.execute(
            """SELECT (SELECT count(*) FROM "case" WHERE external_id LIKE %(key)s),
                      (SELECT count(*) FROM attachment a JOIN "case" c ON c.id = a.case_id WHERE c.number = %(number)s)""",
            {"key": f"%{key}", "number": numbers.pop()},
        ).fetchone()
    assert counted == (1, 1)


def test_the_same_answer_sent_again_changes_nothing(worker: Visitor) -> None:
    number = report(worker)
    accept(worker, number, "worker")
    task = open_tasks(number)["resolve_worker"]
    typed = {
        "result": "resolved", "photo_before": photo(worker, case=number), "photo_after": photo(worker, case=number),
        "closing": "rubbish", "closing_met": "true", "command_id": uuid.uuid4().hex,
    }  # fmt: skip
    assert [post(worker, f"/grid/tasks/{number}/{task}", **typed)[0] for _ in range(2)] == [200, 200]
    assert list(open_tasks(number)) == ["check"]


def test_nobody_reports_under_the_key_of_somebody_else(site: Flask, worker: Visitor) -> None:
    key = uuid.uuid4().hex
    assert report(worker, command_id=key) != report(visitor(site, "lp10101-cm"), command_id=key)


def test_only_own_grids_and_known_categories_are_reported(worker: Visitor) -> None:
    told = {"command_id": uuid.uuid4().hex, "category": "urban.cleaning.rubbish", "origin": "worker", "place": "lp2010101"}
    assert list(post(worker, "/grid/report", **told)[1]["wrong"]) == ["place"]
    told |= {"place": "lp1010101", "category": "nothing.at.all"}
    assert list(post(worker, "/grid/report", **told)[1]["wrong"]) == ["category"]


def test_a_leader_promotes_what_the_group_says_and_a_worker_verifies_it(site: Flask, worker: Visitor) -> None:
    number = report(visitor(site, "lp10101-leader"), origin="virtual_grid", category="environment.noise.living")
    task = open_tasks(number)["verify"]
    page = worker.get(f"/grid/tasks/{number}/{task}")
    assert "噪声纠纷：现场可闻" in page.words  # the filing condition of this category
    status, _ = post(
        worker, f"/grid/tasks/{number}/{task}", result="not_found", photo=photo(worker, case=number), command_id=uuid.uuid4().hex
    )
    assert (status, outcome(number)) == (200, "not_confirmed")


def test_what_a_citizen_typed_is_sealed(worker: Visitor) -> None:
    number = report(worker, statement="王小明家门口有垃圾")
    with connections.take() as connection:
        (file,) = connection.execute('SELECT file FROM "case" WHERE number = %s', (number,)).fetchone()
    assert file["statement"].keys() == {"vault", "class"}
    assert "王小明" not in json.dumps(file, ensure_ascii=False)


def test_the_page_works_without_scripts(worker: Visitor) -> None:
    page = worker.get("/grid/report")
    page.send("/grid/report", category="urban.trading.stall", place="lp1010102", origin="worker")
    number = re.search(r"\d{8}-\d{6,}", page.words)
    assert page.status == 200
    assert number
    assert open_tasks(number[0])


@pytest.mark.parametrize("login", ["call", "lp-roads-clerk", "mayor"])
def test_others_have_no_phone_of_a_grid(site: Flask, login: str) -> None:
    someone = visitor(site, login)
    assert someone.get("/grid").status == 403
    assert "/grid" not in someone.get("/inbox").page


def test_an_event_of_another_community_does_not_exist(site: Flask, worker: Visitor) -> None:
    number = report(worker)
    stranger = visitor(site, "lp20101-gw")
    assert stranger.get(f"/grid/tasks/{number}/{open_tasks(number)['accept_worker']}").status == 404


def test_what_the_phone_keeps_names_nobody(site: Flask, worker: Visitor) -> None:
    report(worker, statement="只有本人知道的话")
    with connections.take() as connection:
        (name,) = connection.execute("SELECT name FROM \"user\" WHERE login = 'lp10101-gw'").fetchone()
    kept = worker.get("/grid/offline")
    assert kept.status == 200
    assert not [word for word in (name, "csrf", "海晏") if word in kept.page]
    assert site.test_client().get("/grid/offline").status_code == 200
    assert site.test_client().get("/grid/session").status_code == 401


def test_the_worker_of_the_page_may_serve_the_whole_folder_and_is_asked_for_anew(worker: Visitor) -> None:
    answer = worker.get("/grid/worker.js")
    if answer.status == 404:
        pytest.skip("the assets are not built (make setup)")
    assert answer.headers["Service-Worker-Allowed"] == "/grid"
    assert answer.headers["Cache-Control"] == "no-cache"
    kept = json.loads(re.match(r"self\.KEPT = (\[.*?\]);", answer.page)[1])
    assert kept[0] == "/grid/offline"
    assert any("/grid-" in file and file.endswith(".js") for file in kept)


def test_every_target_of_the_page_says_what_it_is(worker: Visitor) -> None:
    number = report(worker)
    for address in ("/grid", "/grid/report", f"/grid/tasks/{number}/{open_tasks(number)['accept_worker']}"):
        root = parser.fromstring(worker.get(address).page)
        for control in root.xpath("//input[not(@type='hidden')] | //select | //textarea"):
            named = (
                control.get("aria-label")
                or control.getparent().tag == "label"
                or root.xpath(f"//label[@for='{control.get('id')}']")
            )
            assert named, parser.tostring(control)


def snap(citizen: Visitor, **changes: Any) -> Visitor:
    """Somebody without an account sends a photo."""
    citizen.get("/snap")
    told = {"category": "urban.cleaning.rubbish", "place": "lp1010103", "photo": (picture(), "snap.jpg"), **changes}
    return citizen.send("/snap", **told)


def test_a_citizens_snap_is_verified_before_anybody_is_called(site: Flask, worker: Visitor) -> None:
    told = snap(visitor(site), phone="13800001111", statement="垃圾一周没清了")
    number = re.search(r"\d{8}-\d{6,}", told.words)
    assert number
    assert list(open_tasks(number[0])) == ["verify"]
    assert number[0] in worker.get("/grid").words
    with connections.take() as connection:
        file, photos = connection.execute(
            'SELECT c.file, count(a.id) FROM "case" c JOIN attachment a ON a.case_id = c.id WHERE c.number = %s GROUP BY c.id',
            (number[0],),
        ).fetchone()
    assert photos == 1
    assert file["origin"] == "snap"
    assert "13800001111" not in json.dumps(file)


def test_a_snap_without_a_photo_or_with_something_else_is_refused(site: Flask) -> None:
    citizen = visitor(site)
    assert snap(citizen, photo="").status == 422
    assert snap(citizen, photo=(io.BytesIO(b"<svg onload=alert(1)>"), "a.svg")).status == 422


def test_a_snap_sent_twice_is_one_event(site: Flask) -> None:
    citizen = visitor(site)
    first = re.search(r"\d{8}-\d{6,}", snap(citizen, command_id="snap-sent-twice-1").words)
    second = re.search(r"\d{8}-\d{6,}", snap(citizen, command_id="snap-sent-twice-1").words)
    assert first
    assert second
    assert first[0] == second[0]


def code_of(number: str) -> str:
    with connections.take() as connection:
        (code,) = connection.execute('SELECT query_code FROM "case" WHERE number = %s', (number,)).fetchone()
    return code


def test_a_snap_is_followed_by_number_and_code_into_the_loop(site: Flask) -> None:
    citizen = visitor(site)
    here = re.search(r"\d{8}-\d{6,}", snap(citizen).words)[0]
    citizen.get("/follow").send("/follow", number=here, code=code_of(here))
    assert citizen.status == 200
    assert here in citizen.words
    assert not citizen.has_form(f"/follow/{here}/")  # a grid takes no supplements: it is there in minutes

    passed_on = re.search(r"\d{8}-\d{6,}", snap(citizen, category="roads.surface.manhole", place="lp1010101").words)[0]
    task = open_tasks(passed_on)["verify"]
    gw = visitor(site, "lp10101-gw")
    typed = {"result": "confirmed", "filing": "cover", "filing_met": "true", "command_id": uuid.uuid4().hex}
    assert post(gw, f"/grid/tasks/{passed_on}/{task}", photo=photo(gw, case=passed_on), **typed)[0] == 200
    assert outcome(passed_on) == "escalated_to_loop"
    run_waiting_jobs()
    citizen.get("/follow").send("/follow", number=passed_on, code=code_of(passed_on))
    assert passed_on not in citizen.words
    assert "井盖缺失" in citizen.words
