"""Patterns with back-references, which RE2 cannot run: a small backtracking machine whose every step is counted, so that a bad
pattern ends in FeelLimit, never in a hang."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any as Anything

import re2

from engine.feel.patterns.classes import CharacterSet
from engine.feel.patterns.emit import emit
from engine.feel.patterns.reading import Malformed
from engine.feel.patterns.syntax import Anchor, Any, Choice, Group, Part, Reference, Repeat, Sequence
from engine.feel.run import Run

INSTRUCTIONS = 5_000
SLOTS = 64
Captures = tuple[int, ...]
Test = Callable[[str, int], bool]


class Machine:
    """A program of instructions: ("one", test), ("split", first, second), ("jump", to), ("save", slot), ("same", group),
    ("moved", slot), ("match",)."""

    def __init__(self, pattern: Part, groups: int, flags: str) -> None:
        """Raises Malformed when the program becomes too long."""
        self.groups, self.flags = groups, flags
        self.slots = 2 * (groups + 1)
        if self.slots > SLOTS:
            raise Malformed("too many groups")
        self.program: list[tuple[Anything, ...]] = []
        self._add(pattern)
        self._put("match")

    def _put(self, *instruction: Anything) -> int:
        if len(self.program) >= INSTRUCTIONS:
            raise Malformed("too long")
        self.program.append(instruction)
        return len(self.program) - 1

    def _add(self, part: Part) -> None:
        match part:
            case str() | CharacterSet() | Any():
                self._put("one", _character_test(part, self.flags))
            case Anchor(end=end):
                self._put("at", _anchor_test(end=end, lines="m" in self.flags))
            case Reference(group=group):
                self._put("same", group)
            case Group(number=number, body=body):
                if number is not None:
                    self._put("save", 2 * number)
                self._add(body)
                if number is not None:
                    self._put("save", 2 * number + 1)
            case Sequence(parts=parts):
                for inner in parts:
                    self._add(inner)
            case Choice(branches=branches):
                self._choice(branches)
            case Repeat(body=body, least=least, most=most, greedy=greedy):
                for _ in range(least):
                    self._add(body)
                if most is None:
                    self._loop(body, greedy=greedy)
                else:
                    self._optional(body, most - least, greedy=greedy)

    def _choice(self, branches: tuple[Part, ...]) -> None:
        ends = []
        for branch in branches[:-1]:
            split = self._put("split")
            self._add(branch)
            ends.append(self._put("jump"))
            self.program[split] = ("split", split + 1, len(self.program))
        self._add(branches[-1])
        for end in ends:
            self.program[end] = ("jump", len(self.program))

    def _loop(self, body: Part, *, greedy: bool) -> None:
        """Turns that match nothing end the loop."""
        slot = self.slots
        self.slots += 1
        if self.slots > SLOTS:
            raise Malformed("too many loops")
        split = self._put("split")
        self._put("save", slot)
        self._add(body)
        self._put("moved", slot)
        self._put("jump", split)
        after = len(self.program)
        self.program[split] = ("split", split + 1, after) if greedy else ("split", after, split + 1)

    def _optional(self, body: Part, times: int, *, greedy: bool) -> None:
        splits = []
        for _ in range(times):
            splits.append(self._put("split"))
            self._add(body)
        after = len(self.program)
        for split in splits:
            self.program[split] = ("split", split + 1, after) if greedy else ("split", after, split + 1)

    def match(self, text: str, start: int, run: Run) -> Captures | None:
        """The captures of the first match that begins at `start`."""
        todo: list[tuple[int, int, Captures]] = [(0, start, (start, *[-1] * (self.slots - 1)))]
        while todo:
            place, at, saved = todo.pop()
            while True:
                run.spend(1)
                instruction = self.program[place]
                kind = instruction[0]
                place += 1
                if kind == "match":
                    return (start, at, *saved[2:])
                if kind == "split":
                    todo.append((instruction[2], at, saved))
                    place = instruction[1]
                elif kind == "jump":
                    place = instruction[1]
                elif kind == "save":
                    slot = instruction[1]
                    saved = (*saved[:slot], at, *saved[slot + 1 :])
                else:
                    moved = self._step(instruction, text, at, saved)
                    if moved < 0:
                        break
                    at = moved
        return None

    def _step(self, instruction: tuple[Anything, ...], text: str, at: int, saved: Captures) -> int:
        """Where the text goes on; -1: no match."""
        kind, what = instruction
        if kind == "one":
            return at + 1 if at < len(text) and what(text, at) else -1
        if kind == "at":
            return at if what(text, at) else -1
        if kind == "moved":
            return at if saved[what] < at else -1
        begin, end = saved[2 * what], saved[2 * what + 1]
        wanted, found = text[begin:end] if begin >= 0 else "", text[at : at + end - begin]
        same = wanted.casefold() == found.casefold() if "i" in self.flags else wanted == found
        return at + len(wanted) if same else -1

    def find_all(self, text: str, run: Run) -> Iterator[Captures]:
        at = 0
        while at <= len(text):
            found = self.match(text, at, run)
            if found is None:
                at += 1
            else:
                yield found
                at = found[1] if found[1] > at else at + 1


def _character_test(part: Part, flags: str) -> Test:
    one = re2.compile(f"(?{'i' if 'i' in flags else ''}:{emit(part, flags)})")
    known: dict[str, bool] = {}

    def test(text: str, at: int) -> bool:
        character = text[at]
        if character not in known:
            known[character] = one.fullmatch(character) is not None
        return known[character]

    return test


def _anchor_test(*, end: bool, lines: bool) -> Test:
    if end:
        return lambda text, at: at == len(text) or (lines and text[at] == "\n")
    return lambda text, at: at == 0 or (lines and text[at - 1] == "\n")
