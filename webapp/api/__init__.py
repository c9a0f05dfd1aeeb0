"""The REST interface for programs, /api/v1: the commands and queries of the pages as JSON, described as OpenAPI 3.1."""

from __future__ import annotations

from http import HTTPStatus

from flask import Flask, Response, request
from flask_smorest import Api
from flask_wtf import CSRFProtect

from webapp.api import cases, problems, schemas, tasks

PREFIX = "/api/v1"
BLUEPRINTS = (cases.here, tasks.here)


class Description(Api):
    """OpenAPI of our endpoints; errors are problem details, not the library's own shape."""

    ERROR_SCHEMA = schemas.Problem
    DEFAULT_ERROR_RESPONSE_NAME = "PROBLEM"

    def _register_error_handlers(self) -> None:
        """Errors are handled per blueprint, so that pages keep theirs."""


def register(app: Flask) -> None:
    """Put the API into `app`. Programs prove themselves by token, so the pages' form tokens do not apply."""
    app.config.update(
        API_TITLE="Bihuan",
        API_VERSION="1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX=PREFIX,
        OPENAPI_JSON_PATH="openapi.json",
        API_SPEC_OPTIONS={
            "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}},
            "security": [{"token": []}],
        },
    )
    app.after_request(_in_our_words)
    description = Description(app)
    csrf: CSRFProtect = app.extensions["csrf"]
    for blueprint in BLUEPRINTS:
        csrf.exempt(blueprint)
        description.register_blueprint(blueprint, url_prefix=PREFIX)


def _in_our_words(response: Response) -> Response:
    """What no endpoint answered - an unknown path, a method that is not there - is a problem here, too, and no page."""
    is_ours = request.path == PREFIX or request.path.startswith(f"{PREFIX}/")
    if not is_ours or response.status_code < 400 or response.mimetype != "text/html":
        return response
    status = response.status_code
    return problems.problem(status, f"http_{status}", HTTPStatus(status).phrase)
