"""The try tab: runs by hand and by scenario, cases recorded as scenarios. Nothing here touches a case."""

from webapp.pages.studio.trial import index, run, stories
from webapp.pages.studio.trial.blueprint import pages

__all__ = ["index", "pages", "run", "stories"]
