"""Which tasks of a draft use which form, read leniently: somebody is drawing them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.diagram.xml import UnsafeXml, local, parse


def forms_and_tasks(files: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Form -> names of its tasks, in the order of the diagram; forms of no task last, the intake desk's `start` first."""
    found: dict[str, list[str]] = {}
    try:
        root = parse(files.get("process.bpmn", "").encode())
    except (UnsafeXml, ValueError):
        root = None
    for definition in () if root is None else root.iter("{*}formDefinition"):
        task = definition.getparent()
        task = None if task is None else task.getparent()
        if task is not None and local(task):
            found.setdefault(definition.get("formId", ""), []).append(task.get("name") or task.get("id", ""))
    names = [path[6:-5] for path in sorted(files) if path.startswith("forms/") and path.endswith(".json")]
    order = {name: place for place, name in enumerate(["start", *found])}
    return {name: tuple(found.get(name, ())) for name in sorted(names, key=lambda name: (order.get(name, len(order)), name))}
