"""One case for every row of the tables of a clearance campaign: by which standard, into which class."""

from __future__ import annotations

from typing import Any

THIRTY = {"limit": "30wd"}
FIFTEEN = {"limit": "15wd"}

CAMPAIGN_EXAMPLES: list[tuple[str, str, dict[str, Any], Any]] = [
    ("campaign", "campaign_standard", {"clock": "handle", "urgency": "complex"}, THIRTY),
    ("campaign", "campaign_standard", {"clock": "reply", "urgency": "complex"}, THIRTY),
    ("campaign", "campaign_standard", {"clock": "handle", "urgency": "general"}, FIFTEEN),
    ("campaign", "campaign_standard", {"clock": "reply", "urgency": "general"}, FIFTEEN),
    ("campaign", "campaign_standard", {"clock": "review", "urgency": "general"}, None),
    ("campaign", "campaign_class", {"urgency": "urgent", "days_late": 40, "tier": "city"}, {"class": "quick", "action": "chase"}),
    (
        "campaign",
        "campaign_class",
        {"urgency": "general", "days_late": 21, "tier": "city"},
        {"class": "hard", "action": "supervise"},
    ),
    (
        "campaign",
        "campaign_class",
        {"urgency": "general", "days_late": 20, "tier": "city"},
        {"class": "department", "priority": 60},
    ),
    (
        "campaign",
        "campaign_class",
        {"urgency": "general", "days_late": 3, "tier": "street"},
        {"class": "routine", "priority": 50},
    ),
]
