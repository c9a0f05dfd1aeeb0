"""One version of a process: everything its folder says, parsed once, shared by all its cases, never changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from engine import dmn
from engine.diagram import Element, Model
from engine.expressions import Evaluable, evaluable
from engine.forms import Form
from engine.policy import Policies
from engine.spiff.specification import Specification


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """A decision of one of the folder's DMN files. `source`: that file; `version`: its digest."""

    id: str
    model: dmn.Model
    version: str
    source: bytes


@dataclass(frozen=True, kw_only=True)
class Definition:
    """`id` is "key@digest". `texts`: locale -> what locale/<locale>.json holds."""

    key: str
    digest: str
    manifest: Mapping[str, Any]
    diagram: Model
    specification: Specification
    diagram_xml: bytes
    forms: Mapping[str, Form] = field(default_factory=dict)
    decisions: Mapping[str, Decision] = field(default_factory=dict)
    texts: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    policies: Policies = field(default_factory=Policies)

    @property
    def id(self) -> str:
        return f"{self.key}@{self.digest}"

    @property
    def elements(self) -> Mapping[str, Element]:
        """Every flow node by id."""
        return self.diagram.elements

    @property
    def calendar(self) -> str:
        """Name of the work calendar."""
        return str(self.manifest.get("calendar", "cn-gov"))

    @cached_property
    def facts(self) -> Mapping[str, Evaluable]:
        """What lists show of a case, computed from its file."""
        found = {name: evaluable(source) for name, source in self.manifest.get("facts", {}).items()}
        return {name: expression for name, expression in found.items() if expression is not None}

    @cached_property
    def remembered(self) -> frozenset[str]:
        """User tasks of which the case file keeps who did them, because somebody else must do another one."""
        named = (element.other_than for element in self.elements.values() if element.other_than)
        return frozenset(name for name in named if not name.startswith("="))

    def policy(self, moment: datetime) -> dict[str, Any]:
        """The manifest's own policies; those of the operator go over them."""
        return self.policies.at(moment)

    def decision(self, name: str) -> Decision:
        """By id. Errors: KeyError, which the lint prevents."""
        return self.decisions[name]

    def evaluable(self, source: str | None) -> Evaluable | None:
        """Compiled once: the cache of engine.expressions is shared by all versions."""
        return evaluable(source)
