"""Small process folders, built from readable pieces. `seq` draws a line from start to end; everything is in one lane."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise

NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "bihuan": "urn:bihuan:bpmn:1",
    "camunda": "http://camunda.org/schema/1.0/bpmn",
    "other": "urn:some:other:tool",
}
HEAD = "<bpmn:definitions " + " ".join(f'xmlns:{p}="{u}"' for p, u in NAMESPACES.items()) + ' id="d" targetNamespace="urn:t">'
FORM = {"components": [{"key": "text", "type": "textfield", "label": "Text"}]}
MANIFEST = {"key": "p", "name": "试", "calendar": "cn-gov", "file": ["place", "x"]}
DMN = (
    '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="dm" name="dm" namespace="urn:t">'
    '<decision id="score" name="score"><literalExpression><text>1</text></literalExpression></decision></definitions>'
)
S, E = '<bpmn:startEvent id="s"/>', '<bpmn:endEvent id="e"/>'
MESSAGE = '<bpmn:message id="m" name="M"/>'
SIGNAL = '<bpmn:signal id="g" name="G"/>'
ERROR = '<bpmn:error id="x" name="X" errorCode="X"/>'
ESCALATION = '<bpmn:escalation id="y" name="Y" escalationCode="Y"/>'
ROOTS = MESSAGE + SIGNAL + ERROR + ESCALATION
_CONDITION = '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">{}</bpmn:conditionExpression>'


def folder(xml: str, files: Mapping[str, str] | None = None) -> dict[str, bytes]:
    """A complete folder around a diagram."""
    texts = {
        "process.bpmn": xml,
        "manifest.json": json.dumps(MANIFEST),
        "score.dmn": DMN,
        "forms/f.json": json.dumps(FORM),
        "locale/en.json": json.dumps({"elements": {}}),
        **(files or {}),
    }
    return {path: text.encode() for path, text in texts.items()}


def document(
    body: str, *, roots: str = ROOTS, process: str = 'id="p" isExecutable="true"', after: str = "", lanes: str | None = None
) -> str:
    """A diagram with one process; people's tasks lie in the lane `unit_clerk` unless `lanes` says otherwise."""
    inside = (_lane(body) if lanes is None else lanes) + body
    return f"{HEAD}{roots}<bpmn:process {process}>{inside}</bpmn:process>{after}</bpmn:definitions>"


def _lane(body: str) -> str:
    people = re.findall(r'<bpmn:(?:userTask|manualTask) id="([^"]+)"', body)
    inside = "".join(f"<bpmn:flowNodeRef>{p}</bpmn:flowNodeRef>" for p in people)
    return (
        f'<bpmn:laneSet id="lanes"><bpmn:lane id="unit_clerk" name="经办人">{inside}</bpmn:lane></bpmn:laneSet>' if people else ""
    )


def flow(source: str, target: str, condition: str | None = None, name: str = "", inside: str | None = None) -> str:
    """A sequence flow; its id is source_target, with `name` behind it."""
    inner = inside if inside is not None else "" if condition is None else _CONDITION.format(condition)
    return (
        f'<bpmn:sequenceFlow id="{source}_{target}{name}" sourceRef="{source}" targetRef="{target}">{inner}</bpmn:sequenceFlow>'
    )


def chain(*ids: str) -> str:
    return "".join(flow(a, b) for a, b in pairwise(ids))


def seq(*nodes: str, start: str = S, end: str = E) -> str:
    """Start, the nodes and the end, connected in this order."""
    parts = [part for part in (start, *nodes, end) if part]
    return "".join(parts) + chain(*(first_id(part) for part in parts))


def first_id(xml: str) -> str:
    found = re.search(r' id="([^"]+)"', xml)
    assert found is not None, xml
    return found[1]


def node(kind: str, identity: str, inside: str = "", attributes: str = "") -> str:
    return f'<bpmn:{kind} id="{identity}" {attributes}>{inside}</bpmn:{kind}>'


def extended(inside: str) -> str:
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"


ASSIGNED = '<zeebe:formDefinition formId="f"/><zeebe:assignmentDefinition candidateGroups="=place.unit"/>'


def user(identity: str = "t", inside: str = "", attributes: str = "", kind: str = "userTask") -> str:
    return node(kind, identity, extended(ASSIGNED) + inside, f'name="办理 {identity}" {attributes}')


def script(identity: str = "t", text: str = "a = 1", attributes: str = 'scriptFormat="feel"', inside: str = "") -> str:
    return node("scriptTask", identity, f"{inside}<bpmn:script>{text}</bpmn:script>", attributes)


