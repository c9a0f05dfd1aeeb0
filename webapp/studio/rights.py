"""Who may do what in the studio: one table. Drawing, judging and releasing are separate rights; that one person does not do two
of them to the same draft is asked where it happens."""

from __future__ import annotations

from webapp.casework.actors import Actor

RIGHTS: dict[str, tuple[str, ...]] = {
    "read": ("modeller", "model_reviewer", "release_manager", "auditor"),
    "edit": ("modeller",),
    "comment": ("modeller", "model_reviewer", "release_manager"),
    "try": ("modeller", "model_reviewer", "release_manager"),
    "ask_review": ("modeller",),
    "review": ("model_reviewer",),
    "release": ("release_manager",),
}
"""Act -> roles that may."""


def may(by: Actor, act: str) -> bool:
    """Deny by default."""
    return not by.roles.isdisjoint(RIGHTS.get(act, ()))
