"""The REST API as a program of a partner sees it: token, problems, the way of one request."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.now import Traveller
from tests.support import town
from webapp.database import connections

Call = Callable[..., Any]


@pytest.fixture
def client(app: Flask, clock: Traveller) -> FlaskClient:
    with connections.take() as connection:
        town.build(connection)
        for user in town.PEOPLE:
            connection.execute(
                "INSERT INTO api_token (user_id, name, token_hash, created_at) VALUES (%s, 'test', %s, now())",
                (user, hashlib.sha256(f"token-of-{user}".encode()).digest()),
            )
    return app.test_client()


def as_user(user: int, **more: str) -> dict[str, str]:
    return {"Authorization": f"Bearer token-of-{user}", **more}


CLERK, OTHER_CLERK, SUPERVISOR, AUDITOR = 1, 2, 4, 6


def an_errand() -> str:
    return town.start().number


def test_a_call_without_a_token_is_told_to_send_one(client: FlaskClient) -> None:
    answer = client.get("/api/v1/cases")
    assert answer.status_code == 401
    assert answer.content_type == "application/problem+json"
    assert answer.json["code"] == "http_401"


def test_a_revoked_token_opens_nothing(client: FlaskClient) -> None:
    with connections.take() as connection:
        connection.execute("UPDATE api_token SET revoked_at = now() WHERE user_id = %s", (CLERK,))
    assert client.get("/api/v1/tasks", headers=as_user(CLERK)).status_code == 401


def test_a_case_shows_facts_clocks_tasks_and_a_chain_of_events(client: FlaskClient) -> None:
    number = an_errand()
    case = client.get(f"/api/v1/cases/{number}", headers=as_user(CLERK)).json
    assert case["number"] == number
    assert case["status"] == "active"
    assert [task["state"] for task in case["tasks"]] == ["open"]
    events = client.get(f"/api/v1/cases/{number}/events", headers=as_user(CLERK)).json["items"]
    assert events[0]["kind"] == "CaseStarted"
    assert [one["hash"] for one in events[:-1]] == [one["prev_hash"] for one in events[1:]]


def test_events_come_in_pages(client: FlaskClient) -> None:
    number = an_errand()
    whole = client.get(f"/api/v1/cases/{number}/events", headers=as_user(CLERK)).json["items"]
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/api/v1/cases/{number}/events?limit=2&cursor={cursor}", headers=as_user(CLERK)).json
        seen += page["items"]
        cursor = page["next"]
    assert seen == whole


def test_a_case_of_others_does_not_exist(client: FlaskClient, app: Flask) -> None:
    number = an_errand()
    with connections.take() as connection:
        connection.execute('DELETE FROM "position" WHERE user_id = %s', (OTHER_CLERK,))
    answer = client.get(f"/api/v1/cases/{number}", headers=as_user(OTHER_CLERK))
    assert answer.status_code == 404
    assert client.get("/api/v1/cases", headers=as_user(OTHER_CLERK)).json["items"] == []


def test_the_list_of_cases_is_paged_newest_first(client: FlaskClient, clock: Traveller) -> None:
    numbers = [an_errand() for _ in range(5)]
    seen, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/api/v1/cases?limit=2&cursor={cursor}", headers=as_user(AUDITOR)).json
        seen += [case["number"] for case in page["items"]]
        cursor = page["next"]
    assert seen == numbers[::-1]


def test_a_task_goes_from_the_queue_to_mine_to_done(client: FlaskClient) -> None:
    number = an_errand()
    (task,) = client.get("/api/v1/tasks?list=queue", headers=as_user(CLERK)).json["items"]
    assert task["number"] == number
    place = f"/api/v1/cases/{number}/tasks/{task['task']}"
    assert client.post(f"{place}/claim", headers=as_user(CLERK)).status_code == 200
    assert [one["number"] for one in client.get("/api/v1/tasks", headers=as_user(CLERK)).json["items"]] == [number]
    assert client.post(f"{place}/release", headers=as_user(CLERK)).status_code == 200
    done = client.post(f"{place}/complete", json={"answers": {}}, headers=as_user(CLERK))
    assert done.status_code == 200, done.json
    assert [one["number"] for one in client.get("/api/v1/tasks?list=done", headers=as_user(CLERK)).json["items"]] == [number]


def test_who_is_too_late_is_told_so(client: FlaskClient) -> None:
    number = an_errand()
    (task,) = client.get("/api/v1/tasks?list=queue", headers=as_user(CLERK)).json["items"]
    place = f"/api/v1/cases/{number}/tasks/{task['task']}"
    client.post(f"{place}/claim", headers=as_user(CLERK))
    answer = client.post(f"{place}/claim", headers=as_user(OTHER_CLERK))
    assert answer.status_code == 409
    assert answer.json["code"] == "already_claimed"
    assert answer.json["title"] == "这项工作已被别人认领。"


def test_the_same_idempotency_key_changes_nothing_twice(client: FlaskClient) -> None:
    number = an_errand()
    (task,) = client.get("/api/v1/tasks?list=queue", headers=as_user(CLERK)).json["items"]
    place = f"/api/v1/cases/{number}/tasks/{task['task']}"
    headers = as_user(CLERK, **{"Idempotency-Key": "once-and-only-once"})
    first = client.post(f"{place}/complete", json={"answers": {}}, headers=headers)
    second = client.post(f"{place}/complete", json={"answers": {}}, headers=headers)
    assert first.status_code == second.status_code == 200
    assert first.json == second.json


def test_a_key_may_be_as_long_as_a_header_may(client: FlaskClient) -> None:
    number = an_errand()
    (task,) = client.get("/api/v1/tasks?list=queue", headers=as_user(CLERK)).json["items"]
    headers = as_user(CLERK, **{"Idempotency-Key": secrets.token_hex(3500)})
    answers = [client.post(f"/api/v1/cases/{number}/tasks/{task['task']}/claim", headers=headers) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [200, 200]
    assert answers[0].json == answers[1].json


def test_bad_input_is_named_by_field(client: FlaskClient) -> None:
    answer = client.post("/api/v1/cases", json={"command_id": "a-command", "title": "x"}, headers=as_user(SUPERVISOR))
    assert answer.status_code == 422
    assert "statement" in str(answer.json["errors"])


DEEP = "[" * 50_000
REQUEST = '{"command_id": "odd-bodies", "title": %s}'


@pytest.mark.parametrize(
    "body",
    [
        "{", "[]", '"text"', "null", "", "NaN", DEEP, DEEP + "]" * 50_000, REQUEST % ("[" * 900 + "]" * 900), "9" * 100_000,
        REQUEST % r'"half \ud800 a character"', REQUEST % r'"no \u0000 character"', REQUEST % ("9" * 5000), b"\xff\xfe",
    ],
)  # fmt: skip
def test_a_broken_body_is_a_problem_and_not_an_accident(client: FlaskClient, body: str | bytes) -> None:
    answer = client.post("/api/v1/cases", data=body, content_type="application/json", headers=as_user(SUPERVISOR))
    assert answer.status_code in {400, 422}
    assert answer.content_type == "application/problem+json"


def test_every_route_is_described_as_openapi_3_1(client: FlaskClient, app: Flask) -> None:
    description = client.get("/api/v1/openapi.json").json
    assert description["openapi"] == "3.1.0"
    routes = {
        (str(rule).replace("<int(max=2147483647):task>", "{task}").replace("<number>", "{number}"), method.lower())
        for rule in app.url_map.iter_rules()
        if str(rule).startswith("/api/v1/") and "openapi" not in str(rule)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }
    described = {(path, method) for path, item in description["paths"].items() for method in item if method != "parameters"}
    assert routes == described
    assert all(
        operation["summary"] for item in description["paths"].values() for m, operation in item.items() if m != "parameters"
    )


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("cases/20260101-00000%00", 400), ("cases?process=%00", 400), ("cases/{n}/tasks/2147483648", 404),
        ("cases/{n}/events?cursor=99999999999999999999", 200), ("cases/{n}/events?cursor=%C2%B2", 200),
        ("tasks?list=done&cursor=WyIyMDI2LTAxLTAxIiwgOTIyMzM3MjAzNjg1NDc3NTgwOCwgMV0", 200),
    ],
)  # fmt: skip
def test_an_odd_address_is_answered_and_not_an_accident(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(f"/api/v1/{address.format(n=an_errand())}", headers=as_user(AUDITOR)).status_code == status


def test_a_key_that_somebody_else_used_opens_nothing(client: FlaskClient) -> None:
    number = an_errand()
    (task,) = client.get("/api/v1/tasks?list=queue", headers=as_user(CLERK)).json["items"]
    place = f"/api/v1/cases/{number}/tasks/{task['task']}"
    key = {"Idempotency-Key": "once-and-only-once"}
    assert client.post(f"{place}/claim", headers=as_user(CLERK, **key)).status_code == 200
    assert client.post(f"{place}/claim", headers=as_user(OTHER_CLERK, **key)).status_code == 409


@pytest.mark.parametrize(("method", "path", "status"), [
    ("GET", "/api/v1/nowhere", 404), ("POST", "/api/v1/nowhere", 404), ("GET", "/api/v1", 404), ("DELETE", "/api/v1/tasks", 405),
])  # fmt: skip
def test_what_no_endpoint_answers_is_a_problem_too(client: FlaskClient, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method, headers=as_user(CLERK))
    assert (answer.status_code, answer.content_type) == (status, "application/problem+json")
    assert answer.json["code"] == f"http_{status}"
    assert client.get("/apiary").mimetype == "text/html"
