"""What anybody can do: file a request, follow it by number and code, and nothing more."""

from __future__ import annotations

import re
import uuid

from flask import Flask

from tests.support.city import Visitor, registered, sealed, visitor
from webapp.database import connections

ASKED = {
    "kind": "complaint", "statement": "楼下烧烤摊每天油烟很大，开不了窗，请管一管。", "place": "lp1010101", "name": "李雷",
    "phone": "13855556666",
}  # fmt: skip


def filed(site: Flask, **changes: str) -> tuple[Visitor, str, str]:
    """(the visitor, number, query code) of a request just filed."""
    guest = visitor(site).get("/request")
    title = "油烟 " + "".join(chr(0x4E00 + byte) for byte in uuid.uuid4().bytes)
    guest.send("/request", **{**ASKED, "title": title, **changes})
    found = re.search(r"(\d{8}-\d{6,}).*?([2-9A-Z]{4}) ([2-9A-Z]{4})", guest.words)
    assert found, guest.words
    return guest, found[1], found[2] + found[3]


def test_a_request_is_filed_without_an_account_and_followed_by_number_and_code(site: Flask) -> None:
    guest, number, code = filed(site)
    guest.get("/follow").send("/follow", number=number, code=f"{code[:4].lower()} {code[4:]}")
    assert guest.status == 200
    assert "正在受理" in guest.words
    assert "登记了诉求" in guest.words


def test_following_shows_no_names_of_anybody(site: Flask) -> None:
    guest, number, code = filed(site)
    guest.get("/follow").send("/follow", number=number, code=code)
    assert "李雷" not in guest.page
    assert "13855556666" not in guest.page
    assert "李*" not in guest.page
    assert "受理审核员" not in guest.page


def test_a_wrong_code_and_a_wrong_number_are_told_the_same(site: Flask) -> None:
    _, number, code = filed(site)
    wrong_code = visitor(site).get("/follow").send("/follow", number=number, code="22222222")
    wrong_number = visitor(site).get("/follow").send("/follow", number="20990101-000001", code=code)
    assert wrong_code.status == wrong_number.status == 404
    assert wrong_code.words.replace(number, "") == wrong_number.words.replace("20990101-000001", "")
    no_code = visitor(site).get("/follow").send("/follow", number="20990101-000001", code="")
    assert no_code.status == 404


def test_a_supervision_case_is_never_shown_to_the_public(site: Flask) -> None:
    with connections.take() as connection:
        row = connection.execute("""SELECT number, query_code FROM "case" WHERE process = 'supervision'""").fetchone()
    if row:
        assert visitor(site).get("/follow").send("/follow", number=row[0], code=row[1]).status == 404


def test_the_query_code_is_shown_only_to_the_browser_that_filed(site: Flask) -> None:
    filed(site)
    assert visitor(site).get("/request/filed").status == 404


def test_a_robot_that_fills_the_trap_files_nothing(site: Flask) -> None:
    guest = visitor(site).get("/request")
    guest.send("/request", **ASKED, title="机器人来了", website="http://spam.example")
    assert guest.status == 200
    with connections.take() as connection:
        assert connection.execute("""SELECT count(*) FROM "case" WHERE title = '机器人来了'""").fetchone() == (0,)


def test_the_seventh_request_within_ten_minutes_has_to_wait(site: Flask) -> None:
    guest = visitor(site).get("/request")
    for _ in range(6):
        guest.send("/request", title="坑")
        assert guest.status == 422
    assert guest.send("/request", title="坑").status == 429
    assert "操作太频繁" in guest.words


def test_a_flood_of_text_is_refused(site: Flask) -> None:
    guest = visitor(site).get("/request")
    assert guest.send("/request", **{**ASKED, "title": "很长的诉求", "statement": "长" * 4001}).status == 422
    assert guest.get("/request").send("/request", statement="x" * 1_100_000).status == 413


def test_the_start_page_is_for_both_languages(site: Flask) -> None:
    assert "件件有回音" in visitor(site).get("/").words
    assert "every one is answered" in visitor(site, locale="en").get("/").words


def test_nobody_gets_the_query_code_of_a_request_by_sending_its_command_id_again(site: Flask) -> None:
    number = registered(site)
    with connections.take() as connection:
        row = connection.execute(
            """SELECT k.id, c.external_id FROM command k JOIN "case" c ON c.id = k.case_id
               WHERE c.number = %s AND k.kind = 'StartCase'""",
            (number,),
        ).fetchone()
    assert row
    for stolen in map(str, row):
        _, other, _ = filed(site, command_id=stolen)
        assert other != number


def test_nobody_can_use_up_the_command_id_of_a_message_to_come(site: Flask) -> None:
    filed(site, command_id="message:999:45")
    with connections.take() as connection:
        assert connection.execute("SELECT count(*) FROM command WHERE id = 'message:999:45'").fetchone() == (0,)


def test_a_character_that_cannot_be_kept_is_refused_and_not_a_failure(site: Flask) -> None:
    guest = visitor(site).get("/request")
    assert guest.send("/request", **ASKED, title="路灯\x00不亮了").status == 400
    assert visitor(site).get("/follow").send("/follow", number="2026\x00", code="a").status == 400
    assert visitor(site).get("/follow?number=%00").status == 400


def test_a_file_that_is_not_there_is_told_as_such(site: Flask) -> None:
    for name in ("nothing.js", "../config.py", "..%2f..%2fconfig.py"):
        assert visitor(site).get(f"/static/{name}").status == 404


def test_sending_the_same_request_again_seals_nothing_a_second_time(site: Flask) -> None:
    guest, number, _ = filed(site, phone="13855557777")
    once = sealed()
    again = guest.client.post("/request", data={**guest.sent, "phone": "13855558888"}, follow_redirects=True)
    assert number in again.get_data(as_text=True)
    assert sealed() == once
