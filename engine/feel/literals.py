"""Ranges written as text, for range(): only literals may stand at their ends."""

from __future__ import annotations

from typing import Any

from engine.feel import names
from engine.feel.ast import Call, Literal, Name, Negative, Node, RangeOfNodes
from engine.feel.compiler import Scope, compile_node
from engine.feel.equality import less_equal
from engine.feel.errors import FeelError
from engine.feel.parser import parse
from engine.feel.run import Env, Run
from engine.feel.values import Range

MAKERS = frozenset({"date", "time", "date and time", "duration"})


def read_range(source: str, run: Run) -> Range | None:
    """None when the text is no range, its ends are not literals, or they cannot be compared or are in the wrong order."""
    try:
        node, _ = parse(source, names.known(), {})
    except FeelError:
        return None
    if not isinstance(node, RangeOfNodes) or node.test or not (_fixed(node.low) and _fixed(node.high)):
        return None
    found: Any = compile_node(node, Scope())(Env({}, None, run))
    return found if found is not None and less_equal(found.low, found.high) is True else None


def _fixed(node: Node | None) -> bool:
    if isinstance(node, Call) and isinstance(node.function, Name) and node.function.name in MAKERS:
        return all(isinstance(argument, Literal) for argument in node.arguments)
    return isinstance(node, Literal) or (isinstance(node, Negative) and isinstance(node.operand, Literal))
