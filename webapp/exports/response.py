"""The answer to "give me this list as a file", and the note that it was given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Literal
from urllib.parse import quote

from flask import Response, g, request
from flask_login import current_user

from engine.now import now
from webapp import vault
from webapp.audit import log
from webapp.city_time import CITY_TIME
from webapp.database import connections
from webapp.exports.cells import Value
from webapp.exports.table import Column, lines_of, write_csv, write_xlsx
from webapp.i18n import text

Kind = Literal["csv", "xlsx"]

LONGEST = 10_000
"""Rows of a file; list pages and exports are capped (domain F.3)."""
IN_MEMORY = 2_000_000
"""Bytes of a file that are not yet worth a file on the disk."""
PIECE = 64_000
NUMBER = re.compile(r"\d{8}-\d{6,}")
"""Of a case; a case that does not exist for the reader keeps its line without it."""
MEDIA_TYPES = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


def table_response(
    rows: Iterable[Any], columns: Sequence[Column], kind: str = "csv", *, name: str, limit: int = LONGEST
) -> Response:
    """A file of `rows` under `columns`, in the order given; `name` says in the reader's language what it is, the moment is
    added. After `limit` rows the file ends with a line that says so. An unknown `kind` is a CSV.

    Give `rows` lazily (a generator, a server-side cursor): they are read once and not kept. Call it inside a request, after the
    page's own check of who may see the list, with the page's own filters. The export is written into the log."""
    kind = kind if kind in WRITERS else "csv"
    count = _Count(limit)
    file = SpooledTemporaryFile(max_size=IN_MEMORY)  # noqa: SIM115 - closed by the server after sending
    listed = _Listed(columns)
    WRITERS[kind](file, columns, _ended(listed.of(lines_of(count.of(rows), columns)), count, len(columns)))
    file.seek(0)
    note(name, kind, count.rows, [*listed.numbers])
    ending = f"-{now().astimezone(CITY_TIME):%Y%m%d-%H%M}.{kind}"
    disposition = f"attachment; filename=list{ending}; filename*=UTF-8''{quote(name + ending, safe='')}"
    headers = {"Content-Disposition": disposition, "Cache-Control": "no-store"}
    answer = Response(_pieces(file), mimetype=MEDIA_TYPES[kind], headers=headers)
    answer.call_on_close(file.close)
    return answer


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece


class _Count:
    """Rows let through; `cut`: whether there were more than `limit`."""

    def __init__(self, limit: int) -> None:
        self.limit, self.rows, self.cut = limit, 0, False

    def of(self, rows: Iterable[Any]) -> Iterator[Any]:
        for row in rows:
            if self.rows == self.limit:
                self.cut = True
                return
            self.rows += 1
            yield row


class _Listed:
    """Numbers of the cases in a file."""

    def __init__(self, columns: Sequence[Column]) -> None:
        self.places = [place for place, column in enumerate(columns) if column.is_case]
        self.numbers: dict[str, None] = {}

    def of(self, lines: Iterator[list[Value]]) -> Iterator[list[Value]]:
        for line in lines:
            self.numbers |= {str(line[place]): None for place in self.places if NUMBER.fullmatch(str(line[place]))}
            yield line


def _ended(lines: Iterator[list[Value]], count: _Count, width: int) -> Iterator[list[Value]]:
    yield from lines
    if count.cut:
        yield [text(g.locale, "export-cut", {"limit": count.limit}), *[None] * (width - 1)]


def note(name: str, kind: str, rows: int | None, listed: Sequence[str] = ()) -> None:
    """Write down who took which list with him. Call it inside a request, also for files that are not made here. `rows`: None
    where nobody counts them. `listed`: numbers of the cases in it. Numbers typed into a search stay out of it."""
    by = f"user:{current_user.id}" if current_user and current_user.is_authenticated else "party"
    about = {"what": name[:200], "format": kind, "asked": vault.redact(request.full_path)[:1000], "rows": rows}
    about |= {"listed": list(listed)} if listed else {}
    with connections.take() as connection:
        log.record(connection, "exported", by, about)
