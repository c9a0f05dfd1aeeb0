"""What becomes of an error inside a model: an incident with a kind that catalogues know and a message for who repairs it."""

from __future__ import annotations

from engine.errors import LimitExceeded


class Failed(Exception):
    """Go number `go` of a try failed."""

    def __init__(self, go: int, kind: str, message: str) -> None:
        self.go, self.kind, self.message = go, kind, message
        super().__init__(message)


def incident(error: Exception) -> tuple[str, str]:
    """Kind and message."""
    if isinstance(error, LimitExceeded):
        return "limit", str(error)
    kind = getattr(error, "code", None) or _snake(type(error).__name__)
    return str(kind), str(error) or str(kind)


def _snake(name: str) -> str:
    return "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in name).lstrip("_")
