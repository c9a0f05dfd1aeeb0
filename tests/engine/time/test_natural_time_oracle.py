"""An American city publishes, of thousands of requests, when they came and when they were due: an oracle that owes us nothing."""

import csv
from collections import defaultdict
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from engine.holidays import standard_calendar

REQUESTS = Path(__file__).parents[3].parent / "shared" / "data" / "baltimore_311" / "requests.csv"


def read(text: str) -> datetime:
    """Wall-clock times: the city's due dates keep the time of day over the change to summer time."""
    return datetime.strptime(text, "%m/%d/%Y %I:%M:%S %p").replace(tzinfo=UTC)


@pytest.mark.skipif(
    not REQUESTS.exists(), reason="SKIPPED: ../shared/data/baltimore_311 is not here; natural due dates not compared"
)
def test_natural_due_dates_and_lateness_agree_with_a_real_city() -> None:
    by_type: dict[str, list[tuple[datetime, datetime, str]]] = defaultdict(list)
    with REQUESTS.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows):
            if row["CreatedDate"] and row["DueDate"]:
                by_type[row["SRType"]].append((read(row["CreatedDate"]), read(row["DueDate"]), row["CloseDate"]))
    calendar, checked, late = standard_calendar(), 0, 0
    for requests in by_type.values():
        first_created, first_due, _ = requests[0]
        limit = f"{int((first_due - first_created) / timedelta(hours=1))}h"
        for created, due, closed in requests:
            assert calendar.add(created, limit).at == due
            assert not calendar.add(created, limit).provisional
            if closed:
                lateness = calendar.lateness(due, read(closed), "h")
                assert (lateness.parts > 0) == (read(closed) > due)
                late += lateness.parts > 0
            checked += 1
    assert checked > 4_000
    assert late > 100, "the city is late often enough for this to mean something"
