"""The inbox: lists, claim, release, watching, unread marks, views, settings, export, and being too late."""

from __future__ import annotations

from flask import Flask

from tests.support.city import registered, task_of, visitor
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
