"""How much of a file of somebody else's is read, and how it is unpacked: streaming, and never more than the bounds."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path

MOST_BYTES = 200_000_000
"""Of an uploaded file."""
MOST_UNPACKED = 2_000_000_000
"""Of the text in it."""
MOST_TIMES = 200
"""How many times larger than the file its text may be: real logs pack some 20 times."""
MOST_EVENTS = 5_000_000
MOST_CASES = 1_000_000
MOST_COLUMNS = 200
LONGEST_VALUE = 1_000
"""Characters kept of one value."""
DEEPEST = 16
"""Levels of attributes inside attributes."""
PIECE = 256_000

PACKED = b"\x1f\x8b"


class Unusable(ValueError):
    """The file cannot be taken. `code`: why (a text of the catalogue); `place`: line, column or name."""

    def __init__(self, code: str, place: str = "") -> None:
        super().__init__(f"{code}: {place}" if place else code)
        self.code, self.place = code, place


class Pieces:
    """The text of a file, unpacked when it is packed (gzip), piece by piece. `read`: bytes taken from the file itself."""

    def __init__(self, path: Path) -> None:
        self.path, self.read = path, 0
        self._size = path.stat().st_size

    def __iter__(self) -> Iterator[bytes]:
        """Raises Unusable: too_large, not_packed (broken gzip)."""
        if self._size > MOST_BYTES:
            raise Unusable("too_large", f"{self._size}")
        allowed = min(MOST_UNPACKED, max(self._size * MOST_TIMES, 10_000_000))
        given = 0
        with self.path.open("rb") as raw:
            packed = raw.read(2) == PACKED
            raw.seek(0)
            with gzip.GzipFile(fileobj=raw) if packed else raw as source:
                try:
                    while piece := source.read(PIECE):
                        given += len(piece)
                        if given > allowed:
                            raise Unusable("too_large_unpacked", f"{allowed}")
                        self.read = raw.tell()
                        yield piece
                except (gzip.BadGzipFile, EOFError, zlib.error) as broken:
                    raise Unusable("not_packed") from broken
