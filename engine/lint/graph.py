"""Walks over one scope: where a token can get to, from where it can still leave, and where it could turn without rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.lint.diagram import Node, Scope
from engine.lint.vocabulary import kind

Step = Callable[[Node], Iterable[Node]]


def link_name(node: Node) -> str | None:
    """Name of a link event's link; None for everything else."""
    for definition in node.definitions:
        if kind(definition) == "linkEventDefinition":
            return definition.get("name", "")
    return None


def steps(scope: Scope) -> tuple[Step, Step]:
    """Functions from a node to the nodes after it and before it: by flow, boundary event and link."""
    nodes = scope.by_id()
    after: dict[str, list[Node]] = {n: [] for n in nodes}
    before: dict[str, list[Node]] = {n: [] for n in nodes}
    pairs = [(f.source, f.target) for f in scope.flows]
    pairs += [(n.id, b.id) for n in scope.nodes for b in n.boundaries]
    catches = {link_name(n): n for n in scope.of("intermediateCatchEvent") if link_name(n) is not None}
    pairs += [(n.id, catches[link_name(n)].id) for n in scope.of("intermediateThrowEvent") if link_name(n) in catches]
    for source, target in pairs:
        if source in nodes and target in nodes:
            after[source].append(nodes[target])
            before[target].append(nodes[source])
    return lambda n: after.get(n.id, ()), lambda n: before.get(n.id, ())


def spread(seeds: Iterable[Node], step: Step, stop: Callable[[Node], bool] = lambda n: False) -> set[str]:
    """Ids of all nodes that can be reached from the seeds, which count; the walk does not go on after `stop`."""
    seen: set[str] = set()
    todo = list(seeds)
    while todo:
        node = todo.pop()
        if node.id in seen:
            continue
        seen.add(node.id)
        if not stop(node):
            todo.extend(step(node))
    return seen


def entries(scope: Scope) -> list[Node]:
    """Where tokens appear: start events, and event subprocesses, which start by themselves."""
    return [n for n in scope.nodes if n.kind == "startEvent" or n.is_event_subprocess]


def exits(scope: Scope) -> list[Node]:
    return [n for n in scope.nodes if n.kind == "endEvent" or n.is_event_subprocess]


def rings(nodes: list[Node], step: Step) -> list[list[Node]]:
    """Groups of these nodes in which every node leads back to itself through the others, first drawn first. Linear in nodes and
    flows, and without recursion: a drawing may be a chain of hundreds (Tarjan 1972)."""
    allowed = {n.id for n in nodes}
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    held: set[str] = set()
    groups: list[set[str]] = []
    work: list[tuple[Node, Iterator[Node], bool]] = []

    def enter(node: Node) -> None:
        after = [n for n in step(node) if n.id in allowed]
        index[node.id] = low[node.id] = len(index)
        stack.append(node.id)
        held.add(node.id)
        work.append((node, iter(after), any(n.id == node.id for n in after)))

    for seed in nodes:
        if seed.id not in index:
            enter(seed)
        while work:
            node, rest, turns = work[-1]
            target = next(rest, None)
            if target is not None:
                if target.id not in index:
                    enter(target)
                elif target.id in held:
                    low[node.id] = min(low[node.id], index[target.id])
                continue
            work.pop()
            if work:
                above = work[-1][0].id
                low[above] = min(low[above], low[node.id])
            if low[node.id] == index[node.id]:
                group = set(stack[stack.index(node.id) :])
                del stack[-len(group) :]
                held -= group
                if len(group) > 1 or turns:
                    groups.append(group)
    placed = {identity: i for i, group in enumerate(groups) for identity in group}
    found: dict[int, list[Node]] = {}
    for node in nodes:
        if node.id in placed:
            found.setdefault(placed[node.id], []).append(node)
    return list(found.values())
