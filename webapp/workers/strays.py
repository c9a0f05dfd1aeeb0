"""Work that lost its owner goes back: at once when the organisation changes, and every five minutes whatever happened."""

from __future__ import annotations

import logging
from typing import Any

from webapp.organisation import plans, strays

LOOK_FOR_STRAYS = strays.LOOK_FOR_STRAYS
STRAYS_AT = "*/5 * * * *"

log = logging.getLogger(__name__)


def look_for_strays(attempt: int, **asked: Any) -> None:
    """Planned positions begin and end here, too."""
    plans.carry_out_due()
    found = strays.put_back()
    if found.given_back or found.rerouted:
        log.info("work put back", extra={"action": "put_back", "given_back": found.given_back, "rerouted": found.rerouted})
