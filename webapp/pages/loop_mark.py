"""The six-part ring that shows how far round the loop a case has come. Drawn once for each phase: lists hold a hundred."""

from __future__ import annotations

from functools import cache

from markupsafe import Markup

PHASES = ("intake", "dispatch", "handling", "supervision", "review", "callback")
SIXTH = 60
"""Degrees; the stroke leaves a gap after each part."""

_RING = Markup('<svg class="loop" viewBox="0 0 18 18" aria-hidden="true">{}</svg>')
_PART = Markup('<circle cx="9" cy="9" r="6.5" pathLength="60" stroke-dasharray="8 52" transform="rotate({} 9 9)"{}/>')


def loop_mark(phase: str | None) -> Markup:
    """The ring with the part of `phase` marked and those before it done; of no phase of the loop: an empty ring."""
    return _drawn(PHASES.index(phase) if phase in PHASES else -1)


@cache
def _drawn(at: int) -> Markup:
    kinds = ("done", "at", "")
    parts = (
        _PART.format(
            SIXTH * place - 87, Markup(' class="{}"').format(kind) if (kind := kinds[(place >= at) + (place > at)]) else ""
        )
        for place in range(len(PHASES))
    )
    return _RING.format(Markup("").join(parts))
