"""XES files (IEEE 1849) event by event, as rows: `case:` before the keys of the trace, as in the CSV files of mining tools.

Hostile files do no harm: no document type, no entities, nothing fetched, nothing nested too deep, nothing kept but one trace."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from xml.parsers import expat

from webapp.foreignlogs.bounds import DEEPEST, LONGEST_VALUE, MOST_COLUMNS, Pieces, Unusable

Row = dict[str, str]
"""Column -> text; columns without a value are missing."""

VALUES = frozenset(("string", "date", "int", "float", "boolean", "id"))
LONGEST_TAG = 4_000_000
"""Bytes of one tag with its attributes; more would be kept in memory whole."""


def rows(pieces: Pieces) -> Iterator[Row]:
    """Every event of every trace, in the order of the file. Raises Unusable: not_xes, hostile, too_deep, too_many_columns."""
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = _refuse
    parser.ExternalEntityRefHandler = _refuse
    given = 0
    try:
        for piece in pieces:
            given += len(piece)
            parser.Parse(piece, False)
            if given - parser.CurrentByteIndex > LONGEST_TAG:
                raise Unusable("hostile", "1:1")
            yield from reader.taken()
        parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unusable("not_xes", f"{error.lineno}:{error.offset + 1}") from error
    yield from reader.taken()
    if not reader.is_log:
        raise Unusable("not_xes", "1:1")


def _refuse(*_: object) -> int:
    raise Unusable("hostile")


class _Reader:
    """Where in the file we are. Attributes inside attributes are passed over."""

    def __init__(self) -> None:
        self.is_log = False
        self._open: list[str] = []
        self._case: Row = {}
        self._event: Row | None = None
        self._done: list[Row] = []
        self._pending: list[Row] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if not self._open:
            if name != "log":
                raise Unusable("not_xes", "1:1")
            self.is_log = True
        around = self._open[-1] if self._open else ""
        if len(self._open) > DEEPEST:
            raise Unusable("too_deep")
        self._open.append(name)
        if name == "trace" and around == "log":
            self._case = {}
        elif name == "event" and around == "trace":
            self._event = {}
        elif name in VALUES and around in ("trace", "event"):
            self._attribute(around, attributes.get("key", ""), attributes.get("value", ""))

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        self._open.pop()
        if name == "event" and self._event is not None and self._open[-1:] == ["trace"]:
            self._pending.append(self._event)
            self._event = None
        elif name == "trace":
            # a key of the trace may come after its events
            self._done += ({**self._case, **event} for event in self._pending)
            self._pending = []

    def taken(self) -> list[Row]:
        """Rows of the traces that have ended since the last call."""
        done, self._done = self._done, []
        return done

    def _attribute(self, around: str, key: str, value: str) -> None:
        into = self._event if around == "event" else self._case
        if into is None or not key:
            return
        if len(into) >= MOST_COLUMNS:
            raise Unusable("too_many_columns", key[:80])
        into[key if around == "event" else f"case:{key}"] = value[:LONGEST_VALUE]


def is_xes(path: Path) -> bool:
    """By its first characters."""
    for piece in Pieces(path):
        return piece.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")
    return False
