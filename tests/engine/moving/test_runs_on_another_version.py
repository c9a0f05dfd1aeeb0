"""Runs of a multi-instance that are done stay done when the case goes on by another version."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.errors import CannotMigrate
from tests.engine.moving.versions import Moving

Drawn = Callable[..., Moving]
TEXT = 's start\nm user each="=units" item={} into={} out="=m.text"{}\nb user\nx end\ns > m > b > x'
FILE = {"units": ["n", "s", "w"]}


def text(*, item: str = "u", into: str = "replies", way: str = "") -> str:
    return TEXT.format(item, into, way)


@pytest.mark.parametrize("way", ["", " seq"])
def test_they_go_on_where_they_are(drawn: Drawn, way: str) -> None:
    story = drawn(text(way=way), text(way=way + " name=other"), file=FILE).done("m", text="one")
    story.migrates()  # type: ignore[attr-defined]
    assert story.done("m", text="two").done("m", text="three").file["replies"] == ["one", "two", "three"]
    assert story.open == ["b"]


def test_one_after_another_becomes_all_at_once_for_those_that_had_to_wait(drawn: Drawn) -> None:
    story = drawn(text(way=" seq"), text().replace("=m.text", "=u + m.text"), file=FILE).done("m", text="one")
    assert (story.open, story.migrates().open) == (["m"], ["m", "m"])  # type: ignore[attr-defined]
    assert story.done("m", text="2").done("m", text="3").file["replies"] == ["one", "s2", "w3"]
    assert story.open == ["b"]


def test_all_at_once_becomes_one_after_another_and_nobody_loses_what_he_has(drawn: Drawn) -> None:
    story = drawn(text(), text(way=" seq"), file=FILE).done("m", text="one")
    assert (story.migrates().open, story.kinds) == (["m", "m"], ["CaseMigrated"])  # type: ignore[attr-defined]
    assert story.done("m", text="two").done("m", text="three").file["replies"] == ["one", "two", "three"]
    assert story.open == ["b"]


def test_what_they_brought_comes_along_to_where_the_new_version_collects(drawn: Drawn) -> None:
    story = drawn(text(), text(into="answers"), file=FILE).done("m", text="one")
    story.migrates()  # type: ignore[attr-defined]
    assert story.done("m", text="two").done("m", text="three").file["answers"] == ["one", "two", "three"]
    assert story.file["replies"] == ["one", None, None]


def test_what_an_item_is_called_may_change(drawn: Drawn) -> None:
    story = drawn(text(), text(item="unit").replace("=m.text", "=unit"), file=FILE).done("m", text="one")
    story.migrates()  # type: ignore[attr-defined]
    assert story.done("m").done("m").file["replies"] == ["one", "s", "w"]


@pytest.mark.parametrize(
    "other",
    [
        "s start\nm user\nb user\nx end\ns > m > b > x",
        's start\nm user while="=false"\nb user\nx end\ns > m > b > x',
    ],
)
def test_what_counts_no_items_cannot_take_over(drawn: Drawn, other: str) -> None:
    story = drawn(text(), other, file=FILE)
    with pytest.raises(CannotMigrate) as refusal:
        story.migrates()
    assert refusal.value.facts["problems"] == [{"reason": "other_loop", "element": "m"}]
