"""Texts for people, by key, from Fluent catalogues: translations/<locale>/*.ftl. Code and templates hold keys only.

Both locales hold the same keys with the same variables (a test compares them);
a missing key shows itself, never an error page."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

from fluent.runtime import FluentBundle, FluentResource

LOCALES = ("zh_CN", "en")
DEFAULT_LOCALE = "zh_CN"
FOLDER = Path(__file__).parent / "translations"

log = logging.getLogger(__name__)


@cache
def catalogue(locale: str) -> FluentBundle:
    """All messages of one locale. Bidi isolation is off: both languages run left to right."""
    bundle = FluentBundle([locale.replace("_", "-")], use_isolating=False)
    for file in sorted((FOLDER / locale).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundle


def has(locale: str, key: str) -> bool:
    """Whether the catalogue of `locale` has a message `key`."""
    return catalogue(locale).has_message(key)


def text(locale: str, key: str, variables: Mapping[str, object] | None = None) -> str:
    """The message `key` in `locale`. Unknown keys come back as they are, with a warning in the log."""
    given = variables or {}
    if all(type(value) is int for value in given.values()):
        return _kept(locale, key, tuple(given.items()))
    return _formatted(locale, key, given)


@lru_cache(maxsize=8192)
def _kept(locale: str, key: str, numbers: tuple[tuple[str, object], ...]) -> str:
    """Most texts of a page have no variables, or a small number: they are put together once. Words are not kept, they may be
    somebody's."""
    return _formatted(locale, key, dict(numbers))


def _formatted(locale: str, key: str, variables: Mapping[str, object]) -> str:
    bundle = catalogue(locale)
    if not bundle.has_message(key):
        log.warning("no text for %s in %s", key, locale)
        return key
    value, errors = bundle.format_pattern(bundle.get_message(key).value, dict(variables))
    for error in errors:
        log.warning("text %s in %s: %s", key, locale, error)
    return str(value)


def negotiate(*wishes: str | None) -> str:
    """The first wish that is a locale of ours (account, cookie, then the browser's languages), else Chinese."""
    for wish in wishes:
        for tag in (wish or "").split(","):
            code = tag.split(";")[0].strip().replace("-", "_")
            if code in LOCALES:
                return code
            for locale in LOCALES:
                if code and code.split("_")[0] == locale.split("_")[0]:
                    return locale
    return DEFAULT_LOCALE
