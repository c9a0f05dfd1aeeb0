"""A changed folder and its scenarios: which fail, what each of them would have to say, and the file with what somebody chose."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from engine.directory import Directory
from engine.library import Files, Library
from engine.scenarios.adapting.change import ADDED, Adapted, Change
from engine.scenarios.adapting.places import Place, steps_of
from engine.scenarios.adapting.playing import Changed, adapt
from engine.scenarios.adapting.text import rewritten
from engine.scenarios.adapting.writing import edits_of
from engine.scenarios.check import SCENARIOS, engine_for, failure_of, library_of
from engine.scenarios.failures import Failure
from engine.scenarios.scenario import LOADER, Scenario, parse

WORK = frozenset(("userTask", "serviceTask"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Of one failing scenario."""

    failure: Failure
    adapted: Adapted


@dataclass(slots=True, kw_only=True)
class Proposals:
    """`files`: the changed folder with its scenarios. `before`: the folder as it was, None without one. `others`,
    `organisation`: as in engine.scenarios.check. Errors when made: Broken, when scenarios.yaml cannot be read."""

    files: Files
    before: Files | None
    others: Mapping[str, Files]
    organisation: Directory
    found: dict[int, Proposal] = field(init=False)
    """Number of a failing scenario -> what it would have to say."""
    _library: Library = field(init=False)
    _was: Library | None = field(init=False)
    _process: str = field(init=False)
    _stories: list[Scenario] = field(init=False)

    def __post_init__(self) -> None:
        self._library, self._process = library_of(self.files, self.others)
        self._was = library_of(self.before, self.others)[0] if self.before is not None else None
        self._stories = parse(self.files[SCENARIOS].decode(), self._process)
        self.found = {}
        for number, story in enumerate(self._stories):
            failure = failure_of(story, self._library, self.organisation)
            if failure is not None:
                self.found[number] = Proposal(failure=failure, adapted=adapt(story, self._changed(story, self._was)))

    def taken_over(self, chosen: Collection[str]) -> str:
        """scenarios.yaml in which the scenarios of these names say what is proposed. One that cannot be brought to its end stays
        as it is."""
        text = self.files[SCENARIOS].decode()
        content: dict[str, Any] = LOADER(text).get_single_data()
        wanted = {
            number: proposal.adapted.changes for number, proposal in self.found.items()
            if proposal.failure.scenario in chosen and not proposal.adapted.stuck
        }  # fmt: skip
        silent = frozenset(number for number, proposal in self.found.items() if proposal.adapted.stuck)
        return rewritten(text, content, edits_of(content, wanted, self._agreed(content, wanted), silent))

    def _agreed(self, content: Mapping[str, Any], wanted: Mapping[int, tuple[Change, ...]]) -> dict[int, tuple[Change, ...]]:
        """Scenarios that play as they are, and share a part with one that is changed: what they would do with the new steps."""
        shared = {
            place
            for number, changes in wanted.items()
            for change in changes
            if (place := steps_of(content, number)[change.step - 1].place)[0] == "parts"
        }
        found = {}
        for number, story in enumerate(self._stories):
            if number not in self.found and self._uses(content, number, shared):
                adapted = adapt(story, self._changed(story, None))
                if not adapted.stuck and all(change.kind == ADDED for change in adapted.changes):
                    found[number] = adapted.changes
        return found

    def _uses(self, content: Mapping[str, Any], number: int, places: Collection[Place]) -> bool:
        return any(step.place in places for step in steps_of(content, number))

    def _changed(self, story: Scenario, was: Library | None) -> Changed:
        definition = self._library.newest(self._process)
        before = self._was.newest(self._process).elements if self._was is not None else definition.elements
        anew = (id for id, element in definition.elements.items() if id not in before and element.type in WORK)
        return Changed(
            definition=definition,
            now=engine_for(story, self._library, self.organisation),
            was=None if was is None else engine_for(story, was, self.organisation),
            anew=frozenset(anew),
        )
