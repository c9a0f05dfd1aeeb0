"""Events as JSON and back. The stored form is the field values by name; times are UTC text as in audit.chain."""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from functools import cache
from typing import Any

from engine import events
from engine.events import Event
from webapp.audit.chain import moment

KINDS: dict[str, type[Event]] = {
    kind.__name__: kind
    for kind in vars(events).values()
    if isinstance(kind, type) and issubclass(kind, Event) and kind is not Event
}


def encode(event: Event) -> dict[str, Any]:
    """Plain JSON of the fields of `event`."""
    return {name: _plain(getattr(event, name)) for name in _fields(type(event))}


def decode(kind: str, data: Mapping[str, Any]) -> Event:
    """The event again. Fields added later take their defaults; KeyError for a kind that never existed."""
    event = KINDS[kind]
    return event(**{name: _typed(data[name], form) for name, form in _fields(event).items() if name in data})


@cache
def _fields(event: type[Event]) -> dict[str, str]:
    """Field name -> time, tuple or plain: what JSON cannot say by itself."""
    hints = typing.get_type_hints(event)
    return {field.name: _form(hints[field.name]) for field in fields(event)}


def _form(hint: Any) -> str:
    options = typing.get_args(hint) if isinstance(hint, types.UnionType) else (hint,)
    if datetime in options:
        return "time"
    return "tuple" if typing.get_origin(hint) is tuple else "plain"


def _typed(value: Any, form: str) -> Any:
    if value is None or form == "plain":
        return value
    return datetime.fromisoformat(value) if form == "time" else tuple(value)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, tuple | list):
        return [_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value
