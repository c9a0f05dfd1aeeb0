"""CSV with one line per event (domain brief E.3): UTF-8, comma, header; the columns mining tools ask for."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import BinaryIO

from webapp.eventlogs.counting import Counted
from webapp.eventlogs.reading import LoggedCase
from webapp.exports.cells import plain

HEAD = (
    "case_id", "seq", "activity", "activity_instance", "transition", "timestamp", "resource", "role", "unit", "phase", "element",
    "process", "category", "channel", "place", "outcome",
)  # fmt: skip


def write(cases: Iterable[LoggedCase], target: BinaryIO) -> Counted:
    """In constant memory. Text that a spreadsheet would take for a formula gets an apostrophe."""
    counted = Counted()
    text = io.TextIOWrapper(target, encoding="utf-8", newline="")
    lines = csv.writer(text, lineterminator="\r\n")
    lines.writerow(HEAD)
    for case in cases:
        counted.see(case)
        facts = [case.facts[name] or "" for name in ("process", "category", "channel", "place", "outcome")]
        for event in case.events:
            lines.writerow((
                case.facts["number"], event.seq, plain(event.name), event.instance, event.transition, event.at, event.resource,
                event.role or "", event.unit or "", event.phase or "", event.element, *facts,
            ))  # fmt: skip
    text.flush()
    text.detach()
    return counted
