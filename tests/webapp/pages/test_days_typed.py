"""Days at the edge of the calendar, days that do not exist and numbers that are none are told to whoever typed them; they are no
failures."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.support.city import visitor

LAST, NONE = "9999-12-31", "2026-02-29"
FORMS = (
    (
        "audit",
        "/audit/samples/",
        {"title": "抽样题目", "first": LAST, "last": LAST, "method": "random", "size": "5", "seed": "a"},
    ),
    ("audit", "/audit/mining/exports", {"from": LAST, "to": LAST, "format": "xes"}),
    ("lp-roads-clerk", "/deputies/", {"seat": "unit_clerk@lp-roads", "starts_at": f"{LAST}T00:00", "ends_at": f"{LAST}T23:59"}),
    ("admin", "/organisation/people/3/positions", {"role": "unit_clerk", "unit": "lp-roads", "since": NONE}),
    ("admin", "/organisation/people/3/tokens", {"name": "程序", "until": NONE}),
)


@pytest.mark.parametrize(("login", "address", "typed"), FORMS)
def test_a_day_that_cannot_be_is_answered(site: Flask, login: str, address: str, typed: dict[str, str]) -> None:
    person = visitor(site, login).get("/inbox")
    assert person.post(address, reason="岗位调整", deputy="3", **typed).status in {200, 422}


@pytest.mark.parametrize("address", ["/audit/log", "/audit/log.csv"])
@pytest.mark.parametrize("day", [LAST, NONE, "0001-01-01"])
def test_the_log_until_a_day_that_cannot_be_is_shown(site: Flask, address: str, day: str) -> None:
    assert visitor(site, "audit").get(f"{address}?until={day}&since={day}").status == 200


def test_a_number_that_is_none_is_answered(site: Flask) -> None:
    person = visitor(site, "model").get("/studio/")
    assert person.post("/studio/drafts/999/review", revision="x", note="请复核").status == 404
    assert visitor(site, "audit").get(f"/audit/log?before={'0' * 20}{'9' * 30}").status == 200
