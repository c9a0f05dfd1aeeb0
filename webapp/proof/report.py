"""The page in a proof package that a person reads first. One file, no scripts, nothing loaded from anywhere."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, Template

from webapp import i18n
from webapp.casework.element_names import element_names
from webapp.city_time import CITY_TIME
from webapp.proof.contents import Contents

PLACE = Path(__file__).with_name("report.html")


def as_page(contents: Contents, at: datetime, locale: str) -> str:
    """HTML in the language `locale`. `at`: when the package is made (UTC)."""
    names = element_names(contents.model, locale)

    def words(key: str, **variables: object) -> str:
        return i18n.text(locale, key, variables)

    return _template().render(
        contents=contents, at=_local(at), locale=locale.replace("_", "-"), words=words, local=_local,
        kind_of=lambda kind: words(f"recorded-{_kebab(kind)}"),
        about=lambda data: _about(data, names),
    )  # fmt: skip


@cache
def _template() -> Template:
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(PLACE.read_text(encoding="utf-8"))


def _local(at: datetime | str) -> str:
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    return f"{moment.astimezone(CITY_TIME):%Y-%m-%d %H:%M:%S}"


def _about(data: dict[str, Any], names: dict[str, str]) -> str:
    """What an event is about, in a few words: the step, the clock, or how it ended."""
    if element := data.get("element"):
        return names.get(element, str(element))
    return str(data.get("clock") or data.get("outcome") or data.get("name") or "")


def _kebab(name: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()
