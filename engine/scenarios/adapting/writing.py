"""The changes of stories as changes of scenarios.yaml. A part that several scenarios share is changed where it stands if all of
them want that; else whoever wants it gets the steps written out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import Any

from engine.scenarios.adapting.change import ADDED, DROPPED, EXPECTED, MOVED, Change
from engine.scenarios.adapting.places import Place, Written, steps_of
from engine.scenarios.failures import Broken

Wishes = Mapping[int, Sequence[Change]]
"""Number of a scenario -> its changes."""
Edits = dict[Place, list[dict[str, Any]]]
"""Place -> the steps that come there instead of the one that stands there."""


def edits_of(content: Mapping[str, Any], wanted: Wishes, agreed: Wishes, silent: Collection[int]) -> Edits:
    """`wanted`: changes to be made. `agreed`: of scenarios that play as they are, and would with these changes, too. `silent`: of
    scenarios that fail whatever becomes of them. All others want to stay as they are."""
    written = {number: _steps(content, number) for number in range(len(content["scenarios"]))}
    wishes = {number: _by_step({**agreed, **wanted}.get(number, ())) for number in written}
    votes: dict[Place, set[str]] = defaultdict(set)
    for number in written.keys() - set(silent):
        for line, step in enumerate(written[number], 1):
            votes[step.place].add(repr(wishes[number].get(line, ())))
    found: Edits = {}
    for number in wanted:
        own = {
            step.chain[0] for line, step in enumerate(written[number], 1)
            if line in wishes[number] and len(votes[step.place]) > 1 and len(step.chain) > 1
        }  # fmt: skip
        for line, step in enumerate(written[number], 1):
            changed = applied(step.step, wishes[number].get(line, ()))
            if step.chain[0] in own:
                found.setdefault(step.chain[0], []).extend(changed)
            elif line in wishes[number]:
                found[step.place] = changed
    return found


def carried_out(content: Mapping[str, Any], edits: Edits) -> dict[str, Any]:
    """The file as values with these edits."""
    found = deepcopy(dict(content))
    for (group, name, number), steps in sorted(edits.items(), reverse=True):
        if group == "parts":
            found["parts"][name] = [*found["parts"][name][:number], *steps, *found["parts"][name][number + 1 :]]
        else:
            entry = found["scenarios"][int(name)]
            entry["steps"] = [*entry["steps"][:number], *steps, *entry["steps"][number + 1 :]]
    return found


def applied(step: Mapping[str, Any], changes: Iterable[Change]) -> list[dict[str, Any]]:
    """The steps that come instead of this one."""
    found: list[dict[str, Any]] = [deepcopy(dict(step))]
    for change in changes:
        if change.kind == EXPECTED:
            _set(found[0].get("expect", found[0]), change.path, change.new)
        elif change.kind == MOVED:
            found[0]["at"] = change.new
        elif change.kind == ADDED:
            found.append(dict(change.new))
        elif change.kind == DROPPED:
            found = found[1:]
    return found


def _set(value: Any, path: Sequence[str], new: Any) -> None:
    for key in path[:-1]:
        value = value[key]
    value[path[-1]] = new


def _by_step(changes: Iterable[Change]) -> dict[int, tuple[Change, ...]]:
    found: dict[int, list[Change]] = defaultdict(list)
    for change in changes:
        found[change.step].append(change)
    return {step: tuple(_without_step(change) for change in several) for step, several in found.items()}


def _without_step(change: Change) -> Change:
    """The same wish of two scenarios is the same, wherever in them the step comes."""
    return Change(kind=change.kind, step=0, path=change.path, old=change.old, new=change.new)


def _steps(content: Mapping[str, Any], number: int) -> list[Written]:
    try:
        return steps_of(content, number)
    except (Broken, KeyError, TypeError):
        return []
