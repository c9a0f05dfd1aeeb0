"""Clocks: the promises of a case. Each word of <bihuan:clock> must be one the engine knows."""

from __future__ import annotations

import re
from collections.abc import Iterator

from engine.limits import Limit
from engine.lint.finding import Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import BIHUAN, bpmn, local, namespace

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_DO = {
    "start": frozenset({"limit", "unit", "reason"}),
    "pause": frozenset({"reason"}),
    "resume": frozenset({"reason"}),
    "extend": frozenset({"by", "reason"}),
    "stop": frozenset({"reason"}),
}
_WHEN = frozenset({"enter", "leave"})
_NEEDS = {"start": ("limit", "unit"), "extend": ("by",)}
_PHASE = re.compile(r"[a-z][a-z0-9_]*")


def clock_word(folder: Folder) -> Iterator[Hit]:
    """An unknown word for what to do, or when, would do nothing."""
    for spot in clocks(folder):
        for attribute, allowed in (("do", frozenset(_DO)), ("when", _WHEN)):
            value = spot.xml.get(attribute)
            if value and value not in allowed:
                yield hit(spot, attribute=attribute, value=value, known=sorted(allowed))
        if (name := spot.xml.get("name")) and not _NAME.fullmatch(name):
            yield hit(spot, attribute="name", value=name, known="a-z 0-9 _")


def clock_amount_missing(folder: Folder) -> Iterator[Hit]:
    """A clock that starts needs its limit and whose promise it is; one that is extended needs by how much."""
    for spot in clocks(folder):
        for attribute in _NEEDS.get(spot.xml.get("do", ""), ()):
            if not (spot.xml.get(attribute) or "").strip():
                yield hit(spot, clock=spot.xml.get("name", ""), attribute=attribute)


def clock_amount_malformed(folder: Folder) -> Iterator[Hit]:
    """An amount of time is a number with its unit: 5wd, 0.5wd, 8wh, 24h, 30min, 15d."""
    for spot in clocks(folder):
        for attribute in ("limit", "by"):
            value = (spot.xml.get(attribute) or "").strip()
            if value and not value.startswith("=") and not _is_limit(value):
                yield hit(spot, clock=spot.xml.get("name", ""), value=value)


def clock_attribute_idle(folder: Folder) -> Iterator[Hit]:
    """A limit on a stop, an amount on a pause: nobody would read it."""
    for spot in clocks(folder):
        do = spot.xml.get("do", "")
        for attribute in ("limit", "by", "unit", "reason"):
            if do in _DO and spot.xml.get(attribute) is not None and attribute not in _DO[do]:
                yield hit(spot, clock=spot.xml.get("name", ""), attribute=attribute, do=do)


def clock_never_started(folder: Folder) -> Iterator[Hit]:
    """A clock that nothing starts cannot be stopped, paused or extended."""
    started = started_clocks(folder)
    for spot in clocks(folder):
        name = spot.xml.get("name", "")
        if spot.xml.get("do") in _DO and name and name not in started:
            yield hit(spot, clock=name, known=sorted(started))


def clock_series_mixed(folder: Folder) -> Iterator[Hit]:
    """A clock is one or a series. As both, an expression would find one kind of value today and another tomorrow."""
    ways: dict[str, bool] = {}
    for spot in clocks(folder):
        name, of = spot.xml.get("name", ""), spot.xml.get("of")
        if of is not None and not of.strip().startswith("="):
            yield hit(spot, clock=name, attribute="of")
        if spot.xml.get("do") == "start" and ways.setdefault(name, of is not None) != (of is not None):
            yield hit(spot, clock=name, attribute="of")


def phase_malformed(folder: Folder) -> Iterator[Hit]:
    """A phase is a code that lists and statistics group by."""
    for node in folder.nodes():
        phase = node.xml.get(f"{{{BIHUAN}}}phase")
        if phase is not None and not _PHASE.fullmatch(phase):
            yield hit(node, value=phase)


def started_clocks(folder: Folder) -> frozenset[str]:
    return frozenset(s.xml.get("name", "") for s in clocks(folder) if s.xml.get("do") == "start")


def clocks(folder: Folder) -> Iterator[Spotted]:
    for node in folder.nodes():
        for extensions in node.xml.iterchildren(bpmn("extensionElements")):
            for element in extensions.iterdescendants("*"):
                if local(element) == "clock" and namespace(element) == BIHUAN:
                    yield Spotted(file=node.file, xml=element)


def _is_limit(value: str) -> bool:
    try:
        Limit.parse(value)
    except ValueError:
        return False
    return True
