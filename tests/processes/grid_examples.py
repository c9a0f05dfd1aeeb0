"""What the decision tables of the grid answer; test_decisions.py plays them with those of the other processes."""

from __future__ import annotations

from typing import Any


def _limits(urgency: str, code: str) -> dict[str, Any]:
    return {"urgency": urgency, "standard": {"code": code}}


STANDARDS = {
    "urban.cleaning.rubbish": ("rubbish", True),
    "urban.trading.stall": ("stall", True),
    "urban.green.tree": ("tree", True),
    "roads.traffic.parking": ("parking", True),
    "safety.fire.charging": ("passage", True),
    "environment.noise.living": ("noise", True),
    "safety.order.dispute": ("noise", True),
    "environment.air.burning": ("smoke", True),
    "roads.surface.manhole": ("cover", False),
    "utilities.power.lamp": ("cover", False),
    "social.work.wages": ("other", False),
}
"""Category -> (which conditions, whether the grid handles it)."""

GRID_EXAMPLES: list[tuple[str, str, dict[str, Any], Any]] = [
    *(
        ("grid_event", "grid_standard", {"category": category}, {"code": code, "in_grid": in_grid})
        for category, (code, in_grid) in STANDARDS.items()
    ),
    ("grid_event", "grid_standard", {"category": None}, {"code": "other", "in_grid": False}),
    ("grid_event", "grid_limits", _limits("urgent", "rubbish"), {"accept": "3min", "act": "10min"}),
    ("grid_event", "grid_limits", _limits("general", "rubbish"), {"accept": "5min", "act": "15min"}),
    ("grid_event", "grid_limits", _limits("general", "smoke"), {"accept": "5min", "act": "20min"}),
    ("grid_event", "grid_limits", _limits("general", "stall"), {"accept": "10min", "act": "30min"}),
    ("grid_event", "grid_verification", {"origin": "worker", "urgency": "general"}, False),
    ("grid_event", "grid_verification", {"origin": "snap", "urgency": "urgent"}, False),
    ("grid_event", "grid_verification", {"origin": "media", "urgency": "general"}, True),
]
