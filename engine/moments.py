"""Moments as text in states: ISO 8601, UTC, always microseconds, so that comparing texts compares moments."""

from __future__ import annotations

from datetime import UTC, datetime


def iso(moment: datetime) -> str:
    """2026-11-22T19:20:00.000000Z"""
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def moment(text: str) -> datetime:
    """Back again, aware, in UTC."""
    return datetime.fromisoformat(text)
