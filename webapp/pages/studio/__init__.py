"""The studio: the list of processes and drafts, and a draft with its tabs."""

from webapp.pages.studio import diagram, folder, index, tabs
from webapp.pages.studio.blueprint import pages

__all__ = ["diagram", "folder", "index", "pages", "tabs"]
