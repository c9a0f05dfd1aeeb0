"""Tables are changed inside their files without touching anything else."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from engine.dmn import DmnError, load
from engine.dmn.writing import decision_alone, put, with_rows
from engine.dmn.written import Row, tables


def same(one: bytes, other: bytes) -> bool:
    """Whether two files differ in nothing but how a parser may write them."""
    return etree.canonicalize(one.decode()) == etree.canonicalize(other.decode())


FILES = sorted((Path(__file__).parents[3] / "processes").glob("*/*.dmn"))


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_every_shipped_table_written_again_row_by_row_is_the_same_file(path: Path) -> None:
    before = path.read_bytes()
    for name, table in tables(before).items():
        assert with_rows(before, name, table.rows) == before
        changed = [replace(row, note=row.note + "！") for row in table.rows]
        assert same(with_rows(with_rows(before, name, changed), name, table.rows), before)


@pytest.mark.parametrize("path", FILES, ids=[path.stem for path in FILES])
def test_a_decision_taken_out_and_put_back_leaves_the_file_as_it_was(path: Path) -> None:
    before = path.read_bytes()
    for name in tables(before):
        assert same(put(before, decision_alone(before, name)), before)


def test_rows_are_changed_added_moved_and_taken_away() -> None:
    before = next(path for path in FILES if path.stem == "callback").read_bytes()
    rows = list(tables(before)["callback_coverage"].rows)
    new = Row(id="new_row", inputs=("-", "-", '"general"', "-"), outputs=("50",), note="新规定")
    wanted = (replace(rows[1], outputs=("90",)), new, *rows[2:])
    after = with_rows(before, "callback_coverage", wanted)
    assert tables(after)["callback_coverage"].rows == wanted
    assert load(after).evaluate("callback_coverage", {"urgency": "general"}).value is not None
    assert after.count(b"<rule ") == before.count(b"<rule ")
    assert tables(after)["callback_evaluation"] == tables(before)["callback_evaluation"]


def test_a_table_without_rows_can_be_filled() -> None:
    before = next(path for path in FILES if path.stem == "sla").read_bytes()
    rows = tables(before)["sla"].rows
    empty = with_rows(before, "sla", ())
    assert tables(with_rows(empty, "sla", rows))["sla"].rows == rows


def test_comments_and_foreign_parts_survive() -> None:
    before = b"""<?xml version="1.0"?>
<!-- by hand --><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" xmlns:v="urn:v" id="m" name="m" namespace="u">
<decision id="d" name="d" v:keep="1"><decisionTable id="t"><input id="i"><inputExpression><text>n</text></inputExpression></input>
<output id="o" name="o"/><rule id="r" v:color="red"><!-- why --><inputEntry id="c"><text>1</text></inputEntry>
<outputEntry id="c2"><text>2</text></outputEntry></rule></decisionTable></decision></definitions>"""
    (row,) = tables(before)["d"].rows
    after = with_rows(before, "d", [replace(row, outputs=("3",))])
    for part in (b"<!-- by hand -->", b'v:keep="1"', b'v:color="red"', b"<!-- why -->", b"<text>3</text>"):
        assert part in after


def test_an_unknown_decision_and_hostile_xml_are_refused() -> None:
    sla = next(path for path in FILES if path.stem == "sla").read_bytes()
    with pytest.raises(DmnError):
        with_rows(sla, "nothing", ())
    with pytest.raises(DmnError):
        tables(b'<!DOCTYPE x [<!ENTITY a "b">]>' + sla.partition(b"?>")[2])


def test_a_table_of_another_dmn_version_is_written_in_the_files_own() -> None:
    old = next(path for path in FILES if path.stem == "sla").read_bytes()
    new = old.replace(b"https://www.omg.org/spec/DMN/20191111/MODEL/", b"https://www.omg.org/spec/DMN/20230324/MODEL/")
    assert tables(put(old, decision_alone(new, "sla")))["sla"] == tables(old)["sla"]
    assert load(put(old, decision_alone(new, "sla")))
