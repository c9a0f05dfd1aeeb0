"""Promises kept: by the unit that handles, and to the requester. A promise is counted when it is kept or broken."""

from webapp.boards.measures.measure import Measure

MEASURES = (
    Measure(code="on_time", version=1, family="promises", kind="rate", n="handle_kept", d="handle_due", better="up"),
    Measure(code="reply_on_time", version=1, family="promises", kind="rate", n="reply_kept", d="reply_due", better="up"),
    Measure(code="sign_in", version=1, family="promises", kind="rate", n="signed", d="signs", better="up"),
)
