"""Reading the graph of a model: its elements, what each requires, and its logic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from engine.dmn.boxes import needed as needed_box
from engine.dmn.contexts import foreign, read_function
from engine.dmn.elements import Decision, Input, Knowledge, Node, Service
from engine.dmn.place import Place
from engine.dmn.xml import Element, child, children, label
from engine.feel.types import Type

KINDS: dict[str, type[Node]] = {
    "inputData": Input,
    "decision": Decision,
    "businessKnowledgeModel": Knowledge,
    "decisionService": Service,
}


class Graph:
    """The nodes of one model by id, and of those it imports by namespace. `prefixes`: namespace -> name of the import."""

    def __init__(self, root: Element, place: Place, imports: Mapping[str, Graph], prefixes: Mapping[str, str]) -> None:
        self.namespace = root.get("namespace", "")
        self.place, self.imports, self.prefixes = place, imports, prefixes
        self.nodes: dict[str, Node] = {}
        elements = list(children(root, *KINDS))
        for element in elements:
            self._declare(element)
        self.words = {e.get("name", "") for e in root.iter("{*}itemComponent")} | set(prefixes.values())
        for graph in imports.values():
            self.words |= graph.words
        for element in elements:
            self._connect(element)
        for element in elements:
            self._give_logic(element)
        self._refuse_circles()

    def of_kind(self, kind: type[Any]) -> Iterator[Any]:
        return (node for node in self.nodes.values() if isinstance(node, kind))

    def _declare(self, element: Element) -> None:
        kind = KINDS[element.tag.rpartition("}")[2]]
        id_, name = _id(element), element.get("name", "")
        if id_ in self.nodes:
            self.place.finding("duplicate_id", id_, id=id_)
        if any(node.name == name for node in self.nodes.values()):
            self.place.finding("duplicate_name", id_, name=name)
        self.nodes[id_] = kind(id=id_, name=name, namespace=self.namespace, type=self._type(child(element, "variable")))

    def _type(self, variable: Element | None) -> Type | None:
        reference = None if variable is None else variable.get("typeRef")
        return self.place.type(reference, label(variable)) if variable is not None and reference else None

    def _node(self, element: Element) -> Node:
        return self.nodes[_id(element)]

    def find(self, reference: Element) -> tuple[str, Node] | None:
        """The node an href points to, with the name of the import it comes from."""
        href = reference.get("href", "")
        namespace, _, id_ = href.rpartition("#")
        if namespace in ("", self.namespace) and id_ in self.nodes:
            return "", self.nodes[id_]
        graph = self.imports.get(namespace)
        if graph is not None and id_ in graph.nodes:
            return self.prefixes[namespace], graph.nodes[id_]
        self.place.finding("unknown_reference", label(reference), href=href)
        return None

    def _connect(self, element: Element) -> None:
        node = self._node(element)
        if isinstance(node, Service):
            given = [*children(element, "inputData"), *children(element, "inputDecision")]
            node.inputs = [found[1] for reference in given if (found := self.find(reference))]
            outputs = [found[1] for reference in children(element, "outputDecision") if (found := self.find(reference))]
            node.outputs = [output for output in outputs if isinstance(output, Decision)]
            if not node.outputs:
                self.place.finding("missing_part", node.id, part="outputDecision")
            return
        for requirement in children(element, "informationRequirement", "knowledgeRequirement"):
            for reference in children(requirement, "requiredInput", "requiredDecision", "requiredKnowledge"):
                if (found := self.find(reference)) is not None and found not in node.needs:
                    node.needs.append(found)

    def _give_logic(self, element: Element) -> None:
        node = self._node(element)
        place = self.place.apart().inside(*self.words, node.name, *(needed.name for _, needed in node.needs))
        node.free = place.free
        if isinstance(node, Decision):
            node.logic = needed_box(element, place, element, "expression")
        elif isinstance(node, Knowledge):
            logic = child(element, "encapsulatedLogic")
            if logic is None:
                self.place.finding("missing_part", node.id, part="encapsulatedLogic")
            elif logic.get("kind") == "Java":
                node.foreign = foreign(logic, place)
            else:
                node.parameters, node.types, node.logic = read_function(logic, place)

    def _refuse_circles(self) -> None:
        """An element that needs itself, over however many others, could never be computed."""
        done: set[Node] = set()
        for start in self.nodes.values():
            path: list[Node] = []
            todo: list[tuple[Node, bool]] = [(start, False)]
            while todo:
                node, leaving = todo.pop()
                if leaving:
                    done.add(path.pop())
                elif node in path:
                    circle = [*path[path.index(node) :], node]
                    self.place.finding("circular_requirement", node.id, path=" → ".join(n.name for n in circle))
                    return
                elif node not in done:
                    path.append(node)
                    todo.append((node, True))
                    outputs = node.outputs if isinstance(node, Service) else []
                    todo.extend((needed, False) for needed in [*(n for _, n in node.needs), *outputs])


def _id(element: Element) -> str:
    return element.get("id", "") or element.get("name", "")
