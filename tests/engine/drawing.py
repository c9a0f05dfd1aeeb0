"""BPMN from a few lines of text, so that a test shows the diagram that it is about.

s start                       one node per line: id, kind, settings
g exclusive default=b
sub sub                       lines that are indented lie inside the line above
  is start
s > a > g                     flows; the condition of the last one in brackets:  g > b [=x > 1]
"""

from __future__ import annotations

import itertools
import re
import shlex
from html import escape

KINDS = {
    "task": "task",
    "user": "userTask",
    "manual": "manualTask",
    "script": "scriptTask",
    "service": "serviceTask",
    "rule": "businessRuleTask",
    "send": "sendTask",
    "receive": "receiveTask",
    "call": "callActivity",
    "sub": "subProcess",
    "transaction": "transaction",
    "exclusive": "exclusiveGateway",
    "parallel": "parallelGateway",
    "inclusive": "inclusiveGateway",
    "eventgate": "eventBasedGateway",
    "start": "startEvent",
    "end": "endEvent",
    "catch": "intermediateCatchEvent",
    "throw": "intermediateThrowEvent",
    "boundary": "boundaryEvent",
}
ROOT = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" xmlns:bihuan="urn:bihuan:bpmn:1" id="d" targetNamespace="urn:test">'
)


def draw(text: str, *, key: str = "demo", more: str = "") -> bytes:
    """The BPMN file. `more`: further XML inside the process. Several processes: a line `process ID` begins the next."""
    lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    parts: list[tuple[str, list[str]]] = [(key, [])]
    for line in lines:
        if line.strip().startswith("process "):
            parts.append((line.split()[1], []))
        else:
            parts[-1][1].append(line)
    named = _Named()
    processes = "".join(
        f'<bpmn:process id="{name}" isExecutable="true">{_scope(inside, named)}{more if name == key else ""}</bpmn:process>'
        for name, inside in parts
    )
    return f"{ROOT}{named.xml()}{processes}</bpmn:definitions>".encode()


class _Named:
    """Messages, signals, errors and escalations, declared once."""

    def __init__(self) -> None:
        self.known: dict[tuple[str, str], str] = {}
        self.flows = 0

    def of(self, kind: str, name: str) -> str:
        return self.known.setdefault((kind, name), f"{kind}_{len(self.known)}")

    def xml(self) -> str:
        attribute = {"message": "name", "signal": "name", "error": "errorCode", "escalation": "escalationCode"}
        return "".join(
            f'<bpmn:{kind} id="{identity}" name="{escape(name)}" {attribute[kind]}="{escape(name)}"/>'.replace(
                f'name="{escape(name)}" name=', "name="
            )
            for (kind, name), identity in self.known.items()
        )


def _scope(lines: list[str], named: _Named) -> str:
    nodes: list[tuple[str, str, dict[str, str], list[str]]] = []
    flows: list[tuple[str, str, str | None]] = []
    margin = min((len(line) - len(line.lstrip()) for line in lines), default=0)
    for line in lines:
        if len(line) - len(line.lstrip()) > margin:
            nodes[-1][3].append(line)
        elif ">" in line.split("=", 1)[0] and "[" not in line.split(">", 1)[0]:
            flows += _flows(line)
        else:
            identity, kind, *settings = shlex.split(line)
            nodes.append((identity, kind, dict(s.split("=", 1) if "=" in s else (s, "") for s in settings), []))
    lanes: dict[str, list[str]] = {}
    for identity, _, settings, _ in nodes:
        if "lane" in settings:
            lanes.setdefault(settings["lane"], []).append(identity)
    ids = {(a, b): f"f{named.flows + i}" for i, (a, b, _) in enumerate(flows)}
    named.flows += len(flows)
    out = [_lanes(lanes)] if lanes else []
    out += [_node(identity, kind, settings, inside, named, ids) for identity, kind, settings, inside in nodes]
    out += [_flow(ids[a, b], a, b, condition) for a, b, condition in flows]
    return "".join(out)


def _flows(line: str) -> list[tuple[str, str, str | None]]:
    found = re.fullmatch(r"([^\[]*?)(?:\[(.*)\])?", line.strip(), re.DOTALL)
    assert found, line
    stations = [s.strip() for s in found[1].split(">")]
    pairs = list(itertools.pairwise(stations))
    return [(a, b, found[2] if (a, b) == pairs[-1] else None) for a, b in pairs]


def _flow(identity: str, a: str, b: str, condition: str | None) -> str:
    inside = "" if condition is None else f"<bpmn:conditionExpression>{escape(condition)}</bpmn:conditionExpression>"
    return f'<bpmn:sequenceFlow id="{identity}" sourceRef="{a}" targetRef="{b}">{inside}</bpmn:sequenceFlow>'


def _lanes(lanes: dict[str, list[str]]) -> str:
    inside = "".join(
        f'<bpmn:lane id="{lane}" name="{lane}">{"".join(f"<bpmn:flowNodeRef>{n}</bpmn:flowNodeRef>" for n in nodes)}</bpmn:lane>'
        for lane, nodes in lanes.items()
    )
    return f'<bpmn:laneSet id="lanes">{inside}</bpmn:laneSet>'


