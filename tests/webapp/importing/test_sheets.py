"""Files as they come: encodings, sheets with empty tails, short and long rows."""

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from webapp.importing import sheets


def csv_file(folder: Path, content: str, encoding: str = "utf-8") -> Path:
    path = folder / "rows.csv"
    path.write_bytes(content.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_in_the_encodings_people_use(tmp_path: Path, encoding: str) -> None:
    (row,) = sheets.rows(csv_file(tmp_path, "编号,主题\n1,路灯不亮\n", encoding))
    assert row.cells == {"编号": "1", "主题": "路灯不亮"}


def test_lines_are_those_of_the_file_even_when_a_cell_has_several(tmp_path: Path) -> None:
    path = csv_file(tmp_path, 'id,text\n1,"a\nb\nc"\n\n2,d\n')
    assert [(row.line, row.cells["id"]) for row in sheets.rows(path)] == [(2, "1"), (6, "2")]


def test_short_and_long_rows_are_told_apart(tmp_path: Path) -> None:
    short, long, padded = sheets.rows(csv_file(tmp_path, "id,text\n1\n2,a,b\n3,c,,\n"))
    assert (short.missing, long.excess, padded.excess) == (1, 1, 0)


def test_a_letter_longer_than_the_usual_limit_is_read(tmp_path: Path) -> None:
    (row,) = sheets.rows(csv_file(tmp_path, f"id,text\n1,{'长' * 200_000}\n"))
    assert len(str(row.cells["text"])) == 200_000


def test_a_sheet_keeps_dates_and_ends_with_its_last_filled_row(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["编号", "时间", None])
    sheet.append([7, datetime(2019, 1, 2, 3, 4, 5)])
    sheet.append([None, "  "])
    sheet.append([8, "2019/1/3 1:02:03"])
    book.save(tmp_path / "rows.xlsx")
    found = list(sheets.rows(tmp_path / "rows.xlsx"))
    assert [(row.line, row.cells["编号"]) for row in found] == [(2, 7), (4, 8)]
    assert found[0].cells["时间"] == datetime(2019, 1, 2, 3, 4, 5)


@pytest.mark.parametrize(
    ("name", "content"),
    [("rows.pdf", b"x"), ("rows.csv", b"\xff\xff\xff"), ("rows.xlsx", b"no"), ("rows.csv", b"")],
)
def test_what_is_no_table_is_refused_by_name(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(sheets.NotATable, match=name):
        list(sheets.rows(tmp_path / name))
