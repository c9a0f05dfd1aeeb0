"""Large histories are kept for half a minute: whoever turns from one look to the next does not wait for the same cases again.
Small ones are read anew every time. Every look says as of when it is."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Protocol, TypeVar


class Shelved(Protocol):
    @property
    def size(self) -> int:
        """Cases in it."""


T = TypeVar("T", bound=Shelved)

WORTH_KEEPING = 1_000
"""Cases; fewer are read in a tenth of a second."""
SECONDS = 30.0
MOST_CASES = 40_000
"""Kept at the same time in one process: some 100 MB."""

_kept: OrderedDict[Hashable, tuple[float, Shelved]] = OrderedDict()
_lock = Lock()


def kept(key: Hashable, read: Callable[[], T]) -> T:
    """`key` says what is read, the database included."""
    with _lock:
        _forget_old()
        if found := _kept.get(key):
            return found[1]  # type: ignore[return-value]
    history = read()
    if history.size >= WORTH_KEEPING:
        with _lock:
            _kept[key] = time.monotonic() + SECONDS, history
            while sum(one.size for _, one in _kept.values()) > MOST_CASES and len(_kept) > 1:
                _kept.popitem(last=False)
    return history


def holds(key: Hashable) -> bool:
    with _lock:
        _forget_old()
        return key in _kept


def forget() -> None:
    with _lock:
        _kept.clear()


def _forget_old() -> None:
    for key in [key for key, (until, _) in _kept.items() if until < time.monotonic()]:
        del _kept[key]
