"""A process folder as the rules see it: diagrams, decisions, forms, manifest, texts; and what of it could not be read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from engine.lint.allowed import ELEMENTS
from engine.lint.diagram import Diagram, Node, Scope, build
from engine.lint.document import Unreadable, parse
from engine.lint.finding import Finding, Spotted
from engine.lint.vocabulary import (
    BPMN,
    FLOW_NODES,
    MAX_BPMN_ELEMENTS,
    MAX_CHARACTERS,
    MAX_DECISION_BYTES,
    MAX_SHAPES,
    ZEEBE,
    Element,
    bpmn,
    flag,
    kind,
    line,
    local,
    namespace,
)

DIAGRAM = "process.bpmn"
"""The one diagram of a folder; others are named by the rule diagram_ignored and not looked into."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Folder:
    """`roles` and `job_types` are what this installation knows; None: do not check them. `decisions` are the decision
    elements by id of every readable .dmn file, `forms` by the file's stem, `locales` by locale.

    `running`: the processes that run; without any executable one all of them, so that a foreign drawing is explained in
    one go. `scopes`: they and their subprocesses. `spots`: every BPMN element that belongs to them and is on the
    allow-list; `strangers`: the outermost elements that are not."""

    files: Mapping[str, bytes]
    diagrams: tuple[Diagram, ...]
    running: tuple[Scope, ...]
    scopes: tuple[Scope, ...]
    spots: tuple[Spotted, ...]
    strangers: tuple[Spotted, ...]
    decisions: Mapping[str, Element]
    decision_files: tuple[str, ...]
    forms: Mapping[str, Any]
    locales: Mapping[str, Any]
    manifest: Any
    roles: frozenset[str] | None
    job_types: frozenset[str] | None
    unreadable: tuple[Finding, ...]

    @property
    def processes(self) -> tuple[Scope, ...]:
        return tuple(p for d in self.diagrams for p in d.processes)

    def nodes(self, *kinds: str) -> Iterator[Node]:
        return (n for s in self.scopes for n in s.nodes if not kinds or n.kind in kinds)

    def diagram_of(self, node: Node | Scope) -> Diagram:
        return next(d for d in self.diagrams if d.file == node.file)

    def called(self, node: Node) -> Scope | None:
        """The process that a call activity calls, when its file has it."""
        target = target_of(node)
        return next((p for p in self.processes if target and p.id == target and p.file == node.file), None)


def target_of(node: Node) -> str:
    """Id of the process that a call activity names."""
    for element in node.xml.iterfind(f"{bpmn('extensionElements')}/{{{ZEEBE}}}calledElement"):
        return (element.get("processId") or "").strip()
    return (node.xml.get("calledElement") or "").strip()


def read(files: Mapping[str, bytes], roles: frozenset[str] | None, job_types: frozenset[str] | None) -> Folder:
    unreadable: list[Finding] = []
    diagrams: list[Diagram] = []
    tables: dict[str, Element] = {}
    values: dict[str, Any] = {}
    decision_bytes = 0
    for file, data in sorted(files.items()):
        suffix = PurePosixPath(file).suffix.lower()
        try:
            if file == DIAGRAM:
                diagrams.append(_diagram(file, _rooted(parse(data), "definitions", BPMN)))
            elif suffix == ".dmn":
                decision_bytes += len(data)
                if decision_bytes > MAX_DECISION_BYTES:
                    raise Unreadable("decisions_too_large", kilobytes=decision_bytes // 1000, allowed=MAX_DECISION_BYTES // 1000)
                tables[file] = _rooted(parse(data), "definitions")
            elif suffix == ".json":
                values[file] = _json(data)
        except Unreadable as problem:
            unreadable.append(Finding(rule=problem.rule, severity="error", file=file, line=problem.line, facts=problem.facts))
    processes = [p for d in diagrams for p in d.processes]
    running = tuple(p for p in processes if flag(p.xml, "isExecutable")) or tuple(processes)
    spots, strangers = _sorted_out(diagrams, running)
    return Folder(
        files=files,
        diagrams=tuple(diagrams),
        running=running,
        scopes=tuple(s for d in diagrams for s in d.scopes if s.process in running),
        spots=spots,
        strangers=strangers,
        decisions={e.get("id", ""): e for t in tables.values() for e in t.iter() if local(e) == "decision"},
        decision_files=tuple(tables),
        forms={PurePosixPath(f).stem: v for f, v in values.items() if f.startswith("forms/")},
        locales={PurePosixPath(f).stem: v for f, v in values.items() if f.startswith("locale/")},
        manifest=values.get("manifest.json"),
        roles=roles,
        job_types=job_types,
        unreadable=tuple(unreadable),
    )


def _diagram(file: str, root: Element) -> Diagram:
    elements = sum(1 for _ in root.iter(f"{{{BPMN}}}*"))
    shapes = sum(1 for e in root.iter(f"{{{BPMN}}}*") if kind(e) in FLOW_NODES)
    if elements > MAX_BPMN_ELEMENTS or shapes > MAX_SHAPES:
        raise Unreadable("diagram_too_large", None, shapes=shapes, elements=elements, allowed=MAX_SHAPES)
    model = (e for child in root if namespace(child) == BPMN for e in child.iter())
    if (characters := sum(len(e.text or "") + sum(map(len, e.attrib.values())) for e in model)) > MAX_CHARACTERS:
        raise Unreadable("diagram_too_wordy", None, characters=characters, allowed=MAX_CHARACTERS)
    return build(file, root)


def _rooted(root: Element, name: str, space: str | None = None) -> Element:
    if local(root) != name or (space is not None and namespace(root) != space):
        raise Unreadable("xml_wrong_root", line(root), root=local(root), expected=name)
    return root


def _json(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise Unreadable("json_malformed", getattr(error, "lineno", None), detail=str(error)) from error


def _sorted_out(diagrams: Iterable[Diagram], running: tuple[Scope, ...]) -> tuple[tuple[Spotted, ...], tuple[Spotted, ...]]:
    """What is on the allow-list and what is not. What lies inside a stranger goes with it; mere drawings are left alone."""
    spots: list[Spotted] = []
    strangers: list[Spotted] = []
    roots = [p.xml for p in running]
    for diagram in diagrams:
        todo = [diagram.xml]
        while todo:
            element = todo.pop()
            if kind(element) == "process" and element not in roots:
                continue
            spot = Spotted(file=diagram.file, xml=element)
            if kind(element) in ELEMENTS:
                spots.append(spot)
                todo.extend(reversed(list(element.iterchildren(f"{{{BPMN}}}*"))))
            else:
                strangers.append(spot)
    return tuple(spots), tuple(strangers)
