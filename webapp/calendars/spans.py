"""Office hours as people write them: 08:30-12:00,13:30-17:30."""

from __future__ import annotations

from datetime import time

from engine.worktable import Windows


def read(text: str) -> Windows:
    """Windows in order. Raises ValueError, also when they overlap or run backwards."""
    plain = (
        text.replace(" ", "").replace("\N{FULLWIDTH COMMA}", ",").replace("\N{FULLWIDTH COLON}", ":").replace("\N{EN DASH}", "-")
    )
    windows = []
    for span in plain.split(","):
        opens, _, closes = span.partition("-")
        windows.append((time.fromisoformat(opens), time.fromisoformat(closes)))
    edges = [edge for span in windows for edge in span]
    if edges != sorted(edges) or len(set(edges)) < len(edges):
        raise ValueError(text)
    return tuple(windows)


def spell(windows: Windows) -> str:
    return ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in windows)
