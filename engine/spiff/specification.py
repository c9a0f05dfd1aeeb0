"""The parsed form of a diagram, kept once per version and never changed by a running case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from SpiffWorkflow.specs import WorkflowSpec

from engine.diagram import Model

if TYPE_CHECKING:
    from engine.spiff.nodes.node import Node


class ScopeSpec(WorkflowSpec):  # type: ignore[misc]
    """The nodes of one process or subprocess. `starts`: its start events; `triggers`: what its event subprocesses wait for."""

    data_objects: dict[str, object] = {}

    def __init__(self, name: str) -> None:
        super().__init__(name=name)
        self.starts: list[Node] = []
        self.triggers: list[Node] = []


@dataclass(frozen=True, slots=True, kw_only=True)
class Specification:
    """`main` is the process a case runs; `inner` holds all processes and subprocesses by id, for those who run inside others."""

    model: Model
    main: ScopeSpec
    inner: dict[str, ScopeSpec]
