"""Why a model is refused: all findings at once, each with code, facts and the element it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from engine.feel import FeelError

SENTENCES = {
    "too_large": "The model is larger than {allowed} bytes.",
    "not_xml": "The file is not well-formed XML: {reason}",
    "doctype": "The file has a DOCTYPE, which is not allowed.",
    "not_dmn": "The file is no DMN 1.2 to 1.5 model: its root is {root!r}.",
    "expression": "{reason}",
    "language": "The expression language {language!r} is not FEEL.",
    "missing_part": "{part} is missing.",
    "unknown_box": "The expression {box!r} is not supported.",
    "unknown_type": "There is no type named {name!r}.",
    "circular_type": "The type {name!r} is defined by itself.",
    "unknown_reference": "The reference {href!r} leads nowhere.",
    "unknown_import": "The imported model {namespace!r} was not given.",
    "circular_import": "The model imports itself: {path}.",
    "circular_requirement": "The requirements form a circle: {path}.",
    "duplicate_name": "Two elements are named {name!r}.",
    "duplicate_id": "Two elements have the id {id!r}.",
    "hit_policy": "The hit policy {policy!r} does not exist.",
    "aggregation": "{aggregation} needs a table with one output.",
    "rule_width": "The rule has {found} cells where the table has {wanted} columns.",
    "no_priority": "The hit policy {policy} needs output values, in the order of their priority.",
    "unknown_decision": "There is no decision {name!r}.",
    "too_many_elements": "The model has more than {allowed} elements.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`element` is the id (or name) of the element, `cause` the error of its expression."""

    code: str
    element: str = ""
    facts: dict[str, Any] = field(default_factory=dict)
    cause: FeelError | None = None

    def __str__(self) -> str:
        sentence = SENTENCES[self.code].format(**self.facts)
        return f"{self.element}: {sentence}" if self.element else sentence


class DmnError(Exception):
    """A model, or a question to it, is refused."""

    def __init__(self, *findings: Finding) -> None:
        self.findings: Sequence[Finding] = findings
        self.code = findings[0].code
        super().__init__("\n".join(map(str, findings)))


def refused(code: str, element: str = "", **facts: Any) -> DmnError:
    return DmnError(Finding(code=code, element=element, facts=facts))
