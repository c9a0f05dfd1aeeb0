"""The table of keys and the scripts that obey it cannot drift apart; and what the inbox loads stays small."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from webapp.config import ROOT
from webapp.i18n import LOCALES, has
from webapp.pages.keys import KEYS, keys_of

SCRIPTS = ROOT / "webapp" / "assets" / "scripts"
TEMPLATES = ROOT / "webapp" / "templates"
DIST = ROOT / "webapp" / "static" / "dist"
PAGES = ("inbox", "task", "case", "bulk", "other")
MOST_KILOBYTES = 100


def done_by_scripts() -> set[str]:
    """Acts that a script teaches: entries of the object literals in the files about keys."""
    files = (SCRIPTS / "keyboard.js", *(SCRIPTS / "inbox").glob("*.js"))
    text = "\n".join(file.read_text() for file in files)
    return set(re.findall(r"^  \"?([a-z][a-z-]*)\"?: \(\) =>", text, re.M)) | set(re.findall(r"teach\(\{ (\w+) \}\)", text))


def pressed() -> set[str]:
    """Acts that a button or link of a template does."""
    folders = ("inbox/*.html", "case/now.html", "task/show.html", "notices/bell.html")
    text = "\n".join(file.read_text() for folder in folders for file in TEMPLATES.glob(folder))
    written = set(re.findall(r'data-act="([a-z-]+)"', text))
    written |= {f"tab-{name}" for name in ("mine", "unit", "queue", "watching", "done") if 'data-act="tab-{{ name }}"' in text}
    return written | {f"bulk-{name}" for name in ("claim", "release", "assign", "reply", "extend") if 'data-act="bulk-{{' in text}


def test_every_listed_key_does_something() -> None:
    assert {key.act for key in KEYS} - done_by_scripts() - pressed() == set()


def test_nothing_a_script_teaches_lacks_a_key() -> None:
    assert done_by_scripts() - {key.act for key in KEYS} == set()


@pytest.mark.parametrize("page", PAGES)
def test_no_key_means_two_things_on_a_page(page: str) -> None:
    keys = Counter(keys for key in keys_of(page) for keys in key.keys)
    assert [name for name, times in keys.items() if times > 1] == []
    first = {name.split()[0] for name in keys if " " in name}
    assert first & set(keys) == set()


@pytest.mark.parametrize("locale", LOCALES)
def test_every_key_is_explained(locale: str) -> None:
    assert [key.act for key in KEYS if not has(locale, f"key-{key.act}")] == []


@pytest.mark.skipif(not (DIST / "manifest.json").exists(), reason="the assets are not built (make setup)")
def test_the_inbox_loads_at_most_a_hundred_kilobytes_of_script() -> None:
    """Everything the page names and everything that imports in turn, compressed as a server would."""
    manifest = json.loads((DIST / "manifest.json").read_text())
    wanted, seen = ["scripts/app.js", "scripts/inbox.js"], set()
    while wanted:
        entry = wanted.pop()
        if entry not in seen:
            seen.add(entry)
            wanted += manifest[entry].get("imports", [])
    sizes = {manifest[entry]["file"]: _compressed(DIST / manifest[entry]["file"]) for entry in seen}
    assert len(sizes) >= 2
    assert sum(sizes.values()) <= MOST_KILOBYTES * 1000, sizes


def _compressed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes()))
