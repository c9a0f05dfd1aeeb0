"""Files become cases: everything is counted once, nothing twice, nothing in silence."""

import csv
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import Workbook

from webapp import vault
from webapp.casework import directory
from webapp.database.connections import Connection
from webapp.importing.mapping import BadMapping
from webapp.importing.run import Summary
from webapp.importing.sheets import NotATable
from webapp.importing.survey import ColumnsMissing

Take = Callable[[Path, str], Summary]
GRID_HEADING = (
    "rec_id,create_time,district,street,street_code,community,community_code,lon,lat,event_type,event_type_code,main_type,"
    "main_type_code,sub_type,sub_type_code,property,source,dispose_unit,dispose_unit_code,archive_status"
)
LETTER_HEADING = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见"]


def grid_row(
    number: str, *, day: str = "2018-02-08", unit: str = "河口街道执法队（河口街道办事处）", nature: str = "投诉"
) -> str:
    return f"{number},{day},青原区,河口街道,1,南桥社区,11,114.1,0.0,市容,5,占道,178,摆摊,602,{nature},12345,{unit},71,intime"


def grid_file(folder: Path, *rows: str) -> Path:
    path = folder / "events.csv"
    path.write_text("\n".join([GRID_HEADING, *rows]), encoding="utf-8")
    return path


def letters(folder: Path, *rows: list[object], name: str = "letters.xlsx") -> Path:
    book = Workbook()
    for row in (LETTER_HEADING, *rows):
        book.worksheets[0].append(row)
    book.save(folder / name)
    return folder / name


def counts(summary: Summary) -> tuple[int, int, int, int]:
    return summary.rows, summary.imported, summary.duplicate, summary.rejected


def report(summary: Summary) -> list[dict[str, str]]:
    assert summary.report
    with summary.report.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_rows_are_imported_once_and_bad_ones_named_line_by_line(take: Take, tmp_path: Path) -> None:
    path = grid_file(
        tmp_path, grid_row("1"), grid_row("1"), grid_row("2", day="2018-13-01"), grid_row("3", nature="闲聊"), "4,2018-02-08"
    )
    summary = take(path, "pingshan")
    assert counts(summary) == (5, 1, 1, 3)
    assert [(row["line"], row["column"], row["value"], row["outcome"]) for row in report(summary)] == [
        ("3", "external id", "1", "duplicate"),
        ("4", "create_time", "2018-13-01", "rejected"),
        ("5", "property", "闲聊", "rejected"),
        ("6", "", "", "rejected"),
    ]
    again = take(path, "pingshan")
    assert counts(again) == (5, 0, 2, 3)


def test_units_and_categories_come_first(take: Take, city: Connection, tmp_path: Path) -> None:
    take(grid_file(tmp_path, grid_row("1"), grid_row("2", unit="河口街道执法队")), "pingshan")
    tree = directory.load(city)
    assert tree.superior("ps-u71") == "ps-1"
    assert tree.path("ps-11") == "/lp/ps/ps-1/ps-11/"
    assert tree.nearest("ps-11", "unit_clerk") == "ps-11"
    assert city.execute("SELECT name FROM org_unit WHERE code = 'ps-u71'").fetchone() == ("河口街道执法队",)
    found = city.execute(
        "SELECT code, level, name, original_code FROM category WHERE code LIKE 'pingshan%' ORDER BY level"
    ).fetchall()
    assert found == [
        ("pingshan.5", 1, "市容", "5"), ("pingshan.5.178", 2, "占道", "178"), ("pingshan.5.178.602", 3, "摆摊", "602"),
    ]  # fmt: skip


def test_a_case_begins_when_the_city_received_the_request(take: Take, city: Connection, tmp_path: Path) -> None:
    take(grid_file(tmp_path, grid_row("1")), "pingshan")
    row = city.execute('SELECT number, opened_at, title, place, channel, source, external_id, file FROM "case"').fetchone()
    assert row
    number, opened_at, *facts, file = row
    assert opened_at == datetime(2018, 2, 8, 0, 30, tzinfo=UTC)
    assert str(number).startswith("20180208-")
    assert facts == ["摆摊（南桥社区）", "ps-11", "hotline", "pingshan", "1"]
    assert file["imported"]["handled_by"] == "ps-u71"  # type: ignore[index]
    assert file["place"] == {  # type: ignore[index]
        "unit": "ps-11", "city": "lp", "district": "ps", "street": "ps-1", "community": "ps-11", "grid": None, "address": None,
        "lon": None, "lat": None,
    }  # fmt: skip


