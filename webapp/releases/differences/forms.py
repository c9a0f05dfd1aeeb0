"""Two forms by field, and two JSON files by key."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from webapp.releases.differences.change import ADDED, CHANGED, MOVED, REMOVED, Change, Detail, Path, details

NATURAL_KEYS = ("key", "name", "value", "id")
"""What an entry of a list is known by, so that an inserted one does not make all others look changed."""


def compare_form(old: bytes | None, new: bytes | None) -> tuple[Change, ...]:
    """By key of the field. Errors: ValueError."""
    before, after = _fields(old), _fields(new)
    found: list[Change] = []
    order = {key: place for place, key in enumerate(key for key in before if key in after)}
    stayed = [order[key] for key in after if key in order]
    for key, field in after.items():
        was = before.get(key)
        if was is None:
            found.append(_change(ADDED, key, field, details({}, flat(field))))
            continue
        differing = details(flat(was), flat(field))
        is_moved = stayed.index(order[key]) != order[key]
        if differing or is_moved:
            found.append(_change(CHANGED if differing else MOVED, key, field, differing, is_moved=is_moved))
    found += [_change(REMOVED, key, field, details(flat(field), {})) for key, field in before.items() if key not in after]
    return tuple(found)


def compare_json(old: bytes | None, new: bytes | None) -> tuple[Detail, ...]:
    """By path of keys. Errors: ValueError."""
    return details(flat(_loaded(old)), flat(_loaded(new)))


def form_settings(old: bytes | None, new: bytes | None) -> tuple[Detail, ...]:
    """What stands in a form beside its fields. Errors: ValueError."""
    before, after = ({k: v for k, v in _loaded(side).items() if k != "components"} for side in (old, new))
    return details(flat(before), flat(after))


def _loaded(content: bytes | None) -> dict[str, Any]:
    found = json.loads(content) if content is not None else {}
    return found if isinstance(found, dict) else {"": found}


def _fields(content: bytes | None) -> dict[str, Mapping[str, Any]]:
    """By key; what has none (a heading, a group) by its own id, else by its place."""
    found: dict[str, Mapping[str, Any]] = {}

    def collect(components: Any) -> None:
        for component in components if isinstance(components, list) else ():
            if isinstance(component, Mapping):
                key = str(component.get("key") or component.get("id") or f"{component.get('type', '')} {len(found) + 1}")
                found[key] = {name: value for name, value in component.items() if name != "components"}
                collect(component.get("components"))

    collect(_loaded(content).get("components"))
    return found


def _change(kind: str, key: str, field: Mapping[str, Any], said: tuple[Detail, ...], *, is_moved: bool = False) -> Change:
    name = str(field.get("label") or field.get("text") or key)
    return Change(kind=kind, id=key, type=str(field.get("type", "")), name=name, details=said, is_moved=is_moved)


def flat(value: Any) -> dict[Path, str]:
    """Path of keys -> value as text; entries of lists by what they are known by."""
    return dict(_flat(value, ()))


def _flat(value: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            if key not in ("id", "key") or path:
                yield from _flat(inner, (*path, str(key)))
    elif isinstance(value, list) and value and all(isinstance(entry, Mapping) for entry in value):
        for place, entry in enumerate(value, start=1):
            yield from _flat(entry, (*path, _known_as(entry, place)))
    elif isinstance(value, list):
        yield path, "、".join(_plain(entry) for entry in value)
    else:
        yield path, _plain(value)


def _known_as(entry: Mapping[str, Any], place: int) -> str:
    name = next((str(entry[key]) for key in NATURAL_KEYS if entry.get(key) is not None), str(place))
    return f"{name} {entry['effective_from']}" if "effective_from" in entry else name


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
