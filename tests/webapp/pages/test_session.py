"""Signing in, being refused, choosing a language."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import unquote

from flask import Flask

from engine.now import Traveller
from tests.support.city import Visitor, visitor
from webapp import demo


def test_a_visitor_is_sent_to_sign_in_and_back_to_where_he_wanted_to_go(site: Flask) -> None:
    guest = visitor(site).get("/inbox?list=done")
    assert guest.has_form("/sign-in")
    guest.send("/sign-in", login="call", password=demo.PASSWORD)
    assert "还没有办过的工作" in guest.words


def test_a_wrong_password_and_an_unknown_account_are_told_the_same(site: Flask, clock: Traveller) -> None:
    wrong = visitor(site).get("/sign-in").send("/sign-in", login="call2", password="guess")
    unknown = visitor(site).get("/sign-in").send("/sign-in", login="nobody", password="guess")
    assert wrong.status == unknown.status == 401
    assert wrong.words.replace("call2", "") == unknown.words.replace("nobody", "")


def test_five_wrong_passwords_rest_the_account_for_a_quarter_of_an_hour_and_nobody_can_tell(
    site: Flask, clock: Traveller
) -> None:
    guest, other = visitor(site).get("/sign-in"), visitor(site).get("/sign-in")
    for _ in range(5):
        assert guest.send("/sign-in", login="mayor", password="guess").status == 401
    resting = guest.send("/sign-in", login="mayor", password=demo.PASSWORD)
    unknown = other.send("/sign-in", login="nobody", password=demo.PASSWORD)
    assert resting.status == unknown.status == 401
    assert resting.words.replace("mayor", "") == unknown.words.replace("nobody", "")
    clock.move(timedelta(minutes=16))
    assert guest.send("/sign-in", login="mayor", password=demo.PASSWORD).status == 200


def test_after_signing_in_nobody_is_led_to_another_site(site: Flask) -> None:
    for target in ("https://evil.example/", "//evil.example/", "/\\evil.example", "/%09/evil.example", "/%0a/evil.example"):
        guest = visitor(site).get(f"/sign-in?next={target}")
        token = guest.page.split('name="csrf_token" value="')[1].split('"')[0]
        typed = {"csrf_token": token, "login": "call", "password": demo.PASSWORD, "next": unquote(target)}
        assert guest.client.post("/sign-in", data=typed).headers["Location"] == "/inbox"


def test_signing_out_closes_the_door(site: Flask) -> None:
    person = visitor(site, "call")
    person.send("/sign-out")
    assert person.get("/inbox").has_form("/sign-in")


def test_a_cookie_copied_before_signing_out_opens_nothing_afterwards(site: Flask) -> None:
    person, copy = visitor(site, "call"), site.test_client()
    copy.set_cookie("bihuan", person.client.get_cookie("bihuan").value)
    assert copy.get("/inbox").status_code == 200
    person.send("/sign-out")
    assert "/sign-in" in copy.get("/inbox").headers["Location"]
    assert visitor(site, "call").get("/inbox").has_form("/sign-out")


def test_a_form_without_its_token_does_nothing(site: Flask) -> None:
    person = visitor(site, "call")
    answer = person.client.post("/sign-out")
    assert answer.status_code == 400
    assert "已失效" in answer.get_data(as_text=True)
    assert not person.get("/inbox").has_form("/sign-in")


def test_the_language_stays_with_the_account(site: Flask) -> None:
    person = visitor(site, "quality")
    person.send("/language", locale="en")
    assert "Inbox" in person.get("/inbox").words
    again = Visitor(site.test_client()).get("/sign-in").send("/sign-in", login="quality", password=demo.PASSWORD)
    assert "Inbox" in again.get("/inbox").words
    person.send("/language", locale="zh_CN")
    assert "收件箱" in person.get("/inbox").words


def test_cookies_are_out_of_reach_of_scripts_and_pages_forbid_foreign_ones(site: Flask) -> None:
    answer = site.test_client().get("/sign-in")
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Lax" in answer.headers["Set-Cookie"]
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "<script>" not in answer.get_data(as_text=True)


def test_the_menu_names_every_position(site: Flask) -> None:
    page = visitor(site, "lp1-supervise").get("/inbox").words
    assert "督办员" in page
    assert "质检员" in page
