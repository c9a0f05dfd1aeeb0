"""Whoever is offered a page in the navigation may open it."""

from __future__ import annotations

import pytest
from flask import Flask
from lxml import html

from tests.support.city import visitor

PEOPLE = (
    "call", "intake", "dispatch", "lp-roads-clerk", "lp-roads-leader", "lp10101-gw", "lp10101-leader", "quality", "callback",
    "supervise", "mayor", "audit", "model", "release", "admin",
)  # fmt: skip


@pytest.mark.parametrize("login", PEOPLE)
def test_no_door_leads_to_a_refusal(site: Flask, login: str) -> None:
    person = visitor(site, login).get("/inbox")
    doors = dict.fromkeys(str(link) for link in html.fromstring(person.page).xpath("//nav//a/@href"))
    assert doors
    assert [door for door in doors if person.get(door).status != 200] == []
