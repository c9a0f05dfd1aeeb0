"""Four eyes, said before the work instead of after it: whoever did the step that a task checks is not offered the task."""

from __future__ import annotations

from webapp.models import Case, WorkItem
from webapp.pages.process_texts import definition_of


def must_be_another(case: Case, item: WorkItem, user_id: int) -> bool:
    """Whether this person did the step that `item` checks (`bihuan:otherThan`). Inside a multi-instance the answer is kept where
    only the engine sees it; there the refusal comes on sending."""
    definition = definition_of(case.definition)
    element = definition.elements.get(item.element) if definition else None
    done = case.file.get(element.other_than) if element and element.other_than else None
    return isinstance(done, dict) and done.get("by") == user_id
