"""The names of BPMN that the lint speaks of: namespaces, families of elements, limits."""

from __future__ import annotations

from functools import cache
from typing import TypeAlias, cast

from lxml import etree

Element: TypeAlias = etree._Element

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
DI = "http://www.omg.org/spec/BPMN/20100524/DI"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
ZEEBE = "http://camunda.org/schema/zeebe/1.0"
BIHUAN = "urn:bihuan:bpmn:1"


def words(text: str) -> frozenset[str]:
    """A set written as one line of names."""
    return frozenset(text.split())


TASKS = words("task userTask manualTask scriptTask serviceTask sendTask receiveTask businessRuleTask")
SUBPROCESSES = frozenset({"subProcess", "transaction", "adHocSubProcess"})
ACTIVITIES = TASKS | SUBPROCESSES | {"callActivity"}
GATEWAYS = words("exclusiveGateway parallelGateway inclusiveGateway eventBasedGateway complexGateway")
EVENTS = words("startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent")
CHOREOGRAPHY = words("choreographyTask subChoreography callChoreography")
FLOW_NODES = ACTIVITIES | GATEWAYS | EVENTS | CHOREOGRAPHY
EVENT_DEFINITIONS = words(
    "messageEventDefinition signalEventDefinition timerEventDefinition errorEventDefinition escalationEventDefinition "
    "linkEventDefinition terminateEventDefinition cancelEventDefinition compensateEventDefinition "
    "conditionalEventDefinition"
)
SCOPES = SUBPROCESSES | {"process"}
# What a person sees as one thing in the drawing, and so what a finding points at.
SHAPES = FLOW_NODES | words(
    "sequenceFlow messageFlow lane laneSet participant process collaboration message signal error escalation dataObject "
    "dataObjectReference dataStore dataStoreReference textAnnotation association group category choreography "
    "globalUserTask globalTask globalScriptTask globalManualTask globalBusinessRuleTask conversation definitions"
)

MAX_BYTES = 2_000_000
MAX_XML_DEPTH = 100
MAX_ELEMENTS = 300
"""Flow nodes of a process."""
MAX_SHAPES = 600
"""Flow nodes of a file; larger ones are not looked at any further, because some rules compare each with each."""
MAX_BPMN_ELEMENTS = 6_000
"""BPMN elements of a file, likewise."""
MAX_CHARACTERS = 200_000
"""Texts and attributes of the model of a file, without its drawing; the largest of ours has 60,000. The worst of expressions are
looked through at 300,000 characters in a second."""
MAX_DECISION_BYTES = 500_000
"""All decision files of a folder together; the largest folder of ours has 77,000."""
MAX_FAN_OUT = 50


@cache
def bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def line(element: Element) -> int | None:
    """Line in the file; None when it is not known."""
    return cast("int | None", element.sourceline)


def local(element: Element) -> str:
    """Its name without the namespace; empty for what is not an element."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    return element.tag[1:].partition("}")[0] if isinstance(element.tag, str) and element.tag.startswith("{") else ""


def kind(element: Element) -> str:
    """Local name of a BPMN element; empty for anything else."""
    return local(element) if namespace(element) == BPMN else ""


def flag(element: Element, attribute: str, default: bool = False) -> bool:
    """An xsd:boolean attribute."""
    value = element.get(attribute)
    return default if value is None else value.strip() in ("true", "1")


def text(element: Element | None) -> str:
    return "" if element is None else (element.text or "").strip()
