"""Whose address counts when a proxy stands in front."""

from __future__ import annotations

from dataclasses import replace

from flask import Flask, request

from webapp import create_app
from webapp.config import Config
from webapp.models import db


def address_seen(app: Flask) -> str:
    """What the program takes for the address of a visitor who sends a forged one through a proxy at 127.0.0.1."""
    seen: list[str | None] = []
    app.before_request(lambda: seen.append(request.remote_addr))
    app.test_client().get("/sign-in", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    with app.app_context():
        db.engine.dispose()
    return str(seen[0])


def test_without_proxies_nobody_chooses_his_own_address(module_database: Config) -> None:
    assert address_seen(create_app(module_database)) == "127.0.0.1"


def test_behind_one_proxy_the_address_is_the_one_that_this_proxy_saw(module_database: Config) -> None:
    assert address_seen(create_app(replace(module_database, proxies=1))) == "198.51.100.7"


def test_the_number_of_proxies_is_read_from_the_environment(module_database: Config) -> None:
    folder = {"BIHUAN_DATA_DIR": str(module_database.data_dir)}
    assert Config.from_environment(folder).proxies == 0
    assert Config.from_environment({**folder, "BIHUAN_PROXIES": "2"}).proxies == 2
