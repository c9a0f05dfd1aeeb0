"""The auditor's room: what is sealed, whether it holds, who did and read what, who has seen a person's data."""

from webapp.pages.audit import log, persons, proofs, room
from webapp.pages.audit.blueprint import pages

__all__ = ["log", "pages", "persons", "proofs", "room"]
