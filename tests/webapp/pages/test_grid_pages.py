"""The phone of a grid: report, accept, resolve, verify, check; sent again it is the same; for others it does not exist."""

from __future__ import annotations

import json
import re
import uuid

import pytest
from flask import Flask
from lxml import html as parser

from tests.support.city import Visitor, task_of, visitor
from tests.support.grid_phone import accept, open_tasks, outcome, photo, post, report, resolve
from webapp.database import connections


@pytest.fixture
def worker(site: Flask) -> Visitor:
    return visitor(site, "lp10101-gw")


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
