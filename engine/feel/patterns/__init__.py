"""Regular expressions, run by RE2: the time grows with the text only, whatever the pattern."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import re2

from engine.feel import limits
from engine.feel.patterns.backtracking import Captures, Machine
from engine.feel.patterns.classes import Unsupported
from engine.feel.patterns.emit import emit
from engine.feel.patterns.reading import Malformed, Reader, without_space
from engine.feel.patterns.syntax import Part
from engine.feel.run import Run

LONGEST = 2_000


class Pattern:
    """`groups` is the number of capturing groups."""

    def __init__(self, part: Part, groups: int, flags: str, *, references: bool) -> None:
        self.groups = groups
        self.machine = Machine(part, groups, flags) if references else None
        if self.machine is None:
            options = re2.Options()
            options.log_errors = False
            options.max_mem = 1 << 21
            self.compiled = re2.compile(("(?i)" if "i" in flags else "") + emit(part, flags), options)

    def found(self, text: str, run: Run) -> Iterator[Captures]:
        """Start and end of every match and of its groups."""
        run.spend(1 + len(text) // 20)
        if self.machine is not None:
            yield from self.machine.find_all(text, run)
            return
        for hit in self.compiled.finditer(text):
            run.spend(1)
            yield tuple(place for group in range(self.groups + 1) for place in hit.span(group))

    def search(self, text: str, run: Run) -> bool:
        if self.machine is None:
            run.spend(1 + len(text) // 20)
            return self.compiled.search(text) is not None
        return next(self.found(text, run), None) is not None

    def replace(self, text: str, replacement: str, run: Run) -> str | None:
        """None when the pattern matches the empty text, or the replacement is malformed."""
        parts = self._parts(replacement)
        if parts is None or self.search("", run):
            return None
        result: list[str] = []
        size = end = 0
        for captures in self.found(text, run):
            pieces = [text[end : captures[0]], *(self._part(part, captures, text) for part in parts)]
            result += pieces
            size += sum(map(len, pieces))
            if size > limits.TEXT:
                break
            run.spend(1)
            end = captures[1]
        result.append(text[end:])
        run.spend_text(sum(map(len, result)))
        return "".join(result)

    def split(self, text: str, run: Run) -> list[str] | None:
        """None when the pattern matches the empty text."""
        if self.search("", run):
            return None
        result: list[str] = []
        end = 0
        for captures in self.found(text, run):
            result.append(text[end : captures[0]])
            end = captures[1]
        return [*result, text[end:]]

    def _parts(self, replacement: str) -> list[str | int] | None:
        """The literal parts and group numbers of a replacement: $N, \\$ and \\\\; of $12 only as much as is a group."""
        parts: list[str | int] = []
        for found in re.finditer(r"\$([0-9]+)|\\([\\$])|([^$\\]+)|(.)", replacement, re.DOTALL):
            digits, escaped, literal, _ = found.groups()
            if digits:
                size = next((n for n in range(min(len(digits), 4), 0, -1) if int(digits[:n]) <= self.groups), 1)
                parts += [int(digits[:size]), digits[size:]]
            elif escaped or literal:
                parts.append(escaped or literal)
            else:
                return None
        return parts

    def _part(self, part: str | int, captures: Captures, text: str) -> str:
        if isinstance(part, str):
            return part
        start, end = captures[2 * part : 2 * part + 2] if part <= self.groups else (-1, -1)
        return text[start:end] if start >= 0 else ""


@lru_cache(maxsize=512)
def find(source: str, flags: str) -> Pattern | None:
    """The pattern, read once; None when it is malformed, or larger than RE2 takes."""
    if set(flags) - set("smix") or len(source) > LONGEST:
        return None
    reader = Reader(without_space(source) if "x" in flags else source)
    try:
        part = reader.read()
        return Pattern(part, reader.groups, flags, references=reader.references)
    except (Malformed, Unsupported, re2.error):
        return None
