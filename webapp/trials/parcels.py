"""What goes through the pipe of a sandbox: eight bytes of length, then JSON. Bytes travel as base64 under a name of their own."""

from __future__ import annotations

import base64
from typing import Any

import orjson

HEAD = 8
_BYTES = "\0bytes"


def pack(value: Any) -> bytes:
    """Errors: TypeError for what is neither JSON nor bytes."""
    seen: list[bool] = []

    def wrapped(other: Any) -> Any:
        if isinstance(other, bytes | bytearray):
            seen.append(True)
            return {_BYTES: base64.b64encode(other).decode()}
        raise TypeError(type(other).__name__)

    body = orjson.dumps(value, default=wrapped)
    flag = b"\1" if seen else b"\0"
    return (len(body) + 1).to_bytes(HEAD, "big") + flag + body


def unpack(body: bytes) -> Any:
    """The value again; `body` without its length."""
    value = orjson.loads(memoryview(body)[1:])
    return _bytes_in(value) if body[0] else value


def _bytes_in(value: Any) -> Any:
    if isinstance(value, dict):
        if value.keys() == {_BYTES}:
            return base64.b64decode(value[_BYTES])
        return {name: _bytes_in(item) for name, item in value.items()}
    return [_bytes_in(item) for item in value] if isinstance(value, list) else value
