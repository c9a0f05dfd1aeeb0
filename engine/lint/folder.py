"""A process folder as the rules see it: diagrams, decisions, forms, manifest, texts; and what of it could not be read."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from engine.lint.diagram import Diagram, Node, Scope, build
from engine.lint.document import Unreadable, parse
from engine.lint.finding import Finding
from engine.lint.vocabulary import BPMN, Element, flag, line, local, namespace


@dataclass(frozen=True, slots=True, kw_only=True)
class Folder:
    """`roles` and `job_types` are what this installation knows; None: do not check them. `decisions` are the decision
    elements by id of every readable .dmn file, `forms` by the file's stem, `locales` by locale."""

    files: Mapping[str, bytes]
    diagrams: tuple[Diagram, ...]
    decisions: Mapping[str, Element]
    tables: Mapping[str, Element]
    forms: Mapping[str, Any]
    locales: Mapping[str, Any]
    manifest: Any
    roles: frozenset[str] | None
    job_types: frozenset[str] | None
    unreadable: tuple[Finding, ...]

    @property
    def processes(self) -> tuple[Scope, ...]:
        return tuple(p for d in self.diagrams for p in d.processes)

    @property
    def running(self) -> tuple[Scope, ...]:
        """The executable processes; without any, all, so that a foreign drawing is explained in one go."""
        executable = tuple(p for p in self.processes if flag(p.xml, "isExecutable"))
        return executable or self.processes

    @property
    def scopes(self) -> Iterator[Scope]:
        """Every process and subprocess that runs."""
        running = {id(p) for p in self.running}
        return (s for d in self.diagrams for s in d.scopes if id(s.process) in running)

    def nodes(self, *kinds: str) -> Iterator[Node]:
        return (n for s in self.scopes for n in s.nodes if not kinds or n.kind in kinds)

    def diagram_of(self, node: Node | Scope) -> Diagram:
        return next(d for d in self.diagrams if d.file == node.file)

    def called(self, node: Node) -> Scope | None:
        """The process that a call activity calls, when this folder has it."""
        target = node.xml.get("calledElement")
        return next((p for p in self.processes if target and p.id == target), None)


def read(files: Mapping[str, bytes], roles: frozenset[str] | None, job_types: frozenset[str] | None) -> Folder:
    unreadable: list[Finding] = []
    diagrams: list[Diagram] = []
    tables: dict[str, Element] = {}
    values: dict[str, Any] = {}
    for file, data in sorted(files.items()):
        suffix = PurePosixPath(file).suffix.lower()
        try:
            if suffix == ".bpmn":
                diagrams.append(build(file, _rooted(parse(data), "definitions", BPMN)))
            elif suffix == ".dmn":
                tables[file] = _rooted(parse(data), "definitions")
            elif suffix == ".json":
                values[file] = _json(data)
        except Unreadable as problem:
            unreadable.append(Finding(rule=problem.rule, severity="error", file=file, line=problem.line, facts=problem.facts))
    return Folder(
        files=files,
        diagrams=tuple(diagrams),
        decisions={e.get("id", ""): e for t in tables.values() for e in t.iter() if local(e) == "decision"},
        tables=tables,
        forms={PurePosixPath(f).stem: v for f, v in values.items() if f.startswith("forms/")},
        locales={PurePosixPath(f).stem: v for f, v in values.items() if f.startswith("locale/")},
        manifest=values.get("manifest.json"),
        roles=roles,
        job_types=job_types,
        unreadable=tuple(unreadable),
    )


def _rooted(root: Element, name: str, space: str | None = None) -> Element:
    if local(root) != name or (space is not None and namespace(root) != space):
        raise Unreadable("xml_wrong_root", line(root), root=local(root), expected=name)
    return root


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("json_malformed", getattr(error, "lineno", None), detail=str(error)) from error