def service(identity: str = "t", inside: str = "") -> str:
    return node("serviceTask", identity, extended('<zeebe:taskDefinition type="notify"/>') + inside)


def rule(identity: str = "t") -> str:
    return node("businessRuleTask", identity, extended('<zeebe:calledDecision decisionId="score" resultVariable="points"/>'))


def on(trigger: str, inside: str | None = None) -> str:
    """An event definition with what it usually refers to."""
    references = {
        "message": 'messageRef="m"',
        "signal": 'signalRef="g"',
        "error": 'errorRef="x"',
        "escalation": 'escalationRef="y"',
    }
    usual = {
        "timer": "<bpmn:timeDuration>PT1H</bpmn:timeDuration>",
        "conditional": '<bpmn:condition xsi:type="bpmn:tFormalExpression">=ready = true</bpmn:condition>',
    }
    content = usual.get(trigger, "") if inside is None else inside
    name = f"bpmn:{trigger}EventDefinition"
    return f"<{name} {references.get(trigger, '')}>{content}</{name}>"


def start(trigger: str, attributes: str = "", identity: str = "s", inside: str | None = None) -> str:
    return node("startEvent", identity, on(trigger, inside), attributes)


def catch(*triggers: str, identity: str = "c", attributes: str = "", inside: str | None = None) -> str:
    return node("intermediateCatchEvent", identity, "".join(on(t, inside) for t in triggers), attributes)


def throw(*triggers: str, identity: str = "w", inside: str | None = None) -> str:
    link = 'bihuan:link="supervises"' if "message" in triggers else ""
    return node("intermediateThrowEvent", identity, "".join(on(t, inside) for t in triggers), link)


def ends(*triggers: str, identity: str = "e") -> str:
    return node(
        "endEvent", identity, "".join(on(t) for t in triggers), 'bihuan:link="supervises"' if "message" in triggers else ""
    )


def boundary(*triggers: str, host: str = "t", identity: str = "b", interrupting: bool = True, inside: str | None = None) -> str:
    """The event, its own end and the flow between them."""
    attributes = f'attachedToRef="{host}"' + ("" if interrupting else ' cancelActivity="false"')
    event = node("boundaryEvent", identity, "".join(on(t, inside) for t in triggers), attributes)
    return f'{event}<bpmn:endEvent id="{identity}e"/>{flow(identity, f"{identity}e")}'


def sub(body: str, identity: str = "q", kind: str = "subProcess", attributes: str = "", inside: str = "") -> str:
    return node(kind, identity, inside + body, attributes)


def inner(*nodes: str, prefix: str = "i", end: str | None = None) -> str:
    """A line with its own start and end, for the inside of a subprocess."""
    return seq(*nodes, start=f'<bpmn:startEvent id="{prefix}s"/>', end=end or f'<bpmn:endEvent id="{prefix}e"/>')


def event_sub(trigger: str, *, interrupting: bool, identity: str = "h") -> str:
    begin = start(trigger, f'isInterrupting="{str(interrupting).lower()}"', identity="hs")
    return sub(
        seq(script("ht", "late = true"), start=begin, end='<bpmn:endEvent id="he"/>'),
        identity,
        attributes='triggeredByEvent="true"',
    )


def multi(inside: str, attributes: str = "") -> str:
    return f"<bpmn:multiInstanceLoopCharacteristics {attributes}>{inside}</bpmn:multiInstanceLoopCharacteristics>"


def called(body: str | None = None) -> str:
    """A second process for call activities."""
    return f'<bpmn:process id="z" isExecutable="true">{body or inner(script("zt"), prefix="z")}</bpmn:process>'


def call(identity: str = "t", inside: str = "", target: str = 'calledElement="z"') -> str:
    return node("callActivity", identity, inside, target)


def forked(gateway: str, *branches: str, conditions: tuple[str | None, ...] = (), default: str = "", join: bool = True) -> str:
    """start -> gateway -> branches -> gateway of the same kind -> end."""
    ids = [first_id(b) for b in branches]
    wanted = conditions or (None,) * len(ids)
    out = "".join(flow("k", i, c) for i, c in zip(ids, wanted, strict=True))
    into = "j" if join else "e"
    joined = f'<bpmn:{gateway} id="j"/>{flow("j", "e")}' if join else ""
    attribute = f'default="{default}"' if default else ""
    return (
        f'{S}<bpmn:{gateway} id="k" {attribute}/>{flow("s", "k")}{"".join(branches)}{out}'
        f"{''.join(flow(i, into) for i in ids)}{joined}{E}"
    )
