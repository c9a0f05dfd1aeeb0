"""Test verbs: small decision models as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from engine.dmn import Model, Result, load

NAMESPACE = "https://www.omg.org/spec/DMN/20230324/MODEL/"


def definitions(*parts: str, name: str = "model", namespace: str = "urn:test", version: str = NAMESPACE) -> bytes:
    inside = "".join(parts)
    return f'<definitions xmlns="{version}" name="{name}" namespace="{namespace}">{inside}</definitions>'.encode()


def model(*parts: str) -> Model:
    return load(definitions(*parts))


def text(source: str, tag: str = "literalExpression", **attributes: str) -> str:
    given = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{given}><text>{escape(source)}</text></{tag}>"


def input_data(name: str, type_: str = "Any") -> str:
    return f'<inputData id="i_{name}" name="{name}"><variable name="{name}" typeRef="{type_}"/></inputData>'


def decision(name: str, logic: str, needs: Iterable[str] = (), type_: str = "Any") -> str:
    """`needs`: hrefs; what begins with i_ is input data, with d_ a decision, else knowledge."""
    requirements = "".join(_requirement(need) for need in needs)
    return f'<decision id="d_{name}" name="{name}"><variable name="{name}" typeRef="{type_}"/>{requirements}{logic}</decision>'


def _requirement(href: str) -> str:
    id_ = href.rpartition("#")[2]
    href = href if "#" in href else f"#{href}"
    if id_.startswith("i_"):
        return f'<informationRequirement><requiredInput href="{href}"/></informationRequirement>'
    if id_.startswith("d_"):
        return f'<informationRequirement><requiredDecision href="{href}"/></informationRequirement>'
    return f'<knowledgeRequirement><requiredKnowledge href="{href}"/></knowledgeRequirement>'


def knowledge(name: str, parameters: Sequence[str], logic: str, needs: Iterable[str] = ()) -> str:
    """`parameters`: "name" or "name: type"."""
    formal = "".join(
        f'<formalParameter name="{p.partition(": ")[0]}" typeRef="{p.partition(": ")[2] or "Any"}"/>' for p in parameters
    )
    requirements = "".join(map(_requirement, needs))
    return (
        f'<businessKnowledgeModel id="k_{name}" name="{name}"><variable name="{name}"/>'
        f"<encapsulatedLogic>{formal}{logic}</encapsulatedLogic>{requirements}</businessKnowledgeModel>"
    )


def item(name: str, *inside: str, **attributes: str) -> str:
    given = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f'<itemDefinition name="{name}"{given}>{"".join(inside)}</itemDefinition>'


def table(
    inputs: Sequence[str],
    outputs: Sequence[str],
    rules: Sequence[Sequence[str]],
    *,
    policy: str = "UNIQUE",
    aggregation: str = "",
    allowed: str = "",
    values: str = "",
    default: str = "",
) -> str:
    """Inputs and outputs: "expression" or "expression: type". Rules are rows of cells; their ids are r1, r2 ..."""
    columns = ""
    for source in inputs:
        expression, _, type_ = source.partition(": ")
        allows = text(allowed, "inputValues") if allowed else ""
        columns += f"<input>{text(expression, 'inputExpression', **({'typeRef': type_} if type_ else {}))}{allows}</input>"
    for source in outputs:
        name, _, type_ = source.partition(": ")
        given = f' typeRef="{type_}"' if type_ else ""
        inner = (text(values, "outputValues") if values else "") + (text(default, "defaultOutputEntry") if default else "")
        columns += f'<output name="{name}"{given}>{inner}</output>'
    rows = ""
    for number, cells in enumerate(rules, 1):
        entries = "".join(text(c, "inputEntry" if i < len(inputs) else "outputEntry") for i, c in enumerate(cells))
        rows += f'<rule id="r{number}">{entries}</rule>'
    aggregated = f' aggregation="{aggregation}"' if aggregation else ""
    return f'<decisionTable id="t" hitPolicy="{policy}"{aggregated}>{columns}{rows}</decisionTable>'


def answer(logic: str, **context: Any) -> Result:
    """The result of a single decision with this logic; names come straight from the context."""
    return model(decision("answer", logic)).evaluate("answer", context)
