"""Mining without leaving: variants, the heat on the diagram, bottlenecks, rework, conformance, duties; logs of other systems;
event logs to take away."""

from webapp.pages.mining import (
    behind,
    bottlenecks,
    conformance,
    duties,
    heat,
    orders,
    other_case,
    other_logs,
    rework,
    sizes,
    variants,
)
from webapp.pages.mining.blueprint import pages

__all__ = [
    "behind", "bottlenecks", "conformance", "duties", "heat", "orders", "other_case", "other_logs", "pages", "rework", "sizes",
    "variants",
]  # fmt: skip
