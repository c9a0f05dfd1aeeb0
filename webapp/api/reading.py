"""Which case a caller may read; what he may not read does not exist for him."""

from __future__ import annotations

from flask import abort

from engine.definition import Definition
from webapp.api.access import caller
from webapp.casework import runtime
from webapp.casework.looks import needs_reason
from webapp.casework.queries import case as queries
from webapp.casework.queries.subject import opens
from webapp.casework.runtime import Runtime
from webapp.database import connections
from webapp.models import Case


def readable(number: str) -> Case:
    """The case with this number. Answers 404 for one that the caller may not read."""
    case = queries.by_number(number) or abort(404)
    directory = _runtime().directory
    if not opens(caller(), case, directory):
        abort(404)
    if needs_reason(caller(), case, directory):
        abort(403, description="Leaders open a single case in the browser, after saying why.")
    return case


def definition_of(case: Case) -> Definition:
    """The version of the process that the case runs on."""
    return _runtime().library.version(case.definition)


def _runtime() -> Runtime:
    with connections.take() as connection:
        return runtime.current(connection)
