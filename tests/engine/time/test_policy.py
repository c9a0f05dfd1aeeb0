"""Numbers that differ between cities and change with time."""

from datetime import UTC, date, datetime

from engine.policy import Policies, PolicyRow


def day(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def row(value: object, effective: str, entered: str | None = None, name: str = "return_window") -> PolicyRow:
    return PolicyRow(
        name=name, value=value, effective_from=date.fromisoformat(effective), entered_at=day(entered) if entered else None
    )


def test_the_value_in_effect_counts() -> None:
    policies = Policies([row("1wd", "2026-07-01"), row("2wd", "2020-01-01"), row(3, "2020-01-01", name="reopen_max")])
    assert policies.at(day("2026-06-30")) == {"return_window": "2wd", "reopen_max": 3}
    assert policies.at(day("2026-07-01")) == {"return_window": "1wd", "reopen_max": 3}


def test_a_policy_takes_effect_at_midnight_in_china() -> None:
    policies = Policies([row("1wd", "2026-07-01")])
    assert policies.at(day("2026-06-30T15:59:59")) == {}
    assert policies.at(day("2026-06-30T16:00")) == {"return_window": "1wd"}


def test_what_was_entered_later_was_not_known_earlier() -> None:
    policies = Policies([row("2wd", "2020-01-01"), row("1wd", "2026-01-01", "2026-03-05T08:00")])
    assert policies.at(day("2026-03-05T07:59"))["return_window"] == "2wd"
    assert policies.at(day("2026-03-05T08:00"))["return_window"] == "1wd"


def test_a_correction_of_the_same_day_wins_over_what_it_corrects() -> None:
    policies = Policies([row("4wd", "2026-01-01", "2026-02-01"), row("3wd", "2026-01-01", "2026-01-01")])
    assert policies.at(day("2026-01-15"))["return_window"] == "3wd"
    assert policies.at(day("2026-02-02"))["return_window"] == "4wd"


def test_a_reader_cannot_change_what_others_read() -> None:
    policies = Policies([row("2wd", "2020-01-01")])
    policies.at(day("2026-01-01"))["return_window"] = "9wd"
    assert policies.at(day("2026-01-01"))["return_window"] == "2wd"


def test_before_everything_there_is_no_policy() -> None:
    assert Policies().at(day("2026-01-01")) == {}
    assert Policies([row("2wd", "2020-01-01")]).at(day("2019-01-01")) == {}
