"""Four eyes, said before the work instead of after it: whoever did the step that a task checks is not offered the task."""

from __future__ import annotations

from webapp.casework.four_eyes import kept_out
from webapp.models import Case
from webapp.pages.process_texts import definition_of
from webapp.pages.running import running


def must_be_another(case: Case, element: str, user_id: int) -> bool:
    """Whether this person did the step that `element` checks (`bihuan:otherThan`)."""
    definition = definition_of(case.definition)
    return definition is not None and user_id in kept_out(definition, element, case.file, running())
