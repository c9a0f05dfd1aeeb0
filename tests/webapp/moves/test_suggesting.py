"""What may take the place of a step that is gone, and what a way that is not drawn would do."""

from __future__ import annotations

from tests.engine.drawing import draw
from tests.engine.story import Story, engine_for
from webapp.moves.suggesting import choices, suggestion
from webapp.moves.trying import look
from webapp.moves.ways import ways

INSIDE = "\np sub\n  i start\n"
OLD = f's start\nsign user name="签收"\nwait catch message=M{INSIDE}  inner user name="里面"\n  i > inner\ns > sign > wait > p'
NEW = (
    's start\ntake user name="签收工单"\ncheck user name="复核"\nmany user times=2 name="签收"\n'
    f'bell catch message=M{INSIDE}  inside user name="里面的"\n  i > inside\ns > take > check > many > bell > p'
)


def definition(text: str) -> object:
    return engine_for(draw(text)).library.newest("demo")


def test_the_same_kind_in_the_same_place_is_suggested_by_name() -> None:
    old, new = definition(OLD), definition(NEW)
    gone = {name: old.elements[name] for name in ("sign", "wait", "inner")}  # type: ignore[attr-defined]
    assert {name: suggestion(element, new) for name, element in gone.items()} == {  # type: ignore[arg-type]
        "sign": "take", "wait": "bell", "inner": "inside",
    }  # fmt: skip
    assert [element.id for element in choices(gone["sign"], new)] == ["take", "check", "inside"]  # type: ignore[arg-type]


def test_nothing_alike_is_no_suggestion() -> None:
    old = definition("s start\na user name=甲\ns > a")
    new = definition("s start\nxx user name=乙\nyy user name=丙\ns > xx > yy")
    assert suggestion(old.elements["a"], new) is None  # type: ignore[attr-defined, arg-type]


def test_a_way_says_what_it_cancels_starts_and_does_to_clocks() -> None:
    story = Story(
        's start\na user clock.k="start enter limit=2wd unit=u"\n'
        'b user clock.l="start enter limit=1wd unit=u"\nc user clock.l="stop enter"\nx end\ns > a > b > c > x'
    ).start()
    story.done("a")
    found = {(way.move, way.target): way for way in ways(story.engine, story.step.state, held=("k", "l"))}
    assert set(found) == {("sent_back", "a"), ("jump", "c")}
    on = found["jump", "c"]
    assert (on.cancelled, on.started, on.clocks, on.held) == (("b",), ("c",), (("l", "stops"),), ("k",))
    assert found["sent_back", "a"].started == ("a",)


def test_what_cannot_be_taken_back_is_said_beforehand() -> None:
    story = Story('s start\ne catch when="=go"\nb user\ns > e > b').start(ready=True)
    other = engine_for(draw('s start\ne catch when="=ready"\nb user\ns > e > b')).library.newest("demo")
    story.engine.library._versions[other.id] = other
    found = look(story.engine, story.step.state, other.id, {})
    assert (found.verdict, found.changes) == ("moves", ("final", "goes_on"))


def test_what_went_into_a_subprocess_under_another_name_is_found_there() -> None:
    old = definition("s start\nsign user name=签收工单\nb user name=办理\ns > sign > b")
    new = definition(
        "s start\nb user name=办理\np sub\n  i start\n  sign_it user name=签收工单\n  told user name=告知\n"
        "  i > sign_it > told\ns > p > b"
    )
    gone = old.elements["sign"]  # type: ignore[attr-defined]
    assert suggestion(gone, new) == "sign_it"  # type: ignore[arg-type]
    assert [element.id for element in choices(gone, new)] == ["b", "sign_it", "told"]  # type: ignore[arg-type]
