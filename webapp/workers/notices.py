"""Every minute: what is new in the bells goes where its readers chose. Every five minutes: digests whose time has come."""

from __future__ import annotations

from webapp.notices import passing

NOTICES_AT = {
    passing.PASS_ON_NOTICES: passing.EVERY_MINUTE, passing.WRITE_DIGESTS: passing.EVERY_FIVE_MINUTES,
}  # fmt: skip


def pass_on_notices(attempt: int, *, timestamp: int) -> None:
    """`timestamp`: the minute this round is for; nothing depends on it."""
    passing.pass_on()


def write_digests(attempt: int, *, timestamp: int) -> None:
    passing.write_digests()
