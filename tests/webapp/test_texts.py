"""Every text a page asks for is in both catalogues, with the same variables."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser
from fluent.syntax.ast import Message, VariableReference
from fluent.syntax.visitor import Visitor

from engine import errors, events
from webapp.casework import execute  # noqa: F401 - brings its own rejections into the family
from webapp.i18n import FOLDER, LOCALES, has, negotiate, text

ROOT = Path(__file__).parents[2] / "webapp"


def messages(locale: str) -> dict[str, Message]:
    found: dict[str, Message] = {}
    for file in sorted((FOLDER / locale).glob("*.ftl")):
        for entry in FluentParser().parse(file.read_text(encoding="utf-8")).body:
            assert type(entry).__name__ in {"Message", "Comment", "GroupComment", "ResourceComment"}, f"{file}: {entry}"
            if isinstance(entry, Message):
                assert entry.id.name not in found, f"{file}: {entry.id.name} twice"
                found[entry.id.name] = entry
    return found


def variables(message: Message) -> set[str]:
    names: set[str] = set()

    class Collector(Visitor):
        def visit_VariableReference(self, node: VariableReference) -> None:
            names.add(node.id.name)

    Collector().visit(message)
    return names


def asked_for() -> dict[str, str]:
    """Key -> where it stands, for every key written out in templates and pages."""
    found = {}
    for file in ROOT.glob("templates/**/*.html"):
        for key in re.findall(r"\bt\('([a-z0-9-]+)'[,)]", file.read_text()):
            found[key] = str(file)
    for file in (*ROOT.glob("pages/*.py"), ROOT / "duration_words.py"):
        for key in re.findall(r"""\bt\("([a-z0-9-]+)"[,)]|text\(g\.locale, "([a-z0-9-]+)\"""", file.read_text()):
            found[key[0] or key[1]] = str(file)
    return found


ERRORS = ("400", "403", "404", "405", "413", "429", "500", "form-expired")

FAMILIES = {
    "phase": ("intake", "dispatch", "handling", "supervision", "review", "callback"),
    "public-phase": ("intake", "dispatch", "handling", "supervision", "review", "callback"),
    "urgency": ("urgent", "utility", "inquiry", "general", "complex"),
    "kind": ("inquiry", "help", "complaint", "tip-off", "suggestion", "praise"),
    "channel": ("hotline", "web", "grid", "app", "letter", "wechat", "import"),
    "level": ("0", "1", "2", "3", "4", "5"),
    "class": ("name", "phone", "address", "statement", "note", "id-number", "plate"),
    "nav": ("inbox", "desk", "clearance", "supervision"),
    "theme": ("auto", "light", "dark"),
    "inbox": ("mine", "queue", "done"),
    "inbox-empty": ("mine", "mine-next", "queue", "queue-next", "done", "done-next"),
    "link": [f"{kind}-{side}" for kind in ("supervises", "merged-into", "reopens", "part-of") for side in ("out", "in")],
    "actor": ("party", "timer", "job", "system"),
    "wrong": (
        "required", "invalid", "unknown-choice", "too-long", "too-short", "too-small", "too-large", "pattern", "phone",
    ),
    "error": [f"{kind}-{part}" for kind in ERRORS for part in ("title", "next")],
    "clearance-column": (
        "number", "matter", "unit", "clock", "due", "new-due", "late", "others", "level", "next", "holder", "since", "campaign",
        "done-at", "cleared-at", "outcome",
    ),
    "clearance-tab": ("late", "done", "cleared"),
    "campaign-state": ("all", "open", "cleared", "left"),
    "campaign-lead": ("choose-cohort", "set-standard", "assign-classes", "drive", "explain", "sign-close"),
    "campaign-action": ("chase", "supervise", "none"),
    "limit": ("wd", "wh", "h", "min", "d"),
}  # fmt: skip
"""Keys that code puts together: first part -> codes."""


