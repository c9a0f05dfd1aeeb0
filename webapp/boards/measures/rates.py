"""The three rates (domain B.9): contacted, resolved, satisfied; and whether people can be reached at all."""

from webapp.boards.measures.measure import Measure

MEASURES = (
    Measure(code="response", version=1, family="rates", kind="rate", n="contacted", d="contacts", better="up"),
    Measure(code="resolution", version=1, family="rates", kind="rate", n="resolved", d="effective", better="up"),
    Measure(code="satisfaction", version=1, family="rates", kind="rate", n="satisfied", d="effective", better="up"),
    Measure(code="unreachable", version=1, family="rates", kind="rate", n="unreachable", d="called", better="down"),
)
