"""Every text a script of the studio asks for is in the catalogue."""

from __future__ import annotations

import re

import pytest

from webapp.config import ROOT
from webapp.i18n import LOCALES, has

SCRIPTS = ROOT / "webapp" / "assets" / "scripts"
FILES = [SCRIPTS / "studio-diagram.js", *sorted((SCRIPTS / "studio").rglob("*.js"))]


def asked_for() -> set[str]:
    found: set[str] = set()
    for file in FILES:
        text = file.read_text()
        found |= {f"studio-js-{key}" for key in re.findall(r"""\bw\("([a-z-]+)\"""", text)}
        found |= {f"panel-{key}" for key in re.findall(r"""\bp\("([a-z-]+)\"""", text)}
    return found


@pytest.mark.parametrize("locale", LOCALES)
def test_every_text_a_script_asks_for_exists(locale: str) -> None:
    keys = asked_for()
    assert len(keys) > 100
    assert {key for key in keys if not has(locale, key)} == set()
