"""The heat of what no person does: gateways, events, services, flows. Put on the diagram and into a table beside the steps."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from flask import url_for

from engine.diagram.elements import Element, Model
from webapp.boards.facts.material import STANDARD
from webapp.database import connections
from webapp.mining import ours, shelf
from webapp.mining.amounts import Times
from webapp.mining.history import History
from webapp.mining.passages import reading
from webapp.mining.passages.reading import Passage, Passages
from webapp.mining.passages.waits import waits
from webapp.mining.passages.ways import Ways
from webapp.pages.mining.asked import Asked
from webapp.pages.mining.words import percent, timer
from webapp.pages.process_texts import definition_of, element_name
from webapp.pages.running import running
from webapp.pages.texts import t

NOTHING = Times(n=0, median=None, ninth=None, total=0)
FLOW = "sequenceFlow"
THINNEST, WIDEST = 1.5, 7.0
"""Of a flow on the diagram, in its units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passed:
    """An element that is no person's step, or a flow. `kind`: as BPMN calls it; `name` in the reader's language, with what it
    lies between where it has none."""

    id: str
    kind: str
    name: str
    passage: Passage
    waited: Times


def passages_of(look: Asked, found: History) -> Passages:
    """Of the cases of the look, from the shelf when they have just been read."""
    cases = [trace.key for trace in found.traces]
    with connections.take() as connection:
        return shelf.kept((connections.current().url, "passages", look.selection), lambda: reading.read(connection, cases, _ways))


def passed(look: Asked, found: History) -> list[Passed]:
    """What cases passed of the diagram that is shown, the most frequent first. Empty for a log of another system."""
    definition = definition_of(look.identity) if look.identity and not look.log else None
    if definition is None:
        return []
    model, passages = definition.diagram, passages_of(look, found)
    waited = waits(passages, found.traces, ours.measure_of(look.selection, running().calendars[STANDARD]))
    flows = {flow.id: flow for some in model.flows.values() for flow in some}
    people = ("userTask", "manualTask", "task")
    rows = [
        Passed(id=one, kind=kind, name=name, passage=passage, waited=waited.get(one, NOTHING))
        for one, passage in passages.by_id.items()
        for kind, name in [
            (FLOW, flow_name(look.identity, model, one)) if one in flows
            else (model.elements[one].type, name_of(look.identity, model, model.elements[one])) if one in model.elements
            else ("", "")
        ]
        if kind and kind not in people and not one.endswith(".link")
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row.passage.times, row.kind, row.id))


def flow_name(identity: str, model: Model, flow: str) -> str:
    """Its own name with what it leads from and to."""
    one = next(one for some in model.flows.values() for one in some if one.id == flow)
    ends = t("mining-arrow").join(name_of(identity, model, model.elements[end]) for end in (one.source, one.target))
    own = element_name(identity, flow)
    return ends if own == flow else f"{own}{t('colon')}{ends}"


def name_of(identity: str, model: Model, element: Element) -> str:
    """Its name; of one without, its kind and the next thing before it that has one."""
    own = element_name(identity, element.id)
    if own != element.id:
        return own
    before = next((source for source, flows in model.flows.items() for flow in flows if flow.target == element.id), None)
    named = element_name(identity, before) if before else ""
    kind = kind_word(element.type)
    return t("mining-after", kind=kind, step=named) if named and named != before else kind


def kind_word(kind: str) -> str:
    return t(f"diff-type-{re.sub('([A-Z])', lambda found: '-' + found[1].lower(), kind)}")


def facts(rows: list[Passed], look: Asked, grades: dict[str, dict[str, int]]) -> list[dict[str, Any]]:
    """As the script wants them: degree and words for each look; `width` of a flow by frequency."""
    time, widest = timer(look.is_working), max((row.passage.times for row in rows if row.kind == FLOW), default=1)
    return [
        {
            "element": row.id, "name": row.name,
            "behind": url_for(".behind", passed=row.id, **look.words),
            "width": round(THINNEST + (WIDEST - THINNEST) * row.passage.times / widest, 1) if row.kind == FLOW else 0,
            "small": True,
            "quiet": row.kind == FLOW or row.kind.endswith("Gateway"),
            "frequency": [grades["frequency"].get(row.id, 0), f"{row.passage.times:,}"],
            "waiting": [grades["waiting"].get(row.id, 0), time(row.waited.median)],
            "lateness": [grades["lateness"].get(row.id, 0), percent(row.passage.late, row.passage.times)],
        }
        for row in rows
    ]  # fmt: skip


def _ways(identity: str) -> Ways | None:
    definition = definition_of(identity)
    return Ways(definition.diagram) if definition else None
