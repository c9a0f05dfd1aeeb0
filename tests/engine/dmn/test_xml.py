"""Files that are no models, or are made to harm."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.dmn import DmnError, load
from engine.dmn.xml import BYTES
from tests.engine.dmn.drawing import decision, definitions, table, text

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    '<definitions xmlns="https://www.omg.org/spec/DMN/20230324/MODEL/">&b;</definitions>'
)
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><definitions/>'


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_xml"),
        (b"<definitions", "not_xml"),
        (b"\xff\xfe\x00", "not_xml"),
        (b"<html/>", "not_dmn"),
        (b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "not_dmn"),
        (BOMB.encode(), "doctype"),
        (OUTSIDE.encode(), "doctype"),
        (b" " * (BYTES + 1), "too_large"),
        (b"<a>" * 5_000, "not_xml"),
    ],
)
def test_what_is_no_model_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(DmnError) as error:
        load(content)
    assert error.value.code == code


@pytest.mark.parametrize(
    "namespace",
    [
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    ],
)
def test_models_of_1_2_to_1_5_are_read(namespace: str) -> None:
    assert load(definitions(decision("a", text("1 + 1")), version=namespace)).evaluate("a", {}).value == 2


@given(st.binary(max_size=200))
def test_any_bytes(content: bytes) -> None:
    with pytest.raises(DmnError):
        load(content)


LOGIC = table(["x"], ["y"], [["> 1", "2"], ["[1..3]", '"b"']], policy="COLLECT")
WHOLE = definitions(decision("a", LOGIC, ["d_b"]), decision("b", text("1")))


@given(st.integers(0, len(WHOLE)), st.binary(max_size=3), st.integers(0, 12))
def test_of_a_damaged_model_nothing_else_than_our_error_comes_out(at: int, damage: bytes, dropped: int) -> None:
    with suppress(DmnError):
        load(WHOLE[:at] + damage + WHOLE[at + dropped :])
