"""Object-centric: which things an event concerns, and what is known of them (OCEL 2.0; domain brief E.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from webapp.database.connections import Connection
from webapp.eventlogs.reading import CHOSEN, LoggedCase, LoggedEvent, Selection

OBJECT_TYPES = {
    "case": ("process", "outcome", "channel", "category", "urgency", "place"), "task": ("name",), "clock": ("name",), "user": (),
    "unit": (),
}  # fmt: skip
"""Type -> its attributes, all text."""
EVENT_ATTRIBUTES = ("transition", "element", "thing", "phase")
KEPT = ("task", "clock")
LINKS = f"""
    WITH chosen AS (SELECT c.id, c.number FROM "case" c WHERE {CHOSEN})
    SELECT s.number, t.number, l.kind FROM case_link l JOIN chosen s ON s.id = l.source_id JOIN chosen t ON t.id = l.target_id
    ORDER BY s.id, t.id, l.kind
"""


@dataclass(frozen=True, slots=True)
class Thing:
    """`related`: (id of another object, qualifier)."""

    id: str
    type: str
    attributes: tuple[tuple[str, str], ...] = ()
    related: tuple[tuple[str, str], ...] = ()


def event_id(case: LoggedCase, event: LoggedEvent) -> str:
    return f"{case.facts['number']}#{event.seq}"


def concerned(case: LoggedCase, event: LoggedEvent) -> list[tuple[str, str]]:
    """(object id, qualifier) of what an event concerns."""
    found = [(case.facts["number"], "concerns")]
    if (thing := _thing_of(event)) in KEPT:
        found.append((_kept_id(case, thing, event), thing))
    if event.resource.startswith("u-"):
        found.append((event.resource, "performed_by"))
    if event.unit:
        found.append((f"unit:{event.unit}", "handled_by"))
    return found


def things_of(case: LoggedCase, links: dict[str, list[tuple[str, str]]]) -> Iterator[Thing]:
    """The case, its tasks and clocks. `links`: case number -> (other number, kind)."""
    number = case.facts["number"]
    known = tuple((name, str(case.facts[name])) for name in OBJECT_TYPES["case"] if case.facts[name] is not None)
    yield Thing(number, "case", known, tuple(links.get(number, ())))
    seen = set()
    for event in case.events:
        thing = _thing_of(event)
        if thing in KEPT and (identity := _kept_id(case, thing, event)) not in seen:
            seen.add(identity)
            name = event.name if event.thing == thing else event.element
            yield Thing(identity, thing, (("name", name),), ((number, "part_of"),))


def shared_things(case: LoggedCase) -> Iterator[Thing]:
    """People and units: the same in many cases."""
    for event in case.events:
        if event.resource.startswith("u-"):
            yield Thing(event.resource, "user")
        if event.unit:
            yield Thing(f"unit:{event.unit}", "unit")


def links_between(connection: Connection, selection: Selection) -> dict[str, list[tuple[str, str]]]:
    """Case number -> (other case's number, kind), between cases that are both in the log: nothing in it names another one."""
    found: dict[str, list[tuple[str, str]]] = {}
    for source, target, kind in connection.execute(LINKS, selection.parameters).fetchall():
        found.setdefault(str(source), []).append((str(target), str(kind)))
    return found


def _thing_of(event: LoggedEvent) -> str:
    return "clock" if event.thing == "breach" else event.thing


def _kept_id(case: LoggedCase, thing: str, event: LoggedEvent) -> str:
    return f"{case.facts['number']}/{thing}{event.instance.removeprefix(event.thing)}"
