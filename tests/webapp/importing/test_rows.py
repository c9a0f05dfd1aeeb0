"""One row of a source becomes a request, or the list of what is wrong with it."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from webapp.importing import mapping as mappings
from webapp.importing.mapping import CategoryRule, FieldRule, SourceMapping
from webapp.importing.requests import Problem, Request, read
from webapp.importing.sheets import SheetRow
from webapp.importing.survey import Survey

NOW = datetime(2026, 1, 1, tzinfo=UTC)
MAPPING = SourceMapping(
    name="letters", zone=ZoneInfo("Asia/Shanghai"), optional=frozenset(), empty=frozenset({"-"}), moments=("%Y/%m/%d",),
    time_of_day="08:30", columns={"id": ("id", "编号"), "at": ("at",), "title": ("title",), "kind": ("kind",), "who": ("who",)},
    fields={
        "external_id": FieldRule(source=("{id}",), required=True),
        "received_at": FieldRule(source=("{at}",), form="moment", required=True),
        "title": FieldRule(source=("{title}",), required=True),
        "kind": FieldRule(source=("{kind}",), table={"投诉": "complaint"}),
        "channel": FieldRule(source=(), default="letter"),
        "urgency": FieldRule(source=(), default="general"),
        "requester_name": FieldRule(source=("{who}",), required=True),
    },
    derived={}, same_content=(), territory=(), department=None, posts={}, history={"kind": "{kind}"}, tables={},
    categories=(CategoryRule(code="letters.{kind:slug}", name="{kind}"),),
)  # fmt: skip
SURVEY = Survey(rows=1, units=[], categories=[], stands_for={})
GOOD = {"编号": "7", "at": "2018/2/8", "title": "\u3000路灯\t不亮 13800001111", "kind": "投诉", "who": "甲"}


def outcome(**cells: str) -> Request | list[Problem]:
    return read(SheetRow(line=2, cells={**GOOD, **cells}), MAPPING, SURVEY, top="top", now=NOW)


def test_a_good_row_becomes_a_request() -> None:
    request = outcome()
    assert isinstance(request, Request)
    assert request == Request(
        source="letters", external_id="7", received_at=datetime(2018, 2, 8, 0, 30, tzinfo=UTC), title="路灯 不亮 138****1111",
        place="top", channel="letter", kind="complaint", urgency="general", category="letters.投诉", requester_name="甲",
        history={"kind": "投诉"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"at": "31/12/2018"}, Problem(column="at", problem="not a date of a known form", value="31/12/2018")),
        ({"at": "2030/1/1"}, Problem(column="at", problem="in the future", value="2030/1/1")),
        ({"title": " \u3000"}, Problem(column="title", problem="missing", value="")),
        ({"kind": "表白"}, Problem(column="kind", problem="not in the code table", value="表白")),
        ({"编号": "-"}, Problem(column="id", problem="missing", value="")),
    ],
)
def test_a_bad_cell_is_named(cells: dict[str, str], problem: Problem) -> None:
    assert outcome(**cells) == [problem]


def test_every_bad_cell_of_a_row_is_reported_at_once() -> None:
    assert [problem.column for problem in outcome(at="x", kind="y")] == ["at", "kind"]  # type: ignore[union-attr]


def test_a_row_with_too_few_or_too_many_cells_is_not_read() -> None:
    short = read(SheetRow(line=2, cells=GOOD, missing=1), MAPPING, SURVEY, top="top", now=NOW)
    long = read(SheetRow(line=2, cells=GOOD, excess=2), MAPPING, SURVEY, top="top", now=NOW)
    assert short == [Problem(column="", problem="1 cells missing")]
    assert long == [Problem(column="", problem="2 cells more than headings")]


@pytest.mark.parametrize("name", mappings.known_sources())
def test_every_mapping_of_ours_can_be_loaded(name: str) -> None:
    assert mappings.load(name).name == name


def test_a_mapping_that_cannot_work_is_refused(tmp_path) -> None:
    (tmp_path / "x.yaml").write_text("timezone: Asia/Shanghai\nmoments: []\ncolumns: {}\nfields: {title: '{a}'}\n")
    with pytest.raises(mappings.BadMapping, match="external_id, received_at"):
        mappings.load("x", tmp_path)
    with pytest.raises(mappings.BadMapping, match="no mapping for source 'nowhere'; known: baltimore_311"):
        mappings.load("nowhere")
