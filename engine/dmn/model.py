"""A decision model: loaded once, asked often."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from engine.dmn.elements import Decision, Evaluation, Input, Knowledge, Node, Service
from engine.dmn.errors import DmnError, Finding, refused
from engine.dmn.graph import Graph
from engine.dmn.place import Place, Report
from engine.dmn.trace import Result, Trace, Tracer
from engine.dmn.types import read_types
from engine.dmn.xml import Element, children, read
from engine.feel.boundary import date_time, enter, leave
from engine.feel.calls import call_function
from engine.feel.errors import FeelLimit, Note
from engine.feel.run import Run


class Model:
    """`version` is the digest of the file. `findings` is empty unless it was loaded with strict=False; `doubts` are parts of
    expressions that can only be null, by element."""

    def __init__(self, *, name: str, namespace: str, version: str, graph: Graph, report: Report) -> None:
        self.name, self.namespace, self.version = name, namespace, version
        self.graph = graph
        self.findings: Sequence[Finding] = tuple(report.findings)
        self.doubts: Sequence[tuple[str, Note]] = tuple(report.doubts)
        self._free: dict[str, frozenset[str]] = {}

    @property
    def decisions(self) -> Mapping[str, str]:
        """Id -> name of every decision."""
        return {node.id: node.name for node in self.graph.of_kind(Decision)}

    @property
    def inputs(self) -> Mapping[str, str]:
        """Id -> name of every input."""
        return {node.id: node.name for node in self.graph.of_kind(Input)}

    @property
    def services(self) -> Mapping[str, str]:
        """Id -> name of every decision service."""
        return {node.id: node.name for node in self.graph.of_kind(Service)}

    def free(self, decision: str) -> frozenset[str]:
        """The names that the decision (by id or name), with all it requires, may take from the context; some may be local."""
        if decision in self._free:
            return self._free[decision]
        found: set[str] = set()
        todo: list[Node] = [self._find(Decision, decision)]
        seen: set[Node] = set()
        while todo:
            node = todo.pop()
            if node not in seen:
                seen.add(node)
                found |= node.free
                if isinstance(node, Input):
                    found.add(node.name)
                todo += [needed for _, needed in node.needs]
        self._free[decision] = frozenset(found)
        return self._free[decision]

    def evaluate(self, decision: str, context: Mapping[str, Any], *, now: datetime | None = None) -> Result:
        """The value of a decision (by id or name), with why. `context` holds the input data by name; what the model uses without
        declaring it as input is looked up there too.

        Raises DmnError unknown_decision, FeelLimit."""
        node = self._find(Decision, decision)
        run = self._run(now)
        return self._result(node.id, run, lambda: Evaluation(run, context).of(node))

    def evaluate_service(self, service: str, context: Mapping[str, Any], *, now: datetime | None = None) -> Result:
        """The value of a decision service; input decisions are given in `context` as well."""
        node: Service = self._find(Service, service)
        run = self._run(now)

        def compute() -> Any:
            given = [enter(context.get(needed.name), run) for needed in node.inputs]
            return call_function(node.value(Evaluation(run, {})), given, run)

        return self._result(node.id, run, compute)

    def invoke(self, knowledge: str, arguments: Mapping[str, Any], *, now: datetime | None = None) -> Result:
        """The value of a business knowledge model."""
        node: Knowledge = self._find(Knowledge, knowledge)
        run = self._run(now)

        def compute() -> Any:
            function = node.value(Evaluation(run, {}))
            return call_function(function, [enter(arguments.get(name), run) for name in function.names], run)

        return self._result(node.id, run, compute)

    def _find(self, kind: type[Any], wanted: str) -> Any:
        node = self.graph.nodes.get(wanted)
        if not isinstance(node, kind):
            node = next((n for n in self.graph.of_kind(kind) if n.name == wanted), None)
        if node is None:
            raise refused("unknown_decision", name=wanted)
        return node

    def _run(self, now: datetime | None) -> Run:
        run = Run(None if now is None else date_time(now))
        run.trace = Tracer()
        return run

    def _result(self, id_: str, run: Run, compute: Any) -> Result:
        tracer: Tracer = run.trace
        try:
            value = leave(compute(), run)
        except RecursionError:
            raise FeelLimit("calls_too_deep") from None
        trace = Trace(
            decision=id_,
            version=self.version,
            decisions=tuple(tracer.decisions),
            tables=tuple(tracer.tables),
            problems=tuple(tracer.problems),
        )
        return Result(value=value, trace=trace)


def load(xml: bytes, *, imports: Sequence[bytes] = (), strict: bool = True) -> Model:
    """Read a model. `imports`: the models it imports, directly or not.

    Raises DmnError with everything that is wrong. With strict=False what is wrong is only noted in `findings`; a refused
    expression then raises when it is evaluated."""
    roots = {root.get("namespace", ""): root for root in map(read, imports)}
    report = Report()
    root = read(xml)
    graph = _graph(root, roots, report, {}, ())
    if strict and report.findings:
        raise DmnError(*report.findings)
    version = hashlib.sha256(xml).hexdigest()
    return Model(name=root.get("name", ""), namespace=root.get("namespace", ""), version=version, graph=graph, report=report)


def _graph(root: Element, roots: Mapping[str, Element], report: Report, known: dict[str, Graph], path: tuple[str, ...]) -> Graph:
    """The graph of a model after those it imports."""
    path = (*path, root.get("name", ""))
    graphs: dict[str, Graph] = {}
    prefixes: dict[str, str] = {}
    place = Place(report)
    for element in children(root, "import"):
        namespace, name = element.get("namespace", ""), element.get("name", "")
        found = roots.get(namespace)
        if found is None:
            place.finding("unknown_import", name, namespace=namespace)
            continue
        if found.get("name", "") in path:
            raise refused("circular_import", name, path=" → ".join((*path, found.get("name", ""))))
        if namespace not in known:
            known[namespace] = _graph(found, roots, report, known, path)
        graphs[namespace] = known[namespace]
        prefixes[namespace] = name
        place.types = {**place.types, **_imported(known[namespace], name)}
    own = read_types(root, place)
    place.types = {**place.types, **own}
    return Graph(root, place, graphs, prefixes)


def _imported(graph: Graph, prefix: str) -> dict[str, Any]:
    return {f"{prefix}.{name}": type_ for name, type_ in graph.place.types.items() if "." not in name}
