"""The proleptic Gregorian calendar for any year, as whole numbers: FEEL knows years from -999,999,999 to 999,999,999."""

from __future__ import annotations

YEARS = 999_999_999
LENGTHS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def month_length(year: int, month: int) -> int:
    return 29 if month == 2 and is_leap(year) else LENGTHS[month - 1]


def is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def is_date(year: int, month: int, day: int) -> bool:
    return -YEARS <= year <= YEARS and 1 <= month <= 12 and 1 <= day <= month_length(year, month)


def days(year: int, month: int, day: int) -> int:
    """Days since 1970-01-01 (Howard Hinnant, days_from_civil)."""
    year -= month <= 2
    era = year // 400
    year_of_era = year - era * 400
    day_of_year = (153 * (month + (-3 if month > 2 else 9)) + 2) // 5 + day - 1
    day_of_era = year_of_era * 365 + year_of_era // 4 - year_of_era // 100 + day_of_year
    return era * 146_097 + day_of_era - 719_468


def from_days(count: int) -> tuple[int, int, int]:
    """Year, month and day of a number of days since 1970-01-01 (civil_from_days)."""
    count += 719_468
    era = count // 146_097
    day_of_era = count - era * 146_097
    year_of_era = (day_of_era - day_of_era // 1460 + day_of_era // 36_524 - day_of_era // 146_096) // 365
    day_of_year = day_of_era - (365 * year_of_era + year_of_era // 4 - year_of_era // 100)
    shifted = (5 * day_of_year + 2) // 153
    month = shifted + (3 if shifted < 10 else -9)
    return year_of_era + era * 400 + (month <= 2), month, day_of_year - (153 * shifted + 2) // 5 + 1


def weekday(count: int) -> int:
    """1 is Monday, 7 is Sunday."""
    return (count + 3) % 7 + 1


def iso_week(year: int, month: int, day: int) -> int:
    """The week of the year by ISO 8601: the week belongs to the year of its Thursday."""
    count = days(year, month, day)
    thursday = count + 4 - weekday(count)
    return (thursday - days(from_days(thursday)[0], 1, 1)) // 7 + 1
