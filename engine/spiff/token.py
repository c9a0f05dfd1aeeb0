"""A token: where a case stands in its diagram. Only open places are kept; what is finished leaves the tree at once, because
history belongs to the events, and a tree that only grows is what stalls the library's own instances at depth 1,000."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from SpiffWorkflow.task import Task, TaskState

if TYPE_CHECKING:
    from engine.spiff.nodes.node import Node
    from engine.spiff.workflow import Scope

FUTURE, WAITING, READY, STARTED = TaskState.FUTURE, TaskState.WAITING, TaskState.READY, TaskState.STARTED
COMPLETED, CANCELLED = TaskState.COMPLETED, TaskState.CANCELLED
LOADED, LOOK_AGAIN = -1, -2
_ids = count(1)


class Token(Task):  # type: ignore[misc]
    """FUTURE: arrived, not yet looked at. WAITING: for an event or for other tokens. READY: a person's turn, or ready to go on.
    STARTED: its inside runs. Children are boundary events, instances of a loop, and alternatives of an event gateway.

    Not built by the library's constructor: that draws a random id, reads the wall clock and prepares log records, and the
    states we store may depend on none of these."""

    task_spec: Node
    workflow: Scope
    data: dict[str, Any]
    internal_data: dict[str, Any]
    seen: int
    """Not stored: how many names had been touched in this command when its due dates and conditions
    were last looked at."""

    def __init__(self, workflow: Scope, spec: Node, parent: Token | None = None, state: int = FUTURE) -> None:
        self.id = next(_ids)
        workflow.tasks[self.id] = self
        self.workflow = workflow
        self.task_spec = spec
        self._parent = None
        self._children: list[int] = []
        self._state = state
        self.triggered = False
        self.thread_id = 0
        self.data = {}
        self.internal_data = {}
        self.last_state_change = 0.0
        self.seen = LOADED
        if parent is not None:
            self._parent = parent.id
            parent._children.append(self.id)

    def _set_state(self, value: int) -> None:
        """The library also formats a log record here, for every change of every task, whether or not anybody reads it."""
        self._state = value

    @property
    def live(self) -> bool:
        """Whether it still stands somewhere."""
        return bool(self._state < COMPLETED)

    def cancel(self) -> None:
        """Leave the diagram without going on, with everything that hangs on it."""
        if not self.live:
            return
        self._set_state(CANCELLED)
        for child in list(self.children):
            child.cancel()
        self.task_spec._on_cancel(self)
        self.remove()

    def remove(self) -> None:
        """Leave the tree."""
        for child in list(self.children):
            child.remove()
        parent = self.parent
        if parent is not None:
            parent._children.remove(self.id)
        self.workflow.tasks.pop(self.id, None)
