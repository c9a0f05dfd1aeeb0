"""What FEEL refuses, and how it says so: a code and facts for the catalogues, an English sentence, and where in the text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

SENTENCES = {
    # reading the text
    "unexpected_character": "The character {character!r} has no meaning here.",
    "fullwidth_character": "The full-width character {character!r} has no meaning here; write {instead!r}.",
    "unterminated_string": 'A text begins here but never ends: the closing " is missing.',
    "unterminated_comment": "A comment begins here but never ends: the closing */ is missing.",
    "bad_escape": "{escape!r} is no escape that FEEL knows.",
    "unexpected_token": "{found!r} was not expected here.",
    "unexpected_end": "The expression ends too early.",
    "expected_token": "Expected {expected!r}, but found {found!r}.",
    "expected_name": "Expected a name, but found {found!r}.",
    "unknown_type": "There is no type named {name!r}.",
    "duplicate_parameter": "The parameter {name!r} is given twice.",
    "mixed_arguments": "Give the arguments either all by position or all by name.",
    "number_too_large": "This number is too large.",
    "empty_expression": "The expression is empty.",
    # limits
    "source_too_long": "The expression has {size} characters; at most {allowed} are allowed.",
    "nested_too_deep": "The expression is nested more than {allowed} levels deep.",
    "too_many_steps": "The expression needs more than {allowed} steps.",
    "text_too_long": "A text would have {size} characters; at most {allowed} are allowed.",
    "list_too_long": "A list would have {size} items; at most {allowed} are allowed.",
    "calls_too_deep": "Functions call each other too deep.",
    "data_too_deep": "The data are nested more than {allowed} levels deep.",
    # using the result
    "not_boolean": "A condition must be true or false, but this one gave {value}.",
    "not_plain": "A {kind} cannot be stored.",
    "function_failed": "The function {name!r} failed: {reason}",
}

NOTES = {
    "unknown_name": "{name!r} has no value here.",
    "wrong_arguments": "{name!r} has no answer to these arguments.",
    "not_a_function": "What is called here is no function.",
    "no_result": "These values cannot be computed with each other.",
    "not_temporal": "{text!r} is no date, time or duration.",
    "bad_pattern": "{pattern!r} is no regular expression.",
}
"""Why a part of an expression became null."""


class FeelError(Exception):
    """An expression cannot be used. `code` and `facts` are for catalogues; `line` and `column` count from 1, None: no place."""

    def __init__(self, code: str, *, line: int | None = None, column: int | None = None, **facts: object) -> None:
        self.code, self.line, self.column, self.facts = code, line, column, facts
        place = "" if line is None else f" (line {line}, column {column})"
        super().__init__(SENTENCES[code].format(**facts) + place)


class FeelSyntaxError(FeelError):
    """The text is not FEEL."""

    @classmethod
    def at(cls, source: str, offset: int, code: str, **facts: object) -> FeelSyntaxError:
        """The error at the character `offset` of `source`."""
        line, column = position(source, offset)
        return cls(code, line=line, column=column, **facts)


class FeelLimit(FeelError):
    """The expression, or what it computes, is larger than allowed."""


def position(source: str, offset: int) -> tuple[int, int]:
    """Line and column, both from 1, of a character."""
    before = source[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Why a part of the expression became null, and where it stands."""

    code: str
    line: int
    column: int
    facts: Mapping[str, object]

    @classmethod
    def at(cls, source: str, offset: int, code: str, facts: Mapping[str, object]) -> Note:
        line, column = position(source, offset)
        return cls(code=code, line=line, column=column, facts=facts)

    @property
    def sentence(self) -> str:
        return NOTES[self.code].format(**self.facts)
