"""Diagrams made to hurt: each is refused, or ends in an incident, and quickly. Nothing in a model is ever Python."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from engine.bounds import MAX_INSTANCES, MAX_TOKENS
from engine.diagram import UnsafeXml, parse
from engine.feel import FeelError
from engine.spiff.builder import Unsupported
from tests.engine.drawing import draw
from tests.engine.story import Story, engine_for

SECONDS = 5


@contextmanager
def quickly() -> Iterator[None]:
    began = time.process_time()
    yield
    assert time.process_time() - began < SECONDS


def diamonds(number: int, kind: str = "parallel") -> str:
    lines, last = ["s start", "x end"], "s"
    for i in range(number):
        default = f" default=a{i}" if kind == "inclusive" else ""
        lines += [f"f{i} {kind}{default}", f"a{i} user", f"b{i} user", f"j{i} {kind}"]
        lines += [f"{last} > f{i} > a{i} > j{i}", f"f{i} > b{i}" + (" [=true]" if kind == "inclusive" else ""), f"b{i} > j{i}"]
        last = f"j{i}"
    return "\n".join([*lines, f"{last} > x"])


@pytest.mark.parametrize("kind", ["parallel", "inclusive"])
def test_forty_forks_in_a_row_cost_forty_forks(kind: str) -> None:
    with quickly():
        story = Story(diamonds(40, kind)).start()
        done = 0
        while story.open:
            assert len(story.step.state.blob) < 300
            story.done(story.open[0])
            done += 1
        assert (story.outcome, done) == ("x", 80 if kind == "parallel" else 40)


def test_a_long_chain_is_walked_or_refused() -> None:
    with quickly():
        chain = [f"t{i}" for i in range(990)]
        story = Story("\n".join(["s start", "x end", *(f"{t} task" for t in chain), " > ".join(["s", *chain, "x"])])).start()
        assert story.outcome == "x"
        with pytest.raises(Unsupported):
            engine_for(draw("\n".join(["s start", *(f"t{i} task" for i in range(1001))])))


def test_a_loop_without_a_wait_ends_as_an_incident() -> None:
    with quickly():
        story = Story(
            's start\nm exclusive\nt script text="n = n + 1"\ng exclusive default=m\nx end\ns > m > t > g\ng > x [=false]\ng > m'
        ).start(n=0)
        assert [kind for _, kind in story.incidents] == ["limit"]
        assert story.status == "incident"


def test_a_fork_without_end_ends_as_an_incident() -> None:
    with quickly():
        story = Story("s start\nm exclusive\nf parallel\na user\ns > m > f > m\nf > a").start()
        assert {kind for _, kind in story.incidents} == {"limit"}
        assert len(story.open) <= MAX_TOKENS


def test_a_wide_fork_is_not_worse_than_wide() -> None:
    with quickly():
        names = [f"t{i}" for i in range(300)]
        model = "\n".join(
            ["s start", "f parallel", "j parallel", "x end", "s > f", "j > x", *((f"{n} task\nf > {n} > j") for n in names)]
        )
        assert Story(model).start().outcome == "x"


@pytest.mark.parametrize("times", ["1000000000", "201", "=10 ** 30", "=-1", '="many"', "=0.5"])
@pytest.mark.parametrize("seq", ["", "seq"])
def test_no_more_instances_than_allowed(times: str, seq: str) -> None:
    with quickly():
        story = Story(f"s start\na user times='{times}' {seq}\nx end\ns > a > x").start()
        assert [element for element, _ in story.incidents] == ["a"]


def test_as_many_instances_as_allowed() -> None:
    with quickly():
        story = Story(f"s start\na user times={MAX_INSTANCES}\nx end\ns > a > x").start()
        assert len(story.open) == MAX_INSTANCES


def test_a_process_that_calls_itself_ends_as_an_incident() -> None:
    with quickly():
        story = Story("s start\nc call calls=demo\nx end\ns > c > x").start()
        assert [kind for _, kind in story.incidents] == ["limit"]


@pytest.mark.parametrize("timer", ["cycle=R/2020-01-01T00:00:00Z/PT1S", "cycle=R/PT1S", "cycle=R1000000/PT0.001S"])
def test_a_cycle_from_long_ago_catches_up_once(timer: str) -> None:
    with quickly():
        story = Story(f"s start\na user\nb boundary on=a {timer} beside\ny user\ns > a\nb > y").start()
        story.later(days=300)
        assert len(story.open) <= 3


def test_a_timer_that_is_always_due_ends() -> None:
    with quickly():
        story = Story('s start\nm exclusive\nt catch date="=date and time(\\"2020-01-01T00:00:00Z\\")"\ns > m > t > m').start()
        story.later(seconds=1)
        assert story.status in ("active", "incident")


ENTITIES = '<!DOCTYPE d [<!ENTITY a "{}">{}]><d>&z;</d>'
LAUGHS = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("abcdefgh", "bcdefghz", strict=True))


@pytest.mark.parametrize(
    "xml",
    [
        ENTITIES.format("lol", LAUGHS),
        '<!DOCTYPE d SYSTEM "http://127.0.0.1:1/x.dtd"><d/>',
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]><d>&x;</d>',
        "<!DOCTYPE d><d/>",
        "<d",
        "",
        "\0",
        "<d>" + "x" * 2_000_000 + "</d>",
    ],
)
def test_xml_that_is_more_than_a_drawing_is_not_read(xml: str) -> None:
    with quickly(), pytest.raises(UnsafeXml):
        parse(xml.encode())


PYTHON = [
    "__import__('os').system('touch {}')",
    "().__class__.__base__.__subclasses__()",
    "open('{}', 'w')",
    "exec(\"open('{}', 'w')\")",
    "case.__class__",
    "working.add.__globals__",
    "eval('1')",
    "[x for x in ().__class__.__mro__]",
    "lambda: 1",
    "breakpoint()",
]
PLACES = [
    's start\na script text="n = {}"\nx end\ns > a > x',
    's start\na user unit="={}"\nx end\ns > a > x',
    's start\na user due="={}"\nx end\ns > a > x',
    's start\na user priority="={}"\nx end\ns > a > x',
    's start\na user times="{}"\nx end\ns > a > x',
    's start\na user each="={}"\nx end\ns > a > x',
    's start\na user times=1 until="{}"\nx end\ns > a > x',
    's start\na user while="{}" before\nx end\ns > a > x',
    's start\na catch date="={}"\nx end\ns > a > x',
    's start\na catch after="={}"\nx end\ns > a > x',
    's start\na catch when="{}"\nx end\ns > a > x',
    's start\na service type="={}" in.x="={}"\nx end\ns > a > x',
    's start\na throw message=M to=supervises in.x="={}"\nx end\ns > a > x',
    "s start\na exclusive default=y\nx end\ny end\ns > a\na > x [{}]\na > y",
    "s start\na inclusive default=y\nx end\ny end\ns > a\na > x [{}]\na > y",
    's start\na user clock.k=\'start enter limit="={}" unit="={}"\'\nx end\ns > a > x',
]


@pytest.mark.parametrize("place", PLACES)
def test_an_expression_that_wants_to_be_python_does_nothing(place: str, tmp_path: Path) -> None:
    """It is refused, is null, or becomes an incident; it never runs."""
    for number, attack in enumerate(PYTHON):
        mark = tmp_path / f"ran{number}"
        text = attack.format(mark) if "{}" in attack else attack
        model = place.replace("{}", text.replace('"', '\\"') if '="={}"' in place or '"{}"' in place else text)
        with quickly():
            try:
                story = Story(model).start(n=1)
                if story.status != "completed":
                    story.later(days=1)
            except (FeelError, ValueError, AssertionError):
                continue
        assert not mark.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_key_that_the_library_would_choke_on_is_only_a_key() -> None:
    story = Story("s start\na user\nb user\ns > a > b").start(typename="UUID")
    story.done("a", typename="BpmnEvent", x=1, __class__="y")
    assert story.done("b").file["a"] == {"typename": "BpmnEvent", "x": 1, "__class__": "y"}
