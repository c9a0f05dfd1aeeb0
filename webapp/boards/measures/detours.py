"""What went round again, and what never had to leave the grid."""

from webapp.boards.measures.measure import Measure

MEASURES = (
    Measure(code="returned", version=1, family="detours", kind="rate", n="returned", d="orders", better="down"),
    Measure(code="reopened", version=1, family="detours", kind="rate", n="reopened", d="handled", better="down"),
    Measure(
        code="in_grid", version=1, family="detours", kind="rate", n="settled_locally", d="local_base", better="up",
        process="grid_event",
    ),
)  # fmt: skip
