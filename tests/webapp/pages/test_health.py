"""What a load balancer reads."""

from __future__ import annotations

from flask import Flask
from sqlalchemy.exc import OperationalError

from webapp.database import connections
from webapp.models import db


def test_health_tells_database_worker_and_version(site: Flask) -> None:
    answer = site.test_client().get("/healthz")
    assert answer.status_code == 200
    assert answer.json["database"] is True
    assert answer.json["version"]
    assert answer.json["worker"] == {"alive": False, "seen_at": None}
    assert answer.json["status"] == "no worker"


def test_a_worker_that_was_just_seen_is_alive(site: Flask) -> None:
    with connections.take() as connection:
        connection.execute("INSERT INTO procrastinate_workers DEFAULT VALUES")
    try:
        answer = site.test_client().get("/healthz").json
        assert answer["worker"]["alive"] is True
        assert answer["status"] == "ok"
    finally:
        with connections.take() as connection:
            connection.execute("DELETE FROM procrastinate_workers")


def test_without_its_database_the_server_is_failing(site: Flask, monkeypatch: object) -> None:
    def gone(*args: object, **kwargs: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr(db.session, "scalar", gone)
    answer = site.test_client().get("/healthz")
    assert answer.status_code == 503
    assert answer.json["status"] == "failing"
