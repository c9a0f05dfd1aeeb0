"""Names of several words. Known ones (of functions, of the model, of the scope) win, the longest first; otherwise words that
stand side by side are one name, because nothing else in FEEL can stand so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from engine.feel.builtins import BUILTINS
from engine.feel.errors import FeelError
from engine.feel.tokens import Token, tokens

Known = dict[str, list[tuple[tuple[str, ...], str]]]
"""First word -> the names that begin with it, longest first: the texts of their tokens, and how they are spelled."""


@lru_cache(maxsize=256)
def known(names: tuple[str, ...] = ()) -> Known:
    """The table for these names."""
    table: Known = {}
    for name in names:
        add(table, name)
    return table


def add(table: Known, name: str) -> None:
    """A name that cannot be written in FEEL at all is left out; `get value` still finds it."""
    try:
        words = tuple(token.text for token in tokens(name)[:-1])
    except FeelError:
        return
    if len(words) < 2:
        return
    beginning = table.setdefault(words[0], [])
    if (words, name) not in beginning:
        beginning.append((words, name))
        beginning.sort(key=lambda entry: len(entry[0]), reverse=True)


def find(found: Sequence[Token], index: int, tables: Iterable[Known]) -> tuple[int, str]:
    """How many tokens from `index` on are one name, and the name; 0: none. The last token is the end and never part of one."""
    first = found[index]
    best, name = 0, ""
    if first.kind == "name":
        best = 1
        while (token := found[index + best]).kind == "name" or (token.kind == "number" and token.text.isdigit()):
            best += 1
        name = first.text if best == 1 else joined(found[index : index + best])
    for table in tables:
        for words, spelled in table.get(first.text, ()):
            size = len(words)
            if size < best:
                break
            if index + size < len(found) and all(found[index + i].text == words[i] for i in range(1, size)):
                best, name = size, spelled
                break
    return best, name


def joined(found: Sequence[Token]) -> str:
    """The name these tokens write: one blank between words, none around symbols."""
    parts: list[str] = []
    for previous, token in zip([None, *found], found, strict=False):
        if previous is not None and _is_word(previous) and _is_word(token):
            parts.append(" ")
        parts.append(token.text)
    return "".join(parts)


def _is_word(token: Token) -> bool:
    return token.kind in ("name", "keyword", "number")


STANDARD: Known = {}
"""The table for the standard functions."""
for _name in BUILTINS:
    add(STANDARD, _name)
