"""The case file as events tell it: what it was after each of them, without running the model again.

Answers and results go under the name of their element; inside a multi-instance they stay with the instance until the element says
what becomes of them, by an event of its own. A test compares this with what the engine makes of the commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from engine import events as e
from engine.definition import Definition

CaseFile = Mapping[str, Any]


@dataclass(frozen=True)
class Filing:
    """How events of cases on one version of a process change their files."""

    definition: Definition

    def after(self, event: e.Event, file: CaseFile) -> CaseFile:
        """The file after `event`; the same one when it changes nothing."""
        if isinstance(event, e.CaseStarted):
            return event.file
        if isinstance(event, e.FileChanged):
            return {**file, **event.changes}
        if isinstance(event, e.IncidentResolved):
            return {**file, **event.file}
        if isinstance(event, e.TaskCompleted):
            remembered = event.element in self.definition.remembered
            answers = {**event.answers, "by": event.assignee} if remembered else event.answers
            return self._kept(event.element, answers, file)
        if isinstance(event, e.JobCompleted):
            return self._kept(event.element, event.result, file)
        return file

    def _kept(self, element: str, result: Mapping[str, Any], file: CaseFile) -> CaseFile:
        return file if element in self._inside_instances else {**file, element: result}

    @cached_property
    def _inside_instances(self) -> frozenset[str]:
        """Multi-instance elements and everything within them, called processes included."""
        found: set[str] = set()
        waiting = [element for element in self.definition.elements.values() if element.loop and element.loop.kind != "loop"]
        while waiting:
            element = waiting.pop()
            if element.id not in found:
                found.add(element.id)
                waiting += self.definition.diagram.of_scope(element.id)
                waiting += self.definition.diagram.of_scope(element.called) if element.called else ()
        return frozenset(found)
