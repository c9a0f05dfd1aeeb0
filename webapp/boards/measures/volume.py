"""How much comes and goes."""

from webapp.boards.measures.measure import Measure

MEASURES = (
    Measure(code="intake", version=1, family="volume", kind="count", n="intake"),
    Measure(code="closed", version=1, family="volume", kind="count", n="closed", better="up"),
    Measure(code="duplicates", version=1, family="volume", kind="rate", n="merged", d="intake"),
)
