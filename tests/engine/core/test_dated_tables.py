"""Published tables take effect on their day, for what is decided from then on, and a replay finds those of its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import orjson
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import commands as c
from engine import events as e
from engine.calendar import SHANGHAI as CHINA
from engine.dated_tables import DatedTable, DatedTables, counting
from engine.definition import Decision
from engine.directory import Flat
from engine.dmn import load
from engine.dmn.writing import decision_alone, with_rows
from engine.dmn.written import tables
from engine.engine import Engine
from engine.library import Library
from engine.replay import Recorded, replay
from tests.engine.drawing import draw
from tests.engine.story import CALENDAR, MONDAY, Story

PROCESS = draw("""
s start
limits rule decision=limit result=limit
work user lane=unit_clerk unit=mill clock.handle="start enter limit==limit unit=mill"
again rule decision=limit result=limit
more user lane=unit_clerk unit=mill clock.second="start enter limit==limit unit=mill"
f end
s > limits > work > again > more > f
""")
FILE = b"""<?xml version="1.0" encoding="UTF-8"?>
<!-- limits of the office -->
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="m" name="m" namespace="urn:m">
  <decision id="limit" name="Limit">
    <decisionTable id="t" hitPolicy="FIRST">
      <input id="i" label="Kind"><inputExpression id="ie" typeRef="string"><text>kind</text></inputExpression></input>
      <output id="o" label="Limit" name="limit" typeRef="string" />
      <rule id="fast">
        <description>plan 1</description>
        <inputEntry id="a1"><text>"urgent"</text></inputEntry>
        <outputEntry id="b1"><text>"1wd"</text></outputEntry>
      </rule>
      <rule id="rest">
        <inputEntry id="a2"><text>-</text></inputEntry>
        <outputEntry id="b2"><text>"5wd"</text></outputEntry>
      </rule>
    </decisionTable>
  </decision>
