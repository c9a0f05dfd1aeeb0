"""Timers: an ISO duration such as P3D, or FEEL after an equals sign. Anything else would be read as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.lint.diagram import Node
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import Element, bpmn, kind, text

_DURATION = re.compile(r"-?P(?=.)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.]\d+)?S)?)?")
_NEGATIVE = re.compile(r"-|=\s*-|=\s*duration\(\s*\"-")
_KINDS = ("timeDate", "timeDuration", "timeCycle")


def timer_empty(folder: Folder) -> Iterator[Hit]:
    """When? A timer without a time never goes off."""
    for node, definition in timers(folder):
        if not any(text(definition.find(bpmn(k))) for k in _KINDS):
            yield hit(node)


def timer_ambiguous(folder: Folder) -> Iterator[Hit]:
    """A date and a duration at once: which one counts?"""
    for node, definition in timers(folder):
        if sum(definition.find(bpmn(k)) is not None for k in _KINDS) > 1:
            yield hit(node)


def timer_date_fixed(folder: Folder) -> Iterator[Hit]:
    """A date without an equals sign is text and not a moment, and a fixed date in a diagram is past for later cases."""
    for node, definition in timers(folder):
        value = text(definition.find(bpmn("timeDate")))
        if value and not value.startswith("="):
            yield hit(node, value=value)


def timer_duration_malformed(folder: Folder) -> Iterator[Hit]:
    """A duration is written as ISO 8601 says, or computed after an equals sign."""
    for node, definition in timers(folder):
        value = text(definition.find(bpmn("timeDuration")))
        if value and not value.startswith("=") and not _DURATION.fullmatch(value):
            yield hit(node, value=value)


def timer_negative(folder: Folder) -> Iterator[Hit]:
    """A negative duration lies in the past: the timer would go off at once."""
    for node, definition in timers(folder):
        value = text(definition.find(bpmn("timeDuration")))
        if _NEGATIVE.match(value):
            yield hit(node, value=value)


def timers(folder: Folder) -> Iterator[tuple[Node, Element]]:
    return ((n, d) for n in folder.nodes() for d in n.definitions if kind(d) == "timerEventDefinition")
