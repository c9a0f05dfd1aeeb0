"""Answers to a form: the rules a model sets, whoever wrote the model."""

from __future__ import annotations

import time
from typing import get_args

import pytest

from engine.forms import FIELD_TYPES, Form
from webapp.form_files import File
from webapp.forms import Kind, check, fields_of


def wrong(pattern: object, answer: str) -> dict[str, str]:
    """What is wrong with an answer to a field with this pattern."""
    component = {"key": "a", "type": "textfield", "validate": {"pattern": pattern}}
    return check(fields_of(Form(key="f", schema={"components": [component]})), {"a": answer}, {})[1]


def test_a_pattern_that_multiplies_its_ways_is_answered_at_once() -> None:
    begun = time.perf_counter()
    assert wrong("(a+)+$", "a" * 150 + "!") == {"a": "pattern"}
    assert wrong("(a+)+$", "a" * 150) == {}
    assert time.perf_counter() - begun < 1


def test_a_pattern_means_the_whole_answer() -> None:
    assert wrong(r"\d{3}", "123") == {}
    assert wrong(r"\d{3}", "1234") == wrong(r"\d{3}", "x123") == wrong("a|b", "ab") == {"a": "pattern"}


@pytest.mark.parametrize("pattern", ["(?=x)y", r"(a)\1", "(", "(a{1000}){1000}", 7])
def test_a_pattern_that_cannot_be_run_keeps_nobody_from_working(pattern: object) -> None:
    assert wrong(pattern, "anything") == {}


PHOTO = {"key": "photo", "type": "filepicker", "accept": "image/*", "validate": {"required": True}}
ON_HAND = {
    7: File(id=7, sha256="aa", media_type="image/jpeg"),
    8: File(id=8, sha256="bb", media_type="application/pdf"),
    9: File(id=9, sha256="cc", media_type="image/png"),
}


def filed(sent: object, **changes: object) -> tuple[dict[str, object], dict[str, str]]:
    """What a file field makes of what was sent."""
    return check(fields_of(Form(key="f", schema={"components": [{**PHOTO, **changes}]})), {"photo": sent}, {}, ON_HAND)


@pytest.mark.parametrize("sent", ["7", ["7"], 7, [{"attachment": 7, "sha256": "of the sender's own making"}], ["7", "7"]])
def test_an_upload_becomes_its_id_with_the_fingerprint_that_we_computed(sent: object) -> None:
    assert filed(sent) == ({"photo": [{"attachment": 7, "sha256": "aa"}]}, {})


@pytest.mark.parametrize("sent", ["6", "-7", "7x", ["7", "none"], [{"attachment": None}], [[7]], "٧", "9" * 30])
def test_what_is_no_upload_of_ours_is_refused(sent: object) -> None:
    assert filed(sent, multiple=True)[1] == {"photo": "unknown_file"}


def test_a_file_field_takes_the_types_it_asks_for_and_one_file_unless_it_says_more() -> None:
    assert filed("8")[1] == {"photo": "file_type"}
    assert filed("8", accept="image/*, application/pdf")[1] == filed("8", accept="")[1] == {}
    assert filed(["7", "9"])[1] == {"photo": "too_many"}
    assert filed(["7", "9"], multiple=True)[1] == {}
    assert filed([])[1] == filed("")[1] == {"photo": "required"}


def test_the_lint_knows_the_same_types_of_fields_as_the_pages() -> None:
    assert frozenset(get_args(Kind)) == FIELD_TYPES
