"""What the verdicts of several requesters of one request make of it."""

from __future__ import annotations

from typing import Any

PHONE = {"vault": 2, "class": "phone"}


def heard(*evaluations: str | None, needed: int = 1) -> dict[str, Any]:
    """What the callback of each requester came to, None for who was not reached; the first requester first."""
    first, *others = [
        {"contact": "reached" if evaluation else "no_answer", "resolved": None, "satisfied": None, "evaluation": evaluation}
        for evaluation in evaluations
    ]
    return {
        "requester": {"phone": PHONE}, "call_back": first, "evaluation": first["evaluation"],
        "other_verdicts": [{"requester": number, **other} for number, other in enumerate(others, start=2)],
        "policy": {"joint_reopen_from": needed},
    }  # fmt: skip


def answered(*answers: tuple[str, str]) -> dict[str, Any]:
    """Requesters who were reached: (resolved, satisfied) of each."""
    first, *others = [
        {"contact": "reached", "resolved": resolved, "satisfied": satisfied, "evaluation": "resolved"}
        for resolved, satisfied in answers
    ]
    return {
        "requester": {"phone": PHONE}, "call_back": first, "evaluation": "resolved", "other_verdicts": others,
        "policy": {"joint_reopen_from": 1},
    }  # fmt: skip


CALLBACK_EXAMPLES: list[tuple[str, str, dict[str, Any], Any]] = [
    ("complaint", "callback_common", heard(None, None), "unreachable"),
    ("complaint", "callback_common", heard("resolved", "reopen", "explained"), "reopen"),
    ("complaint", "callback_common", heard("resolved", "reopen", needed=2), "explained"),
    ("complaint", "callback_common", heard("reopen", None, needed=2), "reopen"),
    ("complaint", "callback_common", heard("resolved", "resolved", None), "resolved"),
    ("complaint", "callback_common", heard("resolved", "explained"), "explained"),
    ("complaint", "callback_verdict", heard(None), {"contact": "no_answer", "resolved": None, "asked": 1}),
    ("complaint", "callback_verdict", heard(None, "resolved"), {"contact": "reached", "asked": 2}),
    (
        "complaint", "callback_verdict", answered(("yes", "satisfied"), ("no", "basically"), ("partly", "satisfied")),
        {"resolved": "no", "satisfied": "basically", "asked": 3},
    ),
    ("complaint", "callback_verdict", answered(("yes", "satisfied")), {"resolved": "yes", "satisfied": "satisfied"}),
]  # fmt: skip
