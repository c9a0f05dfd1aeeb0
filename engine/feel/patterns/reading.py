"""Reading the regular expressions of XPath and XQuery: XML Schema's with anchors, reluctant quantifiers, back-references."""

from __future__ import annotations

from engine.feel.patterns.blocks import BLOCKS
from engine.feel.patterns.classes import CATEGORIES, NAME, NAME_START, SPACE, Category, CharacterSet, complement, of_ranges
from engine.feel.patterns.syntax import Anchor, Any, Choice, Group, Part, Reference, Repeat, Sequence

DEEPEST = 50
MOST = 1_000


class Malformed(ValueError):
    """Not a regular expression."""


SINGLE = {"n": "\n", "r": "\r", "t": "\t"} | {c: c for c in "\\|.?*+(){}-[]^$"}
SETS = {
    "d": CharacterSet((Category("Nd"),)),
    "D": CharacterSet((Category("Nd", negated=True),)),
    "w": CharacterSet((Category("L"), Category("M"), Category("N"), Category("S"))),
    "W": CharacterSet((Category("P"), Category("Z"), Category("C"))),
    "s": of_ranges(SPACE),
    "S": of_ranges(complement(SPACE)),
    "i": of_ranges(NAME_START),
    "I": of_ranges(complement(NAME_START)),
    "c": of_ranges(NAME),
    "C": of_ranges(complement(NAME)),
}


class Reader:
    """Reads one pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.groups = 0
        self.closed: set[int] = set()
        self.references = False
        self.depth = 0

    def read(self) -> Part:
        """Raises Malformed."""
        found = self.choice()
        if self.at < len(self.source):
            raise Malformed(self.source[self.at])
        return found

    def peek(self) -> str:
        """The next character; empty at the end."""
        return self.source[self.at : self.at + 1]

    def take(self, text: str) -> bool:
        if text and self.peek() == text:
            self.at += 1
            return True
        return False

    def choice(self) -> Part:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Malformed("nested too deep")
        branches = [self.sequence()]
        while self.take("|"):
            branches.append(self.sequence())
        self.depth -= 1
        return branches[0] if len(branches) == 1 else Choice(tuple(branches))

    def sequence(self) -> Part:
        parts = []
        while (character := self.peek()) and character not in "|)":
            parts.append(self.repeated(self.atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def repeated(self, body: Part) -> Part:
        character = self.peek()
        if character not in ("?", "*", "+", "{"):
            return body
        self.at += 1
        least, most = {"?": (0, 1), "*": (0, None), "+": (1, None)}.get(character) or self.bounds()
        return Repeat(body, least, most, greedy=not self.take("?"))

    def bounds(self) -> tuple[int, int | None]:
        inside, closing, rest = self.source[self.at :].partition("}")
        self.at = len(self.source) - len(rest)
        low, comma, high = inside.partition(",")
        if not closing or not low.isdecimal() or (high and not high.isdecimal()) or len(inside) > 20:
            raise Malformed(inside)
        least = int(low)
        most = least if not comma else int(high) if high else None
        if least > MOST or (most is not None and (most < least or most > MOST)):
            raise Malformed(inside)
        return least, most

    def atom(self) -> Part:
        character = self.peek()
        self.at += 1
        if character == "(":
            return self.group()
        if character == "[":
            return self.set()
        if character == ".":
            return Any()
        if character in ("^", "$"):
            return Anchor(end=character == "$")
        if character == "\\":
            return self.escape()
        if character in ("?", "*", "+", "{", "}", "]"):
            raise Malformed(character)
        return character

    def group(self) -> Part:
        number = None
        if self.source.startswith("?:", self.at):
            self.at += 2
        else:
            self.groups += 1
            number = self.groups
        body = self.choice()
        if not self.take(")"):
            raise Malformed("(")
        if number is not None:
            self.closed.add(number)
        return Group(number, body)

    def escape(self) -> Part:
        character = self.source[self.at : self.at + 1]
        if character.isdecimal() and character != "0":
            return self.reference()
        return self.escaped()

    def escaped(self) -> str | CharacterSet:
        character = self.source[self.at : self.at + 1]
        self.at += 1
        if character in SINGLE:
            return SINGLE[character]
        if character in SETS:
            return SETS[character]
        if character in ("p", "P"):
            return self.category(negated=character == "P")
        raise Malformed("\\" + character)

    def reference(self) -> Reference:
        """The longest number that is a group already closed."""
        end = self.at + 1
        while self.source[end : end + 1].isdecimal() and int(self.source[self.at : end + 1]) in self.closed:
            end += 1
        number = int(self.source[self.at : end])
        if number not in self.closed:
            raise Malformed(f"\\{number}")
        self.at = end
        self.references = True
        return Reference(number)

    def category(self, *, negated: bool) -> CharacterSet:
        inside, closing, rest = self.source[self.at :].partition("}")
        if not inside.startswith("{") or not closing:
            raise Malformed("\\p")
        self.at = len(self.source) - len(rest)
        name = inside[1:]
        if name.startswith("Is") and (block := BLOCKS.get(name[2:])):
            return of_ranges(complement([block]) if negated else [block])
        if name not in CATEGORIES:
            raise Malformed(name)
        return CharacterSet((Category(name, negated),))

    def set(self) -> CharacterSet:
        """What stands in square brackets."""
        self.depth += 1
        if self.depth > DEEPEST:
            raise Malformed("nested too deep")
        negated = self.source.startswith("^", self.at)
        self.at += negated
        items: list[tuple[int, int] | Category] = []
        minus = None
        while not self.source.startswith("]", self.at):
            if items and self.source.startswith("-[", self.at):
                self.at += 2
                minus = self.set()
                break
            items.extend(self.member())
        if not self.source.startswith("]", self.at) or not items:
            raise Malformed("[")
        self.at += 1
        self.depth -= 1
        return CharacterSet(tuple(items), negated, minus)

    def member(self) -> tuple[tuple[int, int] | Category, ...]:
        low = self.one()
        if isinstance(low, CharacterSet):
            return low.items
        if self.source.startswith("-", self.at) and self.source[self.at + 1 : self.at + 2] not in ("]", "["):
            self.at += 1
            high = self.one()
            if isinstance(high, CharacterSet) or high < low:
                raise Malformed("-")
            return ((ord(low), ord(high)),)
        return ((ord(low), ord(low)),)

    def one(self) -> str | CharacterSet:
        character = self.source[self.at : self.at + 1]
        self.at += 1
        if character == "\\":
            return self.escaped()
        if character in ("", "["):
            raise Malformed("[")
        return character


def without_space(source: str) -> str:
    """What the flag x does: white space outside of sets is dropped, even behind a backslash."""
    kept: list[str] = []
    depth = 0
    escaped = False
    for character in source:
        if character in " \t\n\r" and not depth:
            continue
        kept.append(character)
        if not escaped:
            depth += (character == "[") - (character == "]" and depth > 0)
        escaped = character == "\\" and not escaped
    return "".join(kept)
