"""One demo city for the pages of the studio."""

from tests.webapp.pages.conftest import nobody_was_here, site

__all__ = ["nobody_was_here", "site"]
