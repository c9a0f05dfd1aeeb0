"""Steps of scenarios.yaml are exchanged in its text: what is not touched stays as its authors wrote it, comments included."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from engine.scenarios.adapting.places import Place
from engine.scenarios.adapting.writing import Edits, carried_out
from engine.scenarios.scenario import LOADER

WIDTH = 130
Patch = tuple[int, int, str]
"""From, to (characters), what comes there."""


def rewritten(text: str, content: Mapping[str, Any], edits: Edits) -> str:
    """The text with the edits. `content`: what the text says. Where the text cannot be changed in place (steps that are written
    once and used twice by reference), the whole file is written anew and says the same."""
    after = carried_out(content, edits)
    root = yaml.compose(text, Loader=LOADER)
    patches = [patch for place, steps in edits.items() for patch in _patches(text, root, place, steps)]
    changed = text
    for start, end, new in sorted(patches, reverse=True):
        changed = changed[:start] + new + changed[end:]
    try:
        if LOADER(changed).get_single_data() == after:
            return changed
    except yaml.YAMLError:
        pass
    return yaml.dump(after, Dumper=_NoAliases, allow_unicode=True, sort_keys=False, width=WIDTH)


class _NoAliases(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True

    def text(self, value: str) -> Any:
        """Moments in the quotes that the scenarios of the product use."""
        return self.represent_scalar("tag:yaml.org,2002:str", value, style='"' if ":" in value else None)


_NoAliases.add_representer(str, _NoAliases.text)


def _patches(text: str, root: Any, place: Place, steps: Sequence[Mapping[str, Any]]) -> Iterable[Patch]:
    """One step of the file becomes `steps`; only values that differ are touched when it stays one."""
    group, name, number = place
    sequence = _of(root, group, name)
    item = sequence.value[number]
    first = steps[0] if steps else None
    if first is None or first.keys() != {key.value for key, _ in item.value}:
        return [_exchanged(text, sequence, item, steps)]
    inside = _values(text, item, first)
    if len(steps) == 1:
        return inside
    more = _joined(text, sequence, item, steps[1:])
    return [*inside, (_end(item), _end(item), more)] if sequence.flow_style else [*inside, _line_after(text, item, more)]


def _of(root: Any, group: str, name: str) -> Any:
    """The node of a list of steps."""
    found = _entry(root, group)
    if group == "parts":
        return _entry(found, name)
    return _entry(found.value[int(name)], "steps")


def _entry(mapping: Any, wanted: str) -> Any:
    return next(value for key, value in mapping.value if key.value == wanted)


def _values(text: str, node: Any, wanted: Any) -> list[Patch]:
    """What makes the node say `wanted`, as deep inside as possible."""
    if isinstance(node, yaml.MappingNode) and isinstance(wanted, Mapping):
        pairs = {key.value: value for key, value in node.value}
        if list(pairs) == [str(key) for key in wanted]:
            return [patch for key, value in pairs.items() for patch in _values(text, value, wanted[key])]
    start, end = node.start_mark.index, _end(node)
    if LOADER(text[start:end]).get_single_data() == wanted:
        return []
    return [(start, end, _flow(wanted))]


def _exchanged(text: str, sequence: Any, item: Any, steps: Sequence[Mapping[str, Any]]) -> Patch:
    """Another step, or several, or none, where one was."""
    start, end = item.start_mark.index, _end(item)
    if steps:
        return start, end, _flow(steps[0]) + _joined(text, sequence, item, steps[1:])
    if not sequence.flow_style:
        line = text.rindex("\n", 0, start) + 1
        return line, _line_end(text, end) + 1, ""
    number = sequence.value.index(item)
    if number + 1 < len(sequence.value):
        return start, sequence.value[number + 1].start_mark.index, ""
    return (_end(sequence.value[number - 1]) if number else start), end, ""


def _joined(text: str, sequence: Any, item: Any, steps: Sequence[Mapping[str, Any]]) -> str:
    """More steps after one of this list, as it is written."""
    if sequence.flow_style:
        return "".join(f", {_flow(step)}" for step in steps)
    start = item.start_mark.index
    dash = text.rindex("-", 0, start)
    indent = dash - (text.rindex("\n", 0, dash) + 1)
    return "".join(f"\n{' ' * indent}- {_flow(step)}" for step in steps)


def _line_after(text: str, item: Any, more: str) -> Patch:
    """Behind a remark at the end of the line."""
    end = _line_end(text, _end(item))
    return end, end, more


def _line_end(text: str, place: int) -> int:
    found = text.find("\n", place)
    return len(text) if found < 0 else found


def _end(node: Any) -> int:
    """Where the node ends; a list or mapping on lines of its own where its last value does."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index)


def _flow(value: Any) -> str:
    """On one line, also inside of brackets."""
    text = yaml.dump([value], Dumper=_NoAliases, default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**6)
    return text.strip()[1:-1]
