"""What the decision files of a folder hold, read leniently: somebody is drawing them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.dmn.errors import DmnError
from engine.dmn.written import Written, written
from engine.dmn.xml import child, children, read
from webapp.studio import known


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A decision of a file. `table`: None for an expression or an empty one."""

    file: str
    id: str
    name: str
    table: Written | None


def listed(files: Mapping[str, str]) -> list[Listed]:
    """Every decision by file; a file that cannot be read counts as one without a name."""
    found = []
    for path in sorted(path for path in files if path.endswith(".dmn")):
        try:
            decisions = list(children(read(files[path].encode()), "decision"))
        except DmnError:
            found.append(Listed(file=path, id="", name=path, table=None))
            continue
        for decision in decisions:
            table = written(decision) if child(decision, "decisionTable") is not None else None
            id = decision.get("id", "")
            found.append(Listed(file=path, id=id, name=decision.get("name") or id, table=table))
    return found


def codes_of(files: Mapping[str, str], table: Written) -> list[tuple[str, list[tuple[str, str]]]]:
    """(label of a condition, [(code, what a form calls it)]) of the conditions that ask for what some form lets people choose."""
    fields = [field for form in known.of(files)["forms"] for field in form["fields"]]
    found = []
    for heading in table.inputs:
        options = next((field["options"] for field in fields if field["value"] == heading.says and field["options"]), [])
        if options:
            found.append((heading.label or heading.says, [(option["value"], option["label"]) for option in options]))
    return found


NEW = """<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:dmndi="https://www.omg.org/spec/DMN/20191111/DMNDI/" \
xmlns:dc="http://www.omg.org/spec/DMN/20180521/DC/" id="{id}_tables" name="{id}" namespace="urn:bihuan:decisions">
  <decision id="{id}" name="{id}">
    <variable id="{id}_variable" name="{id}" />
    <decisionTable id="{id}_table" hitPolicy="FIRST">
      <input id="{id}_in_1" label="">
        <inputExpression id="{id}_in_1_expression" typeRef="string"><text></text></inputExpression>
      </input>
      <output id="{id}_out_1" label="" name="result" typeRef="string" />
    </decisionTable>
  </decision>
  <dmndi:DMNDI>
    <dmndi:DMNDiagram id="{id}_tables_diagram">
      <dmndi:DMNShape id="{id}_shape" dmnElementRef="{id}"><dc:Bounds x="160" y="100" width="180" height="80" /></dmndi:DMNShape>
    </dmndi:DMNDiagram>
  </dmndi:DMNDI>
</definitions>
"""
"""An empty table; `id`: of the decision, its file and everything in it."""
