"""Whatever texts a folder holds: looking them through takes a time that grows with their length, and no more."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest

from engine.lint import check
from tests.engine.lint.models import document, folder, forked, multi, node, script, seq, user

LONGEST = 1.5
"""Seconds of the processor; 0.05 to 0.3 on an idle core. What grows with the square takes 10 and more."""
ALL = 60_000  # characters, as the largest of ours has
ONE = 9_800  # characters of one expression, just short of engine.feel.limits.SOURCE

EXPRESSIONS: dict[str, Callable[[int], str]] = {
    "a text that does not end": lambda n: '"' + '\\"' * (n // 2),
    "quotes in quotes": lambda n: '"\\' * (n // 2),
    "names": lambda n: "[" + ",".join(f"n{i}" for i in range(n // 7)) + "]",
    "names with apostrophes": lambda n: "[" + ",".join(f"n'{i}" for i in range(n // 8)) + "]",
    "brackets in brackets": lambda n: "[" * 90 + "1," * (n // 2 - 100) + "1" + "]" * 90,
    "brackets that do not close": lambda n: "[" * n,
    "members": lambda n: "[" + ",".join(f"policy.p{i}" for i in range(n // 13)) + "]",
    "members of many words": lambda n: "policy." + "a " * (n // 2 - 10),
    "clocks": lambda n: "[" + ",".join(f"clock.c{i}.due" for i in range(n // 16)) + "]",
    "dots": lambda n: "x" + ".y" * (n // 2 - 2),
    "numbers": lambda n: "9" * n,
    "spaces": lambda n: " " * (n - 1) + "1",
    "remarks": lambda n: "/*" * (n // 2),
    "sums": lambda n: "+".join(["1"] * (n // 2)),
}
POLICIES = [{"name": f"p{i}x", "value": "1", "from": "2026-01-01"} for i in range(20_000)]


def scripts(expression: str) -> dict[str, bytes]:
    """As many lines of script as are read."""
    return folder(document(seq(script(text="\n".join(f"a{i} = {expression}" for i in range(ALL // (len(expression) + 8)))))))


def wide(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same with more policies than anybody has."""
    manifest = json.loads(files["manifest.json"])
    return {**files, "manifest.json": json.dumps({**manifest, "policies": POLICIES}).encode()}


def fields(entry: Callable[[int], dict[str, object]], count: int) -> dict[str, bytes]:
    form = {"components": [{"key": f"k{i}", "type": "textfield", "label": "x", **entry(i)} for i in range(count)]}
    return {**folder(document(seq(user()))), "forms/f.json": json.dumps(form).encode()}


FOLDERS: dict[str, Callable[[], dict[str, bytes]]] = {
    **{name: lambda make=make: scripts(make(ONE)) for name, make in EXPRESSIONS.items()},
    "members beside many policies": lambda: wide(scripts(EXPRESSIONS["members"](ONE))),
    "conditions of many ways": lambda: folder(
        document(
            forked("exclusiveGateway", *(user(f"t{i}") for i in range(250)), conditions=tuple(f"=x = {i}" for i in range(250)))
        )
    ),
    "lists of lists of people": lambda: folder(
        document(
            seq(*(user(f"t{i}", inside=multi(f"<bpmn:loopCardinality>={'x' * 100}</bpmn:loopCardinality>")) for i in range(280)))
        )
    ),
    "tasks with one name": lambda: folder(document(seq(*(node("task", f"t{i}", "name='x'") for i in range(290))))),
    "fields with patterns": lambda: fields(lambda i: {"validate": {"pattern": "(a+)+" * 20}}, 1000),
    "fields with conditions": lambda: fields(lambda i: {"conditional": {"hide": f"=k{i} = 1 and k1 = 2"}}, 1000),
    "texts of another language": lambda: {
        **folder(document(seq(user()))),
        "locale/en.json": json.dumps({f"k{i}": "x" for i in range(20_000)}).encode(),
    },
}


@pytest.mark.parametrize("name", FOLDERS)
def test_no_text_makes_the_lint_think_for_long(name: str) -> None:
    files = FOLDERS[name]()
    began = time.process_time()
    check(files)
    assert time.process_time() - began < LONGEST
