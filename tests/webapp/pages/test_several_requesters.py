"""Several people asked for the same in one request: each follows it with a code of his own and speaks for himself."""

from __future__ import annotations

import re

from flask import Flask

from tests.support.city import Visitor, registered, task_of, visitor
from tests.webapp.pages.test_requester_page import messages
from webapp.casework.requester_codes import codes_of_others
from webapp.database import connections

OTHERS = {"name_2": "李华", "phone_2": "13900001111", "phone_3": "13900002222"}
TO_CALLBACK = (
    ("intake", {"decision": "dispatch"}),
    ("dispatch", {"how": "assign", "target": "lp-roads"}),
    ("lp-roads-clerk", {"decision": "sign"}),
    ("lp-roads-clerk", {"contacted": "reached", "means": "phone"}),
    ("lp-roads-clerk", {"result": "resolved", "reply": "坑已填平，路面压实，今天恢复通行。"}),
    ("lp-roads-leader", {"decision": "approve"}),
    ("quality", {"decision": "pass"}),
)


def code(number: str, requester: int) -> str:
    with connections.take() as connection:
        (case,) = connection.execute('SELECT id FROM "case" WHERE number = %s', (number,)).fetchone() or ()
        return codes_of_others(connection, int(str(case)))[requester]


def following(site: Flask, number: str, requester: int) -> Visitor:
    return visitor(site).get("/follow").send("/follow", number=number, code=code(number, requester))


def called_back(site: Flask, **more: str) -> str:
    """Number of a request of three people and more, who wait to be called."""
    number = registered(site, **OTHERS, **more)
    for login, answers in TO_CALLBACK:
        _, task, _ = task_of(number)
        visitor(site, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
    return number


def test_each_is_told_a_code_of_his_own_at_the_desk(site: Flask) -> None:
    number = registered(site, **OTHERS)
    words = visitor(site, "call").get(f"/intake/registered/{number}").words
    told = re.findall(r"第 (\d) 位诉求人的查询码 ([0-9A-Z]{4} [0-9A-Z]{4})", words)
    assert [(int(n), shown.replace(" ", "")) for n, shown in told] == [(n, code(number, n)) for n in (2, 3)]
    assert len({shown for _, shown in told}) == 2


def test_whoever_asked_before_there_were_such_codes_is_given_one_when_somebody_looks_it_up_for_him(site: Flask) -> None:
    number = registered(site, **OTHERS)
    with connections.take() as connection:
        connection.execute('DELETE FROM requester_code WHERE case_id = (SELECT id FROM "case" WHERE number = %s)', (number,))
    desk = visitor(site, "call").get(f"/cases/{number}")
    assert f"/intake/registered/{number}" in desk.page
    words = [desk.get(f"/intake/registered/{number}").words for _ in range(2)]
    assert words[0] == words[1]
    assert code(number, 2)
    guest = following(site, number, 3)
    assert guest.has_form(f"/follow/{number}/supplement")


def test_what_another_adds_is_his_own_and_he_cannot_withdraw_for_all(site: Flask) -> None:
    number = registered(site, **OTHERS)
    guest = following(site, number, 2)
    assert not guest.has_form(f"/follow/{number}/withdraw")
    guest.send(f"/follow/{number}/supplement", words="我家门口也有一个坑")
    assert [(name, said.get("requester")) for name, said in messages(number)] == [("supplement_received", 2)]
    guest.post(f"/follow/{number}/withdraw", command_id="w", words="不要了")
    assert "第一诉求人" in guest.words
    assert len(messages(number)) == 1
    with connections.take() as connection:
        (own,) = connection.execute(
            "SELECT (file->'co_requesters'->0->'phone'->>'vault')::int FROM \"case\" WHERE number = %s", (number,)
        ).fetchone() or (0,)
        parties = connection.execute(
            "SELECT count(DISTINCT party_id) FROM party_record WHERE id = ANY(%s)",
            ([messages(number)[0][1]["text"]["vault"], own],),  # type: ignore[index]
        ).fetchone()
    assert parties == (1,)


def test_each_gives_his_verdict_online_and_only_he_is_not_called_any_more(site: Flask) -> None:
    number = called_back(site)
    guest = following(site, number, 3)
    assert "坑已填平" in guest.words
    guest.send(f"/follow/{number}/evaluate", verdict="satisfied")
    assert "不再给您打回访电话" in guest.words
    assert not guest.has_form(f"/follow/{number}/evaluate")
    assert ("other_evaluated", 3) in [(name, said.get("requester")) for name, said in messages(number)]
    first = visitor(site).get("/follow").send("/follow", number=number, code=_first_code(number))
    assert "同诉人有新的反映" in first.words
    first.send(f"/follow/{number}/evaluate", verdict="satisfied")
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT w.element FROM work_item w JOIN "case" c ON c.id = w.case_id WHERE c.number = %s AND w.state = 'open'""",
            (number,),
        ).fetchall()
    assert rows == [("call_other",)]
    following(site, number, 2).send(f"/follow/{number}/evaluate", verdict="satisfied")
    with connections.take() as connection:
        ended = connection.execute('SELECT outcome FROM "case" WHERE number = %s', (number,)).fetchone()
    assert ended == ("closed_resolved",)


def test_who_left_no_number_and_is_dissatisfied_online_is_heard_by_whoever_calls_the_others(site: Flask) -> None:
    number = called_back(site, name_4="王五")
    following(site, number, 4).send(f"/follow/{number}/evaluate", verdict="unsatisfied", words="坑边又裂开了")
    following(site, number, 3).send(f"/follow/{number}/evaluate", verdict="unsatisfied", words="还是颠")
    with connections.take() as connection:
        rows = connection.execute(
            """SELECT w.task FROM work_item w JOIN "case" c ON c.id = w.case_id WHERE c.number = %s AND w.state = 'open'""",
            (number,),
        ).fetchall()
    words = visitor(site, "callback").get(f"/tasks/{number}/{rows[0][0]}").words
    assert "第 4 位诉求人没有留电话，网上评价不满意 坑边又裂开了" in " ".join(words.split())
    assert "第 3 位诉求人没有留电话" not in words


def _first_code(number: str) -> str:
    with connections.take() as connection:
        return str((connection.execute('SELECT query_code FROM "case" WHERE number = %s', (number,)).fetchone() or ("",))[0])
