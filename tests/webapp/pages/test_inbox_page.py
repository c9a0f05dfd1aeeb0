"""The inbox: lists, claim, release, watching, unread marks, views, settings, export, and being too late."""

from __future__ import annotations

import html
import re
import uuid
from datetime import datetime
from urllib.parse import quote

from flask import Flask

from engine import now
from tests.support.city import registered, task_of, visitor
from webapp.city_time import CITY_TIME
from webapp.database import connections


def test_new_work_waits_in_the_queue_of_its_role_and_nowhere_else(site: Flask) -> None:
    number = registered(site)
    assert number in visitor(site, "intake").get("/inbox?list=queue").words
    assert number not in visitor(site, "dispatch").get("/inbox?list=queue").words
    assert number not in visitor(site, "intake").get("/inbox?list=mine").words


def test_claimed_work_moves_to_mine_and_back(site: Flask) -> None:
    case, task, _ = task_of(number := registered(site))
    person = visitor(site, "intake").get("/inbox?list=queue")
    person.post("/inbox/claim", one=f"{case}-{task}")
    assert "已认领 1 件" in person.words
    assert number in person.get("/inbox?list=mine").words
    person.post("/inbox/release", one=f"{case}-{task}")
    assert number not in person.get("/inbox?list=mine").words
    assert number in person.get("/inbox?list=queue").words


def test_somebody_without_the_position_cannot_claim(site: Flask) -> None:
    case, task, _ = task_of(registered(site))
    person = visitor(site, "callback").get("/inbox?list=queue")
    person.post("/inbox/claim", one=f"{case}-{task}")
    assert "您的岗位不能做这一步" in person.words


def test_filters_narrow_the_list(site: Flask) -> None:
    hole, smoke = registered(site), registered(site, title="垃圾焚烧冒黑烟", urgency="complex")
    person = visitor(site, "intake")
    found = person.get("/inbox?list=queue&words=焚烧").words
    assert smoke in found
    assert hole not in found
    assert hole in person.get(f"/inbox?list=queue&words={hole}").words
    assert hole not in person.get("/inbox?list=queue&urgency=complex").words
    assert "没有符合条件的工作" in person.get("/inbox?list=queue&words=太空电梯").words
    assert "没有符合条件的工作" in person.get("/inbox?list=queue&due=late").words


def test_a_broken_cursor_shows_the_first_page(site: Flask) -> None:
    number = registered(site)
    for cursor in ("x", "W10", "eyJhIjoxfQ", "Wzss"):
        assert number in visitor(site, "intake").get(f"/inbox?list=queue&after={cursor}&words={number}").words


def test_who_ended_a_task_is_told_only_to_those_who_may_read_the_case(site: Flask) -> None:
    number = registered(site)
    case, task, _ = task_of(number)
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    with connections.take() as connection:
        connection.execute("""DELETE FROM "position" WHERE user_id = (SELECT id FROM "user" WHERE login = 'call2')""")
        (name,) = connection.execute("""SELECT name FROM "user" WHERE login = 'intake'""").fetchone()
    stranger, reader = visitor(site, "call2").get("/inbox"), visitor(site, "intake").get("/inbox")
    for action in ("claim", "release"):
        stranger.post(f"/inbox/{action}", one=f"{case}-{task}")
        assert "没有这件案卷" in stranger.words
        assert f"已由{name}" not in stranger.words
        reader.post(f"/inbox/{action}", one=f"{case}-{task}")
        assert f"已由{name}" in reader.words


def test_each_list_has_its_count(site: Flask) -> None:
    registered(site)
    page = visitor(site, "intake").get("/inbox?list=queue").page
    shown = re.search(r'data-count="queue"[^>]*>(\d+\+?)<', page)
    assert shown
    assert int(shown[1].rstrip("+")) > 0


def test_a_star_watches_a_case_and_news_of_it_count(site: Flask) -> None:
    number = registered(site)
    case, task, _ = task_of(number)
    person = visitor(site, "call").get("/inbox?list=watching")
    assert number not in person.words
    person.post("/inbox/watch", watch=f"{case}-{task}")
    assert number in person.get("/inbox?list=watching").words
    assert 'class="unread"' not in person.page
    visitor(site, "intake").get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", decision="dispatch")
    assert 'class="unread"' in person.get("/inbox?list=watching").page
    person.get(f"/cases/{number}")
    assert 'class="unread"' not in person.get("/inbox?list=watching").page
    person.post("/inbox/watch", watch=f"{case}-{task}")
    assert number not in person.get("/inbox?list=watching").words


