"""Elements that the engine does not run. Everything is refused that is not on the allow-list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.lint.allowed import REASONED
from engine.lint.finding import Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.places import ONCE, fits
from engine.lint.vocabulary import BPMN, EVENT_DEFINITIONS, bpmn, flag, kind, local

_EXPLAINED = frozenset().union(*REASONED.values())


def refused(names: frozenset[str]) -> Callable[[Folder], Iterable[Hit]]:
    """A rule for elements that people do draw and that deserve a reason of their own."""

    def check(folder: Folder) -> Iterator[Hit]:
        """People draw this and expect something to happen; the engine does not do it."""
        return (hit(s, element_kind=kind(s.xml)) for s in folder.strangers if kind(s.xml) in names)

    return check


def compensation(folder: Folder) -> Iterator[Hit]:
    """Undoing what was done is not offered; it would quietly not happen."""
    yield from refused(REASONED["compensation"])(folder)
    for spot in folder.spots:
        if flag(spot.xml, "isForCompensation"):
            yield hit(spot, element_kind=kind(spot.xml))


def element_unknown(folder: Folder) -> Iterator[Hit]:
    """The engine knows nothing of this element, so whatever it stands for would not happen."""
    for spot in folder.strangers:
        if kind(spot.xml) not in _EXPLAINED:
            yield hit(spot, element_kind=kind(spot.xml))


def element_misplaced(folder: Folder) -> Iterator[Hit]:
    """At this place the engine does not look for it."""
    for spot in folder.spots:
        parent = spot.xml.getparent()
        if parent is None or fits(kind(spot.xml), kind(parent)):
            continue
        if not (kind(parent) == "definitions" and kind(spot.xml) in EVENT_DEFINITIONS):  # has a rule of its own
            yield hit(spot, element_kind=kind(spot.xml), parent_kind=local(parent))


def element_twice(folder: Folder) -> Iterator[Hit]:
    """Of two the engine would read the first."""
    for spot in folder.spots:
        parent = spot.xml.getparent()
        if kind(spot.xml) in ONCE and parent is not None and parent.find(bpmn(kind(spot.xml))) is not spot.xml:
            yield hit(spot, element_kind=kind(spot.xml))


def event_definition_at_root(folder: Folder) -> Iterator[Hit]:
    """An event definition shared by reference is not looked up; the event that refers to it would have none."""
    for diagram in folder.diagrams:
        for child in diagram.xml.iterchildren(f"{{{BPMN}}}*"):
            if kind(child) in EVENT_DEFINITIONS:
                yield hit(Spotted(file=diagram.file, xml=child), element_kind=kind(child))
