"""Refusals and failures of the engine. The docstring of a class is its English sentence; catalogues hold the others by `code`."""


class Rejection(Exception):
    """The command cannot be done now. Nothing was changed."""

    code = "rejected"

    def __init__(self, **facts: object) -> None:
        self.facts = facts
        super().__init__(f"{self.__doc__} {facts}" if facts else self.__doc__)

    def __init_subclass__(cls) -> None:
        cls.code = "".join(f"_{c.lower()}" if c.isupper() else c for c in cls.__name__).lstrip("_")


class TaskNotOpen(Rejection):
    """The task is not open: somebody finished it, or the case took another way."""


class AlreadyClaimed(Rejection):
    """Somebody else has taken this task."""


class SamePerson(Rejection):
    """A second person must do this: you did what it is about."""


class CaseClosed(Rejection):
    """The case is closed and takes no more changes."""


class CaseNotStarted(Rejection):
    """The case has not begun: only StartCase can be first."""


class UnknownProcess(Rejection):
    """No deployed process has this key."""


class UnknownVersion(Rejection):
    """This case runs on a version of the process that is not deployed here."""


class MessageNotAwaited(Rejection):
    """The case does not wait for this message."""


class JobNotOpen(Rejection):
    """The job is not open: it was finished or cancelled."""


class ClockNotOpen(Rejection):
    """The case has no open clock of this name."""


class NotALimit(Rejection):
    """This is not a limit such as 5wd, 24h or 15d."""


class NoSuchIncident(Rejection):
    """The incident is not open."""


class NeedsMapping(Rejection):
    """The case stands at elements that the new version does not have; `elements` says which. Say where each goes."""


class CannotMigrate(Rejection):
    """The case cannot go on by this version; `problems` says at which elements and why."""


class CannotJump(Rejection):
    """The case cannot go on there; `reason` says why."""


class MoveFails(Rejection):
    """The case would fail at its new place; `element` and `kind` say where and how."""


class NothingToUndo(Rejection):
    """The case was not migrated, or has gone on since."""


class InvalidForm(Rejection):
    """Some answers are missing or not valid; `fields` says which and why."""


class ReservedName(Rejection):
    """Entries of the case file may not be called case, clock, policy, working or org."""


class LimitExceeded(Exception):
    """The model asks for more steps, loops, instances or nesting than allowed: an incident, never a hang."""

    def __init__(self, limit: str, allowed: int, element: str = "") -> None:
        self.limit, self.allowed, self.element = limit, allowed, element
        super().__init__(f"{limit} > {allowed} at {element}")
