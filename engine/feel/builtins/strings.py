"""Functions on texts. Positions count characters (code points) from 1; negative ones from the end."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from engine.feel import numbers
from engine.feel.builtins.lists import index_of_position
from engine.feel.builtins.registry import builtin
from engine.feel.patterns import find
from engine.feel.run import Run
from engine.feel.values import List


@builtin("substring(string: string, start position: number, [length: number])")
def substring(run: Run, string: str, start: Decimal, length: Decimal | None = None) -> str | None:
    """The part of a text from a position on, at most `length` characters; null when the position is outside."""
    index = index_of_position(start, len(string))
    if index is None or (length is not None and numbers.whole(length) < 1):
        return None
    return _new(run, string[index:] if length is None else string[index : index + numbers.whole(length)])


@builtin("string length(string: string)")
def string_length(run: Run, string: str) -> Decimal:
    """How many characters."""
    return Decimal(len(string))


@builtin("upper case(string: string)")
def upper_case(run: Run, string: str) -> str:
    """In capital letters."""
    return _new(run, string.upper())


@builtin("lower case(string: string)")
def lower_case(run: Run, string: str) -> str:
    """In small letters."""
    return _new(run, string.lower())


@builtin("substring before(string: string, match: string)")
def substring_before(run: Run, string: str, match: str) -> str:
    """What stands before the match; empty when there is none."""
    return _new(run, string.partition(match)[0] if match and match in string else "")


@builtin("substring after(string: string, match: string)")
def substring_after(run: Run, string: str, match: str) -> str:
    """What stands after the match; empty when there is none."""
    return _new(run, string.partition(match)[2] if match else string)


@builtin("contains(string: string, match: string)")
def contains(run: Run, string: str, match: str) -> bool:
    """Whether the match stands in the text."""
    run.spend(len(string) // 100)
    return match in string


@builtin("starts with(string: string, match: string)")
def starts_with(run: Run, string: str, match: str) -> bool:
    """Whether the text starts with the match."""
    return string.startswith(match)


@builtin("ends with(string: string, match: string)")
def ends_with(run: Run, string: str, match: str) -> bool:
    """Whether the text ends with the match."""
    return string.endswith(match)


@builtin("matches(input: string, pattern: string, [flags: string?])")
def matches(run: Run, input_: str, pattern: str, flags: str | None = None) -> bool | None:
    """Whether the regular expression matches a part of the text. Flags: s, m, i, x."""
    found = find(pattern, flags or "")
    return None if found is None else found.search(input_, run)


@builtin("replace(input: string, pattern: string, replacement: string, [flags: string?])")
def replace(run: Run, input_: str, pattern: str, replacement: str, flags: str | None = None) -> str | None:
    """Every match replaced; $1 to $9 stand for the groups, $0 for the whole match."""
    found = find(pattern, flags or "")
    return None if found is None else found.replace(input_, replacement, run)


@builtin("split(string: string, delimiter: string)")
def split(run: Run, string: str, delimiter: str) -> List | None:
    """The parts between the matches of the delimiter, a regular expression."""
    found = find(delimiter, "")
    if found is None:
        return None
    parts = found.split(string, run)
    if parts is None:
        return None
    run.spend_items(len(parts))
    return List(parts)


@builtin("string join(list: list, [delimiter: string?])")
def string_join(run: Run, list_: List, delimiter: str | None = None) -> str | None:
    """All texts one after the other with the delimiter between; null items are left out."""
    parts: list[Any] = [item for item in list_ if item is not None]
    if not all(isinstance(part, str) for part in parts):
        return None
    between = delimiter or ""
    run.spend_text(sum(map(len, parts)) + len(between) * len(parts))
    return between.join(parts)


def _new(run: Run, text: str) -> str:
    run.spend_text(len(text))
    return text