def _node(identity: str, kind: str, s: dict[str, str], inside: list[str], named: _Named, ids: dict[tuple[str, str], str]) -> str:
    tag = KINDS[kind]
    attributes = {"id": identity, "name": s.get("name", identity)}
    for key, name in (("on", "attachedToRef"), ("phase", "bihuan:phase"), ("to", "bihuan:link"), ("starts", "bihuan:start")):
        if key in s:
            attributes[name] = s[key]
    if "default" in s:
        attributes["default"] = ids[identity, s["default"]]
    if "beside" in s:
        attributes["cancelActivity" if kind == "boundary" else "isInterrupting"] = "false"
    if "all" in s:
        attributes["parallelMultiple"] = "true"
    if "event" in s:
        attributes["triggeredByEvent"] = "true"
    if kind == "script":
        attributes["scriptFormat"] = "feel"
    if kind in ("send", "receive") and "message" in s:
        attributes["messageRef"] = named.of("message", s["message"])
    head = " ".join(f'{name}="{escape(value)}"' for name, value in attributes.items())
    body = _extensions(s) + ("" if kind in ("send", "receive") else _events(s, named)) + _loop(s) + _scope(inside, named)
    if "text" in s:
        body += f"<bpmn:script>{escape(s['text'].replace('; ', chr(10)))}</bpmn:script>"
    return f"<bpmn:{tag} {head}>{body}</bpmn:{tag}>"


def _extensions(s: dict[str, str]) -> str:
    found = []
    for key, tag, attribute in (
        ("form", "formDefinition", "formId"),
        ("unit", "assignmentDefinition", "candidateGroups"),
        ("due", "taskSchedule", "dueDate"),
        ("priority", "priorityDefinition", "priority"),
        ("calls", "calledElement", "processId"),
    ):
        if key in s:
            found.append(f'<zeebe:{tag} {attribute}="{escape(s[key])}"/>')
    if "type" in s:
        retries = f' retries="{s["retries"]}"' if "retries" in s else ""
        found.append(f'<zeebe:taskDefinition type="{escape(s["type"])}"{retries}/>')
    if "decision" in s:
        result = s.get("result", s["decision"])
        found.append(f'<zeebe:calledDecision decisionId="{s["decision"]}" resultVariable="{result}"/>')
    inputs = [f'<zeebe:input target="{k[3:]}" source="{escape(v)}"/>' for k, v in s.items() if k.startswith("in.")]
    if inputs:
        found.append(f"<zeebe:ioMapping>{''.join(inputs)}</zeebe:ioMapping>")
    for key, value in s.items():
        if key.startswith("clock."):
            do, when, *rest = shlex.split(value)
            more = " ".join(f'{k}="{escape(v)}"' for k, v in (r.split("=", 1) for r in rest))
            found.append(f'<bihuan:clock name="{key.split(".")[1]}" do="{do}" when="{when}" {more}/>')
    return f"<bpmn:extensionElements>{''.join(found)}</bpmn:extensionElements>" if found else ""


def _events(s: dict[str, str], named: _Named) -> str:
    out = ""
    for kind in ("message", "signal", "error", "escalation"):
        if kind in s:
            reference = f'{kind}Ref="{named.of(kind, s[kind])}"' if s[kind] != "*" else ""
            out += f"<bpmn:{kind}EventDefinition {reference}/>"
    for key, tag in (("date", "timeDate"), ("after", "timeDuration"), ("cycle", "timeCycle")):
        if key in s:
            out += f"<bpmn:timerEventDefinition><bpmn:{tag}>{escape(s[key])}</bpmn:{tag}></bpmn:timerEventDefinition>"
    if "when" in s:
        condition = f"<bpmn:condition>{escape(s['when'])}</bpmn:condition>"
        out += f"<bpmn:conditionalEventDefinition>{condition}</bpmn:conditionalEventDefinition>"
    if "link" in s:
        out += f'<bpmn:linkEventDefinition name="{s["link"]}"/>'
    return out + "".join(f"<bpmn:{kind}EventDefinition/>" for kind in ("terminate", "cancel") if kind in s)


def _loop(s: dict[str, str]) -> str:
    if "loop" in s or "while" in s:
        maximum = f'loopMaximum="{s["loop"]}"' if s.get("loop") else ""
        before = 'testBefore="true"' if "before" in s else ""
        condition = f"<bpmn:loopCondition>{escape(s['while'])}</bpmn:loopCondition>" if "while" in s else ""
        return f"<bpmn:standardLoopCharacteristics {maximum} {before}>{condition}</bpmn:standardLoopCharacteristics>"
    if not {"each", "times", "ref"} & s.keys():
        return ""
    sequential = 'isSequential="true"' if "seq" in s else ""
    inside = ""
    if "each" in s:
        names = (("each", "inputCollection"), ("item", "inputElement"), ("into", "outputCollection"), ("out", "outputElement"))
        settings = " ".join(f'{name}="{escape(s[key])}"' for key, name in names if key in s)
        inside += f"<bpmn:extensionElements><zeebe:loopCharacteristics {settings}/></bpmn:extensionElements>"
    if "times" in s:
        inside += f"<bpmn:loopCardinality>{escape(s['times'])}</bpmn:loopCardinality>"
    if "ref" in s:
        inside += f"<bpmn:loopDataInputRef>{s['ref']}</bpmn:loopDataInputRef>"
        inside += f"<bpmn:loopDataOutputRef>{s['into']}</bpmn:loopDataOutputRef>"
        inside += f'<bpmn:inputDataItem id="i" name="{s["item"]}"/><bpmn:outputDataItem id="o" name="{s["out"]}"/>'
    if "until" in s:
        inside += f"<bpmn:completionCondition>{escape(s['until'])}</bpmn:completionCondition>"
    return f"<bpmn:multiInstanceLoopCharacteristics {sequential}>{inside}</bpmn:multiInstanceLoopCharacteristics>"