def test_nobody_watches_what_he_may_not_read(site: Flask) -> None:
    case, task, _ = task_of(registered(site))
    person = visitor(site, "admin").get("/inbox?list=watching")
    assert person.post("/inbox/watch", watch=f"{case}-{task}").status == 404


def test_a_row_is_unread_until_it_was_opened(site: Flask) -> None:
    number = registered(site)
    _, task, _ = task_of(number)
    person = visitor(site, "intake").get(f"/inbox?list=queue&words={number}")
    assert 'class="unread"' in person.page
    person.get(f"/tasks/{number}/{task}")
    assert 'class="unread"' not in person.get(f"/inbox?list=queue&words={number}").page
    assert 'class="unread"' in visitor(site, "dispatch").get(f"/inbox?list=unit&words={number}").page


def test_a_view_is_kept_shared_opened_first_and_removed(site: Flask) -> None:
    person = visitor(site, "intake").get("/inbox?list=queue&due=late")
    person.post("/inbox/views", name="逾期的", first="1", query="list=queue&due=late")
    assert "已保存视图“逾期的”" in person.words
    assert 'value="late" selected' in person.get("/inbox").page
    assert "逾期的" not in visitor(site, "dispatch").get("/inbox").words
    person.post("/inbox/views", name="逾期的", unit="lp", query="list=queue&due=late")
    assert "逾期的" in visitor(site, "dispatch").get("/inbox").words
    view = re.search(r'name="view" value="(\d+)">\s*删除', person.page)
    assert view
    person.post("/inbox/views/remove", view=view[1])
    assert 'value="late" selected' not in person.get("/inbox").page
    assert "逾期的" not in visitor(site, "dispatch").get("/inbox").words


def test_a_view_of_others_cannot_be_removed(site: Flask) -> None:
    person = visitor(site, "intake").get("/inbox?list=queue&due=week")
    person.post("/inbox/views", name="本周的", unit="lp", query="list=queue&due=week")
    view = re.search(r'name="view" value="(\d+)">\s*删除', person.page)
    other = visitor(site, "dispatch").get("/inbox")
    other.post("/inbox/views/remove", view=view[1])
    assert "本周的" in other.get("/inbox").words


def test_a_view_is_shared_only_with_ones_own_unit(site: Flask) -> None:
    person = visitor(site, "intake").get("/inbox?list=queue&due=late")
    person.post("/inbox/views", name="给别人的", unit="lp101", query="list=queue&due=late")
    assert "请给视图起个名称" in person.words
    assert "给别人的" not in person.get("/inbox").words


def test_the_file_holds_every_row_of_the_list_and_no_other(site: Flask) -> None:
    words = "导出" + uuid.uuid4().hex[:8]
    numbers = [registered(site, title=f"{words}之{n}") for n in range(3)]
    other = registered(site)
    person = visitor(site, "intake")
    text = person.get(f"/inbox.csv?list=queue&words={words}").page
    assert person.headers["Content-Type"].startswith("text/csv")
    assert all(number in text for number in numbers)
    assert other not in text
    assert person.client.get(f"/inbox.xlsx?list=queue&words={words}").data[:2] == b"PK"


def test_live_news_tell_what_is_new_and_what_others_took(site: Flask) -> None:
    first = registered(site)
    case, task, _ = task_of(first)
    person = visitor(site, "intake").get("/inbox?list=queue")
    at = re.search(r'data-at="([^"]+)"', person.page)[1]
    token = re.search(r'name="csrf_token" value="([^"]+)"', person.page)[1]

    def news() -> dict:
        body = {"list": "list=queue", "since": html.unescape(at), "rows": [f"{case}-{task}", "9-9", "x"]}
        return person.client.post("/inbox/live", json=body, headers={"X-CSRFToken": token}).get_json()

    assert news()["new"] == 0
    registered(site)
    assert news()["new"] == 1
    assert news()["gone"] == {}
    assert f"{case}-{task}" in news()["versions"]
    with connections.take() as connection:
        connection.execute(
            """UPDATE work_item SET assignee_id = (SELECT id FROM "user" WHERE login = 'dispatch')
                              WHERE case_id = %s""",
            (case,),
        )
    assert "已认领" in news()["gone"][f"{case}-{task}"]


