"""Telling people: `tell` writes lines for the bell in the caller's transaction; jobs pass them on by mail, SMS or WeCom."""

from webapp.notices.kinds import KINDS
from webapp.notices.telling import Seat, tell, tell_requesters

__all__ = ["KINDS", "Seat", "tell", "tell_requesters"]
