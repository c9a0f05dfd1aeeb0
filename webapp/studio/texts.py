"""Every text of a draft that people will read, in both languages side by side. Chinese stands where it is drawn (diagram, forms,
tables, manifest), English in locale/en.json; read leniently, because somebody is drawing."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.diagram.xml import UnsafeXml, local, parse
from engine.dmn.errors import DmnError
from engine.dmn.written import tables

MANIFEST, ENGLISH = "manifest.json", "locale/en.json"
NODES = ("Task", "Event", "Gateway", "activity", "Activity", "ubProcess", "task")


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """`path`: in locale/en.json. `home`: where the Chinese is changed: "manifest" (at `at`), "diagram", "form" or "table" (`at`:
    the element, the form, the decision). `needed`: whether a missing English text is a gap."""

    path: tuple[str, ...]
    chinese: str
    english: str
    home: str
    at: tuple[str, ...]
    needed: bool = True

    @property
    def is_missing(self) -> bool:
        return self.needed and not self.english


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`place`: in the manifest's list, from 0."""

    place: int
    name: str
    value: Any
    effective_from: str
    basis: str
    chinese: str
    english: str


Groups = dict[str, list[Text]]
"""Name of the group -> its texts, in the order of the process."""


def groups(files: Mapping[str, str]) -> Groups:
    """All texts by kind: process, elements, flows, lanes, those of the manifest, forms, decisions, rules, outputs."""
    manifest, english = _object(files.get(MANIFEST, "")), _object(files.get(ENGLISH, ""))
    found: Groups = {"process": [_text(("name",), str(manifest.get("name", "")), english, "manifest", ("name",))]}
    for name, texts in (("diagram", _of_diagram(files, english)), ("forms", _of_forms(files, english))):
        found[name] = list(texts)
    for group, texts in _section(manifest, "texts").items():
        found[group] = [
            _text((group, str(key)), str(said), english, "manifest", ("texts", group, str(key)))
            for key, said in (texts.items() if isinstance(texts, Mapping) else ())
        ]
    found["tables"] = list(_of_tables(files, english))
    return {name: texts for name, texts in found.items() if texts and name != "policies"}


def policies(files: Mapping[str, str]) -> list[Policy]:
    """The dated numbers of the manifest with their names."""
    manifest, english = _object(files.get(MANIFEST, "")), _object(files.get(ENGLISH, ""))
    rows = manifest.get("policies")
    names, translated = _section(_section(manifest, "texts"), "policies"), _section(english, "policies")
    return [
        Policy(
            place=place, name=str(row.get("name", "")), value=row.get("value"), effective_from=str(row.get("effective_from", "")),
            basis=str(row.get("basis") or ""), chinese=str(names.get(row.get("name")) or ""),
            english=str(translated.get(row.get("name")) or ""),
        )
        for place, row in enumerate(rows if isinstance(rows, list) else ()) if isinstance(row, Mapping)
    ]  # fmt: skip


def _of_diagram(files: Mapping[str, str], english: Mapping[str, Any]) -> Iterator[Text]:
    try:
        root = parse(files.get("process.bpmn", "").encode())
    except (UnsafeXml, ValueError):
        return
    for element in root.iter("{*}*"):
        name, id = (element.get("name") or "").strip(), element.get("id") or ""
        kind = local(element)
        group = "flows" if kind == "sequenceFlow" else "lanes" if kind == "lane" else "elements" if kind.endswith(NODES) else ""
        if name and id and group:
            yield _text((group, id), name, english, "diagram", (id,))


def _of_forms(files: Mapping[str, str], english: Mapping[str, Any]) -> Iterator[Text]:
    for path in sorted(path for path in files if path.startswith("forms/")):
        form = path[6:-5]
        components = _object(files[path]).get("components")
        for component in components if isinstance(components, list) else ():
            if not isinstance(component, Mapping) or not isinstance(component.get("key"), str):
                continue
            key = component["key"]
            yield _text(("fields", form, key), str(component.get("label", "")), english, "form", (form,))
            if component.get("description"):
                yield _text(("descriptions", form, key), str(component["description"]), english, "form", (form,))
            options = component.get("values")
            for option in options if isinstance(options, list) else ():
                if isinstance(option, Mapping):
                    value = str(option.get("value", ""))
                    yield _text(("options", form, key, value), str(option.get("label", "")), english, "form", (form,))


def _of_tables(files: Mapping[str, str], english: Mapping[str, Any]) -> Iterator[Text]:
    seen = set[str]()
    for path in sorted(path for path in files if path.endswith(".dmn")):
        try:
            found = tables(files[path].encode())
        except DmnError:
            continue
        for id, table in found.items():
            yield _text(("decisions", id), table.name, english, "table", (id,))
            for group, headings in (("inputs", table.inputs), ("outputs", table.outputs)):
                for heading in headings:
                    if heading.label and heading.says and heading.says not in seen:
                        seen.add(heading.says)
                        yield _text((group, heading.says), heading.label, english, "table", (id,), needed=False)
            for row in table.rows:
                if row.note:
                    yield _text(("rules", row.id), row.note, english, "table", (id,), needed=False)


def _text(
    path: tuple[str, ...], chinese: str, english: Mapping[str, Any], home: str, at: tuple[str, ...], needed: bool = True
) -> Text:
    found: Any = english
    for part in path:
        found = found.get(part) if isinstance(found, Mapping) else None
    return Text(path=path, chinese=chinese, english=found if isinstance(found, str) else "", home=home, at=at, needed=needed)


def _section(texts: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = texts.get(name)
    return found if isinstance(found, Mapping) else {}


def _object(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}
