"""What lies beside the diagram: manifest, forms, texts of other languages, and the drawing itself."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from datetime import date
from typing import Any

from engine.forms import FIELD_TYPES, pattern_of
from engine.lint.finding import File, Hit, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import DI

_KEY = re.compile(r"[a-z][a-z0-9_]*")
_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)


def manifest_missing(folder: Folder) -> Iterator[Hit]:
    """The manifest gives the process its key, its name and its work calendar."""
    if "manifest.json" not in folder.files:
        yield hit(File(file="manifest.json"))


def manifest_field(folder: Folder) -> Iterator[Hit]:
    """A field that the engine needs is missing or of the wrong kind."""
    if "manifest.json" not in folder.files or folder.manifest is None:
        return
    manifest = folder.manifest if isinstance(folder.manifest, dict) else {}
    for field, fits in (("key", _is_key), ("name", _is_text), ("calendar", _is_text)):
        if not fits(manifest.get(field)):
            yield hit(File(file="manifest.json"), field=field)
    for field, fits in (("facts", _is_table), ("policies", _is_list), ("cancelled", _is_told)):
        if field in manifest and not fits(manifest[field]):
            yield hit(File(file="manifest.json"), field=field)


def form_malformed(folder: Folder) -> Iterator[Hit]:
    """A form is a list of components."""
    for name, form in sorted(folder.forms.items()):
        if not isinstance(form, dict) or not isinstance(form.get("components"), list):
            yield hit(File(file=f"forms/{name}.json"))


def form_key(folder: Folder) -> Iterator[Hit]:
    """Answers are found by their key: it must be a name that expressions can say, and belong to one field."""
    for name, form in sorted(folder.forms.items()):
        seen: set[str] = set()
        for key in form_keys(form):
            if not _NAME.fullmatch(key) or key in seen:
                yield hit(File(file=f"forms/{name}.json"), key=key)
            seen.add(key)


def form_type(folder: Folder) -> Iterator[Hit]:
    """Of a component with a key people expect an answer; one of a type that no page knows would be shown as a line of text."""
    for name, form in sorted(folder.forms.items()):
        for component in form_components(form):
            kind = component.get("type")
            if "key" in component and not (isinstance(kind, str) and (kind in FIELD_TYPES or _holds_others(component))):
                yield hit(File(file=f"forms/{name}.json"), key=str(component["key"]), type=str(kind)[:40])


def form_pattern(folder: Folder) -> Iterator[Hit]:
    """Answers are tried against a pattern in a time that grows with the answer only; look-around and back-references are not."""
    for name, form in sorted(folder.forms.items()):
        for component in form_components(form):
            rules = component.get("validate")
            pattern = rules.get("pattern") if isinstance(rules, dict) else None
            if pattern not in (None, "") and pattern_of(pattern) is None:
                yield hit(File(file=f"forms/{name}.json"), key=str(component.get("key") or "-"), pattern=str(pattern)[:80])


def policy_malformed(folder: Folder) -> Iterator[Hit]:
    """A policy has a name, a value and the day from which it counts."""
    rows = folder.manifest.get("policies") if isinstance(folder.manifest, dict) else None
    for number, row in enumerate(rows if isinstance(rows, list) else (), 1):
        policy = row if isinstance(row, dict) else {}
        name = policy.get("name")
        if not (isinstance(name, str) and _NAME.fullmatch(name) and "value" in policy and _is_day(policy.get("effective_from"))):
            yield hit(File(file="manifest.json"), number=number, policy=name or "-")


def text_missing(folder: Folder) -> Iterator[Hit]:
    """Readers of this language would see the text of the diagram's own language."""
    named = [n.id for n in folder.nodes() if (n.xml.get("name") or "").strip() and n.id]
    for locale, texts in sorted(folder.locales.items()):
        elements, fields = _section(texts, "elements"), _section(texts, "fields")
        missing = [n for n in named if not elements.get(n)]
        missing += [f"{form}.{k}" for form, s in folder.forms.items() for k in form_keys(s) if not _section(fields, form).get(k)]
        if missing:
            yield hit(File(file=f"locale/{locale}.json"), elements=missing[:20], count=len(missing))


def locale_missing(folder: Folder) -> Iterator[Hit]:
    """The product speaks Chinese and English; the diagram speaks one of them."""
    if folder.diagrams and not folder.locales:
        yield hit(File(file="locale/en.json"))


def drawing_missing(folder: Folder) -> Iterator[Hit]:
    """What has no shape cannot be seen on the case page nor edited in the browser."""
    for diagram in folder.diagrams:
        drawn = {e.get("bpmnElement") for e in diagram.xml.iter(f"{{{DI}}}BPMNShape", f"{{{DI}}}BPMNEdge")}
        things = [n.id for n in diagram.nodes] + [f.id for s in diagram.scopes for f in s.flows]
        missing = [i for i in things if i and i not in drawn]
        if missing:
            yield hit(File(file=diagram.file), elements=missing[:20], count=len(missing))


def form_keys(form: Any) -> Iterator[str]:
    """Keys of all components, nested ones too."""
    yield from (component["key"] for component in form_components(form) if isinstance(component.get("key"), str))


def form_components(form: Any) -> Iterator[dict[str, Any]]:
    """All components, nested ones too."""
    todo = deque([form])
    while todo:
        item = todo.popleft()
        components = item.get("components") if isinstance(item, dict) else None
        for component in components if isinstance(components, list) else ():
            if isinstance(component, dict):
                yield component
                todo.append(component)


def _holds_others(component: dict[str, Any]) -> bool:
    return isinstance(component.get("components"), list)


def _section(texts: Any, name: str) -> dict[str, Any]:
    section = texts.get(name) if isinstance(texts, dict) else None
    return section if isinstance(section, dict) else {}


def _is_key(value: Any) -> bool:
    return isinstance(value, str) and bool(_KEY.fullmatch(value))


def _is_day(value: Any) -> bool:
    try:
        date.fromisoformat(value)
    except (TypeError, ValueError):
        return False
    return True


def _is_table(value: Any) -> bool:
    return isinstance(value, dict)


def _is_list(value: Any) -> bool:
    return isinstance(value, list)


def _is_told(value: Any) -> bool:
    """What linked cases hear when this one is cancelled: [{"message": name, "link": kind}]."""
    return isinstance(value, list) and all(
        isinstance(row, dict) and row.keys() == {"message", "link"} and all(map(_is_text, row.values())) for row in value
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())
