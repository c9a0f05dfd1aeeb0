"""Stories that may move from one version of their diagram to another."""

from __future__ import annotations

from typing import Any

import pytest

from engine import commands as c
from engine.errors import CannotMigrate
from tests.engine.drawing import draw
from tests.engine.story import Story, engine_for


class Moving(Story):
    """`versions`: ids of the versions, in the order in which they were drawn; the first is the one that cases start on."""

    def __init__(self, *texts: str | bytes, plain: bool = False, **more: Any) -> None:
        models = [draw(text) if isinstance(text, str) else text for text in texts]
        super().__init__(engine_for(models[0], **more), plain=plain)
        first = self.engine.library.newest("demo")
        self.versions = [first.id]
        for model in models[1:]:
            version = engine_for(model, **more).library.newest("demo")
            self.engine.library._versions[version.id] = version
            self.versions.append(version.id)

    def migrates(self, version: int = 1, **mapping: str) -> Moving:
        self.does(c.MigrateCase(command_id="m", definition=self.versions[version], mapping=mapping, reason="better"))
        return self

    def undoes(self) -> Moving:
        self.does(c.UndoMigration(command_id="u", reason="not better"))
        return self

    def jumps(self, element: str, to: str) -> Moving:
        self.does(c.JumpTo(command_id="j", work=self.no(element), element=to, reason="wrong way"))
        return self

    def sends_back(self, element: str, to: str) -> Moving:
        self.does(c.SendBack(command_id="b", task=self.no(element), element=to, reason="not done well"))
        return self

    @property
    def version(self) -> int:
        return self.versions.index(self.step.state.definition)

    @property
    def kinds(self) -> list[str]:
        """Kinds of the events of the last step."""
        return [type(event).__name__ for event in self.told]


def reasons(refusal: pytest.ExceptionInfo[CannotMigrate]) -> list[tuple[str, str]]:
    """(reason, element) of each problem."""
    problems: list[dict[str, str]] = refusal.value.facts["problems"]  # type: ignore[assignment]
    return [(problem["reason"], problem["element"]) for problem in problems]
