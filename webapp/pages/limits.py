"""How often one address may do what anybody may do. Counted per web process, in memory: a brake, not a wall."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from flask import request

from engine.now import now

REMEMBERED = 20_000
"""Addresses remembered at most; the longest unseen is forgotten first."""

_seen: OrderedDict[tuple[str, str], list[float]] = OrderedDict()
_lock = Lock()


def allow(what: str, *, times: int, seconds: float) -> bool:
    """Count one try of `what` from the address of this request; False when there were `times` in the last `seconds`."""
    key = (what, request.remote_addr or "")
    moment = now().timestamp()
    with _lock:
        tries = [t for t in _seen.pop(key, []) if t > moment - seconds]
        allowed = len(tries) < times
        if allowed:
            tries.append(moment)
        _seen[key] = tries
        while len(_seen) > REMEMBERED:
            _seen.popitem(last=False)
    return allowed


def forget() -> None:
    """Start counting anew (between tests)."""
    with _lock:
        _seen.clear()
