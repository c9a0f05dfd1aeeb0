"""XES, IEEE 1849-2023, certification level C: concept, lifecycle, time, organisation; our own attributes begin with `bihuan:`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import BinaryIO

from webapp.eventlogs.counting import Counted
from webapp.eventlogs.reading import LoggedCase, LoggedEvent

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849.2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<global scope="trace"><string key="concept:name" value="UNKNOWN"/></global>
<global scope="event"><string key="concept:name" value="UNKNOWN"/><string key="concept:instance" value="UNKNOWN"/>\
<string key="lifecycle:transition" value="complete"/><date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>\
<string key="org:resource" value="UNKNOWN"/></global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Activity-transition" keys="concept:name lifecycle:transition"/>
<string key="lifecycle:model" value="standard"/>
"""
FACTS = ("process", "definition", "outcome", "channel", "category", "urgency", "place", "unit")


def write(cases: Iterable[LoggedCase], target: BinaryIO) -> Counted:
    """One trace per case, in constant memory."""
    counted = Counted()
    target.write(HEAD.encode())
    for case in cases:
        counted.see(case)
        target.write(_trace(case).encode())
    target.write(b"</log>\n")
    return counted


def _trace(case: LoggedCase) -> str:
    facts = "".join(_string(f"bihuan:{name}", case.facts[name]) for name in FACTS if case.facts[name] is not None)
    events = "\n".join(map(_event, case.events))
    return f"<trace>{_string('concept:name', case.facts['number'])}{facts}\n{events}\n</trace>\n"


def _event(event: LoggedEvent) -> str:
    role = _string("org:role", event.role) if event.role else ""
    unit = _string("org:group", event.unit) if event.unit else ""
    phase = _string("bihuan:phase", event.phase) if event.phase else ""
    return (
        f'<event><string key="concept:name" value="{_escaped(event.name)}"/>'
        f'<string key="concept:instance" value="{_escaped(event.instance)}"/>'
        f'<string key="lifecycle:transition" value="{event.transition}"/><date key="time:timestamp" value="{event.at}"/>'
        f'<string key="org:resource" value="{event.resource}"/>{role}{unit}{phase}'
        f'<string key="bihuan:element" value="{_escaped(event.element)}"/><string key="bihuan:thing" value="{event.thing}"/>'
        f'<int key="bihuan:seq" value="{event.seq}"/></event>'
    )


def _string(key: str, value: str) -> str:
    return f'<string key="{key}" value="{_escaped(value)}"/>'


def _escaped(text: str) -> str:
    """For an attribute value; what XML 1.0 cannot carry becomes a question mark."""
    if text.isalnum():
        return text
    return text.translate(ESCAPES)


ESCAPES = {
    **dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535, *range(55296, 57344)), "?"),
    **{ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord('"'): "&quot;", 9: "&#9;", 10: "&#10;", 13: "&#13;"},
}  # fmt: skip
