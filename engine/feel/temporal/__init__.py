"""Dates, times, durations and zones of FEEL."""

from engine.feel.temporal.values import Date, DateTime, DaysTime, Time, YearsMonths

__all__ = ["Date", "DateTime", "DaysTime", "Time", "YearsMonths"]
