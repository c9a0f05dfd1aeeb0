"""Work of people: which role, which unit, which form."""

from __future__ import annotations

from collections.abc import Iterator

from engine.lint.diagram import Node
from engine.lint.finding import Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.rules.extensions import zeebe
from engine.lint.vocabulary import BIHUAN, Element, bpmn, kind, text

_PERSONAL = ("userTask", "manualTask")


def lane_missing(folder: Folder) -> Iterator[Hit]:
    """The lane says which role does the work; without one the task would be in nobody's inbox."""
    for node in folder.nodes(*_PERSONAL):
        if lane_of(node, folder) is None:
            yield hit(node)


def lane_role_unknown(folder: Folder) -> Iterator[Hit]:
    """The id of a lane is the code of a role. A role that does not exist has no holders."""
    if folder.roles is None:
        return
    used = {id(lane): (n, lane) for n in folder.nodes(*_PERSONAL) if (lane := lane_of(n, folder)) is not None}
    for node, lane in used.values():
        if lane.get("id") not in folder.roles:
            yield hit(Spotted(file=node.file, xml=lane), role=lane.get("id") or "-", known=sorted(folder.roles))


def lane_ambiguous(folder: Folder) -> Iterator[Hit]:
    """Drawn in two lanes that do not contain each other, or with a role that is not its lane's: two roles at once."""
    for node in folder.nodes(*_PERSONAL):
        role, lane = node.xml.get(f"{{{BIHUAN}}}role"), folder.diagram_of(node).lanes.get(node.id)
        if role is not None and lane is not None and lane.get("id") != role:
            yield hit(node, node=node.id, other=role)
    for diagram in folder.diagrams:
        placed: dict[str, Element] = {}
        for lane in diagram.xml.iter(bpmn("lane")):
            for reference in lane.iterchildren(bpmn("flowNodeRef")):
                before = placed.get(text(reference))
                if before is not None and before not in lane.iterancestors():
                    yield hit(Spotted(file=diagram.file, xml=reference), node=text(reference), other=before.get("id") or "-")
                placed[text(reference)] = lane


def unit_missing(folder: Folder) -> Iterator[Hit]:
    """Role alone is not enough: which unit's clerk? The case needs one inbox to stand in."""
    for node in folder.nodes(*_PERSONAL):
        if not zeebe(node.xml, "assignmentDefinition", "candidateGroups"):
            yield hit(node)


def form_missing(folder: Folder) -> Iterator[Hit]:
    """Without a form people can only tick the task off: nothing they found out goes into the case file."""
    for node in folder.nodes("userTask"):
        if not zeebe(node.xml, "formDefinition", "formId"):
            yield hit(node)


def form_unknown(folder: Folder) -> Iterator[Hit]:
    """The form is not in this folder."""
    for node in folder.nodes("userTask"):
        form = zeebe(node.xml, "formDefinition", "formId")
        if form and form not in folder.forms:
            yield hit(node, form=form, known=sorted(folder.forms))


def priority_malformed(folder: Folder) -> Iterator[Hit]:
    """A priority is a number from 0 to 100; a word would stop the case here."""
    for node in folder.nodes(*_PERSONAL):
        value = zeebe(node.xml, "priorityDefinition", "priority")
        if value and not value.startswith("=") and not (value.isdecimal() and int(value) <= 100):
            yield hit(node, value=value)


def other_than_unknown(folder: Folder) -> Iterator[Hit]:
    """Another person than who did that task: it must be a user task, or an expression for the people."""
    tasks = {node.id for node in folder.nodes("userTask")}
    for node in folder.nodes("userTask"):
        other = node.xml.get(f"{{{BIHUAN}}}otherThan")
        if other is not None and not other.startswith("=") and (other not in tasks or other == node.id):
            yield hit(node, value=other)


def task_without_kind(folder: Folder) -> Iterator[Hit]:
    """A task of no kind is passed at once: nobody is asked, nothing is done."""
    for node in folder.nodes("task"):
        yield hit(node)


def label_missing(folder: Folder) -> Iterator[Hit]:
    """The name is what people read in their inbox and on the case page."""
    for node in folder.nodes(*_PERSONAL):
        if not (node.xml.get("name") or "").strip():
            yield hit(node)


def lane_of(node: Node, folder: Folder) -> Element | None:
    """The lane that its bihuan:role names; else the innermost lane of the node, or of the subprocess around it."""
    lanes = folder.diagram_of(node).lanes
    if (role := node.xml.get(f"{{{BIHUAN}}}role")) is not None:
        return next((lane for lane in folder.diagram_of(node).xml.iter(bpmn("lane")) if lane.get("id") == role), None)
    current: Node | None = node
    while current is not None:
        if current.id in lanes and kind(lanes[current.id]) == "lane":
            return lanes[current.id]
        current = current.scope.host
    return None
