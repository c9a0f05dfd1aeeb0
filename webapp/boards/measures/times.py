"""How long it takes, in working time: in all, and phase by phase."""

from webapp.boards.measures.measure import Measure

PHASES = ("intake", "dispatch", "handling", "review", "callback")

MEASURES = (
    Measure(code="average_time", version=1, family="times", kind="hours", n="worked_minutes", d="handled", better="down"),
    Measure(code="median_time", version=1, family="times", kind="median", n="handled", d="handled", better="down"),
    *(
        Measure(
            code=f"time_{phase}", version=1, family="times", kind="hours", n=f"{phase}_minutes", d=f"{phase}_cases", better="down"
        )
        for phase in PHASES
    ),
)
