"""Who sends a command."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, replace

Position = tuple[str, str]
"""(role, unit)"""
LONGEST_KEY = 200
"""Characters; PostgreSQL indexes no text of more than some 2,700 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """`kind`: user, api (a program acting for a user), party (a requester outside), timer, job or system.
    `positions`: (role, unit) pairs held now, those of absent colleagues included. `stands_in`: (role, unit, user id of the absent
    colleague) of those held for others only. `clearances`: compartments. `may_be_recused`: False only when it was looked up that
    no declared interest is in force. `case_id`: the one case a party has proven to know."""

    kind: str
    user_id: int | None = None
    positions: frozenset[Position] = frozenset()
    stands_in: frozenset[tuple[str, str, int]] = frozenset()
    clearances: frozenset[str] = frozenset()
    may_be_recused: bool = True
    case_id: int | None = None

    @property
    def label(self) -> str:
        """As events record it: user:7, api:7, party, timer, job, system. See `label_for` for deputies."""
        return self.kind if self.user_id is None else f"{self.kind}:{self.user_id}"

    def label_for(self, absent: int | None) -> str:
        """As events record what is done in the seat of `absent`: "user:7 for user:9"."""
        return self.label if absent is None else f"{self.label} for user:{absent}"

    def own(self, key: str) -> str:
        """The command id for a key that somebody outside the program chose: nobody can take the id of another, or of a job or
        message that is still to come. A key that is too long for an index is known by its hash."""
        return f"{self.label}:{key if len(key) <= LONGEST_KEY else hashlib.sha256(key.encode()).hexdigest()}"

    @property
    def is_person(self) -> bool:
        return self.kind in {"user", "api"}

    @property
    def units(self) -> frozenset[str]:
        return frozenset(unit for _, unit in self.positions)

    @property
    def roles(self) -> frozenset[str]:
        return frozenset(role for role, _ in self.positions)

    @property
    def own_positions(self) -> frozenset[Position]:
        """Without the seats of absent colleagues."""
        return self.positions - {(role, unit) for role, unit, _ in self.stands_in}

    def absent_from(self, seat: Position) -> int | None:
        """The colleague in whose place this person sits there; None when the seat is his own, or not his at all."""
        return min((absent for role, unit, absent in self.stands_in if (role, unit) == seat), default=None)

    def in_place_of(self, *absent: int) -> Actor:
        """The same person with his own seats and those of `absent` only."""
        kept = frozenset(seat for seat in self.stands_in if seat[2] in absent)
        return replace(self, positions=self.own_positions | {(role, unit) for role, unit, _ in kept}, stands_in=kept)


SYSTEM = Actor(kind="system")
TIMER = Actor(kind="timer")
JOB = Actor(kind="job")
PARTY = Actor(kind="party")
"""Somebody outside who files a request; with `case_id`, see `party_of`."""


def party_of(case_id: int) -> Actor:
    """A requester who has shown the number and the query code of this case."""
    return Actor(kind="party", case_id=case_id)


_PERSON = re.compile(r"(?:user|api):(\d+)(?: for user:(\d+))?")


def user_in(label: str) -> int | None:
    """The user id in a recorded label: who did it."""
    found = _PERSON.fullmatch(label)
    return int(found[1]) if found else None


def absent_in(label: str) -> int | None:
    """The user id of the colleague in whose place it was done."""
    found = _PERSON.fullmatch(label)
    return int(found[2]) if found and found[2] else None
