"""A pattern as RE2 writes it."""

from __future__ import annotations

from engine.feel.patterns.classes import CharacterSet, as_re2
from engine.feel.patterns.syntax import Anchor, Any, Choice, Group, Part, Reference, Repeat, Sequence


def emit(part: Part, flags: str) -> str:
    """The flag i is not written: it belongs in front of the whole. Raises classes.Unsupported; knows no back-references."""
    match part:
        case str():
            return part if part.isalnum() and part.isascii() else f"\\x{{{ord(part):X}}}"
        case CharacterSet():
            return as_re2(part, caseless="i" in flags)
        case Any():
            return "(?s:.)" if "s" in flags else "[^\\n\\r]"
        case Anchor(end=end):
            return ("(?m:$)" if end else "(?m:^)") if "m" in flags else ("\\z" if end else "\\A")
        case Group(number=number, body=body):
            return f"({'' if number else '?:'}{emit(body, flags)})"
        case Repeat(body=body, least=least, most=most, greedy=greedy):
            inner = emit(body, flags)
            if isinstance(body, Repeat | Anchor):
                inner = f"(?:{inner})"
            return f"{inner}{{{least},{'' if most is None else most}}}{'' if greedy else '?'}"
        case Sequence(parts=parts):
            return "".join(f"(?:{emit(p, flags)})" if isinstance(p, Choice) else emit(p, flags) for p in parts)
        case Choice(branches=branches):
            return "|".join(emit(branch, flags) for branch in branches)
        case Reference():
            raise AssertionError("back-references never reach RE2")
