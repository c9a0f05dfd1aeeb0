"""What surrounds every case: calendars, policies, the organisation. Given to the engine, looked up at each command, so that a new
calendar or policy counts from the next command on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.calendar import Calendar
from engine.directory import Directory, org_functions
from engine.feel.working import working_functions
from engine.policy import Policies


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """`calendars` by name, `policies` by process key."""

    calendars: Mapping[str, Calendar]
    policies: Mapping[str, Policies]
    directory: Directory
    _working: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    _org: dict[str, Any] = field(default_factory=dict)

    def policy(self, process: str, moment: datetime) -> dict[str, Any]:
        """Name -> value as it stands at the moment."""
        policies = self.policies.get(process)
        return {} if policies is None else policies.at(moment)

    def working(self, calendar: Calendar) -> dict[str, Any]:
        """The namespace `working` of FEEL."""
        key = (calendar.name, calendar.version)
        found = self._working.get(key)
        if found is None:
            found = self._working[key] = working_functions(calendar)
        return found

    def org(self) -> dict[str, Any]:
        """The namespace `org` of FEEL."""
        if not self._org:
            self._org.update(org_functions(self.directory))
        return self._org