def test_live_news_survive_nonsense(site: Flask) -> None:
    person = visitor(site, "intake").get("/inbox?list=queue")
    token = re.search(r'name="csrf_token" value="([^"]+)"', person.page)[1]
    for body in ({}, {"list": "x=%%%", "since": "yesterday", "rows": ["1", "a-b", "99999999999999999999-1"]}):
        assert person.client.post("/inbox/live", json=body, headers={"X-CSRFToken": token}).status_code == 200


def test_the_task_knows_the_list_it_was_opened_from(site: Flask) -> None:
    words = "相邻" + uuid.uuid4().hex[:8]
    numbers = [registered(site, title=f"{words}之{n}") for n in range(3)]
    carried = quote(f"list=queue&words={words}")
    tasks = [task_of(number)[1] for number in numbers]
    person = visitor(site, "intake").get(f"/tasks/{numbers[1]}/{tasks[1]}?from={carried}")
    links = dict(re.findall(r'<a[^>]*href="([^"]+)" data-act="(back|previous|next)"', person.page))
    found = {act: html.unescape(address) for address, act in links.items()}
    assert f"/tasks/{numbers[0]}/" in found["previous"]
    assert f"/tasks/{numbers[2]}/" in found["next"]
    assert found["back"].startswith("/inbox?list=queue&words=")


def test_after_sending_the_next_of_the_list_opens_or_the_list_as_chosen(site: Flask) -> None:
    words = "甲乙"
    numbers = [registered(site, title=words + "".join(chr(0x5000 + byte) for byte in uuid.uuid4().bytes)) for _ in range(3)]
    carried = quote(f"list=queue&words={words}")
    person = visitor(site, "intake")
    at = f"/tasks/{numbers[1]}/{task_of(numbers[1])[1]}"
    person.get(f"{at}?from={carried}").send(at, decision="dispatch")
    assert f"{numbers[2]}" in re.search(r"<title>(.*?)</title>", person.page)[1]
    at = f"/tasks/{numbers[2]}/{task_of(numbers[2])[1]}"
    person.get(f"{at}?from={carried}").send(at, decision="dispatch")
    assert numbers[0] in re.search(r"<title>(.*?)</title>", person.page)[1]
    person.get("/inbox").post("/inbox/setting", after_sending="list")
    at = f"/tasks/{numbers[0]}/{task_of(numbers[0])[1]}"
    person.get(f"{at}?from={carried}").send(at, decision="dispatch")
    assert "没有符合条件的工作" in person.words
    person.post("/inbox/setting", after_sending="next")


def test_density_is_chosen_once_and_stays(site: Flask) -> None:
    registered(site)
    person = visitor(site, "intake").get("/inbox?list=queue")
    person.post("/inbox/setting", density="dense", next="/inbox?list=queue")
    assert "inbox-list dense" in visitor(site, "intake").get("/inbox?list=queue").page
    person.post("/inbox/setting", density="nonsense")
    assert "inbox-list dense" in person.get("/inbox?list=queue").page


def test_what_counts_minutes_of_the_night_says_so_in_lists_and_on_its_pages(site: Flask) -> None:
    with now.at(datetime(2026, 11, 21, 22, 0, tzinfo=CITY_TIME)):
        number = registered(site, urgency="urgent")
        case, task, _ = task_of(number)
        person = visitor(site, "intake").get(f"/inbox?list=queue&words={number}")
        person.post("/inbox/watch", watch=f"{case}-{task}")
        for page in (
            f"/inbox?list=queue&words={number}",
            f"/inbox?list=watching&words={number}",
            f"/tasks/{number}/{task}",
            f"/cases/{number}",
        ):
            assert "还剩 30 分钟" in person.get(page).page.split("clocks-title")[0], page