def test_names_and_texts_are_in_the_vault_and_nowhere_else(take: Take, city: Connection, tmp_path: Path) -> None:
    secret, author = "\n\t\t\u3000\u3000我家门口的路灯坏了，请修。", "U0007731"
    take(letters(tmp_path, [7, author, "路灯不亮", "2019/4/5 9:32:09", secret, "已修"]), "citizen_messages")
    (file,) = city.execute('SELECT file FROM "case"').fetchone() or ()
    references = [file["statement"], file["requester"]["name"], file["imported"]["reply"]]  # type: ignore[index]
    opened = vault.current().open(city, references)
    assert set(opened.values()) == {"我家门口的路灯坏了，请修。", author, "已修"}
    for table in ('"case"', "case_event", "work_item", "command"):
        everything = str(city.execute(f"SELECT * FROM {table}").fetchall())
        assert author not in everything
        assert "门口" not in everything


def test_dates_of_mixed_types_and_padding_are_understood(take: Take, city: Connection, tmp_path: Path) -> None:
    rows = [
        [1, "甲", "\u3000停水 \t", "2019/4/5 9:32:09", "\n\t一", None],
        [2, "乙", "停电", datetime(2019, 4, 5, 9, 32, 9), "二", None],
        [None, None, None, None, None, None],
        [3, "丙", "停气", "四月五日", "三", None],
    ]
    summary = take(letters(tmp_path, *rows), "citizen_messages")
    assert counts(summary) == (3, 2, 0, 1)
    found = city.execute('SELECT title, opened_at FROM "case" ORDER BY external_id').fetchall()
    moment = datetime(2019, 4, 5, 1, 32, 9, tzinfo=UTC)
    assert found == [("停水", moment), ("停电", moment)]


def test_the_same_letter_under_two_ids_is_one_and_two_letters_under_one_id_are_two(
    take: Take, city: Connection, tmp_path: Path
) -> None:
    first = [1, "甲", "停水", "2019/4/5 9:32:09", "一楼停水", None]
    path = letters(tmp_path, first, [2, *first[1:]], [1, "乙", "停电", "2019/4/6 9:32:09", "停电了", None])
    summary = take(path, "citizen_messages")
    assert counts(summary) == (3, 2, 1, 0)
    ids = [row[0] for row in city.execute('SELECT external_id FROM "case" ORDER BY opened_at').fetchall()]
    assert ids[0] == "1"
    assert str(ids[1]).startswith("1#")
    assert [(row["line"], row["outcome"]) for row in report(summary)] == [("3", "duplicate"), ("4", "imported")]
    assert counts(take(path, "citizen_messages")) == (3, 0, 3, 0)


def test_reports_show_no_personal_value(take: Take, tmp_path: Path) -> None:
    summary = take(letters(tmp_path, [1, "甲某某", "停水", "2019/4/5 9:32:09", "\n\t", None]), "citizen_messages")
    assert [(row["column"], row["problem"], row["value"]) for row in report(summary)] == [("detail", "missing", "")]
    summary = take(letters(tmp_path, [1, "甲某某", "停水", "never", "一楼停水", None]), "citizen_messages")
    assert "甲某某" not in summary.report.read_text(encoding="utf-8-sig")  # type: ignore[union-attr]


def test_what_cannot_work_is_refused_before_anything_is_written(take: Take, city: Connection, tmp_path: Path) -> None:
    before = city.execute("SELECT count(*) FROM org_unit").fetchone()
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(ColumnsMissing, match="rec_id"):
        take(path, "pingshan")
    with pytest.raises(BadMapping):
        take(path, "nowhere")
    (tmp_path / "picture.png").write_bytes(b"x")
    with pytest.raises(NotATable):
        take(tmp_path / "picture.png", "pingshan")
    assert city.execute("SELECT count(*) FROM org_unit").fetchone() == before
