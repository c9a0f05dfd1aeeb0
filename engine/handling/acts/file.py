"""What commands bring into the case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from engine import feel
from engine.errors import ReservedName
from engine.handling.names import RESERVED
from engine.spiff.token import Token
from engine.spiff.workflow import frame_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def entries(file: Mapping[str, Any]) -> dict[str, Any]:
    """Entries for the case file, as JSON. Errors: ReservedName."""
    changes: dict[str, Any] = feel.plain(dict(file))
    if taken := RESERVED & changes.keys():
        raise ReservedName(names=sorted(taken))
    return changes


def keep_result(attempt: Attempt, token: Token, result: dict[str, Any]) -> None:
    """Under the name of the element: in the innermost multi-instance, else in the case file."""
    frame, name = frame_of(token), token.task_spec.element.id
    if name in RESERVED:
        raise ReservedName(names=[name])
    if frame is None:
        attempt.turn.put({name: result})
    else:
        frame[name] = result