</definitions>
"""
LONG_AGO = datetime(2025, 1, 1, tzinfo=UTC)


def saying(limit: str, file: bytes = FILE) -> bytes:
    """The decision alone, with another limit for all that is not urgent."""
    fast, rest = tables(file)["limit"].rows
    return decision_alone(with_rows(file, "limit", [fast, replace(rest, outputs=(f'"{limit}"',))]), "limit")


def dated(number: int, limit: str | None, since: date, entered: datetime | None = LONG_AGO) -> DatedTable:
    xml = None if limit is None else saying(limit)
    return DatedTable(number=number, decision="limit", xml=xml, effective_from=since, entered_at=entered)


def engine(rows: Iterable[DatedTable] = (), *, file: bytes = FILE, older: bytes | None = None) -> Engine:
    library = Library()
    about = {"key": "demo", "name": "demo", "calendar": "cn-gov"}
    for content in (older, file):
        if content is not None:
            library.keep({"manifest.json": orjson.dumps(about), "process.bpmn": PROCESS, "limits.dmn": content})
    return Engine(library, calendars={"cn-gov": CALENDAR}, policies={}, directory=Flat(), tables={"demo": DatedTables(rows)})


def clocks(story: Story) -> list[str]:
    return [event.limit for event in story.events(e.ClockStarted)]


def test_a_changed_limit_counts_from_its_day_on_for_new_clocks_and_running_ones_keep_theirs() -> None:
    tomorrow = (MONDAY + timedelta(days=1)).date()
    story = Story(engine([dated(4, "3wd", tomorrow)]))
    story.start(kind="light")
    assert clocks(story) == ["5wd"]
    (before,) = story.events(e.DecisionTaken)
    assert before.dated == {}
    story.later(days=1)
    assert not story.events(e.ClockRecomputed)
    story.done("work")
    assert clocks(story) == ["3wd"]
    (after,) = story.events(e.DecisionTaken)
    assert after.dated == {"limit": {"number": 4, "since": tomorrow.isoformat()}}
    assert (after.rules, after.version) == (("rest",), before.version)


def test_a_case_of_an_older_version_uses_the_published_table_too_when_it_answers_the_same_question() -> None:
    older = saying_in(FILE, "9wd")
    story = Story(engine([dated(1, "3wd", MONDAY.date())], older=older))
    version = next(v for v in story.engine.library._versions if v != story.engine.library.newest("demo").id)
    step = story.engine.handle(
        None, c.StartCase(command_id="1", process="demo", file={"kind": "x"}), now=MONDAY, definition=version
    )
    assert [event.limit for event in step.events if isinstance(event, e.ClockStarted)] == ["3wd"]


def test_what_jobs_and_pages_ask_outside_of_a_case_is_answered_by_the_published_table_too() -> None:
    asked = engine([dated(1, "3wd", MONDAY.date())])
    newest = asked.library.newest("demo")
    days = [asked.ask(newest, "limit", {"kind": "light"}, now=MONDAY + timedelta(days=days)).value for days in (-1, 0)]
    assert days == ["5wd", "3wd"]


def test_a_version_that_asks_something_else_keeps_its_own_table() -> None:
    other = FILE.replace(b"<text>kind</text>", b"<text>category</text>")
    story = Story(engine([dated(1, "3wd", MONDAY.date())], file=other))
    assert clocks(story.start(kind="light")) == ["5wd"]


def test_of_two_published_tables_a_version_takes_the_last_one_that_fits_it() -> None:
    newer = saying("2wd", FILE.replace(b"<text>kind</text>", b"<text>category</text>"))
    rows = [
        dated(1, "3wd", date(2026, 1, 1)),
        DatedTable(number=2, decision="limit", xml=newer, effective_from=date(2026, 2, 1)),
    ]
    assert clocks(Story(engine(rows)).start(kind="light")) == ["3wd"]


def test_given_up_from_a_day_on_the_versions_own_table_counts_again() -> None:
    rows = [dated(1, "3wd", date(2026, 1, 1)), dated(2, None, MONDAY.date() + timedelta(days=1))]
    story = Story(engine(rows)).start(kind="light")
    assert clocks(story) == ["3wd"]
    story.later(days=1)
    assert clocks(story.done("work")) == ["5wd"]


def test_a_table_that_another_decision_asks_is_replaced_there_as_well() -> None:
    asked = FILE.replace(
        b"</definitions>",
        b'<decision id="twice" name="Twice"><informationRequirement><requiredDecision href="#limit"/></informationRequirement>'
        b"<literalExpression><text>Limit + Limit</text></literalExpression></decision></definitions>",
    )
    own = Decision(id="twice", model=load(asked), version="v", source=asked)
    found, marks = DatedTables([dated(1, "3wd", date(2026, 1, 1))]).over("demo@1", own, MONDAY)
    assert found.model.evaluate("twice", {"kind": "x"}).value == "3wd3wd"
    assert marks["limit"]["number"] == 1


def test_a_replay_finds_the_tables_of_its_day_whatever_was_published_since() -> None:
    first = dated(1, "3wd", date(2026, 1, 1))
    story = Story(engine([first]))
    history = []
    for act in (lambda: story.start(kind="light"), lambda: story.later(hours=3), lambda: story.done("work")):
        act()
        history.append(Recorded(at=story.now, events=tuple(story.told)))
    since = dated(2, "1wd", date(2026, 1, 1), entered=story.now + timedelta(minutes=1))
    again = engine([first, since])
    assert replay([h for h in history if h.events], lambda at: again, case_id=7, number="20260302-000007").proven


DAYS = st.dates(date(2026, 3, 1), date(2026, 3, 12))
MOMENTS = st.datetimes(datetime(2026, 2, 27), datetime(2026, 3, 14), timezones=st.just(UTC))
ROWS = st.lists(st.tuples(st.sampled_from(["1wd", "2wd", "3wd", None]), DAYS, MOMENTS), max_size=6)
OWN = Decision(id="limit", model=load(FILE), version="own", source=FILE)
MADE = {limit: saying(limit) for limit in ("1wd", "2wd", "3wd")}


def numbered(rows: list[tuple[str | None, date, datetime]]) -> list[DatedTable]:
    return [
        DatedTable(number=n, decision="limit", xml=MADE[limit] if limit else None, effective_from=day, entered_at=entered)
        for n, (limit, day, entered) in enumerate(rows, 1)
    ]


def limit_at(rows: list[DatedTable], moment: datetime) -> str:
    decision, _ = DatedTables(rows).over("demo@1", OWN, moment)
    return str(decision.model.evaluate("limit", {"kind": "light"}).value)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, moment=MOMENTS)
def test_at_any_moment_the_row_counts_that_takes_effect_last_of_those_known(
    rows: list[tuple[str | None, date, datetime]], moment: datetime
) -> None:
    known = [
        (day, entered, n, limit) for n, (limit, day, entered) in enumerate(rows)
        if entered <= moment and datetime(day.year, day.month, day.day, tzinfo=CHINA) <= moment
    ]  # fmt: skip
    expected = max(known)[3] if known else None
    assert limit_at(numbered(rows), moment) == (expected or "5wd")


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, later=ROWS, moment=MOMENTS)
def test_what_is_entered_after_a_moment_changes_nothing_that_was_decided_by_then(
    rows: list[tuple[str | None, date, datetime]], later: list[tuple[str | None, date, datetime]], moment: datetime
) -> None:
    after = [(limit, day, moment + timedelta(seconds=1 + n)) for n, (limit, day, _) in enumerate(later)]
    assert limit_at(numbered([*rows, *after]), moment) == limit_at(numbered(rows), moment)


@settings(max_examples=60, deadline=None)
@given(rows=ROWS, moment=MOMENTS, released=MOMENTS)
def test_what_took_effect_before_a_version_brought_its_own_table_does_not_stand_in_for_it(
    rows: list[tuple[str | None, date, datetime]], moment: datetime, released: datetime
) -> None:
    every = numbered(rows)
    after = [row for row in every if row.begins >= released]
    decision, _ = DatedTables(every, {"demo@2": {"limit": released}}).over("demo@2", OWN, moment)
    assert str(decision.model.evaluate("limit", {"kind": "light"}).value) == limit_at(after, moment)


def saying_in(file: bytes, limit: str) -> bytes:
    fast, rest = tables(file)["limit"].rows
    return with_rows(file, "limit", [fast, replace(rest, outputs=(f'"{limit}"',))])


def test_the_table_that_counts_is_said_without_evaluating_anything() -> None:
    here = tables(FILE)["limit"]
    first, second = dated(1, "3wd", date(2026, 1, 1)), dated(2, None, date(2026, 2, 1))
    assert counting([first], here) is first
    assert counting([second, first], here) is None
