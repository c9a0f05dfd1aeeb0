"""Work of machines: jobs, decisions, scripts, messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.lint.diagram import Node
from engine.lint.finding import Hit, hit
from engine.lint.folder import Folder
from engine.lint.rules.extensions import zeebe
from engine.lint.rules.identity import FEEL_WORDS, RESERVED
from engine.lint.vocabulary import BIHUAN, ZEEBE, bpmn, kind, local, text

ASSIGNMENT = re.compile(r"\s*([^\W\d]\w*)\s*=(?!=)(.*)", re.DOTALL)
_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)


def job_type_missing(folder: Folder) -> Iterator[Hit]:
    """Which job? Without a type no worker would ever take it."""
    for node in folder.nodes("serviceTask"):
        if not zeebe(node.xml, "taskDefinition", "type"):
            yield hit(node)


def job_type_unknown(folder: Folder) -> Iterator[Hit]:
    """No worker here does jobs of this type: the case would wait for ever."""
    for node in folder.nodes("serviceTask"):
        job = zeebe(node.xml, "taskDefinition", "type")
        if folder.job_types is not None and job and not job.startswith("=") and job not in folder.job_types:
            yield hit(node, type=job, known=sorted(folder.job_types))


def job_retries(folder: Folder) -> Iterator[Hit]:
    """How often to try again is a small number."""
    for node in folder.nodes("serviceTask"):
        retries = zeebe(node.xml, "taskDefinition", "retries")
        if retries and not retries.startswith("=") and not (retries.isdecimal() and int(retries) <= 100):
            yield hit(node, value=retries)


def decision_missing(folder: Folder) -> Iterator[Hit]:
    """Which decision, and under what name does its result go into the case file?"""
    for node in folder.nodes("businessRuleTask"):
        if not (zeebe(node.xml, "calledDecision", "decisionId") and zeebe(node.xml, "calledDecision", "resultVariable")):
            yield hit(node)


def decision_unknown(folder: Folder) -> Iterator[Hit]:
    """The decision is in none of this folder's decision tables."""
    for node in folder.nodes("businessRuleTask"):
        decision = zeebe(node.xml, "calledDecision", "decisionId")
        if decision and decision not in folder.decisions:
            yield hit(node, decision=decision, known=sorted(folder.decisions))


def script_missing(folder: Folder) -> Iterator[Hit]:
    """An empty script does nothing."""
    for node in folder.nodes("scriptTask"):
        if not text(node.xml.find(bpmn("script"))):
            yield hit(node)


def script_format(folder: Folder) -> Iterator[Hit]:
    """Scripts are FEEL; text in another language would be misread."""
    for node in folder.nodes("scriptTask"):
        if (node.xml.get("scriptFormat") or "").strip().lower() != "feel":
            yield hit(node, format=node.xml.get("scriptFormat") or "-")


def script_keep(folder: Folder) -> Iterator[Hit]:
    """Where a script keeps its values: with its run, or with the case."""
    for node in folder.nodes("scriptTask"):
        value = node.xml.get(f"{{{BIHUAN}}}keep")
        if value not in (None, "case"):
            yield hit(node, value=value)


def script_line(folder: Folder) -> Iterator[Hit]:
    """Each line puts one value into the case file: name = expression."""
    for node in folder.nodes("scriptTask"):
        for number, line in script_lines(node):
            if not ASSIGNMENT.fullmatch(line):
                yield hit(node, number=number, text=line.strip()[:80])


def file_key_reserved(folder: Folder) -> Iterator[Hit]:
    """These names belong to the engine; a value stored under them would hide the clock, the policy, or break expressions."""
    for node, key in file_keys(folder):
        if key in RESERVED | FEEL_WORDS or not _NAME.fullmatch(key):
            yield hit(node, key=key)
    for node in senders(folder):  # the receiver stores the message, and a started case takes it for its case file
        for element in node.xml.iterfind(f"{bpmn('extensionElements')}/{{{ZEEBE}}}ioMapping/{{{ZEEBE}}}input"):
            key = element.get("target", "")
            if key in RESERVED | FEEL_WORDS or not _NAME.fullmatch(key):
                yield hit(node, key=key)


def message_link_missing(folder: Folder) -> Iterator[Hit]:
    """A message goes to cases linked with this one; which kind of link?"""
    for node in senders(folder):
        if not (node.xml.get(f"{{{BIHUAN}}}link") or "").strip():
            yield hit(node)


def message_start_unknown(folder: Folder) -> Iterator[Hit]:
    """A started case needs the key of its process."""
    for node in senders(folder):
        start = node.xml.get(f"{{{BIHUAN}}}start")
        if start is not None and not re.fullmatch(r"[a-z][a-z0-9_]*", start):
            yield hit(node, value=start)


def input_outside_message(folder: Folder) -> Iterator[Hit]:
    """Inputs on an event that sends nothing are read by nobody."""
    sending = {id(n) for n in senders(folder)}
    for node in folder.nodes("intermediateThrowEvent", "endEvent"):
        if id(node) not in sending and any(local(e) == "input" for e in node.xml.iterdescendants()):
            yield hit(node)


def senders(folder: Folder) -> Iterator[Node]:
    for node in folder.nodes("sendTask", "intermediateThrowEvent", "endEvent"):
        if node.kind == "sendTask" or "message" in node.triggers:
            yield node


def file_keys(folder: Folder) -> Iterator[tuple[Node, str]]:
    """Names under which scripts and decisions store their results."""
    for node in folder.nodes("businessRuleTask"):
        if name := zeebe(node.xml, "calledDecision", "resultVariable"):
            yield node, name
    for node in folder.nodes("scriptTask"):
        for _, line in script_lines(node):
            if match := ASSIGNMENT.fullmatch(line):
                yield node, match[1]


def script_lines(node: Node) -> Iterator[tuple[int, str]]:
    """The lines of a script that say something, with their number."""
    script = next((c for c in node.xml if kind(c) == "script"), None)
    for number, line in enumerate((script.text or "" if script is not None else "").splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("//"):
            yield number, line
