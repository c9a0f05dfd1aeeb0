"""Repetition: how often must be said, and not too often."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from engine import feel
from engine.bounds import MAX_INSTANCES
from engine.lint.diagram import Node
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.rules.extensions import own
from engine.lint.rules.identity import FEEL_WORDS, RESERVED
from engine.lint.vocabulary import ZEEBE, Element, bpmn, kind, text

_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)


def loop_unbounded(folder: Folder) -> Iterator[Hit]:
    """A loop that nobody told when to stop."""
    for node, loop in standard(folder):
        if not loop.get("loopMaximum") and not text(loop.find(bpmn("loopCondition"))):
            yield hit(node)


def loop_maximum(folder: Folder) -> Iterator[Hit]:
    """The number of rounds must be a positive number that the engine allows."""
    for node, loop in standard(folder):
        value = loop.get("loopMaximum")
        if value is not None and not (value.strip().isdecimal() and 0 < int(value) <= MAX_INSTANCES):
            yield hit(node, value=value, allowed=MAX_INSTANCES)


def instances_missing(folder: Folder) -> Iterator[Hit]:
    """How many times, or for what? Without a number or a list there is nothing to repeat for."""
    for node, loop in multiple(folder):
        if not cardinality(loop) and not collection(loop):
            yield hit(node)


def instances_ambiguous(folder: Folder) -> Iterator[Hit]:
    """A number and a list at once: which one counts?"""
    for node, loop in multiple(folder):
        if cardinality(loop) and collection(loop):
            yield hit(node)


def instances_wrong_kind(folder: Folder) -> Iterator[Hit]:
    """What can be computed now is looked at now: the number must be a whole one, the list a list."""
    for node, loop in multiple(folder):
        for source, fits in ((cardinality(loop), _is_count), (collection(loop), _is_list)):
            if source and not fits(_constant(source)):
                yield hit(node, value=source)


def instances_too_many(folder: Folder) -> Iterator[Hit]:
    """The engine stops at this many; a number in the diagram can be checked now."""
    for node, loop in multiple(folder):
        value = cardinality(loop).removeprefix("=").strip()
        if value.isdecimal() and int(value) > MAX_INSTANCES:
            yield hit(node, value=value, allowed=MAX_INSTANCES)


def loop_several(folder: Folder) -> Iterator[Hit]:
    """Repeat as a loop, or for each of a list? It cannot be both."""
    for node in folder.nodes():
        if sum(kind(c).endswith("LoopCharacteristics") for c in node.xml) > 1:
            yield hit(node)


def loop_name_malformed(folder: Folder) -> Iterator[Hit]:
    """The name under which each item or the results are known must be one that expressions can say."""
    for node, loop in multiple(folder):
        for name in names(loop):
            if not _NAME.fullmatch(name) or name in RESERVED | FEEL_WORDS:
                yield hit(node, value=name)


def cardinality(loop: Element) -> str:
    return text(loop.find(bpmn("loopCardinality")))


def collection(loop: Element) -> str:
    settings = own(loop, ZEEBE, "loopCharacteristics")
    return (settings.get("inputCollection") or "" if settings is not None else "") or text(loop.find(bpmn("loopDataInputRef")))


def names(loop: Element) -> Iterator[str]:
    """Names that the loop defines: the item and the list of results."""
    settings = own(loop, ZEEBE, "loopCharacteristics")
    if settings is not None:
        yield from (v for k in ("inputElement", "outputCollection") if (v := (settings.get(k) or "").strip()))
    for tag in ("inputDataItem", "outputDataItem"):
        item = loop.find(bpmn(tag))
        if item is not None and (name := item.get("name") or item.get("id")):
            yield name
    if output := text(loop.find(bpmn("loopDataOutputRef"))):
        yield output


def standard(folder: Folder) -> Iterator[tuple[Node, Element]]:
    return ((n, c) for n in folder.nodes() for c in n.xml.iterchildren(bpmn("standardLoopCharacteristics")))


def multiple(folder: Folder) -> Iterator[tuple[Node, Element]]:
    return ((n, c) for n in folder.nodes() for c in n.xml.iterchildren(bpmn("multiInstanceLoopCharacteristics")))


_DEPENDS = object()


def _constant(source: str) -> Any:
    """The value of an expression that depends on nothing."""
    try:
        expression = feel.compile(source)
        return _DEPENDS if expression.free else expression.evaluate({})
    except feel.FeelError:
        return _DEPENDS  # wrong for another reason, which another rule tells


def _is_count(value: Any) -> bool:
    return value is _DEPENDS or (isinstance(value, Decimal) and value == int(value) and value >= 0)


def _is_list(value: Any) -> bool:
    return value is _DEPENDS or isinstance(value, list)