@pytest.mark.parametrize("locale", LOCALES)
def test_no_text_is_missing(locale: str) -> None:
    wanted = asked_for() | {f"{first}-{code}": "family" for first, codes in FAMILIES.items() for code in codes}
    assert {key: place for key, place in wanted.items() if not has(locale, key)} == {}


def test_both_languages_have_the_same_texts_with_the_same_variables() -> None:
    first, second = (messages(locale) for locale in LOCALES)
    assert set(first) ^ set(second) == set()
    assert {key for key in first if variables(first[key]) != variables(second[key])} == set()


def test_every_refusal_has_words() -> None:
    def family(kind: type[errors.Rejection]) -> set[str]:
        return {kind.code} | {code for below in kind.__subclasses__() for code in family(below)}

    silent = {code for code in family(errors.Rejection) if not has("en", f"refusal-{code.replace('_', '-')}")}
    assert silent - {"rejected"} == set()


def test_every_event_that_people_see_is_told() -> None:
    from webapp.pages.timeline import TELL

    known = {name for name, kind in vars(events).items() if isinstance(kind, type) and issubclass(kind, events.Event)}
    assert set(TELL) <= known
    quiet = {
        "Event", "TaskRescheduled", "TaskReprioritised", "TimerScheduled", "TimerCancelled", "JobCreated", "JobCompleted",
        "JobCancelled", "JobMoved", "IncidentMoved",
        "MessageAwaited", "MessageUnawaited", "FactsChanged",
    }  # fmt: skip
    assert known - set(TELL) == quiet


@pytest.mark.parametrize("locale", LOCALES)
def test_every_message_between_cases_has_words(locale: str) -> None:
    names = {
        name for file in (ROOT.parent / "processes").glob("*/process.bpmn")
        for name in re.findall(r'<bpmn:message id="[^"]+" name="([^"]+)"', file.read_text(encoding="utf-8"))
    }  # fmt: skip
    assert len(names) > 10
    assert sorted(name for name in names if not has(locale, f"message-{name.replace('_', '-')}")) == []


def test_no_template_holds_words_of_its_own() -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]+")
    found = {
        str(file.relative_to(ROOT)): sorted(set(chinese.findall(file.read_text())) - {"中文"})
        for file in ROOT.glob("templates/**/*.html")
    }
    assert {file: words for file, words in found.items() if words} == {}


def test_numbers_bend_the_word_in_english() -> None:
    assert text("en", "work-days", {"n": 1}) == "1 working day"
    assert text("en", "work-days", {"n": 2}) == "2 working days"
    assert text("zh_CN", "work-days", {"n": 2}) == "2 个工作日"


def test_the_language_is_the_accounts_then_the_cookies_then_the_browsers() -> None:
    assert negotiate(None, None, "en-GB,en;q=0.9,zh-CN;q=0.8") == "en"
    assert negotiate("zh_CN", "en", "en-GB") == "zh_CN"
    assert negotiate(None, "en", "zh-CN") == "en"
    assert negotiate(None, None, "fr-FR") == "zh_CN"
    assert negotiate(None, None, None) == "zh_CN"


def test_an_unknown_key_shows_itself() -> None:
    assert text("en", "no-such-key") == "no-such-key"


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize(("programme", "field"), [("complaint", "channel"), ("supervision", "reason")])
def test_where_a_case_came_from_is_said_in_words(locale: str, programme: str, field: str) -> None:
    form = json.loads((ROOT.parent / "processes" / programme / "forms" / "start.json").read_text(encoding="utf-8"))
    (asked,) = [each for each in form["components"] if each.get("key") == field]
    assert [
        choice["value"] for choice in asked["values"] if not has(locale, f"channel-{choice['value'].replace('_', '-')}")
    ] == []


def test_what_stands_between_words_is_text_too() -> None:
    """An English list has no Chinese commas."""
    files = [*ROOT.glob("pages/**/*.py"), *ROOT.glob("templates/**/*.html")]
    joined = re.compile(r"[\"'][、，；：][\"'](\.join| if)|join\([\"'][、，；：]")
    assert [str(file.relative_to(ROOT)) for file in files if joined.search(file.read_text(encoding="utf-8"))] == []
