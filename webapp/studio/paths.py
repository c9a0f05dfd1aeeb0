"""Which files a process folder may hold, and how much of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from engine.errors import Rejection

SCENARIOS = "scenarios.yaml"
"""Travels with a draft, is no part of the version."""
MANIFEST = "manifest.json"
DIAGRAM = "process.bpmn"

_NAME = r"[\w][\w.\-]{0,79}"
_KNOWN = re.compile(
    rf"(?:{re.escape(MANIFEST)}|{re.escape(SCENARIOS)}|{_NAME}\.bpmn|{_NAME}\.dmn|forms/{_NAME}\.json|locale/{_NAME}\.json)"
)

LARGEST_FILE = 2_000_000
LARGEST_FOLDER = 8_000_000
"""Characters."""
MOST_FILES = 300


class NotInFolder(Rejection):
    """A process folder has no place for a file of this name."""


class TooMuch(Rejection):
    """Larger than a process folder may be."""


class NotText(Rejection):
    """Not a text that can be kept."""


def is_known(path: str) -> bool:
    """Whether a process folder has a place for it."""
    return bool(_KNOWN.fullmatch(path)) and ".." not in path


def checked(files: Mapping[str, str]) -> None:
    """Errors: NotInFolder, TooMuch, NotText."""
    if len(files) > MOST_FILES or sum(map(len, files.values())) > LARGEST_FOLDER:
        raise TooMuch
    for path, text in files.items():
        if not is_known(path):
            raise NotInFolder(path=path)
        if len(text) > LARGEST_FILE:
            raise TooMuch(path=path)
        if "\x00" in text:
            raise NotText(path=path)
        try:
            text.encode()
        except UnicodeEncodeError as error:
            raise NotText(path=path) from error
