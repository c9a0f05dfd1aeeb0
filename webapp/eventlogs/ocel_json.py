"""OCEL 2.0 as JSON: eventTypes, objectTypes, events, objects. Types are known only at the end, so the parts wait on the disk."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

import orjson

from webapp.eventlogs.counting import Counted
from webapp.eventlogs.objects import EVENT_ATTRIBUTES, OBJECT_TYPES, Thing, concerned, event_id, shared_things, things_of
from webapp.eventlogs.reading import LoggedCase, LoggedEvent

ALWAYS = "1970-01-01T00:00:00Z"
"""The time of what never changes."""


def write(cases: Iterable[LoggedCase], links: dict[str, list[tuple[str, str]]], target: BinaryIO) -> Counted:
    """Links to cases outside the selection are left out by keeping only objects that are written."""
    counted, shared = Counted(), dict[str, Thing]()
    with TemporaryFile() as events, TemporaryFile() as objects:
        numbers = set[str]()
        waiting: list[Thing] = []
        for case in cases:
            counted.see(case)
            numbers.add(case.facts["number"])
            for event in case.events:
                _append(events, _event(case, event))
            for thing in things_of(case, links):
                if thing.type == "case" and thing.related:
                    waiting.append(thing)
                else:
                    _append(objects, _object(thing))
            shared.update((thing.id, thing) for thing in shared_things(case))
        for thing in waiting:
            related = tuple(link for link in thing.related if link[0] in numbers)
            _append(objects, _object(Thing(thing.id, thing.type, thing.attributes, related)))
        for thing in shared.values():
            _append(objects, _object(thing))
        target.write(b'{"objectTypes":' + orjson.dumps(_object_types()) + b',"eventTypes":' + orjson.dumps(_event_types(counted)))
        _array(target, b',"events":[', events)
        _array(target, b',"objects":[', objects)
        target.write(b"}")
    return counted


def _event(case: LoggedCase, event: LoggedEvent) -> dict[str, Any]:
    return {
        "id": event_id(case, event), "type": event.name, "time": event.at,
        "attributes": [{"name": name, "value": value} for name in EVENT_ATTRIBUTES if (value := getattr(event, name))],
        "relationships": [{"objectId": other, "qualifier": qualifier} for other, qualifier in concerned(case, event)],
    }  # fmt: skip


def _object(thing: Thing) -> dict[str, Any]:
    return {
        "id": thing.id, "type": thing.type,
        "attributes": [{"name": name, "value": value, "time": ALWAYS} for name, value in thing.attributes],
        "relationships": [{"objectId": other, "qualifier": qualifier} for other, qualifier in thing.related],
    }  # fmt: skip


def _object_types() -> list[dict[str, Any]]:
    return [
        {"name": name, "attributes": [{"name": attribute, "type": "string"} for attribute in attributes]}
        for name, attributes in OBJECT_TYPES.items()
    ]


def _event_types(counted: Counted) -> list[dict[str, Any]]:
    attributes = [{"name": name, "type": "string"} for name in EVENT_ATTRIBUTES]
    return [{"name": name, "attributes": attributes} for name in sorted(counted.names)]


def _append(file: IO[bytes], value: dict[str, Any]) -> None:
    file.write((b",\n" if file.tell() else b"\n") + orjson.dumps(value))


def _array(target: BinaryIO, head: bytes, content: IO[bytes]) -> None:
    target.write(head)
    content.seek(0)
    shutil.copyfileobj(content, target)
    target.write(b"]")
