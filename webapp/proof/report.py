"""The page in a proof package that a person reads first. One file, no scripts, nothing loaded from anywhere."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from engine.clocks import member_of
from webapp import i18n
from webapp.casework.actors import absent_in, user_in
from webapp.casework.element_names import clock_names, element_names
from webapp.city_time import CITY_TIME
from webapp.proof.contents import Contents

PLACE = Path(__file__).with_name("report.html")


def as_page(contents: Contents, at: datetime, locale: str) -> str:
    """HTML in the language `locale`. `at`: when the package is made (UTC)."""
    folders = (*contents.later.values(), contents.model)
    names = {id: name for folder in folders for id, name in element_names(folder, locale).items()}
    clocks = {id: name for folder in folders for id, name in clock_names(folder, locale).items()}

    def words(key: str, **variables: object) -> str:
        return i18n.text(locale, key, variables)

    def clock(name: str) -> str:
        return _clock(name, clocks, locale)

    return _template().render(
        contents=contents, at=_local(at), locale=locale.replace("_", "-"), words=words, local=_local,
        kind_of=lambda kind: words(f"recorded-{_kebab(kind)}"), about=lambda data: _about(data, names, clock), clock=clock,
        who=lambda actor: _who(actor, contents.people, locale), outcome=_outcome(contents.case["outcome"], names, locale),
    )  # fmt: skip


@cache
def _template() -> Template:
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(PLACE.read_text(encoding="utf-8"))


def _local(at: datetime | str) -> str:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{moment.astimezone(CITY_TIME):%Y-%m-%d %H:%M:%S}"


def _about(data: dict[str, Any], names: dict[str, str], clock: Callable[[str], str]) -> str:
    """What an event is about, in a few words: the step, the clock, or how it ended."""
    if element := data.get("element"):
        return names.get(element, str(element))
    if name := data.get("clock"):
        return clock(str(name))
    outcome = str(data.get("outcome") or data.get("name") or "")
    return names.get(outcome, outcome)


def _clock(name: str, names: dict[str, str], locale: str) -> str:
    """What people call a clock: the process says so, or our own catalogue; of a series with its member."""
    series, member = member_of(name)
    key = f"clock-name-{_dashed(series)}"
    word = names.get(series) or (i18n.text(locale, key) if i18n.has(locale, key) else series)
    return word if member is None else f"{word} ({member})"


def _who(actor: str, people: dict[str, str], locale: str) -> str:
    """A member of staff by name and number, a deputy with the colleague in whose place it was done."""
    key = f"actor-{actor}"
    if (user := user_in(actor)) is None:
        return i18n.text(locale, key) if i18n.has(locale, key) else actor
    told = f"{people.get(f'user:{user}', '')} {actor.partition(' ')[0]}".strip()
    absent = absent_in(actor)
    if absent is None:
        return told
    return i18n.text(locale, "actor-on-behalf", {"person": told, "absent": people.get(f"user:{absent}", f"user:{absent}")})


def _outcome(outcome: str | None, names: dict[str, str], locale: str) -> str:
    key = f"outcome-{_dashed(outcome or '')}"
    return i18n.text(locale, key) if i18n.has(locale, key) else names.get(outcome or "", outcome or "")


def _dashed(name: str) -> str:
    return name.replace("_", "-")


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
