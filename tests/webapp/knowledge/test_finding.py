"""Which texts fit a person, a step and a category, and who may change them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from webapp.casework.actors import Actor
from webapp.casework.directory import Directory
from webapp.casework.runtime import current
from webapp.database import connections
from webapp.knowledge import CannotEdit, retire, save, templates_for
from webapp.models import Snippet, SnippetVersion, db

CLERK = Actor(kind="user", user_id=1, positions=frozenset({("unit_clerk", "lp-roads")}))
LEADER = Actor(kind="user", user_id=2, positions=frozenset({("unit_leader", "lp-roads")}))
SUPERVISOR = Actor(kind="user", user_id=3, positions=frozenset({("supervisor", "lp")}))


@pytest.fixture
def texts(site: Flask) -> Iterator[None]:
    with site.app_context():
        yield
        db.session.rollback()
        db.session.query(SnippetVersion).delete()
        db.session.query(Snippet).delete()
        db.session.commit()


def directory() -> Directory:
    with connections.take() as connection:
        return current(connection).directory


def kept(title: str, by: Actor = LEADER, **changes: str | None) -> Snippet:
    told = {"kind": "reply", "title": title, "text": f"{title}：已办理。", "unit": "lp-roads", "category": None, "element": None}
    return save(by, directory(), told | changes)


def found(by: Actor = CLERK, element: str = "handle", category: str = "roads.surface.pothole", **more: str) -> list[str]:
    return [snippet.title for snippet in templates_for(by, element=element, category=category, **more)]


@pytest.mark.usefixtures("texts")
def test_the_most_specific_text_comes_first() -> None:
    kept("通用")
    kept("道路", category="roads")
    kept("坑洼", category="roads.surface.pothole")
    kept("办理坑洼", category="roads.surface.pothole", element="handle")
    kept("回访", element="call_back")
    kept("路灯", category="roads.lights.dark")
    assert found() == ["办理坑洼", "坑洼", "道路", "通用"]


@pytest.mark.usefixtures("texts")
def test_a_text_is_for_its_unit_and_all_below_it() -> None:
    kept("全区", SUPERVISOR, unit="lp")
    kept("市政")
    assert set(found()) == {"全区", "市政"}
    assert found(Actor(kind="user", user_id=9, positions=frozenset({("dispatcher", "lp101")}))) == ["全区"]


@pytest.mark.usefixtures("texts")
def test_two_characters_find_a_text() -> None:
    kept("坑洼", text="请修补路面。")
    kept("路灯", text="更换灯泡100%。")
    assert found(words="修补") == ["坑洼"]
    assert found(words="灯泡 路灯") == ["路灯"]
    assert found(words="0%") == ["路灯"]
    assert found(words="%") == ["路灯"]
    assert found(words="不在") == []


@pytest.mark.usefixtures("texts")
def test_every_version_stays_and_an_unchanged_text_makes_none() -> None:
    snippet = kept("坑洼")
    told = {"kind": "reply", "title": "坑洼", "text": "新的说法。", "unit": "lp-roads", "category": None, "element": "handle"}
    save(SUPERVISOR, directory(), told, snippet)
    save(SUPERVISOR, directory(), told, snippet)
    versions = db.session.scalars(db.select(SnippetVersion).order_by(SnippetVersion.version)).all()
    assert [(v.version, v.text, v.edited_by) for v in versions] == [(1, "坑洼：已办理。", 2), (2, "新的说法。", 3)]


@pytest.mark.usefixtures("texts")
def test_only_editors_over_the_unit_change_a_text() -> None:
    for by, unit in ((CLERK, "lp-roads"), (LEADER, "lp"), (LEADER, "lp101")):
        with pytest.raises(CannotEdit):
            kept("不行", by, unit=unit)
    snippet = kept("全区", SUPERVISOR, unit="lp")
    with pytest.raises(CannotEdit):  # taking it over into one's own unit
        save(LEADER, directory(), {"kind": "reply", "title": "x", "text": "x", "unit": "lp-roads"}, snippet)
    with pytest.raises(CannotEdit):
        retire(LEADER, directory(), snippet)
    retire(SUPERVISOR, directory(), snippet)
    assert found() == []
