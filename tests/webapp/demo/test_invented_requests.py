"""Invented requests: plausible, repeatable, about nobody."""

from collections import Counter
from datetime import UTC, datetime

from webapp.demo.city import units
from webapp.demo.requests import invent
from webapp.demo.taxonomy import leaves

SINCE, UNTIL = datetime(2026, 10, 1, tzinfo=UTC), datetime(2026, 11, 1, tzinfo=UTC)
MANY = invent(400, seed=3, since=SINCE, until=UNTIL)


def test_the_same_seed_gives_the_same_requests() -> None:
    assert invent(50, seed=3, since=SINCE, until=UNTIL) == invent(50, seed=3, since=SINCE, until=UNTIL)
    assert invent(50, seed=3, since=SINCE, until=UNTIL) != invent(50, seed=4, since=SINCE, until=UNTIL)


def test_they_come_in_order_within_the_time_asked_for() -> None:
    moments = [request.received_at for request in MANY]
    assert moments == sorted(moments)
    assert moments[0] >= SINCE
    assert moments[-1] <= UNTIL


def test_places_and_categories_exist() -> None:
    grids = {unit.code for unit in units() if unit.tier == "grid"}
    codes = {entry.code for entry in leaves()}
    assert {request.place for request in MANY} <= grids
    assert {request.category for request in MANY} == codes


def test_every_channel_kind_and_urgency_occurs() -> None:
    assert {request.channel for request in MANY} == {"hotline", "app", "wechat", "web", "grid", "letter"}
    assert {request.kind for request in MANY} == {"complaint", "help", "inquiry", "suggestion", "tip_off", "praise"}
    assert set(Counter(request.urgency for request in MANY)) == {"urgent", "utility", "inquiry", "general", "complex"}


def test_no_phone_number_can_be_anybodys() -> None:
    phones = [request.requester_phone for request in MANY if request.requester_phone]
    assert all(phone.startswith("100") and len(phone) == 11 for phone in phones)
    assert all(request.requester_name is None for request in MANY if request.requester_phone is None)


def test_titles_say_nothing_about_the_requester() -> None:
    for request in MANY:
        assert not request.requester_name or request.requester_name not in request.title
