"""Every key of the workplace in one table. The dialog behind `?` shows it, and the script obeys the dialog: a key that is not
listed does nothing, and a listed one cannot be forgotten in the script (a test compares the two).
"other": any page without keys of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from flask import g
from markupsafe import Markup

from webapp.pages.texts import t


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """`keys`: alternatives; "g m" is g, then m. `act`: what the script does, explained by the text key-<act>. `on`: pages."""

    keys: tuple[str, ...]
    act: str
    on: tuple[str, ...]


INBOX, TASK, CASE, BULK = ("inbox",), ("task",), ("case",), ("bulk",)
ANYWHERE = (*INBOX, *TASK, *CASE, *BULK, "other")

KEYS = (
    Key(keys=("j", "ArrowDown"), act="down", on=INBOX),
    Key(keys=("k", "ArrowUp"), act="up", on=INBOX),
    Key(keys=("Enter", "o"), act="open", on=INBOX),
    Key(keys=("o",), act="open-step", on=CASE),
    Key(keys=("x",), act="mark", on=INBOX),
    Key(keys=("Shift+X",), act="mark-range", on=INBOX),
    Key(keys=("*",), act="mark-all", on=INBOX),
    Key(keys=("c",), act="claim", on=INBOX),
    Key(keys=("s",), act="watch", on=(*INBOX, *CASE)),
    Key(keys=("b c",), act="bulk-claim", on=INBOX),
    Key(keys=("b l",), act="bulk-release", on=INBOX),
    Key(keys=("b a",), act="bulk-assign", on=INBOX),
    Key(keys=("b r",), act="bulk-reply", on=INBOX),
    Key(keys=("b e",), act="bulk-extend", on=INBOX),
    Key(keys=("r",), act="refresh", on=INBOX),
    Key(keys=("/",), act="search", on=(*INBOX, "other")),
    Key(keys=("f",), act="filters", on=INBOX),
    Key(keys=("Shift+F",), act="clear", on=INBOX),
    Key(keys=("m",), act="more", on=INBOX),
    Key(keys=("n",), act="next", on=(*TASK, *CASE)),
    Key(keys=("p",), act="previous", on=(*TASK, *CASE)),
    Key(keys=("u",), act="back", on=(*TASK, *CASE, *BULK)),
    Key(keys=("v",), act="whole", on=TASK),
    Key(keys=("e",), act="form", on=(*TASK, *BULK)),
    Key(keys=("Ctrl+Enter",), act="send", on=ANYWHERE),
    Key(keys=("Escape",), act="leave", on=ANYWHERE),
    Key(keys=("g m",), act="tab-mine", on=ANYWHERE),
    Key(keys=("g u",), act="tab-unit", on=ANYWHERE),
    Key(keys=("g q",), act="tab-queue", on=ANYWHERE),
    Key(keys=("g w",), act="tab-watching", on=ANYWHERE),
    Key(keys=("g d",), act="tab-done", on=ANYWHERE),
    Key(keys=("g n",), act="notices", on=ANYWHERE),
    Key(keys=("g a",), act="account", on=ANYWHERE),
    Key(keys=("?",), act="help", on=ANYWHERE),
)


def keys_of(page: str) -> list[Key]:
    """The keys of a page, in the order of the dialog."""
    return [key for key in KEYS if page in key.on]


class Named(Protocol):
    """An entry of the navigation."""

    @property
    def name(self) -> str: ...


NAMES = {"ArrowDown": "↓", "ArrowUp": "↑", "Escape": "Esc"}
_LINE = Markup('<tr data-keys="{}" data-does="{}"><th scope="row">{}</th><td>{}</td></tr>\n')
_KEY, _OR = Markup("<kbd>{}</kbd> "), Markup('<span class="quiet">{}</span> ')


def keys_table(page: str, doors: Sequence[Named]) -> Markup:
    """The lines of the dialog, in the reader's language. The pages this person has are numbered as in the navigation."""
    return _table(page, tuple(door.name for door in doors), g.locale)


@lru_cache(maxsize=128)
def _table(page: str, doors: tuple[str, ...], locale: str) -> Markup:
    lines = [(key.keys, key.act, t(f"key-{key.act}")) for key in keys_of(page)]
    lines += [((f"g {n}",), f"door-{name}", t("key-door", page=t(f"nav-{name}"))) for n, name in enumerate(doors[:9], 1)]
    return Markup("").join(
        _LINE.format(" | ".join(keys), act, _OR.format(t("keys-or")).join(map(_pressed, keys)), words)
        for keys, act, words in lines
    )


def _pressed(keys: str) -> Markup:
    return Markup("").join(_KEY.format(NAMES.get(part, part)) for part in keys.split(" "))
