"""What all endpoints share: a token before, problem details after."""

from __future__ import annotations

from flask_smorest import Blueprint

from engine.errors import Rejection
from webapp.api.access import demand_token
from webapp.api.bodies import Bodies
from webapp.api.problems import http_problem, rejection_problem

ANSWERED = (400, 401, 403, 404, 405, 413, 415, 422, 429)
"""HTTP errors that become problem details; pages keep their own error pages."""


class Endpoints(Blueprint):
    ARGUMENTS_PARSER = Bodies()


def endpoints(name: str, description: str) -> Blueprint:
    """An empty blueprint for one kind of thing."""
    made = Endpoints(f"api_{name}", __name__, description=description)
    made.before_request(demand_token)
    made.register_error_handler(Rejection, rejection_problem)
    for status in ANSWERED:
        made.register_error_handler(status, http_problem)
    return made
