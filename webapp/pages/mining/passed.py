"""The heat of what no person does: gateways, events, services, flows. Put on the diagram and into a table beside the steps."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from flask import url_for

from engine.diagram.elements import Element, Model
from webapp.boards.counting import catch_up
from webapp.boards.facts.material import STANDARD
from webapp.database import connections
from webapp.mining import ours, shelf
from webapp.mining.amounts import Times
from webapp.mining.history import History
from webapp.mining.ours import Selection
from webapp.mining.passages import reading
from webapp.mining.passages.reading import Passage, Passages, Row
from webapp.mining.passages.waits import waits
from webapp.mining.passages.ways import Ways
from webapp.pages.mining.asked import Asked, history, versions
from webapp.pages.mining.words import percent, timer
from webapp.pages.process_texts import definition_of, element_name
from webapp.pages.running import running
from webapp.pages.texts import t

NOTHING = Times(n=0, median=None, ninth=None, total=0)
FLOW = "sequenceFlow"
OF_PEOPLE = ("userTask", "manualTask", "task")
"""These have a table of their own, with their units."""
THINNEST, WIDEST = 1.5, 4.5
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


def passages_of(look: Asked) -> Passages:
    """Of the cases of the look, from the shelf when they have just been read."""
    return shelf.kept(_key(look), lambda: reading.put_together(_fetched(look.selection, _waited(look)), _ways))


def with_history(look: Asked) -> tuple[History, Passages | None]:
    """The history and its passages, read from the database side by side. No passages for a log of another system."""
    if look.log or not look.identity or shelf.holds(_key(look)):
        return history(look), None if look.log or not look.identity else passages_of(look)
    catch_up()
    with ThreadPoolExecutor(max_workers=1) as beside:
        rows = beside.submit(_fetched, look.selection, _waited(look))
        found = history(look)
        return found, shelf.kept(_key(look), lambda: reading.put_together(rows.result(), _ways))


def _key(look: Asked) -> tuple[object, ...]:
    return (connections.current().url, "passages", look.selection)


def _fetched(selection: Selection, waited: list[str]) -> list[Row]:
    with connections.take() as connection:
        return reading.fetch(connection, selection, waited)


def _waited(look: Asked) -> list[str]:
    """Of all versions that cases of the process run on."""
    known = [_ways(identity) for identity, _ in versions(look)]
    return sorted({element for ways in known if ways for element in ways.waited})


def passed(look: Asked, found: History, passages: Passages | None) -> list[Passed]:
    """What cases passed of the diagram that is shown, the most frequent first."""
    definition = definition_of(look.identity) if passages else None
    if definition is None or passages is None:
        return []
    model = definition.diagram
    waited = waits(passages, found.traces, ours.measure_of(look.selection, running().calendars[STANDARD]))
    rows = []
    for one, passage in passages.by_id.items():
        element = model.elements.get(one)
        kind = element.type if element else FLOW
        name = None if kind in OF_PEOPLE or one.endswith(".link") else name_in(look.identity, model, one)
        if name is not None:
            rows.append(Passed(id=one, kind=kind, name=name, passage=passage, waited=waited.get(one, NOTHING)))
    return sorted(rows, key=lambda row: (-row.passage.times, row.kind, row.id))


def name_in(identity: str, model: Model, passed: str) -> str | None:
    """What an element is called, or a flow: its own name with what it leads from and to. None: the diagram has neither."""
    if element := model.elements.get(passed):
        return name_of(identity, model, element)
    flow = next((one for some in model.flows.values() for one in some if one.id == passed), None)
    if flow is None:
        return None
    ends = t("mining-arrow").join(name_of(identity, model, model.elements[end]) for end in (flow.source, flow.target))
    own = element_name(identity, passed)
    return ends if own == passed else f"{own}{t('colon')}{ends}"


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
