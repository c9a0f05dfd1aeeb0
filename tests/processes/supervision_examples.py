"""Cases that each row of the supervision tables answers; see test_decisions.py."""

from __future__ import annotations

from typing import Any

from engine.feel.working import working_functions
from engine.holidays import standard_calendar

POLICY = {
    "interview_points": 10, "listed_after": 5, "unsatisfied_listed": 4, "notice_after": 3, "instruction_level": 2,
    "media_level": 2, "mass_repeat_level": 2, "yellow_cards": 2, "yellow_points": 1, "red_points": 2, "letter_points": 1,
}  # fmt: skip
LADDER = ("reminder", "chase", "written_notice", "listed", "interview", "accountability", "accountability")


def supervising(reason: str, *, due: str | None = None, unsatisfied: int | None = None, red: int = 0) -> dict[str, Any]:
    """On Tuesday 2026-03-03. `due` of the supervised case; the unit holds `red` red cards."""
    return {
        "reason": reason, "due": due, "unsatisfied": unsatisfied, "cards": {"yellow": 1, "red": red}, "policy": POLICY,
        "working": working_functions(standard_calendar()),
    }  # fmt: skip


SUPERVISION_EXAMPLES: list[tuple[str, str, dict[str, Any], Any]] = [
    *(
        ("supervision", "supervision_ladder", {"level": level}, {"measure": measure, "transfer": level >= 5})
        for level, measure in enumerate(LADDER)
    ),
    ("supervision", "supervision_level", supervising("overdue", red=5), 4),
    ("supervision", "supervision_level", supervising("overdue", due="2026-02-24T17:30:00+08:00"), 3),
    ("supervision", "supervision_level", supervising("unsatisfied", unsatisfied=4), 3),
    ("supervision", "supervision_level", supervising("instruction"), 2),
    ("supervision", "supervision_level", supervising("media"), 2),
    ("supervision", "supervision_level", supervising("mass_repeat"), 2),
    ("supervision", "supervision_level", supervising("manual", due="2026-02-26T17:30:00+08:00"), 2),
    ("supervision", "supervision_level", supervising("unsatisfied", unsatisfied=3), 2),
    ("supervision", "supervision_level", supervising("refusal"), 2),
    ("supervision", "supervision_level", supervising("overdue", due="2026-03-02T17:30:00+08:00"), 1),
    ("supervision", "supervision_level", supervising("manual"), 0),
    ("supervision", "card_consequence", supervising("overdue", red=5), "interview"),
    ("supervision", "card_consequence", supervising("overdue", red=1), "letter"),
    ("supervision", "card_consequence", supervising("overdue"), "none"),
]
