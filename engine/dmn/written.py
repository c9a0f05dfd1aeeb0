"""A decision table as it is written: columns and rows of texts, to be shown, compared and edited. Nothing is evaluated here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from engine.dmn.hits import SHORT
from engine.dmn.xml import Element, child, children, label, read, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One column. `says`: the input expression, or the name of the output. `allowed`: the values listed for it, as FEEL tests, or
    "". `default`: of an output, what it gives when no row matches."""

    id: str
    label: str
    says: str
    type: str
    allowed: str = ""
    default: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Cells as FEEL. `note`: what the row is based on."""

    id: str
    inputs: tuple[str, ...]
    outputs: tuple[str, ...]
    note: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        return (*self.inputs, *self.outputs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """`hits`: the hit policy in full, with its aggregation ("COLLECT SUM"). `needs`: ids of what the decision requires."""

    decision: str
    name: str
    description: str
    hits: str
    inputs: tuple[Heading, ...]
    outputs: tuple[Heading, ...]
    rows: tuple[Row, ...]
    needs: frozenset[str]

    @property
    def headings(self) -> tuple[Heading, ...]:
        return (*self.inputs, *self.outputs)

    @property
    def question(self) -> tuple[object, ...]:
        """What is asked and what kind of answer is given. Tables with the same question can stand in for each other."""
        return (
            frozenset((heading.says, heading.type) for heading in self.inputs),
            frozenset((heading.says, heading.type) for heading in self.outputs),
            self.hits if self.hits.startswith(("COLLECT", "RULE ORDER", "OUTPUT ORDER")) else "one",
            self.needs,
        )

    @property
    def rules(self) -> tuple[object, ...]:
        """What it decides, whatever it is called and however it is explained: two tables with the same rules differ in words."""
        columns = tuple((heading.says, heading.type, heading.allowed, heading.default) for heading in self.headings)
        return self.hits, len(self.inputs), columns, self.needs, tuple(row.cells for row in self.rows)


def tables(xml: bytes) -> dict[str, Written]:
    """Every decision of the file that is a table, by id. Errors: DmnError."""
    return {decision.get("id", ""): written(decision) for decision in decisions(read(xml))}


def decisions(root: Element) -> Iterator[Element]:
    """The decisions of a model that are tables. `root` may be such a decision itself."""
    found = children(root, "decision") if root.get("namespace") is not None else iter((root,))
    return (decision for decision in found if child(decision, "decisionTable") is not None)


def written(decision: Element) -> Written:
    """Of a decision that is a table."""
    table = child(decision, "decisionTable")
    assert table is not None
    hits, aggregation = table.get("hitPolicy", "UNIQUE"), table.get("aggregation")
    hits = SHORT.get(hits, hits)
    needs = (reference.get("href", "") for part in decision for reference in part if reference.get("href"))
    return Written(
        decision=decision.get("id", ""),
        name=decision.get("name", ""),
        description=_content(decision, "description"),
        hits=f"{hits} {aggregation}" if aggregation and hits == "COLLECT" else hits,
        inputs=tuple(_input(column) for column in children(table, "input")),
        outputs=tuple(_output(column) for column in children(table, "output")),
        rows=tuple(_row(rule, number) for number, rule in enumerate(children(table, "rule"), 1)),
        needs=frozenset(href.rpartition("#")[2] for href in needs),
    )


def _input(column: Element) -> Heading:
    expression = child(column, "inputExpression")
    return Heading(
        id=label(column),
        label=column.get("label", ""),
        says=" ".join(text(expression).split()),
        type=_type(expression),
        allowed=text(child(column, "inputValues")).strip(),
    )


def _output(column: Element) -> Heading:
    return Heading(
        id=label(column),
        label=column.get("label", ""),
        says=column.get("name", ""),
        type=_type(column),
        allowed=text(child(column, "outputValues")).strip(),
        default=text(child(column, "defaultOutputEntry")).strip(),
    )


def _type(element: Element | None) -> str:
    return "" if element is None else element.get("typeRef", "").removeprefix("feel:")


def _row(rule: Element, number: int) -> Row:
    """A row without an id is known by its number, as the evaluator knows it."""
    return Row(
        id=rule.get("id") or str(number),
        inputs=tuple(text(cell).strip() for cell in children(rule, "inputEntry")),
        outputs=tuple(text(cell).strip() for cell in children(rule, "outputEntry")),
        note=_content(rule, "description"),
    )


def _content(element: Element, part: str) -> str:
    found = child(element, part)
    return "" if found is None else (found.text or "").strip()
