"""What belongs to one kind of element: forms, assignments, scripts, event definitions, loops, clocks."""

from __future__ import annotations

from typing import Any

from lxml import etree

from engine.diagram.elements import ClockAction, EventDefinition, Loop
from engine.diagram.xml import bihuan, bpmn, local, zeebe

Definitions = dict[str, etree._Element]


def details(node: etree._Element, definitions: Definitions) -> dict[str, Any]:
    """Keyword arguments of `Element` beyond its identity and place."""
    found: dict[str, Any] = {
        "clocks": tuple(_clock(c) for c in node.findall(f"{bpmn('extensionElements')}/{bihuan('clock')}")),
        "inputs": _inputs(node),
        "loop": _loop(node),
        "default": node.get("default"),
        "events": tuple(_events(node, definitions)),
        "parallel_multiple": node.get("parallelMultiple") == "true",
        "link": node.get(bihuan("link")),
        "starts": node.get(bihuan("start")),
        "attached_to": node.get("attachedToRef"),
        "interrupting": node.get("cancelActivity", node.get("isInterrupting", "true")) == "true",
        "called": _attribute(node, "calledElement", "processId") or node.get("calledElement"),
        "triggered": node.get("triggeredByEvent") == "true",
        "form": _attribute(node, "formDefinition", "formId"),
        "unit": _attribute(node, "assignmentDefinition", "candidateGroups"),
        "due": _attribute(node, "taskSchedule", "dueDate"),
        "priority": _attribute(node, "priorityDefinition", "priority"),
        "job_type": _attribute(node, "taskDefinition", "type"),
        "retries": _attribute(node, "taskDefinition", "retries"),
        "decision": _attribute(node, "calledDecision", "decisionId"),
        "result_variable": _attribute(node, "calledDecision", "resultVariable"),
        "script_format": node.get("scriptFormat"),
        "keeps": node.get(bihuan("keep")),
        "other_than": node.get(bihuan("otherThan")),
    }
    script = node.find(bpmn("script"))
    if script is not None:
        found["script"] = script.text or ""
    return found


def _extension(node: etree._Element, tag: str) -> etree._Element | None:
    return node.find(f"{bpmn('extensionElements')}/{zeebe(tag)}")


def _attribute(node: etree._Element, tag: str, attribute: str) -> str | None:
    extension = _extension(node, tag)
    return None if extension is None else extension.get(attribute)


def _inputs(node: etree._Element) -> tuple[tuple[str, str], ...]:
    mapping = _extension(node, "ioMapping")
    inputs = [] if mapping is None else mapping.findall(zeebe("input"))
    return tuple((i.get("target", ""), i.get("source", "")) for i in inputs)


def _clock(node: etree._Element) -> ClockAction:
    return ClockAction(
        name=node.get("name", ""),
        do=node.get("do", ""),
        when=node.get("when", "enter"),
        limit=node.get("limit"),
        by=node.get("by"),
        unit=node.get("unit"),
        reason=node.get("reason"),
        of=node.get("of"),
    )


def _events(node: etree._Element, definitions: Definitions) -> list[EventDefinition]:
    children = [child for child in node if isinstance(child.tag, str) and local(child).endswith("EventDefinition")]
    found = [_event(child, node, definitions) for child in children]
    if local(node) in ("sendTask", "receiveTask") and node.get("messageRef"):
        found.append(EventDefinition(kind="message", name=_name(node.get("messageRef"), definitions)))
    return [event for event in found if event.kind != "link"]


def _event(node: etree._Element, owner: etree._Element, definitions: Definitions) -> EventDefinition:
    kind = local(node).removesuffix("EventDefinition")
    if kind in ("message", "signal"):
        reference = node.get(f"{kind}Ref")
        return EventDefinition(kind=kind, name=_name(reference, definitions) if reference else owner.get("name"))
    if kind in ("error", "escalation"):
        reference = node.get(f"{kind}Ref")
        target = definitions.get(reference) if reference else None
        return EventDefinition(kind=kind, code=None if target is None else target.get(f"{kind}Code"))
    if kind == "timer":
        for timer in ("date", "duration", "cycle"):
            text = node.find(bpmn(f"time{timer.capitalize()}"))
            if text is not None:
                return EventDefinition(kind="timer", timer=timer, expression=(text.text or "").strip())
        return EventDefinition(kind="timer")
    if kind == "conditional":
        condition = node.find(bpmn("condition"))
        return EventDefinition(kind="conditional", expression=(condition.text or "").strip() if condition is not None else None)
    return EventDefinition(kind=kind)


def _name(reference: str | None, definitions: Definitions) -> str | None:
    target = definitions.get(reference or "")
    return None if target is None else target.get("name")


def _loop(node: etree._Element) -> Loop | None:
    standard = node.find(bpmn("standardLoopCharacteristics"))
    if standard is not None:
        maximum = standard.get("loopMaximum")
        return Loop(
            kind="loop",
            maximum=int(maximum) if maximum else None,
            condition=_text(standard, "loopCondition"),
            test_before=standard.get("testBefore") == "true",
        )
    multiple = node.find(bpmn("multiInstanceLoopCharacteristics"))
    if multiple is None:
        return None
    extension = multiple.find(f"{bpmn('extensionElements')}/{zeebe('loopCharacteristics')}")
    settings: dict[str, str] = {} if extension is None else {str(k): str(v) for k, v in extension.attrib.items()}
    item = multiple.find(bpmn("inputDataItem"))
    output = multiple.find(bpmn("outputDataItem"))
    return Loop(
        kind="sequential" if multiple.get("isSequential") == "true" else "parallel",
        collection=settings.get("inputCollection") or _text(multiple, "loopDataInputRef"),
        cardinality=_text(multiple, "loopCardinality"),
        item=settings.get("inputElement") or (None if item is None else item.get("name") or item.get("id")),
        output_collection=settings.get("outputCollection") or _text(multiple, "loopDataOutputRef"),
        output_element=settings.get("outputElement") or (None if output is None else output.get("name") or output.get("id")),
        completion=_text(multiple, "completionCondition"),
    )


def _text(node: etree._Element, tag: str) -> str | None:
    child = node.find(bpmn(tag))
    return None if child is None or not child.text else child.text.strip()
