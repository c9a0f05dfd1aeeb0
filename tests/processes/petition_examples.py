"""Cases that each row of the petition's tables answers; see test_decisions.py."""

from __future__ import annotations

from typing import Any


def prolonging(*, late: bool = False, told: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"clock": {"handle": {"breached": late}}, "tell_extension": told}


ROUTES = (
    ("final", "appeal", "none", "not_accepted"),
    ("in_process", "appeal", "none", "not_accepted"),
    ("none", "accusation", None, "discipline"),
    ("none", "appeal", "court", "statutory"),
    ("none", "appeal", "none", "assign"),
)
"""Same matter before, purpose, proper procedure -> way."""

PETITION_EXAMPLES: list[tuple[str, str, dict[str, Any], Any]] = [
    *(
        ("petition", "petition_route", {"register": {"earlier": earlier, "kind": kind, "channel_of_law": law}}, {"way": way})
        for earlier, kind, law, way in ROUTES
    ),
    ("petition", "petition_extension", prolonging(late=True), {"admissible": False, "reason": "late"}),
    ("petition", "petition_extension", prolonging(told={"to": "requester"}), {"admissible": False, "reason": "too_often"}),
    ("petition", "petition_extension", prolonging(), {"admissible": True}),
]
