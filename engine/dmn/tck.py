"""Running the DMN Technology Compatibility Kit: folders of models with test cases, and what must come out.

Counted honestly: a refused expression (FeelError, DmnError) is a failure also where the kit expects null."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from engine.dmn.errors import DmnError
from engine.dmn.model import Model, load
from engine.dmn.xml import Element, child, children, name_of, read_any
from engine.feel import FeelError
from engine.feel.boundary import enter
from engine.feel.run import Run
from engine.feel.temporal import reading
from engine.feel.values import Context, List

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
NUMBERS = ("decimal", "double", "integer", "int", "float", "long")


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One expected value of one test case. `level` as in the folder's name; `reason` is empty when it passed."""

    level: str
    folder: str
    case: str
    node: str
    expects_null: bool
    passed: bool
    reason: str = ""

    @property
    def id(self) -> str:
        return f"{self.folder}/{self.case}/{self.node}"


def run(root: Path) -> Iterator[Check]:
    """Every check under `root`, which holds folders named compliance-level-N."""
    for level in sorted(root.glob("compliance-level-*")):
        for folder in sorted(path for path in level.iterdir() if path.is_dir()):
            for file in sorted(folder.glob("*.xml")):
                yield from _file(level.name.removeprefix("compliance-level-"), folder, file)


def _file(level: str, folder: Path, file: Path) -> Iterator[Check]:
    cases = read_any(file.read_bytes())
    named = child(cases, "modelName")
    if name_of(cases) != "testCases" or named is None:
        return
    own = folder / (named.text or "").strip()
    model: Model | str
    try:
        others = [path.read_bytes() for path in sorted(folder.glob("*.dmn")) if path != own]
        model = load(own.read_bytes(), imports=others, strict=False)
    except DmnError as error:
        model = f"refused: {error}"
    for case in children(cases, "testCase"):
        for wanted in children(case, "resultNode"):
            expected = _value(child(wanted, "expected"))
            reason = model if isinstance(model, str) else _reason(model, case, wanted.get("name", ""), expected)
            yield Check(
                level=level,
                folder=folder.name,
                case=case.get("id", ""),
                node=wanted.get("name", ""),
                expects_null=expected is None,
                passed=not reason,
                reason=reason,
            )


def _reason(model: Model, case: Element, node: str, expected: Any) -> str:
    """Why the check fails; empty when it passes."""
    given = {i.get("name", ""): _value(i) for i in children(case, "inputNode")}
    kind, invocable = case.get("type", "decision"), case.get("invocableName", "")
    try:
        if kind == "decisionService":
            found = model.evaluate_service(invocable, given, now=NOW).value
            outputs = model.graph.nodes
            if isinstance(found, dict) and node in found and any(n.name == node for n in outputs.values()) and len(found) > 1:
                found = found[node]
        elif kind == "bkm":
            found = model.invoke(invocable, given, now=NOW).value
        else:
            found = model.evaluate(node, given, now=NOW).value
    except (FeelError, DmnError) as error:
        return f"refused: {error}"
    inside = enter(found, Run())
    return "" if same(inside, expected) else f"expected {expected!s:.100}, got {inside!s:.100}"


def same(a: Any, b: Any) -> bool:
    """Numbers count as the same from the eighth digit on, as in the kit's own runners."""
    if type(a) is not type(b):
        return False
    if type(a) is Decimal:
        return bool(abs(a - b) <= Decimal("1e-8") * max(Decimal(1), abs(b)))
    if type(a) is List:
        return len(a) == len(b) and all(map(same, a, b))
    if type(a) is Context:
        return a.keys() == b.keys() and all(same(a[key], b[key]) for key in a)
    return bool(a == b)


def _value(element: Element | None) -> Any:
    """A value as the kit writes it."""
    if element is None or element.get(NIL) == "true":
        return None
    if (listed := child(element, "list")) is not None:
        return None if listed.get(NIL) == "true" else List(_value(item) for item in children(listed, "item"))
    if components := list(children(element, "component")):
        return Context((c.get("name", ""), _value(c)) for c in components)
    inner = child(element, "value")
    if inner is None or inner.get(NIL) == "true":
        return None
    return _simple((inner.get(TYPE) or "string").rpartition(":")[2], inner.text or "")


def _simple(type_: str, text: str) -> Any:
    if type_ in NUMBERS:
        return Decimal(text.strip())
    if type_ == "boolean":
        return text.strip() == "true"
    if type_ == "date":
        return reading.date(text.strip())
    if type_ == "time":
        return reading.time(text.strip())
    if type_ == "dateTime":
        return reading.date_time(text.strip())
    if type_ == "duration":
        return reading.duration(text.strip())
    return text
