"""Processes and subprocesses as wholes: executable, with a beginning and an end, of a size that can be run and read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from engine.bounds import MAX_NESTING
from engine.lint.diagram import Scope
from engine.lint.finding import File, Hit, hit
from engine.lint.folder import DIAGRAM, Folder, target_of
from engine.lint.vocabulary import MAX_ELEMENTS, flag


def diagram_missing(folder: Folder) -> Iterator[Hit]:
    """A process folder is its diagram; without one there is nothing to run."""
    if DIAGRAM not in folder.files:
        yield hit(File(file=DIAGRAM))


def diagram_ignored(folder: Folder) -> Iterator[Hit]:
    """A folder has one diagram; another file would be kept but never run."""
    yield from (hit(File(file=file)) for file in folder.files if file.endswith(".bpmn") and file != DIAGRAM)


def process_missing(folder: Folder) -> Iterator[Hit]:
    """A diagram file that holds pools or shapes but no process."""
    for diagram in folder.diagrams:
        if not diagram.processes:
            yield hit(File(file=diagram.file))


def process_not_executable(folder: Folder) -> Iterator[Hit]:
    """BPMN's default is a drawing; only what is marked as executable runs. The process of the folder's key must."""
    executable = [p for p in folder.processes if flag(p.xml, "isExecutable")]
    chosen = main(list(folder.processes), folder.manifest)
    for process in folder.processes:
        if not executable or (process is chosen and process.id == _key(folder.manifest) and process not in executable):
            yield hit(process)


def process_unused(folder: Folder) -> Iterator[Hit]:
    """A case runs one process; a second one would never be started."""
    executable = [p for p in folder.running if flag(p.xml, "isExecutable")]
    called = {target_of(n) for n in folder.nodes("callActivity")}
    free = [p for p in executable if p.id not in called]
    for process in free:
        if process is not main(free, folder.manifest):
            yield hit(process)


def main(candidates: list[Scope], manifest: Any) -> Scope | None:
    """The process that a case of this folder runs: the one that bears the folder's key, else the first."""
    key = _key(manifest)
    return next((p for p in candidates if p.id == key), candidates[0] if candidates else None)


def _key(manifest: Any) -> Any:
    return manifest.get("key") if isinstance(manifest, dict) else None


def start_missing(folder: Folder) -> Iterator[Hit]:
    """A token needs a place to appear."""
    for scope in folder.scopes:
        if not any(scope.of("startEvent")) and scope.kind != "adHocSubProcess":
            yield hit(scope)


def start_several(folder: Folder) -> Iterator[Hit]:
    """A subprocess is entered at one place. A process may have one plain start, and starts by different messages."""
    for scope in folder.scopes:
        seen: set[str] = set()
        for node in scope.of("startEvent"):
            meaning = "" if scope.parent or not node.definitions else node.definitions[0].get("messageRef") or node.id
            if meaning in seen:
                yield hit(node)
            seen.add(meaning)


def end_missing(folder: Folder) -> Iterator[Hit]:
    """Without an end event nobody can say that, and how, it ended."""
    for scope in folder.scopes:
        if not any(scope.of("endEvent")) and scope.kind != "adHocSubProcess":
            yield hit(scope)


def start_with_incoming(folder: Folder) -> Iterator[Hit]:
    """Nothing can flow back into a beginning, nor into an event on a border."""
    for node in folder.nodes("startEvent", "boundaryEvent"):
        if node.incoming:
            yield hit(node)


def end_with_outgoing(folder: Folder) -> Iterator[Hit]:
    """After the end nothing happens, so the flow would never be taken."""
    for node in folder.nodes("endEvent"):
        if node.outgoing:
            yield hit(node)


def too_many_elements(folder: Folder) -> Iterator[Hit]:
    """Nobody can read such a drawing."""
    for process in folder.running:
        count = sum(len(s.nodes) for s in folder.scopes if s.process is process)
        if count > MAX_ELEMENTS:
            yield hit(process, count=count, allowed=MAX_ELEMENTS)


def nesting_too_deep(folder: Folder) -> Iterator[Hit]:
    """The engine refuses to go deeper while it runs; better to say so now. Called processes count."""
    levels: dict[Scope, int] = {}
    for process in folder.running:
        if (deep := _levels(process, folder, levels)) > MAX_NESTING:
            yield hit(process, count=deep, allowed=MAX_NESTING)


def _levels(process: Scope, folder: Folder, levels: dict[Scope, int]) -> int:
    """Levels of subprocesses and called processes below a process; one that calls itself is another rule's."""
    if process not in levels:
        levels[process] = 0
        for scope in [s for s in folder.scopes if s.process is process]:
            called = [c for n in scope.of("callActivity") if (c := folder.called(n)) is not None]
            below = [1 + _levels(c, folder, levels) for c in called]
            levels[process] = max(levels[process], scope.nesting + max(below, default=0))
    return levels[process]
