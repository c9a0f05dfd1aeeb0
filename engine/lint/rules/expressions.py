"""Expressions: every one in the folder is compiled now, so that none fails in the middle of a case."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from engine import feel
from engine.lint.catalogue import Cause
from engine.lint.finding import File, Hit, Placed, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.rules.clocks import clocks
from engine.lint.rules.loops import cardinality, collection, multiple, standard
from engine.lint.rules.timers import timers
from engine.lint.rules.work import ASSIGNMENT, script_lines
from engine.lint.vocabulary import ZEEBE, bpmn, kind, text

_LITERAL = re.compile(r'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)
_FOREIGN = re.compile(r"\s*=?\s*[$#]\{")
_MAYBE = {  # FEEL when it begins with an equals sign, else plain text
    "assignmentDefinition": ("candidateGroups",),
    "priorityDefinition": ("priority",),
    "taskDefinition": ("type", "retries"),
    "input": ("source",),
    "loopCharacteristics": ("outputElement",),
}


def expression_invalid(folder: Folder) -> Iterator[Hit]:
    """It does not compile; at run time the case would stop here with an incident."""
    for place, source in expressions(folder):
        if _FOREIGN.match(source):
            continue
        try:
            feel.compile(source)
        except feel.FeelError as error:
            yield hit(place, expression=short(source), detail=Cause(book="feel", code=error.code, facts=error.facts))


def expression_foreign(folder: Folder) -> Iterator[Hit]:
    """The notation of other engines: ${...} and #{...} are not FEEL."""
    for place, source in expressions(folder):
        if _FOREIGN.match(source):
            yield hit(place, expression=short(source))


def expression_without_equals(folder: Folder) -> Iterator[Hit]:
    """Without an equals sign it is plain text, and plain text is no date."""
    for node in folder.nodes("userTask"):
        for schedule in node.xml.iter(f"{{{ZEEBE}}}taskSchedule"):
            value = (schedule.get("dueDate") or "").strip()
            if value and not value.startswith("="):
                yield hit(node, expression=short(value))


def expressions(folder: Folder) -> Iterator[tuple[Placed, str]]:
    """Every FEEL text of the folder but those of decision tables, with its place."""
    for scope in folder.scopes:
        yield from ((f, f.condition) for f in scope.flows if f.condition)
    for node in folder.nodes("scriptTask"):
        yield from ((node, m[2].strip()) for _, line in script_lines(node) if (m := ASSIGNMENT.fullmatch(line)))
    for node, definition in timers(folder):
        values = (text(definition.find(bpmn(k))) for k in ("timeDate", "timeDuration", "timeCycle"))
        yield from ((node, v) for v in values if v.startswith("="))
    for node in folder.nodes():
        conditions = (text(d.find(bpmn("condition"))) for d in node.definitions if kind(d) == "conditionalEventDefinition")
        yield from ((node, c) for c in conditions if c)
    yield from _loops(folder)
    yield from _extensions(folder)
    yield from _data(folder)


def _loops(folder: Folder) -> Iterator[tuple[Placed, str]]:
    for node, loop in standard(folder):
        if source := text(loop.find(bpmn("loopCondition"))):
            yield node, source
    for node, loop in multiple(folder):
        sources = (cardinality(loop), collection(loop), text(loop.find(bpmn("completionCondition"))))
        yield from ((node, s) for s in sources if s)


def _extensions(folder: Folder) -> Iterator[tuple[Placed, str]]:
    for node in folder.nodes():
        for name, attributes in _MAYBE.items():
            for element in node.xml.iterfind(f"{bpmn('extensionElements')}//{{{ZEEBE}}}{name}"):
                yield from ((node, v) for a in attributes if (v := (element.get(a) or "").strip()).startswith("="))
        for schedule in node.xml.iterfind(f"{bpmn('extensionElements')}/{{{ZEEBE}}}taskSchedule"):
            if (value := (schedule.get("dueDate") or "").strip()).startswith("="):
                yield node, value
    for spot in clocks(folder):
        for attribute in ("limit", "by", "unit", "reason", "of"):
            if (value := (spot.xml.get(attribute) or "").strip()).startswith("="):
                yield Spotted(file=spot.file, xml=spot.xml), value


def _data(folder: Folder) -> Iterator[tuple[Placed, str]]:
    """Forms and manifest: every text that begins with an equals sign."""
    for name, form in sorted(folder.forms.items()):
        yield from ((File(file=f"forms/{name}.json"), s) for s in _formulas(form))
    yield from ((File(file="manifest.json"), s) for s in _formulas(folder.manifest))


def _formulas(value: Any) -> Iterator[str]:
    todo = [value]
    while todo:
        item = todo.pop()
        if isinstance(item, str) and item.startswith("="):
            yield item
        elif isinstance(item, dict):
            todo.extend(item.values())
        elif isinstance(item, list):
            todo.extend(item)


def without_texts(source: str) -> str:
    """The expression with its string literals emptied, so that what they say is not taken for names. One that does not end
    reaches to the end: sought from each of its quotes anew it would take a time that grows with the square."""
    return _LITERAL.sub('""', source)


def short(source: str) -> str:
    """One line of at most 80 characters for a finding."""
    line = " ".join(source.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
