"""Every rule finds what it is for, says it in both languages, and is written down."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

import engine.lint
from engine.dmn.errors import SENTENCES as DMN_SENTENCES
from engine.feel.errors import SENTENCES as FEEL_SENTENCES
from engine.handling.turn import RESERVED as ENGINE_RESERVED
from engine.lint import check
from engine.lint.catalogue import lesson
from engine.lint.fixes import fixes, table
from engine.lint.rules import READING, RULES
from engine.lint.rules.identity import RESERVED
from tests.engine.coverage_table import that_are_refused
from tests.engine.lint.drawings_refused import REFUSED
from tests.engine.lint.drawings_wrong import JOB_TYPES, ROLES, WRONG
from tests.engine.lint.models import folder

HOME = Path(engine.lint.__file__).parent
LOCALES = ("zh_CN", "en")
EVERY = (*READING, *RULES)
FIRST_DRAWN = (
    "gateway_condition_missing", "gateway_default_missing", "timer_empty", "several_outgoing", "end_missing", "dead_end",
    "start_missing", "process_not_executable", "join_missing", "condition_without_gateway", "task_without_kind",
)  # fmt: skip


def texts(locale: str) -> dict[str, dict[str, dict[str, str]]]:
    return json.loads((HOME / "texts" / f"{locale}.json").read_text(encoding="utf-8"))


def folders() -> dict[str, dict[str, bytes]]:
    by_coverage = {rule: folder(REFUSED[construct]) for construct, rule in that_are_refused().items()}
    return {**by_coverage, **WRONG}


def test_every_rule_has_a_folder_that_it_finds_fault_with():
    assert set(folders()) == set(EVERY)


@pytest.mark.parametrize("rule", EVERY)
def test_a_rule_finds_what_it_is_for(rule):
    found = [f for f in check(folders()[rule], roles=ROLES, job_types=JOB_TYPES) if f.rule == rule]
    assert found
    for finding in found:
        assert finding.severity == (RULES[rule].severity if rule in RULES else "error")
        for locale in LOCALES:
            message = finding.message(locale)
            assert finding.element is None or finding.element in message
            assert not re.search(r"\{\w*\}", message), message


@pytest.mark.parametrize("locale", LOCALES)
def test_every_rule_has_reason_and_remedy_and_no_text_is_left_over(locale):
    rules = texts(locale)["rules"]
    assert list(rules) == list(EVERY)
    assert all(set(text) == {"reason", "remedy"} and all(text.values()) for text in rules.values())


@pytest.mark.parametrize("locale", LOCALES)
def test_every_fix_has_a_label_and_every_lesson_a_rule(locale):
    named = {name for names in table().values() for name in names}
    assert set(table()) <= set(EVERY)
    assert set(texts(locale)["fixes"]) == named
    assert all(fix["label"] and (fix.get("ask") is None or fix["ask"]) for fix in texts(locale)["fixes"].values())
    assert set(texts(locale)["lessons"]) < set(EVERY)


@pytest.mark.parametrize("rule", FIRST_DRAWN)
def test_what_supervisors_draw_first_is_explained_kindly(rule):
    for locale in LOCALES:
        assert len(lesson(rule, locale)) > 30
    assert fixes(next(f for f in check(folders()[rule], roles=ROLES, job_types=JOB_TYPES) if f.rule == rule))


@pytest.mark.parametrize("locale", LOCALES)
def test_the_refusals_of_feel_and_dmn_are_explained_as_well(locale):
    assert set(texts(locale)["feel"]) == set(FEEL_SENTENCES)
    assert set(texts(locale)["dmn"]) == set(DMN_SENTENCES)


def test_both_languages_use_the_same_facts():
    chinese, english = (texts(locale) for locale in LOCALES)
    for book in ("kinds", "where", "rules", "lessons", "fixes", "feel", "dmn"):
        assert list(chinese[book]) == list(english[book])
    for rule in EVERY:
        assert _facts(chinese["rules"][rule]) == _facts(english["rules"][rule]), rule


def test_the_chinese_texts_are_chinese():
    for rule, text in texts("zh_CN")["rules"].items():
        assert all(re.search(r"[\u4e00-\u9fff]", part) for part in text.values()), rule
    for rule, text in texts("en")["rules"].items():
        assert not any(re.search(r"[\u4e00-\u9fff]", part) for part in text.values()), rule


def test_the_readme_has_a_line_for_each_rule():
    readme = (HOME / "README.md").read_text(encoding="utf-8")
    assert re.findall(r"^\| `(\w+)` \|", readme, re.MULTILINE) == list(EVERY)


def test_every_check_says_why_it_is_there():
    assert [name for name, rule in RULES.items() if not (rule.check.__doc__ or "").strip()] == []


def test_the_names_kept_free_are_those_the_engine_uses():
    assert RESERVED == ENGINE_RESERVED


def _facts(text: dict[str, str]) -> set[str]:
    return {field for part in text.values() for _, field, _, _ in string.Formatter().parse(part) if field}
