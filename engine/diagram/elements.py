"""The elements of a diagram as frozen values. Expressions are kept as text; who runs them compiles them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A sequence flow. `condition` is FEEL; only gateways read it."""

    id: str
    source: str
    target: str
    condition: str | None = None
    name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockAction:
    """`<bihuan:clock>`: what a token does to a clock when it enters or leaves an element. `of`: to which clock of a series."""

    name: str
    do: str
    when: str
    limit: str | None = None
    by: str | None = None
    unit: str | None = None
    reason: str | None = None
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDefinition:
    """`kind`: message signal error escalation timer conditional terminate cancel. `name`: message or signal name.
    `code`: error or escalation code, None catches all. `expression`: timer (with `timer` date, duration, cycle) or condition."""

    kind: str
    name: str | None = None
    code: str | None = None
    timer: str | None = None
    expression: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Loop:
    """Multi-instance (`kind` parallel or sequential) or standard loop (`kind` loop)."""

    kind: str
    collection: str | None = None
    cardinality: str | None = None
    item: str | None = None
    output_collection: str | None = None
    output_element: str | None = None
    completion: str | None = None
    maximum: int | None = None
    condition: str | None = None
    test_before: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A flow node. `scope`: id of the process or subprocess that holds it. `role`: its bihuan:role,
    else the id of its lane, inherited by inner nodes."""

    id: str
    type: str
    name: str
    scope: str
    phase: str | None = None
    role: str = ""
    form: str | None = None
    unit: str | None = None
    due: str | None = None
    priority: str | None = None
    job_type: str | None = None
    retries: str | None = None
    inputs: tuple[tuple[str, str], ...] = ()
    decision: str | None = None
    result_variable: str | None = None
    script: str | None = None
    script_format: str | None = None
    keeps: str | None = None
    other_than: str | None = None
    link: str | None = None
    starts: str | None = None
    clocks: tuple[ClockAction, ...] = ()
    events: tuple[EventDefinition, ...] = ()
    parallel_multiple: bool = False
    attached_to: str | None = None
    interrupting: bool = True
    default: str | None = None
    loop: Loop | None = None
    called: str | None = None
    triggered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One BPMN file. `processes`: ids of its processes in document order; `flows`: by source, in document order."""

    processes: tuple[str, ...]
    names: Mapping[str, str]
    elements: Mapping[str, Element]
    flows: Mapping[str, tuple[Flow, ...]]
    lanes: Mapping[str, str] = field(default_factory=dict)

    def of_scope(self, scope: str) -> tuple[Element, ...]:
        """The flow nodes that lie directly in a process or subprocess."""
        return tuple(e for e in self.elements.values() if e.scope == scope)
