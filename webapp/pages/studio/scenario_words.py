"""What a scenario is called."""

from __future__ import annotations

from flask import g


def scenario_words(name: str, title: str) -> str:
    """What a scenario is called for the reader: its title is in the language of the diagram, its name in English."""
    return title if title and g.locale != "en" else name
