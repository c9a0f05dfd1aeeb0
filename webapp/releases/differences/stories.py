"""Two scenarios.yaml, story by story and step by step, parts written out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from engine.scenarios.failures import Broken
from engine.scenarios.scenario import LOADER, written_out
from webapp.releases.differences.change import ADDED, CHANGED, REMOVED, Change, Detail, Path

MOST_VALUES = 200_000
"""Values of all stories of a file, references written out; the largest file of ours has 20,000."""


def compare_stories(old: bytes | None, new: bytes | None) -> tuple[Change, ...]:
    """By name. Errors: ValueError, for what is no file of scenarios."""
    before, after = _stories(old), _stories(new)
    found = []
    for name, (title, steps) in after.items():
        if name not in before:
            found.append(Change(kind=ADDED, id=name, type="scenario", name=title))
        elif differing := tuple(_details(before[name][1], steps)):
            found.append(Change(kind=CHANGED, id=name, type="scenario", name=title, details=differing))
    gone = (
        Change(kind=REMOVED, id=name, type="scenario", name=title) for name, (title, _) in before.items() if name not in after
    )
    return (*found, *gone)


Steps = list[dict[str, Any]]


def _stories(content: bytes | None) -> dict[str, tuple[str, Steps]]:
    """Name -> (title, steps). What a story brings beside its steps is a step before the first one."""
    try:
        read = LOADER((content or b"").decode()).get_single_data() or {}
        parts, left = read.get("parts") or {}, [MOST_VALUES]
        return {
            str(entry["name"]): (str(entry.get("title") or entry["name"]), [_own(step, left) for step in _told(entry, parts)])
            for entry in read.get("scenarios") or ()
        }
    except (Broken, KeyError, TypeError, AttributeError, RecursionError) as wrong:
        raise ValueError(str(wrong)) from wrong
    except Exception as wrong:  # of the YAML parser, which has no class of its own for all of it
        raise ValueError(type(wrong).__name__) from wrong


def _told(entry: Mapping[str, Any], parts: Mapping[str, Any]) -> Steps:
    beside = {key: value for key, value in entry.items() if key not in ("name", "title", "steps")}
    return [*([beside] if beside else []), *written_out(entry["steps"], parts)]


def _own(value: Any, left: list[int]) -> Any:
    """A copy without shared values. Errors: ValueError, when there are too many."""
    left[0] -= 1
    if left[0] < 0:
        raise ValueError("more values than are compared")
    if isinstance(value, Mapping):
        return {str(key): _own(item, left) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_own(item, left) for item in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)


def _details(old: Steps, new: Steps) -> Iterator[Detail]:
    matcher = SequenceMatcher(None, [_text(step) for step in old], [_text(step) for step in new], autojunk=False)
    for tag, i, j, k, m in matcher.get_opcodes():
        if tag == "equal":
            continue
        for number in range(max(j - i, m - k)):
            was, now = (old[i + number] if i + number < j else None), (new[k + number] if k + number < m else None)
            place = (f"steps {(k + number if now is not None else i + number) + 1}",)
            if was is not None and now is not None and was.keys() == now.keys():
                yield from _leaves(place, was, now)
            else:
                yield Detail(what=place, old=was and _text(was), new=now and _text(now))


def _leaves(path: Path, old: Any, new: Any) -> Iterator[Detail]:
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old.keys() == new.keys():
        for key in old:
            yield from _leaves((*path, key), old[key], new[key])
    elif old != new:
        yield Detail(what=path, old=_text(old), new=_text(new))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
