"""Who does a task, and what they answer. Rule: nothing but the seed, the case and the task decides it."""

from __future__ import annotations

import random
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from engine.commands import CompleteTask
from engine.errors import UnknownVersion
from engine.library import Definition
from webapp.casework import definitions, four_eyes
from webapp.casework.actors import Actor
from webapp.casework.compartments import COMPARTMENTS
from webapp.casework.directory import Directory
from webapp.casework.runtime import Runtime
from webapp.database import connections
from webapp.simulation import routing
from webapp.simulation.answers import Desk, Reference, fill
from webapp.simulation.habits import habit_for
from webapp.simulation.pace import done_at, unit_factor
from webapp.simulation.views import CaseView, OpenTask

WRONG_SHARE = 0.06
"""Of first dispatches: a hurried dispatcher takes the neighbour."""
CO_SHARE = 0.07
"""Of dispatches to a unit: another one has to help."""
WITHOUT_CO_SHARE = 0.5
"""Of replies: the lead says why it would go on without a late co-handling unit."""
LOST_AFTER = 8
"""Dispatches of one case, after which people follow what the rules suggest."""
RETURNED_WHEN_WRONG = 0.9
RETURNED_WHEN_RIGHT = 0.01
EVERYTHING = frozenset(COMPARTMENTS)
"""In a simulated city whoever holds a seat is cleared for what reaches it."""


class NobodyThere(LookupError):
    """Nobody active holds the role of the task in its unit."""


@dataclass(slots=True)
class People:
    """Everybody who works here, as a source of decisions."""

    seed: int
    runtime: Runtime
    phrases: Mapping[str, Reference]
    categories: list[str]
    _positions: dict[int, set[tuple[str, str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for (unit, role), users in self.directory.holders.items():
            for user in users:
                self._positions.setdefault(user, set()).add((role, unit))

    @property
    def directory(self) -> Directory:
        return self.runtime.directory

    def chance(self, case: CaseView, what: object) -> random.Random:
        return random.Random(f"{self.seed} {case.case_id} {what}")

    def done_at(self, case: CaseView, task: OpenTask, begin: datetime) -> datetime:
        """When somebody will have done the task."""
        calendar = self.runtime.calendars[self._definition(case).calendar]
        return done_at(
            habit_for(case.process, task.element).pace, self.chance(case, f"pace {task.number}"),
            factor=unit_factor(self.seed, task.unit), begin=begin, due=task.due_at, urgency=case.file.get("urgency"),
            calendar=calendar,
        )  # fmt: skip

    def message_for(self, case: CaseView, task: OpenTask) -> str | None:
        """The message a requester sends while this task waits, if any."""
        chance = self.chance(case, f"message {task.number}")
        messages = habit_for(case.process, task.element).messages
        return next((name for name, share in messages.items() if chance.random() < share), None)

    def act(self, case: CaseView, task: OpenTask, now: datetime) -> tuple[CompleteTask, Actor]:
        """The command that does the task, and who sends it. Raises NobodyThere."""
        chance = self.chance(case, task.number)
        holders = set(self.directory.holders.get((task.unit, task.role), ()))
        holders -= set(self._kept_out(case, task))
        if not holders:
            raise NobodyThere(f"{task.role} in {task.unit}")
        user = chance.choice(sorted(holders))
        chosen = habit_for(case.process, task.element).choose(chance, case.visits[task.element])
        chosen |= self._judgement(case, task, chance)
        answers = fill(self._form(case, task), chosen, case.file, self._desk(case, chance, now))
        command = CompleteTask(
            command_id=f"simulate:{self.seed}:{case.case_id}:{task.number}", task=task.number, answers=answers, assignee=user
        )  # fmt: skip
        return command, Actor(kind="user", user_id=user, positions=frozenset(self._positions[user]), clearances=EVERYTHING)

    def right_unit(self, case: CaseView) -> str | None:
        return routing.right_unit(case.file, self.directory, self.chance(case, "right unit"))

    def _kept_out(self, case: CaseView, task: OpenTask) -> Collection[int]:
        """Who did what this task checks; asked of the whole file, of which a view holds only a little."""
        definition = self._definition(case)
        if definition.elements[task.element].other_than is None:
            return ()
        with connections.take() as connection:
            row: Any = connection.execute('SELECT file FROM "case" WHERE id = %s', (case.case_id,)).fetchone()
        return four_eyes.kept_out(definition, task.element, row[0], self.runtime, unit=task.unit, role=task.role)

    def _judgement(self, case: CaseView, task: OpenTask, chance: random.Random) -> dict[str, Any]:
        """What depends on whose matter the request is."""
        right = self.right_unit(case)
        if task.element == "handle" and chance.random() < WITHOUT_CO_SHARE:
            return {"without_co": dict(self.phrases["note"])}
        if task.element == "dispatch" and right and case.visits["dispatch"] <= LOST_AFTER:
            return self._dispatch(case, task, right, chance)
        if task.element == "sign_for":
            share = RETURNED_WHEN_RIGHT if task.unit == right else RETURNED_WHEN_WRONG
            return {"decision": "return" if chance.random() < share else "sign", "suggested_unit": right}
        if task.element == "adjudicate":
            return {"decision": "rejected" if case.last_target == right else "upheld"}
        return {}

    def _dispatch(self, case: CaseView, task: OpenTask, right: str, chance: random.Random) -> dict[str, Any]:
        how, target = routing.next_step(task.unit, right, self.directory)
        if how == "assign":
            wrong = chance.random() < WRONG_SHARE and case.visits["sign_for"] == 0
            target = (wrong and routing.wrong_unit(right, self.directory, chance)) or target
            case.last_target = target
        helper = routing.wrong_unit(target, self.directory, chance) if chance.random() < CO_SHARE else None
        return {
            "how": how, "target": target, "forced": case.visits["sign_for"] > 1, "co_units": [helper] if helper else [],
        }  # fmt: skip

    def _definition(self, case: CaseView) -> Definition:
        """Also of an older version than the one that serves new cases."""
        try:
            return self.runtime.library.version(case.definition)
        except UnknownVersion:
            with connections.take() as connection:
                definitions.bring(connection, self.runtime.library, case.definition)
            return self.runtime.library.version(case.definition)

    def _form(self, case: CaseView, task: OpenTask) -> Mapping[str, Any]:
        forms = self._definition(case).forms
        return forms[task.form].schema if task.form else {}

    def _desk(self, case: CaseView, chance: random.Random, now: datetime) -> Desk:
        return Desk(
            phrases=self.phrases, unit=str((case.file.get("place") or {}).get("unit")), now=now,
            category=chance.choice(self.categories),
        )  # fmt: skip
