"""Two scenarios.yaml, story by story and step by step, parts written out."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from engine.scenarios.scenario import LOADER, written_out
from engine.scenarios.unshared import Left, unshared
from webapp.releases.differences.change import ADDED, CHANGED, REMOVED, Change, Detail, Path

MOST_LOOKS = 20_000_000
"""Looks of one step at another, of all stories of a file; with more, steps are compared number by number. Ours take 100,000."""


def compare_stories(old: bytes | None, new: bytes | None) -> tuple[Change, ...]:
    """By name. Errors: ValueError, for what is no file of scenarios."""
    before, after, left = _stories(old), _stories(new), Left(MOST_LOOKS)
    found = []
    for name, (title, steps) in after.items():
        if name not in before:
            found.append(Change(kind=ADDED, id=name, type="scenario", name=title))
        elif differing := tuple(_details(before[name][1], steps, left)):
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
        parts, left = read.get("parts") or {}, Left()
        return {
            str(entry["name"]): (str(entry.get("title") or entry["name"]), [unshared(step, left) for step in _told(entry, parts)])
            for entry in read.get("scenarios") or ()
        }
    except Exception as wrong:  # the YAML parser has no class of its own for all of its errors
        raise ValueError(f"{type(wrong).__name__}: {wrong}") from wrong


def _told(entry: Mapping[str, Any], parts: Mapping[str, Any]) -> Steps:
    beside = {key: value for key, value in entry.items() if key not in ("name", "title", "steps")}
    return [*([beside] if beside else []), *written_out(entry["steps"], parts)]


def _details(old: Steps, new: Steps, left: Left) -> Iterator[Detail]:
    for tag, i, j, k, m in _matched([_text(step) for step in old], [_text(step) for step in new], left):
        if tag == "equal":
            continue
        for number in range(max(j - i, m - k)):
            was, now = (old[i + number] if i + number < j else None), (new[k + number] if k + number < m else None)
            place = (f"steps {(k + number if now is not None else i + number) + 1}",)
            if was is not None and now is not None and was.keys() == now.keys():
                yield from _leaves(place, was, now)
            else:
                yield Detail(what=place, old=was and _text(was), new=now and _text(now))


def _matched(old: Sequence[str], new: Sequence[str], left: Left) -> Sequence[tuple[str, int, int, int, int]]:
    """What became of which steps, as SequenceMatcher tells it. It looks at each pair of like steps once for every run of steps
    that stayed, which hardly any story repeats itself enough to feel."""
    times = Counter(old)
    left.count -= sum(times[step] for step in new) * min(len(old), len(new))
    if left.count < 0:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _leaves(path: Path, old: Any, new: Any) -> Iterator[Detail]:
    if isinstance(old, Mapping) and isinstance(new, Mapping) and old.keys() == new.keys():
        for key in old:
            yield from _leaves((*path, key), old[key], new[key])
    elif old != new:
        yield Detail(what=path, old=_text(old), new=_text(new))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
