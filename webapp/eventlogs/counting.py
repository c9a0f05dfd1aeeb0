"""What went into a log, to be compared with what a reader finds in it."""

from __future__ import annotations

from dataclasses import dataclass, field

from webapp.eventlogs.reading import LoggedCase


@dataclass(slots=True)
class Counted:
    """`names`: of activities. `people`: pseudonyms."""

    cases: int = 0
    events: int = 0
    names: set[str] = field(default_factory=set)
    people: set[str] = field(default_factory=set)

    def see(self, case: LoggedCase) -> None:
        self.cases += 1
        self.events += len(case.events)
        for event in case.events:
            self.names.add(event.name)
            self.people.add(event.resource)

    def __str__(self) -> str:
        return f"cases={self.cases} events={self.events} activities={len(self.names)} resources={len(self.people)}"
