"""Why a review or a release is refused."""

from __future__ import annotations

from engine.errors import Rejection


class OwnWork(Rejection):
    """You had a hand in this draft: another person judges and releases it."""


class JudgedBySame(Rejection):
    """You approved this: another person releases it."""


class NotAFolder(Rejection):
    """The manifest of the draft cannot be read, or it is the manifest of another process."""


class NothingChanged(Rejection):
    """The draft says the same as the running version."""


class ReviewOver(Rejection):
    """This review is over: it was decided, or taken back."""


class NotApproved(Rejection):
    """Nobody has approved what the draft holds now."""


class ContentChanged(Rejection):
    """The draft is no longer what was looked at."""


class Overtaken(Rejection):
    """Another version was released meanwhile: look at what it changed first. facts: running."""


class GateClosed(Rejection):
    """The version does not pass the checks. facts: problems."""


class AlreadyScheduled(Rejection):
    """A release of this process is scheduled already: withdraw it first."""


class NotScheduled(Rejection):
    """This release is not waiting any more."""


class NotInFuture(Rejection):
    """The moment of a scheduled release lies ahead, at most a year."""


class RunsAlready(Rejection):
    """New cases run on this version already."""


class NeverReleased(Rejection):
    """Only a version that was in force before can come back."""
