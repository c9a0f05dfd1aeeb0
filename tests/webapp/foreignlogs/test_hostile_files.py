"""Files that mean harm, or are simply wrong, are refused with a reason, and in little memory."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest

from webapp.foreignlogs import bounds, source
from webapp.foreignlogs.bounds import Pieces, Unusable

LOG = '<log xmlns="http://www.xes-standard.org/">{}</log>'
EVENT = '<event><string key="concept:name" value="a"/><date key="time:timestamp" value="2026-03-02T09:00:00+08:00"/></event>'
BILLION = '<!DOCTYPE log [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>' + LOG.format(
    '<trace><string key="x" value="&b;"/></trace>'
)
OUTSIDE = '<!DOCTYPE log [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + LOG.format("&a;")
DEEP = LOG.format("<trace>" + '<list key="a">' * 60 + "</list>" * 60 + "</trace>")
WIDE = LOG.format("<trace>" + "".join(f'<string key="k{n}" value="1"/>' for n in range(300)) + "</trace>")


@pytest.fixture
def file(tmp_path: Path) -> Callable[[bytes], Path]:
    def write(content: bytes) -> Path:
        path = tmp_path / "a.log"
        path.write_bytes(content)
        return path

    return write


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (BILLION.encode(), "hostile"), (OUTSIDE.encode(), "hostile"), (DEEP.encode(), "too_deep"),
        (WIDE.encode(), "too_many_columns"),
        (b"<html><body/></html>", "not_xes"), (b"<log><trace></log>", "not_xes"), (b"", "empty"),
        (b"\x1f\x8b\x08\x00 broken", "not_packed"), (b"a,b\n\xff\xff\xff\xfe\xff", "not_text"),
        (b",".join(b"c" for _ in range(300)) + b"\n1", "too_many_columns"),
        (b'a,b\n"' + b"x" * 1_200_000 + b'",1\n', "broken_line"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_refused_with_its_reason(file: Callable[[bytes], Path], content: bytes, code: str) -> None:
    with pytest.raises(Unusable) as refused:
        source.sample(file(content))
    assert refused.value.code == code


def test_one_endless_attribute_is_not_kept_in_memory(file: Callable[[bytes], Path]) -> None:
    path = file(LOG.format('<trace><string key="a" value="' + "x" * 9_000_000 + '"/></trace>').encode())
    with pytest.raises(Unusable) as refused:
        source.sample(path)
    assert refused.value.code == "hostile"


def test_a_small_file_that_unpacks_to_very_much_is_refused(file: Callable[[bytes], Path]) -> None:
    path = file(gzip.compress(b"a,b\n" + b"1,1\n" * 6_000_000))
    with pytest.raises(Unusable) as refused:
        for _ in source.rows(Pieces(path), "csv"):
            pass
    assert refused.value.code == "too_large_unpacked"


def test_rows_come_before_the_file_is_read_to_its_end(file: Callable[[bytes], Path]) -> None:
    traces = f'<trace><string key="concept:name" value="c"/>{EVENT}</trace>' * 20_000
    pieces = Pieces(file(LOG.format(traces).encode()))
    first = next(source.rows(pieces, "xes"))
    assert first == {"case:concept:name": "c", "concept:name": "a", "time:timestamp": "2026-03-02T09:00:00+08:00"}
    assert pieces.read <= 2 * bounds.PIECE


def test_attributes_inside_attributes_are_passed_over(file: Callable[[bytes], Path]) -> None:
    inner = '<event><string key="concept:name" value="a"><string key="concept:name" value="inner"/></string></event>'
    (row,) = source.sample(file(LOG.format(f"<trace>{inner}</trace>").encode())).rows
    assert row == {"concept:name": "a"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_tables_of_any_usual_kind_are_read(file: Callable[[bytes], Path], separator: str, encoding: str) -> None:
    lines = ["案件编号", "环节", "时间"], ["一号", '办"理', "2026/03/02 09:00"], ["", "", ""]
    text = "\r\n".join(separator.join('"' + cell.replace('"', '""') + '"' for cell in line) for line in lines)
    found = source.sample(file(text.encode(encoding)))
    assert found.columns == ["案件编号", "环节", "时间"]
    assert found.rows == [{"案件编号": "一号", "环节": '办"理', "时间": "2026/03/02 09:00"}]
