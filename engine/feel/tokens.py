"""The text cut into tokens. White space and comments are dropped; a token remembers where it stood."""

from __future__ import annotations

import re
from typing import NamedTuple

from engine.feel import limits
from engine.feel.errors import FeelLimit, FeelSyntaxError

LOGIC = ("and", "or", "in", "between", "instance", "of", "true", "false", "null")
KEYWORDS = frozenset((*LOGIC, "if", "then", "else", "for", "return", "some", "every", "satisfies", "function", "external"))

SHAPE = re.compile(
    r"""
      (?P<space>  \s+ | //[^\n]* | /\*.*?\*/ )
    | (?P<number> [0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)? | \.[0-9]+(?:[eE][+-]?[0-9]+)? )
    | (?P<name>   (?:[^\W\d]|[\U00010000-\U000EFFFF]) (?:[\w'\u00b7\u200c\u200d]|[\U00010000-\U000EFFFF])* )
    | (?P<string> "(?:[^"\\]|\\.)*" )
    | (?P<at>     @\s*"[^"\\]*" )
    | (?P<comment> /\* )
    | (?P<op>     \*\* | \.\. | != | <= | >= | -> | [-+*/=<>()\[\]{},.:?] )
    """,
    re.VERBOSE | re.DOTALL,
)
FULLWIDTH = dict(
    zip("（）［］｛｝【】，、．。：；＋－＊／＝＜＞？＂“”‘’×÷", "()[]{}[],,..:,+-*/=<>?" + '"' * 5 + "*/", strict=True)
) | {
    "≥": ">=",
    "≤": "<=",
    "≠": "!=",
    "！": "not()",
}
"""What an input method for Chinese types where FEEL wants the ASCII character."""


class Token(NamedTuple):
    """`kind` is number, name, keyword, string, at, op or end."""

    kind: str
    text: str
    start: int
    end: int


def tokens(source: str) -> list[Token]:
    """Raises FeelSyntaxError at the first character without meaning, FeelLimit for a source that is too long."""
    if len(source) > limits.SOURCE:
        raise FeelLimit("source_too_long", size=len(source), allowed=limits.SOURCE)
    found: list[Token] = []
    position = 0
    size = len(source)
    match = SHAPE.match
    while position < size:
        hit = match(source, position)
        if hit is None:
            raise _unreadable(source, position)
        end = hit.end()
        kind = hit.lastgroup
        if kind == "comment":
            raise FeelSyntaxError.at(source, position, "unterminated_comment")
        if kind != "space":
            text = hit.group()
            if kind == "name" and text in KEYWORDS:
                kind = "keyword"
            found.append(Token(kind or "", text, position, end))
        position = end
    found.append(Token("end", "", size, size))
    return found


def _unreadable(source: str, position: int) -> FeelSyntaxError:
    character = source[position]
    if character == '"' or source.startswith('@"', position):
        return FeelSyntaxError.at(source, position, "unterminated_string")
    if character in FULLWIDTH:
        return FeelSyntaxError.at(source, position, "fullwidth_character", character=character, instead=FULLWIDTH[character])
    return FeelSyntaxError.at(source, position, "unexpected_character", character=character)


ESCAPE = re.compile(r"\\(u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{6}|.)", re.DOTALL)
SIMPLE = {"n": "\n", "r": "\r", "t": "\t", '"': '"', "\\": "\\", "'": "'", "/": "/"}


def unquote(source: str, token: Token) -> str:
    """The text inside the quotes, escapes resolved. An unknown escape stays as it is written, as regular expressions need it."""

    def resolve(hit: re.Match[str]) -> str:
        body = hit.group(1)
        if body in SIMPLE:
            return SIMPLE[body]
        if body[0] not in "uU" or len(body) == 1:
            return hit.group()
        if len(body) > 7:
            high, low = int(body[1:5], 16), int(body[7:], 16)
            code = 0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00)
        else:
            code = int(body[1:], 16)
        if code == 0 or code > 0x10FFFF or 0xD800 <= code < 0xE000:
            raise FeelSyntaxError.at(source, token.start + hit.start() + 1, "bad_escape", escape=hit.group())
        return chr(code)

    inside = token.text[1:-1]
    return ESCAPE.sub(resolve, inside) if "\\" in inside else inside
