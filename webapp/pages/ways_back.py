"""Where a form wants to go afterwards: only to pages of ours."""

from __future__ import annotations

import re

_PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]*")
"""Browsers take "//", "/\\" and, because they drop tabs and line ends, "/<tab>/" for the beginning of another host."""


def inside(target: str | None) -> str:
    """A path of ours, or nothing: a link must not send people elsewhere after signing in."""
    return target if target and _PATH.fullmatch(target) else ""
