"""Sets of characters: ranges of code points and Unicode categories, with the subtraction [A-Z-[OI]] that RE2 does not have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LAST = 0x10FFFF
NOTHING = r"[^\x{0}-\x{10FFFF}]"
Ranges = tuple[tuple[int, int], ...]

CATEGORIES = frozenset(
    "L Lu Ll Lt Lm Lo M Mn Mc Me N Nd Nl No P Pc Pd Ps Pe Pi Pf Po Z Zs Zl Zp S Sm Sc Sk So C Cc Cf Co".split()  # noqa: SIM905
)
NAME_START: Ranges = (
    (0x3A, 0x3A),
    (0x41, 0x5A),
    (0x5F, 0x5F),
    (0x61, 0x7A),
    (0xC0, 0xD6),
    (0xD8, 0xF6),
    (0xF8, 0x2FF),
    (0x370, 0x37D),
    (0x37F, 0x1FFF),
    (0x200C, 0x200D),
    (0x2070, 0x218F),
    (0x2C00, 0x2FEF),
    (0x3001, 0xD7FF),
    (0xF900, 0xFDCF),
    (0xFDF0, 0xFFFD),
    (0x10000, 0xEFFFF),
)
NAME: Ranges = (*NAME_START, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040))
SPACE: Ranges = ((0x09, 0x0A), (0x0D, 0x0D), (0x20, 0x20))


class Unsupported(ValueError):
    """The set cannot be expressed."""


@dataclass(frozen=True, slots=True)
class Category:
    name: str
    negated: bool = False


@dataclass(frozen=True, slots=True)
class CharacterSet:
    """All of `items` (ranges and categories), or with `negated` all but them; without those in `minus`."""

    items: tuple[tuple[int, int] | Category, ...]
    negated: bool = False
    minus: CharacterSet | None = None


def of_ranges(ranges: Iterable[tuple[int, int]], *, negated: bool = False) -> CharacterSet:
    return CharacterSet(tuple(ranges), negated)


def complement(ranges: Iterable[tuple[int, int]]) -> Ranges:
    """All code points outside the ranges."""
    found, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            found.append((start, low - 1))
        start = max(start, high + 1)
    return (*found, (start, LAST)) if start <= LAST else tuple(found)


def only_ranges(set_: CharacterSet) -> Ranges | None:
    """The set as ranges; None when it needs a category."""
    ranges = [item for item in set_.items if isinstance(item, tuple)]
    if len(ranges) < len(set_.items):
        return None
    found = complement(ranges) if set_.negated else tuple(ranges)
    if set_.minus is None:
        return found
    minus = only_ranges(set_.minus)
    return None if minus is None else complement((*complement(found), *minus))


def as_re2(set_: CharacterSet, *, caseless: bool) -> str:
    """The set as RE2 writes it. Raises Unsupported for a subtraction that needs more than one step with categories."""
    if set_.minus is None:
        return f"[{'^' if set_.negated else ''}{_written(set_.items)}]"
    if caseless:
        set_ = _folded(set_)
    ranges = only_ranges(set_)
    found = _difference(set_) if ranges is None else f"[{_written(ranges)}]" if ranges else NOTHING
    return f"(?-i:{found})" if caseless else found


def _difference(set_: CharacterSet) -> str:
    """A without B is what is neither outside A nor in B: for each part of A a negated set."""
    minus = set_.minus
    assert minus is not None
    if minus.negated or minus.minus is not None:
        raise Unsupported
    taken = _written(minus.items)
    if set_.negated:
        return f"[^{_written(set_.items)}{taken}]"
    return "(?:" + "|".join(f"[^{_outside(item)}{taken}]" for item in set_.items) + ")"


def _outside(item: tuple[int, int] | Category) -> str:
    if isinstance(item, Category):
        return _written([Category(item.name, not item.negated)])
    return _written(complement([item]))


def _written(items: Sequence[tuple[int, int] | Category]) -> str:
    parts = []
    for item in items:
        if isinstance(item, Category):
            parts.append(f"\\{'P' if item.negated else 'p'}{{{item.name}}}")
        else:
            parts.append(f"\\x{{{item[0]:X}}}-\\x{{{item[1]:X}}}")
    return "".join(parts)


def _folded(set_: CharacterSet) -> CharacterSet:
    """With both cases of every letter of its smaller ranges."""
    items: list[tuple[int, int] | Category] = []
    for item in set_.items:
        items.append(item)
        if isinstance(item, tuple) and item[1] - item[0] < 1_000:
            items.extend((ord(other), ord(other)) for code in range(item[0], item[1] + 1) for other in _cases(chr(code)))
    return CharacterSet(tuple(items), set_.negated, None if set_.minus is None else _folded(set_.minus))


def _cases(character: str) -> list[str]:
    return [other for other in (character.lower(), character.upper()) if len(other) == 1 and other != character]
