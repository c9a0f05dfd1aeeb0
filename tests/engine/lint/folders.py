"""Whole folders of small processes: a good one in which one thing is drawn or written otherwise."""

from __future__ import annotations

from tests.engine.lint.models import (
    boundary,
    catch,
    document,
    folder,
    forked,
    inner,
    node,
    seq,
    sub,
    user,
)

Files = dict[str, bytes]
FINE = document(seq(user()))


def drawn(body: str, **more: str) -> Files:
    return folder(document(body, **more))


def with_files(**files: str) -> Files:
    """A good folder with other files; "__" stands for "/", a last "_" for the dot before the suffix."""
    named = {".".join(name.replace("__", "/").rsplit("_", 1)): text for name, text in files.items()}
    return folder(FINE, named)


def without(path: str) -> Files:
    return {p: data for p, data in folder(FINE).items() if p != path}


def with_extension(inside: str) -> Files:
    return drawn(seq(user().replace("<zeebe:formDefinition", f"{inside}<zeebe:formDefinition")))


def with_clock(attributes: str) -> Files:
    return with_extension(f"<bihuan:clock {attributes}/>")


def with_timer(text: str) -> Files:
    return drawn(seq(catch("timer", inside=text)))


def with_cycle(text: str) -> Files:
    return drawn(seq(user()) + boundary("timer", interrupting=False, inside=f"<bpmn:timeCycle>{text}</bpmn:timeCycle>"))


def with_condition(expression: str) -> Files:
    return drawn(forked("exclusiveGateway", user("a"), user("b"), conditions=(expression, None), default="k_b", join=False))


def nested(levels: int) -> str:
    body = inner(user("u"))
    for level in range(levels):
        body = inner(sub(body, f"q{level}"), prefix=f"l{level}_")
    return seq(sub(body, "outermost"))


def link(name: str, kind: str, identity: str) -> str:
    return node(kind, identity, f'<bpmn:linkEventDefinition name="{name}"/>')
