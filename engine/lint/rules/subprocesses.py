"""Event subprocesses and call activities: what runs inside what, and that it comes out again."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Node, Scope
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder, target_of
from engine.lint.vocabulary import flag


def event_subprocess_must_interrupt(folder: Folder) -> Iterator[Hit]:
    """After an error the rest cannot go on beside its handler."""
    for node in folder.nodes("startEvent"):
        host = node.scope.host
        if host is None or not host.is_event_subprocess or "error" not in node.triggers:
            continue
        if not flag(node.xml, "isInterrupting", default=True):
            yield hit(node)


def event_subprocess_connected(folder: Folder) -> Iterator[Hit]:
    """It is started by its event alone: no flow leads in or out, nothing hangs on it, and it does not repeat."""
    for node in folder.nodes():
        if node.is_event_subprocess and (node.incoming or node.outgoing or node.boundaries or _loops(node)):
            yield hit(node)


def call_target_missing(folder: Folder) -> Iterator[Hit]:
    """The called process must be part of this folder."""
    for node in folder.nodes("callActivity"):
        if folder.called(node) is None:
            yield hit(node, target=target_of(node) or "-")


def call_target_start(folder: Folder) -> Iterator[Hit]:
    """A called process begins with a plain start event; a message start would wait, and a missing one has no place to begin."""
    for node in folder.nodes("callActivity"):
        called = folder.called(node)
        if called is not None and not any(not s.definitions for s in called.of("startEvent")):
            yield hit(node, target=called.id)


def call_target_not_executable(folder: Folder) -> Iterator[Hit]:
    """A process that is only drawn cannot be called."""
    if any(flag(p.xml, "isExecutable") for p in folder.processes):
        for node in folder.nodes("callActivity"):
            called = folder.called(node)
            if called is not None and not flag(called.xml, "isExecutable"):
                yield hit(node, target=called.id)


def call_recursion(folder: Folder) -> Iterator[Hit]:
    """A process that calls itself, directly or through others, never comes to an end."""
    for node in folder.nodes("callActivity"):
        called = folder.called(node)
        if called is not None and node.scope.process in _calls(called, folder):
            yield hit(node, target=called.id)


def _calls(process: Scope, folder: Folder) -> list[Scope]:
    """The process and every process that it calls, directly or not."""
    found: list[Scope] = []
    todo = [process]
    while todo:
        current = todo.pop()
        if current not in found:
            found.append(current)
            todo.extend(
                called
                for n in folder.nodes("callActivity")
                if n.scope.process is current and (called := folder.called(n)) is not None
            )
    return found


def _loops(node: Node) -> bool:
    return any(str(c.tag).endswith("LoopCharacteristics") for c in node.xml)
