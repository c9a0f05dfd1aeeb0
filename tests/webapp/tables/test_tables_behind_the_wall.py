"""Workbooks and cells of strangers are read behind a wall: the same is found there, and what takes too long is refused."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import replace

import pytest
from flask import Flask, g
from openpyxl import load_workbook

from engine.dmn.written import Row, tables
from tests.support.city import visitor
from tests.webapp.tables.test_table_pages import offer
from webapp.config import ROOT
from webapp.pages.tables.complaints import complaints, wrong_words
from webapp.studio.wall import TooHardToCheck
from webapp.tables import reading
from webapp.tables.cells import wrong_cells
from webapp.tables.sheet import read_sheet
from webapp.tables.workbook import workbook

FILE = (ROOT / "processes" / "complaint" / "sla.dmn").read_bytes()
SLA = tables(FILE)["sla"]
WORDS = ("行号", "依据")
HEAVY = workbook(replace(SLA, rows=tuple(replace(SLA.rows[0], id=f"r{n}") for n in range(3_000))), WORDS, ())


def with_answer(rows: Sequence[Row], text: str) -> tuple[Row, ...]:
    return tuple(replace(row, outputs=(text, *row.outputs[1:])) for row in rows)


def changed(**cells: object) -> bytes:
    book = load_workbook(io.BytesIO(workbook(SLA, WORDS, ())))
    for cell, value in cells.items():
        book.worksheets[0][cell] = value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("content", [
    changed(), changed(G8='"6wd"'), changed(G8="6wd"), changed(G8="=1+1"), changed(G8="5 x", A9="no id"), changed(C2="?"), b"PK",
])  # fmt: skip
def test_the_same_is_read_from_a_workbook(site: Flask, content: bytes) -> None:
    here, there = read_sheet(content, FILE, SLA), reading.sheet_of(content, FILE, SLA)
    assert there.rows == here.rows
    with site.test_request_context():
        g.locale = "zh_CN"
        assert complaints(there.errors) == complaints(here.errors)


@pytest.mark.parametrize("text", ['"5wd"', "5wd", "", "5 +", '"soon"'])
def test_the_same_is_found_in_cells(site: Flask, text: str) -> None:
    rows = with_answer(SLA.rows, text)
    with site.test_request_context():
        g.locale = "zh_CN"
        here = [wrong_words(wrong) for wrong in wrong_cells(FILE, SLA, rows)]
        assert [wrong_words(wrong) for wrong in reading.wrong_in(FILE, SLA, rows)] == here


def test_a_row_with_a_cell_too_few_is_told_not_stumbled_over() -> None:
    torn = FILE.replace(b"</outputEntry>", b"<!-- --></outputEntry>", 1)
    torn = torn[: (begin := torn.index(b"<outputEntry"))] + torn[torn.index(b"</outputEntry>") + len(b"</outputEntry>") :]
    assert begin
    table = tables(torn)["sla"]
    assert reading.wrong_in(torn, SLA, table.rows)


def test_what_takes_too_long_is_refused_and_the_next_one_is_read() -> None:
    with pytest.raises(TooHardToCheck):
        reading.sheet_of(HEAVY, FILE, SLA, seconds=0.1)
    assert reading.sheet_of(changed(), FILE, SLA).errors == ()


def test_who_proposes_too_hard_a_workbook_reads_why(site: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(reading.sheet_of.__kwdefaults__, "seconds", 0.1)
    person = offer(visitor(site, "model"), io.BytesIO(HEAVY))
    assert person.status == 422
    assert "检查" in person.page
