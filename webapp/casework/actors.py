"""Who sends a command."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`kind`: user, api (a program acting for a user), party (a requester outside), timer, job or system.
    `positions`: (role, unit) pairs held now. `case_id`: the one case a party has proven to know."""

    kind: str
    user_id: int | None = None
    positions: frozenset[tuple[str, str]] = frozenset()
    case_id: int | None = None

    @property
    def label(self) -> str:
        """As events record it: user:7, api:7, party, timer, job, system."""
        return self.kind if self.user_id is None else f"{self.kind}:{self.user_id}"

    def own(self, key: str) -> str:
        """The command id for a key that somebody outside the program chose: nobody can take the id of another, or of a job or
        message that is still to come."""
        return f"{self.label}:{key}"

    @property
    def is_person(self) -> bool:
        return self.kind in {"user", "api"}

    @property
    def units(self) -> frozenset[str]:
        return frozenset(unit for _, unit in self.positions)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.positions)


SYSTEM = Actor(kind="system")
TIMER = Actor(kind="timer")
JOB = Actor(kind="job")
PARTY = Actor(kind="party")
"""Somebody outside who files a request; with `case_id`, see `party_of`."""


def party_of(case_id: int) -> Actor:
    """A requester who has shown the number and the query code of this case."""
    return Actor(kind="party", case_id=case_id)


def user_in(label: str) -> int | None:
    """The user id in a recorded label."""
    kind, _, number = label.partition(":")
    return int(number) if number and kind in {"user", "api"} else None
