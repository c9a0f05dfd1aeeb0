"""Every key of the workplace in one table. The dialog behind `?` shows it, and the script obeys the dialog: a key that is not
listed does nothing, and a listed one cannot be forgotten in the script (a test compares the two)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from flask import g
from markupsafe import Markup

from webapp.pages.texts import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """`keys`: alternatives; "g m" is g, then m. `act`: what the script does, explained by the text key-<act>. `on`: pages."""

    keys: tuple[str, ...]
    act: str
    on: tuple[str, ...]


INBOX, TASK, CASE = ("inbox",), ("task",), ("case",)

KEYS = (
    Key(keys=("j", "ArrowDown"), act="down", on=INBOX),
    Key(keys=("k", "ArrowUp"), act="up", on=INBOX),
    Key(keys=("Enter", "o"), act="open", on=INBOX),
    Key(keys=("x",), act="mark", on=INBOX),
    Key(keys=("Shift+X",), act="mark-range", on=INBOX),
    Key(keys=("*",), act="mark-all", on=INBOX),
    Key(keys=("c",), act="claim", on=INBOX),
    Key(keys=("s",), act="watch", on=INBOX),
    Key(keys=("b c",), act="bulk-claim", on=INBOX),
    Key(keys=("b l",), act="bulk-release", on=INBOX),
    Key(keys=("b a",), act="bulk-assign", on=INBOX),
    Key(keys=("b r",), act="bulk-reply", on=INBOX),
    Key(keys=("b e",), act="bulk-extend", on=INBOX),
    Key(keys=("r",), act="refresh", on=INBOX),
    Key(keys=("/",), act="search", on=INBOX),
    Key(keys=("f",), act="filters", on=INBOX),
    Key(keys=("Shift+F",), act="clear", on=INBOX),
    Key(keys=("m",), act="more", on=INBOX),
    Key(keys=("n",), act="next", on=(*TASK, *CASE)),
    Key(keys=("p",), act="previous", on=(*TASK, *CASE)),
    Key(keys=("u",), act="back", on=(*TASK, *CASE)),
    Key(keys=("e",), act="form", on=TASK),
    Key(keys=("Ctrl+Enter",), act="send", on=TASK),
    Key(keys=("g m",), act="tab-mine", on=(*INBOX, *TASK, *CASE)),
    Key(keys=("g u",), act="tab-unit", on=(*INBOX, *TASK, *CASE)),
    Key(keys=("g q",), act="tab-queue", on=(*INBOX, *TASK, *CASE)),
    Key(keys=("g w",), act="tab-watching", on=(*INBOX, *TASK, *CASE)),
    Key(keys=("g d",), act="tab-done", on=(*INBOX, *TASK, *CASE)),
    Key(keys=("?",), act="help", on=(*INBOX, *TASK, *CASE)),
)


def keys_of(page: str) -> list[Key]:
    """The keys of a page, in the order of the dialog."""
    return [key for key in KEYS if page in key.on]


ARROWS = {"ArrowDown": "↓", "ArrowUp": "↑"}
_LINE = Markup('<tr data-keys="{}" data-does="{}"><th scope="row">{}</th><td>{}</td></tr>\n')
_KEY, _OR = Markup("<kbd>{}</kbd> "), Markup('<span class="quiet">{}</span> ')


def keys_table(page: str) -> Markup:
    """The lines of the dialog, in the reader's language."""
    return _table(page, g.locale)


@lru_cache(maxsize=16)
def _table(page: str, locale: str) -> Markup:
    return Markup("").join(
        _LINE.format(" | ".join(key.keys), key.act, _OR.format(t("keys-or")).join(map(_pressed, key.keys)), t(f"key-{key.act}"))
        for key in keys_of(page)
    )


def _pressed(keys: str) -> Markup:
    return Markup("").join(_KEY.format(ARROWS.get(part, part)) for part in keys.split(" "))
