"""What a requester says by telephone is taken down on the case; what is about a unit never reaches that unit."""

from __future__ import annotations

from flask import Flask

from tests.support.city import registered, task_of, visitor
from tests.webapp.pages.test_requester_page import followed, messages
from webapp.database import connections

ROADS = (("intake", {"decision": "dispatch"}), ("dispatch", {"how": "assign", "target": "lp-roads"}))


def with_the_unit(site: Flask) -> str:
    """Number of a request that the roads office of the district has just got."""
    number = registered(site)
    for login, answers in ROADS:
        _, task, _ = task_of(number)
        visitor(site, login).get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", **answers)
    return number


def test_a_chase_and_a_supplement_are_taken_down_and_reach_the_unit(site: Flask) -> None:
    number = with_the_unit(site)
    desk = visitor(site, "call").get(f"/cases/{number}")
    desk.send(f"/cases/{number}/said", what="chase", words="")
    assert "已登记" in desk.words
    desk.get(f"/cases/{number}").send(f"/cases/{number}/said", what="supplement", words="")
    assert [name for name, _ in messages(number)] == ["requester_chased"]
    desk.get(f"/cases/{number}").send(f"/cases/{number}/said", what="supplement", words="早晚高峰车特别多，请避开")
    assert [(name, said["channel"]) for name, said in messages(number)][1:] == [("supplement_received", "phone")]
    assert "早晚高峰" in visitor(site, "lp-roads-clerk").get(f"/cases/{number}").words


def test_who_may_not_take_anything_down_leaves_nothing_behind(site: Flask) -> None:
    number = with_the_unit(site)
    before = kept_words()
    auditor = visitor(site, "audit").get(f"/cases/{number}")
    auditor.post(f"/cases/{number}/said", command_id="s", what="supplement", words="我只能看，不能记")
    assert "您的岗位不能做这一步" in auditor.words
    assert messages(number) == []
    assert kept_words() == before


def kept_words() -> object:
    with connections.take() as connection:
        return connection.execute("SELECT count(*) FROM party_record").fetchone()


def test_what_is_said_about_the_unit_never_reaches_it(site: Flask) -> None:
    number = with_the_unit(site)
    assert visitor(site, "lp-roads-clerk").get(f"/cases/{number}").status == 200
    words = "你们来的人说不给好处就不修"
    visitor(site, "call").get(f"/cases/{number}").send(
        f"/cases/{number}/said", what="supplement", words=words, about_unit="lp-roads"
    )
    assert visitor(site, "lp-roads-clerk").get(f"/cases/{number}").status == 404
    assert words in visitor(site, "dispatch").get(f"/cases/{number}").words
    assert task_of(number)[2] == "dispatch"


def test_a_requester_says_online_that_it_is_about_the_unit_and_its_superior_decides_anew(site: Flask) -> None:
    number = with_the_unit(site)
    guest = followed(site, number)
    guest.send(f"/follow/{number}/supplement", words="来的人态度恶劣，骂人", about_holder="true")
    assert "由其上级重新安排" in guest.words
    assert visitor(site, "lp-roads-clerk").get(f"/cases/{number}").status == 404
    assert visitor(site, "lp-roads-leader").get("/notices/").words.count(number) == 0
    assert "反映承办单位" in visitor(site, "dispatch").get(f"/cases/{number}").words


def test_what_turns_out_to_be_about_nobody_may_go_back_to_the_unit(site: Flask) -> None:
    number = with_the_unit(site)
    followed(site, number).send(f"/follow/{number}/supplement", words="来的人态度恶劣，骂人", about_holder="true")
    desk = visitor(site, "dispatch").get(f"/cases/{number}")
    desk.send(f"/cases/{number}/amend", reason="回电核实，反映的是路过的人", about_nobody="true")
    _, task, _ = task_of(number)
    desk.get(f"/tasks/{number}/{task}").send(f"/tasks/{number}/{task}", how="assign", target="lp-roads")
    assert task_of(number)[2] == "sign_for"
    assert visitor(site, "lp-roads-clerk").get(f"/cases/{number}").status == 200


def test_what_is_about_a_second_unit_is_not_taken_down_here_and_the_first_stays_away(site: Flask) -> None:
    number = with_the_unit(site)
    desk = visitor(site, "call")
    for unit in ("lp-roads", "lp101", "lp"):
        desk.get(f"/cases/{number}").send(f"/cases/{number}/said", what="supplement", words=f"关于{unit}", about_unit=unit)
        assert ("请把反映该单位的内容另行登记为一件诉求" in desk.words) == (unit == "lp101")
        assert visitor(site, "lp-roads-clerk").get(f"/cases/{number}").status == 404
    assert [name for name, _ in messages(number)] == ["supplement_received"] * 2
