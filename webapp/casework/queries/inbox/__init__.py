"""The lists of the inbox: mine, what my units have open, what waits to be claimed, what I watch, what I have done.

Every list takes the reader as an Actor and shows only what exists for him (casework/compartments.py)."""

from webapp.casework.queries.inbox.counts import MOST, Counts, counts, newer, now_of
from webapp.casework.queries.inbox.filters import Filters
from webapp.casework.queries.inbox.lists import LISTS, PAGE_ROWS, every_key, following, neighbours, page, parts_of
from webapp.casework.queries.inbox.rows import InboxRow, rows
from webapp.casework.queries.inbox.watching import watched

__all__ = [
    "LISTS", "MOST", "PAGE_ROWS", "Counts", "Filters", "InboxRow", "counts", "every_key", "following", "neighbours", "newer",
    "now_of", "page", "parts_of", "rows", "watched",
]  # fmt: skip
