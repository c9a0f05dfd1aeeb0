"""What the files of a folder know, so that the properties panel offers choices instead of free text. Drafts may be broken: what
cannot be read offers nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson
from lxml import etree

from engine.diagram.xml import UnsafeXml, parse
from engine.lint.vocabulary import bpmn
from webapp.studio.paths import MANIFEST

Choice = dict[str, str]
"""{"value": what is written into the file, "label": what people call it}"""


def of(files: Mapping[str, str]) -> dict[str, Any]:
    """{"entries": names the start brings; "forms": [{value, label, fields: [...]}], "decisions": [{value, label, result: {name:
    label}}], "policies", "clocks",
    "reasons": choices}. In the order of the files."""
    manifest = _json(files.get(MANIFEST, ""))
    texts = _dictionary(manifest.get("texts"))
    return {
        "entries": [entry for entry in _list(manifest.get("file")) if isinstance(entry, str)],
        "forms": [_form(path[6:-5], _json(text)) for path, text in sorted(files.items()) if path.startswith("forms/")],
        "decisions": [decision for path, text in sorted(files.items()) if path.endswith(".dmn") for decision in _decisions(text)],
        "policies": _policies(manifest, texts),
        "clocks": [{"value": name, "label": str(label)} for name, label in _dictionary(texts.get("clocks")).items()],
        "reasons": [{"value": name, "label": str(label)} for name, label in _dictionary(texts.get("reasons")).items()],
    }


def messages(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """{process: the messages it waits for}, of the diagrams of other processes: process -> text of its diagram."""
    return {process: sorted(set(_messages(text))) for process, text in texts.items()}


def _form(key: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    fields = list(_fields(schema))
    return {"value": key, "label": str(schema.get("title") or schema.get("id") or key), "fields": fields}


def _fields(part: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for component in _list(part.get("components")):
        if isinstance(component, dict):
            if isinstance(component.get("key"), str):
                options = [
                    {"value": str(option.get("value", "")), "label": str(option.get("label", ""))}
                    for option in _list(component.get("values"))
                    if isinstance(option, dict)
                ]
                yield {"value": component["key"], "label": str(component.get("label") or component["key"]), "options": options}
            yield from _fields(component)


def _decisions(text: str) -> Iterator[dict[str, Any]]:
    root = _xml(text)
    for decision in root.iter("{*}decision") if root is not None else ():
        outputs = {
            str(output.get("name")): str(output.get("label") or output.get("name"))
            for output in decision.iterfind("{*}decisionTable/{*}output")
            if output.get("name")
        }
        yield {"value": decision.get("id", ""), "label": decision.get("name") or decision.get("id", ""), "result": outputs}


def _policies(manifest: Mapping[str, Any], texts: Mapping[str, Any]) -> list[Choice]:
    labels = _dictionary(texts.get("policies"))
    rows = [row for row in _list(manifest.get("policies")) if isinstance(row, dict) and row.get("name")]
    return [{"value": name, "label": str(labels.get(name, name))} for name in dict.fromkeys(str(row["name"]) for row in rows)]


def _messages(text: str) -> Iterator[str]:
    root = _xml(text)
    if root is None:
        return
    names = {message.get("id"): message.get("name", "") for message in root.iter(bpmn("message"))}
    for kind in ("startEvent", "intermediateCatchEvent", "boundaryEvent"):
        for event in root.iter(bpmn(kind)):
            yield from (
                names[d.get("messageRef")] for d in event.iter(bpmn("messageEventDefinition")) if d.get("messageRef") in names
            )
    yield from (names[task.get("messageRef")] for task in root.iter(bpmn("receiveTask")) if task.get("messageRef") in names)


def _xml(text: str) -> etree._Element | None:
    try:
        return parse(text.encode())
    except UnsafeXml:
        return None


def _json(text: str) -> dict[str, Any]:
    try:
        return _dictionary(orjson.loads(text))
    except orjson.JSONDecodeError:
        return {}


def _dictionary(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
