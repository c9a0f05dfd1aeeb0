"""The studio: the list of processes and drafts, and a draft with its tabs."""

from webapp.pages.studio import choices, comments, diagram, files, folder, index, renaming, sizes, tabs, words
from webapp.pages.studio.blueprint import pages

__all__ = ["choices", "comments", "diagram", "files", "folder", "index", "pages", "renaming", "sizes", "tabs", "words"]
