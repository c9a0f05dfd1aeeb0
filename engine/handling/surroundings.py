"""What surrounds every case: calendars, policies, dated tables, the organisation. Given to the engine, looked up at each command,
so that a new calendar or policy counts from the next command on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.calendar import Calendar
from engine.dated_tables import DatedTables, Marks
from engine.definition import Decision, Definition
from engine.directory import Directory, org_functions
from engine.feel.boundary import enter
from engine.feel.run import Run
from engine.feel.values import Context
from engine.feel.working import working_functions
from engine.policy import Policies


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`calendars` by name, `policies` and `tables` by process key."""

    calendars: Mapping[str, Calendar]
    policies: Mapping[str, Policies]
    directory: Directory
    tables: Mapping[str, DatedTables] = field(default_factory=dict)
    _working: dict[tuple[str, str], Context] = field(default_factory=dict)
    _org: list[Context] = field(default_factory=list)
    _entered: list[tuple[Mapping[str, Any], Context]] = field(default_factory=list)

    def policy(self, process: str, moment: datetime) -> dict[str, Any]:
        """What the operator decided: name -> value as it stands at the moment."""
        policies = self.policies.get(process)
        return {} if policies is None else policies.at(moment)

    def in_force(self, definition: Definition, moment: datetime) -> dict[str, Any]:
        """For cases of this version: what the process brings, under what the operator decided."""
        return {**definition.policy(moment), **self.policy(definition.key, moment)}

    def decision(self, definition: Definition, name: str, moment: datetime) -> tuple[Decision, Marks]:
        """The decision as it is taken at the moment, and the dated tables in it. Errors: KeyError, which the lint prevents."""
        own, tables = definition.decision(name), self.tables.get(definition.key)
        return (own, {}) if tables is None else tables.over(definition.id, own, moment)

    def entered(self, values: Mapping[str, Any]) -> Context:
        """Policies as FEEL sees them. The last few are kept: they change once in a month and are asked for at every command."""
        for known, context in self._entered:
            if known == values:
                return context
        context = Context(enter(values, Run()))
        self._entered[:] = [(values, context), *self._entered[:7]]
        return context

    def working(self, calendar: Calendar) -> Context:
        """The namespace `working` of FEEL."""
        key = (calendar.name, calendar.version)
        if key not in self._working:
            self._working[key] = enter(working_functions(calendar), Run())
        return self._working[key]

    def org(self) -> Context:
        """The namespace `org` of FEEL."""
        if not self._org:
            self._org.append(enter(org_functions(self.directory), Run()))
        return self._org[0]
