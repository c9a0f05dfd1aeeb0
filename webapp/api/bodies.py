"""How JSON bodies are read. orjson refuses what the standard library lets pass and what breaks later: half characters, NaN,
numbers without end, nesting without end."""

from __future__ import annotations

from typing import Any

import orjson
from flask import Request
from webargs.core import is_json, missing
from webargs.flaskparser import FlaskParser

from webapp.wellformed import is_wellformed


class Bodies(FlaskParser):
    """Anything that is not well-formed is 400, as for broken JSON."""

    def _raw_load_json(self, req: Request) -> Any:
        if not is_json(req.mimetype):
            return missing
        body = req.get_data(cache=True)
        value = orjson.loads(body)
        if not is_wellformed(value):
            raise orjson.JSONDecodeError("not a well-formed value", body.decode(), 0)
        return value
