"""Refusals as problem details (RFC 9457). One table says which refusal is which HTTP status; the title comes from the
catalogue in the reader's language, `code` is stable for programs."""

from collections.abc import Mapping
from typing import NoReturn

from flask import Response, abort, json, request
from werkzeug.exceptions import HTTPException

from engine import errors as engine_errors
from webapp.casework.access import NotAllowed
from webapp.i18n import has, negotiate, text

STATUS: dict[type[engine_errors.Rejection], int] = {
    engine_errors.TaskNotOpen: 409,
    engine_errors.AlreadyClaimed: 409,
    engine_errors.CaseClosed: 409,
    engine_errors.JobNotOpen: 409,
    engine_errors.ClockNotOpen: 409,
    engine_errors.MessageNotAwaited: 409,
    engine_errors.NoSuchIncident: 404,
    engine_errors.UnknownProcess: 404,
    engine_errors.UnknownVersion: 404,
    engine_errors.InvalidForm: 422,
    NotAllowed: 403,
}


def problem(status: int, code: str, title: str, **members: object) -> Response:
    body = {"type": f"urn:bihuan:problem:{code}", "title": title, "status": status, "code": code, **members}
    return Response(json.dumps(body), status=status, content_type="application/problem+json")


def rejection_problem(refusal: engine_errors.Rejection) -> Response:
    status = next((s for kind, s in STATUS.items() if isinstance(refusal, kind)), 409)
    members = {key: value for key, value in refusal.facts.items() if isinstance(value, str | int | bool | dict | list)}
    return problem(status, refusal.code, _title(refusal.code), **members)


def http_problem(error: HTTPException) -> Response:
    """Also for bad input: webargs puts its findings per field into `data["messages"]`."""
    found = getattr(error, "data", None) or {}
    members = {"errors": found["messages"]} if "messages" in found else {}
    status = error.code or 500
    response = problem(status, f"http_{status}", error.name, detail=error.description, **members)
    response.headers.extend(dict(found.get("headers") or {}))
    return response


def invalid(wrong: Mapping[str, str]) -> NoReturn:
    """Answer 422 with what is wrong by field."""
    abort(problem(422, "invalid_form", _title("invalid_form"), errors=dict(wrong)))


def _title(code: str) -> str:
    """What the pages say of this refusal, in the caller's language."""
    locale, key = negotiate(request.headers.get("Accept-Language")), f"refusal-{code.replace('_', '-')}"
    return text(locale, key if has(locale, key) else "refusal-rejected")
