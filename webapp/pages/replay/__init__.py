"""The history of a case as a film: any moment of its past, step by step."""

from webapp.pages.replay.show import pages

__all__ = ["pages"]
