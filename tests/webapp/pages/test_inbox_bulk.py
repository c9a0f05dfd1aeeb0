"""Many tasks at once: nothing happens before the preview was confirmed, each item is told apart, repeating is harmless."""

from __future__ import annotations

import re
import uuid

from flask import Flask

from tests.support.city import Visitor, registered, task_of, visitor
from webapp.database import connections


def keys_of(*numbers: str) -> list[str]:
    return ["{}-{}".format(*task_of(number)) for number in numbers]


def previewed(site: Flask, login: str, action: str, keys: list[str], **more: str) -> Visitor:
    person = visitor(site, login).get("/inbox?list=queue")
    return person.post("/inbox/bulk", action=action, task=keys, query="list=queue", **more)


def holder(number: str) -> str | None:
    with connections.take() as connection:
        row = connection.execute(
            """SELECT u.login FROM work_item w LEFT JOIN "user" u ON u.id = w.assignee_id
               WHERE w.number = %s AND w.state = 'open'""",
            (number,),
        ).fetchone()
    return row[0]


def claims(number: str) -> int:
    with connections.take() as connection:
        return connection.execute(
            """SELECT count(*) FROM case_event e JOIN "case" c ON c.id = e.case_id
               WHERE c.number = %s AND e.kind = 'TaskClaimed'""",
            (number,),
        ).fetchone()[0]


def confirm(person: Visitor, **typed: object) -> Visitor:
    """Press the button of the preview, with the rows it lists."""
    keys = re.findall(r'name="task" value="([\d-]+)"', person.page)
    return person.send("/inbox/bulk/run", task=keys, **typed)


def test_the_preview_says_what_will_happen_and_changes_nothing(site: Flask) -> None:
    numbers = [registered(site) for _ in range(3)]
    person = previewed(site, "intake", "claim", keys_of(*numbers))
    assert "认领 3 件" in person.words
    assert all(number in person.words for number in numbers)
    assert [holder(number) for number in numbers] == [None, None, None]


def test_confirmed_items_are_done_and_told_one_by_one(site: Flask) -> None:
    numbers = [registered(site) for _ in range(3)]
    person = confirm(previewed(site, "intake", "claim", keys_of(*numbers)))
    assert "办成 3 件，未成 0 件" in person.words
    assert [holder(number) for number in numbers] == ["intake"] * 3


def test_a_claim_of_many_is_undone_in_one_click(site: Flask) -> None:
    numbers = [registered(site) for _ in range(2)]
    person = confirm(previewed(site, "intake", "claim", keys_of(*numbers)))
    assert "撤销认领（2 件退回）" in person.words
    person.post("/inbox/bulk/run", action="release", task=keys_of(*numbers))
    assert "办成 2 件，未成 0 件" in person.words
    assert [holder(number) for number in numbers] == [None, None]


def test_who_is_left_out_is_said_with_the_reason(site: Flask) -> None:
    mine, taken = registered(site), registered(site)
    keys = keys_of(mine, taken)
    visitor(site, "intake").get("/inbox").post("/inbox/claim", one=keys[1])
    person = previewed(site, "intake", "claim", keys)
    assert "跳过 1 件" in person.words
    assert "已在您名下" in person.words
    assert "将办理 1 件" in person.words


def test_somebody_elses_work_is_left_out(site: Flask) -> None:
    number = registered(site)
    person = previewed(site, "callback", "claim", keys_of(number))
    assert "确认办理" not in person.words
    assert "您的岗位不能做这一步" in person.words


def test_sending_the_same_bulk_again_does_nothing_twice(site: Flask) -> None:
    numbers = [registered(site) for _ in range(2)]
    person = previewed(site, "intake", "claim", keys_of(*numbers))
    page = person.page
    confirm(person)
    person.page = page
    again = confirm(person)
    assert "办成 2 件，未成 0 件" in again.words
    assert [claims(number) for number in numbers] == [1, 1]


