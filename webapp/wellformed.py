"""What comes in must be something that can be kept. PostgreSQL has no NUL character, so whoever sends one made a mistake:
400, before anybody looks at the request. Nor has it numbers without end: nothing has the number of such an address, 404."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, abort, request
from werkzeug.routing import IntegerConverter, Map

NUL = "\x00"
DEEPEST = 32
"""Levels of lists and objects inside each other; no form of ours comes near."""

LARGEST = 2**63 - 1
"""Number of a row."""


class RowNumber(IntegerConverter):
    """`<int:...>` in an address; a smaller limit can be given, where the column is smaller."""

    def __init__(self, map: Map, fixed_digits: int = 0, min: int | None = None, max: int = LARGEST, signed: bool = False) -> None:
        super().__init__(map, fixed_digits, min, max, signed)


def limit_numbers(app: Flask) -> None:
    """Must come before the first page."""
    app.url_map.converters["int"] = RowNumber


def register(app: Flask) -> None:
    """Check the address and the form fields of every request. JSON is checked where it is read: webapp.api.bodies."""
    app.before_request(_check)


def is_wellformed(value: object) -> bool:
    """Whether a JSON value has no NUL in its texts and is not nested beyond DEEPEST."""
    waiting = [(value, 0)]
    while waiting:
        part, depth = waiting.pop()
        if depth > DEEPEST or (isinstance(part, str) and NUL in part):
            return False
        if isinstance(part, dict):
            waiting.extend((inner, depth + 1) for pair in part.items() for inner in pair)
        elif isinstance(part, list):
            waiting.extend((inner, depth + 1) for inner in part)
    return True


def _check() -> None:
    if any(NUL in text for text in _texts()):
        abort(400)


def _texts() -> Iterator[str]:
    yield request.path
    for fields in (request.args, request.form):
        for key, value in fields.items(multi=True):
            yield key
            yield value
