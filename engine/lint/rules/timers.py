"""Timers: an ISO duration such as P3D, or FEEL after an equals sign. Anything else would be read as something else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from engine.lint.diagram import Node
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import Element, bpmn, flag, kind, text

_DURATION = re.compile(r"-?P(?=.)((\d+Y)?(\d+M)?|(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+([.]\d+)?S)?)?)")
_CYCLE = re.compile(r"R\d*/(?:([^P/][^/]*)/)?(P[^/]+)")
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


def timer_date_malformed(folder: Folder) -> Iterator[Hit]:
    """A date is computed after an equals sign, or is a moment as ISO 8601 writes it."""
    for node, definition in timers(folder):
        value = text(definition.find(bpmn("timeDate")))
        if value and not value.startswith("=") and not _is_moment(value):
            yield hit(node, value=value)


def timer_duration_malformed(folder: Folder) -> Iterator[Hit]:
    """A duration is written as ISO 8601 says, or computed after an equals sign."""
    for node, definition in timers(folder):
        value = text(definition.find(bpmn("timeDuration")))
        if value and not value.startswith("=") and not _DURATION.fullmatch(value):
            yield hit(node, value=value)


def timer_negative(folder: Folder) -> Iterator[Hit]:
    """A duration that is negative or nothing lies in the past: the engine refuses it, others would fire at once."""
    for node, definition in timers(folder):
        value = text(definition.find(bpmn("timeDuration")))
        if _NEGATIVE.match(value) or (_DURATION.fullmatch(value) and not re.search("[1-9]", value)):
            yield hit(node, value=value)


def timer_cycle(folder: Folder) -> Iterator[Hit]:
    """Only an event that does not interrupt can happen again and again; elsewhere the first time is the last."""
    for node, definition in timers(folder):
        if definition.find(bpmn("timeCycle")) is not None and not _repeats(node):
            yield hit(node)


def timer_cycle_malformed(folder: Folder) -> Iterator[Hit]:
    """A repetition is written R3/PT1H (three times, every hour) or R/P1D (every day)."""
    for node, definition in timers(folder):
        value = text(definition.find(bpmn("timeCycle")))
        if value and not value.startswith("=") and not _is_cycle(value):
            yield hit(node, value=value)


def timers(folder: Folder) -> Iterator[tuple[Node, Element]]:
    """Every timer with the event that has it."""
    return ((n, d) for n in folder.nodes() for d in n.definitions if kind(d) == "timerEventDefinition")


def _is_moment(value: str) -> bool:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        return False
    return True


def _is_cycle(value: str) -> bool:
    match = _CYCLE.fullmatch(value)
    return bool(match and _DURATION.fullmatch(match[2]) and re.search("[1-9]", match[2]) and _is_moment(match[1] or "2000-01-01"))


def _repeats(node: Node) -> bool:
    if node.kind == "boundaryEvent":
        return not flag(node.xml, "cancelActivity", default=True)
    host = node.scope.host
    inside = node.kind == "startEvent" and host is not None and host.is_event_subprocess
    return inside and not flag(node.xml, "isInterrupting", default=True)
