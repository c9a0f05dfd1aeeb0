"""The outline in words that stands beside every diagram."""

from __future__ import annotations

from functools import lru_cache

from flask import g

from engine.lint import catalogue
from engine.lint.document import Unreadable
from engine.outline import Part, outline
from webapp.pages.diagram_words import diagram_xml


def outline_of(identity: str) -> tuple[Part, ...]:
    """Of the version of a process, in the reader's language; () for an unknown one."""
    return outline_of_xml(diagram_xml(identity))


@lru_cache(maxsize=32)
def outline_of_xml(xml: bytes) -> tuple[Part, ...]:
    """Of any drawing; () for what is none."""
    try:
        return outline(xml)
    except Unreadable:
        return ()


def element_kind(kind: str) -> str:
    """What people call this kind of element: "user task"."""
    return catalogue.kind_name(kind, g.locale)
