"""The intake desk: registering, candidates while writing, the caller's last requests."""

from __future__ import annotations

import re
import uuid

from flask import Flask

from tests.support.city import POTHOLE, registered, task_of, visitor
from webapp.database import connections


def test_registering_shows_number_and_query_code_to_read_out(site: Flask) -> None:
    number = registered(site)
    words = visitor(site, "call").get(f"/intake/registered/{number}").words
    with connections.take() as connection:
        (code,) = connection.execute('SELECT query_code FROM "case" WHERE number = %s', (number,)).fetchone()
    assert f"{code[:4]} {code[4:]}" in words


def test_only_the_desk_has_the_desk(site: Flask) -> None:
    assert visitor(site, "dispatch").get("/intake").status == 403
    assert "受理台" not in visitor(site, "dispatch").get("/inbox").words


def test_mistakes_are_named_and_nothing_typed_is_lost(site: Flask) -> None:
    desk = visitor(site, "call").get("/intake")
    desk.send("/intake", **{**POTHOLE, "command_id": uuid.uuid4().hex, "phone": "12345", "title": "坑"})
    assert desk.status == 422
    assert "电话号码不对" in desk.words
    assert "太短了" in desk.words
    assert "电动车多次摔倒" in desk.page


def test_sending_the_form_twice_registers_once(site: Flask) -> None:
    desk = visitor(site, "call").get("/intake")
    typed = {**POTHOLE, "title": "路牌倒了没人扶", "command_id": uuid.uuid4().hex}
    desk.send("/intake", **typed)
    again = desk.get("/intake").send("/intake", **typed)
    assert again.status == 200
    with connections.take() as connection:
        assert connection.execute("""SELECT count(*) FROM "case" WHERE title = '路牌倒了没人扶'""").fetchone() == (1,)


def test_phone_numbers_in_a_title_are_blotted(site: Flask) -> None:
    number = registered(site, title="请回电13912345678谈噪音")
    with connections.take() as connection:
        (title,) = connection.execute('SELECT title FROM "case" WHERE number = %s', (number,)).fetchone()
    assert title == "请回电139****5678谈噪音"


def test_while_writing_the_same_matter_and_the_callers_last_requests_appear(site: Flask) -> None:
    number = registered(site, title="小区门口垃圾桶堆满没人清运", phone="13700009999")
    desk = visitor(site, "call").get("/intake")
    token = desk.send("/intake").sent["csrf_token"]

    def known(**typed: str) -> str:
        return desk.post("/intake/known", csrf_token=token, **typed).words

    same = known(title="门口垃圾桶堆满清运", place="lp1010101", phone="")
    assert number in same
    assert "同一地点" in same
    assert "文字相似" in same
    assert number in known(phone="137 0000 9999")
    assert number not in known(title="公交车晚点", place="lp2010101", phone="13700008888")


def test_what_a_caller_says_never_stands_in_an_address(site: Flask) -> None:
    assert visitor(site, "call").get("/intake/known?phone=13700009999").status == 405


def test_a_place_or_a_category_that_is_not_in_the_tree_is_refused(site: Flask) -> None:
    for field in ("place", "category"):
        desk = visitor(site, "call").get("/intake")
        assert desk.send("/intake", **{**POTHOLE, field: "nowhere"}).status == 422


def test_the_same_matter_is_put_before_a_person_first(site: Flask) -> None:
    from tests.support.city import task_of

    first = registered(site, title="老槐树树枝压住电线冒火花", place="lp1010102")
    second = registered(site, title="老槐树树枝压住电线冒火花", place="lp1010102", phone="13600001111")
    _, task, element = task_of(second)
    assert element == "confirm_merge"
    assert first in visitor(site, "intake").get(f"/tasks/{second}/{task}").words


def filed(number: str) -> dict[str, object]:
    """The case file of a request."""
    with connections.take() as connection:
        return connection.execute('SELECT file FROM "case" WHERE number = %s', (number,)).fetchone()[0]  # type: ignore[index, return-value]


def test_what_only_some_may_know_is_not_for_the_desk_any_more_but_its_slip_is(site: Flask) -> None:
    desk = visitor(site, "call").get("/intake")
    desk.send("/intake", **POTHOLE | {"title": "反映涉密事项一则", "command_id": uuid.uuid4().hex}, compartment="confidential")
    assert "查询码" in desk.words
    number = re.search(r"\d{8}-\d{6,}", desk.words)[0]  # type: ignore[index]
    assert filed(number)["compartment"] == "confidential"
    assert visitor(site, "call").get(f"/cases/{number}").status == 404
    assert visitor(site, "call").get(f"/intake/registered/{number}").status == 404
    assert "反映涉密事项" not in visitor(site, "call").get("/intake").post("/intake/known", title="反映涉密事项一则").words


def test_a_complaint_about_a_unit_names_it_and_an_unknown_one_is_refused(site: Flask) -> None:
    number = registered(site, about_unit="lp-roads")
    assert filed(number)["about_unit"] == "lp-roads"
    assert visitor(site, "lp-roads-leader").get(f"/cases/{number}").status == 404
    desk = visitor(site, "call").get("/intake")
    assert desk.send("/intake", **POTHOLE | {"title": "投诉一个单位态度", "about_unit": "nowhere"}).status == 422


def test_everybody_who_asks_for_the_same_is_sealed_under_a_key_of_their_own(site: Flask) -> None:
    number = registered(site, name_2="李华", phone_2="13900001111", phone_3="13900002222")
    others = filed(number)["co_requesters"]
    assert [sorted(other) for other in others] == [["name", "phone"], ["phone"]]  # type: ignore[attr-defined]
    with connections.take() as connection:
        people = connection.execute(
            "SELECT DISTINCT party_id FROM party_record WHERE id = ANY(%s)",
            ([reference["vault"] for other in [*others, filed(number)["requester"]] for reference in other.values()],),  # type: ignore[attr-defined, misc]
        ).fetchall()
    assert len(people) == 3
    desk = visitor(site, "call").get("/intake")
    assert desk.send("/intake", **POTHOLE | {"title": "多人反映一件事", "phone_2": "12"}).status == 422


def test_a_record_that_lacks_something_is_completed_from_the_slip(site: Flask) -> None:
    number, whole = registered(site, category=""), registered(site)
    _, task, element = task_of(number)
    assert element == "register"
    assert f'href="/tasks/{number}/{task}"' in visitor(site, "call").get(f"/intake/registered/{number}").page
    assert f'href="/tasks/{whole}/' not in visitor(site, "call").get(f"/intake/registered/{whole}").page
