"""Texts for scripts: a family of the catalogues as JSON, with {name} where a fact goes."""

from __future__ import annotations

import json
import re
from functools import cache

from flask import g

from webapp.i18n import DEFAULT_LOCALE, FOLDER, text
from webapp.pages.studio.blueprint import pages

_LINE = re.compile(r"^([a-z][a-z0-9-]*) =", re.MULTILINE)
_FACT = re.compile(r"\{ ?\$(\w+)")


@pages.app_template_global("studio_words")
def studio_words(family: str) -> str:
    """{key without the family: text} in the reader's language, as JSON."""
    return _words(g.locale, family)


@cache
def _words(locale: str, family: str) -> str:
    keys, facts = set[str](), set[str]()
    for file in (FOLDER / DEFAULT_LOCALE).glob("studio*.ftl"):
        content = file.read_text(encoding="utf-8")
        keys.update(key for key in _LINE.findall(content) if key.startswith(family))
        facts.update(_FACT.findall(content))
    variables = {fact: f"{{{fact}}}" for fact in facts}
    return json.dumps({key[len(family) :]: text(locale, key, variables) for key in sorted(keys)}, ensure_ascii=False)
