"""A message on its way out."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """`key`: the same for every try. `to`: address on this channel; `masked`: how it may be written down."""

    channel: str
    key: str
    to: str
    masked: str
    subject: str
    text: str