def test_what_was_taken_meanwhile_fails_alone_and_can_be_tried_again(site: Flask) -> None:
    first, second = registered(site), registered(site)
    keys = keys_of(first, second)
    person = previewed(site, "intake", "claim", keys)
    with connections.take() as connection:
        connection.execute("UPDATE work_item SET assignee_id = 1 WHERE case_id = %s", (int(keys[1].split("-")[0]),))
    done = confirm(person)
    assert "办成 1 件，未成 1 件" in done.words
    with connections.take() as connection:
        connection.execute("UPDATE work_item SET assignee_id = NULL WHERE case_id = %s", (int(keys[1].split("-")[0]),))
    retried = done.send("/inbox/bulk/run", task=[keys[1]])
    assert "办成 1 件，未成 0 件" in retried.words
    assert [holder(first), holder(second)] == ["intake", "intake"]


def test_one_form_completes_the_same_step_of_many(site: Flask) -> None:
    numbers = [registered(site) for _ in range(3)]
    person = previewed(site, "intake", "reply", keys_of(*numbers))
    assert "审核受理" in person.words
    done = confirm(person, decision="dispatch")
    assert "办成 3 件，未成 0 件" in done.words
    assert all(task_of(number)[2] != "triage" for number in numbers)


def test_an_incomplete_form_is_shown_again_and_nothing_is_done(site: Flask) -> None:
    number = registered(site)
    person = confirm(previewed(site, "intake", "reply", keys_of(number)))
    assert person.status == 422
    assert number in person.words
    assert task_of(number)[2] == "triage"


def test_another_step_is_never_completed_with_this_form(site: Flask) -> None:
    """Not even when somebody sends its key along."""
    here, there = registered(site), registered(site)
    key = keys_of(here)[0]
    visitor(site, "intake").get("/inbox").post(
        f"/tasks/{there}/{task_of(there)[1]}", decision="dispatch", command_id=uuid.uuid4().hex
    )
    before = task_of(there)
    person = previewed(site, "intake", "reply", [key])
    done = person.send("/inbox/bulk/run", task=[key, "{}-{}".format(*before)], decision="dispatch")
    assert "办成 1 件，未成 1 件" in done.words
    assert task_of(there) == before


def test_the_whole_list_can_be_marked_without_ticking(site: Flask) -> None:
    words = "批量全选" + uuid.uuid4().hex[:6]
    numbers = [registered(site, title=f"{words}第{n}件") for n in range(4)]
    person = visitor(site, "intake").get("/inbox?list=queue")
    person.post("/inbox/bulk", action="claim", all="1", query=f"list=queue&words={words}")
    assert all(number in person.words for number in numbers)
    assert "认领 4 件" in person.words


def test_put_back_together(site: Flask) -> None:
    numbers = [registered(site) for _ in range(2)]
    keys = keys_of(*numbers)
    confirm(previewed(site, "intake", "claim", keys))
    confirm(previewed(site, "intake", "release", keys))
    assert [holder(number) for number in numbers] == [None, None]


def test_marking_nothing_leads_back_to_the_list(site: Flask) -> None:
    person = previewed(site, "intake", "claim", [])
    assert person.status == 200
    assert "收件箱" in person.words


def test_a_leader_gives_work_to_somebody_who_may_do_it_and_is_told_about_the_rest(site: Flask) -> None:
    ours, elsewhere = registered(site), registered(site)
    keys = keys_of(ours, elsewhere)
    with connections.take() as connection:
        for key, unit in zip(keys, ("lp-roads", "lp"), strict=True):
            connection.execute(
                "UPDATE work_item SET unit = %s, role = 'unit_clerk' WHERE case_id = %s", (unit, int(key.split("-")[0]))
            )
        (clerk,) = connection.execute("""SELECT id FROM "user" WHERE login = 'lp-roads-clerk'""").fetchone()
    person = previewed(site, "lp-roads-leader", "assign", keys)
    assert "将办理 1 件" in person.words
    done = person.send("/inbox/bulk/run", task=[keys[0]], to=str(clerk))
    assert "办成 1 件，未成 0 件" in done.words
    assert holder(ours) == "lp-roads-clerk"


def test_a_template_is_filled_in_for_each_case(site: Flask) -> None:
    numbers = [registered(site) for _ in range(2)]
    confirm(previewed(site, "intake", "reply", keys_of(*numbers)), decision="dispatch", note="工单{{编号}}已核对")
    with connections.take() as connection:
        rows = connection.execute("""SELECT c.file FROM "case" c WHERE c.number = ANY(%s)""", (numbers,)).fetchall()
    assert all("{{编号}}" not in str(row) for row in rows)
