"""Run by test_fuzz as a program of its own: atheris drives it towards unseen code and never returns."""

from __future__ import annotations

import sys
from contextlib import suppress

import atheris

with atheris.instrument_imports(include=["engine.feel"]):
    from engine.feel import FeelError, compile, compile_unary, plain
    from engine.feel.text import written

CONTEXT = {"x": [1, 2.5, "a", None], "y": {"a": {"b": True}}, "z": "2026-03-02"}


def one_input(data: bytes) -> None:
    source = atheris.FuzzedDataProvider(data).ConsumeUnicode(200)
    with suppress(FeelError):
        found = compile(source).evaluate(CONTEXT)
        written(found)
        plain(found)
    with suppress(FeelError):
        compile_unary(source).test(5, CONTEXT)


atheris.Setup(sys.argv, one_input)
atheris.Fuzz()
