"""Stories that a process must be able to tell: read from scenarios.yaml, played in memory on a clock of their own, checked
against what they expect. The same story on the same version gives the same result, whatever the machine and the hour."""

from engine.scenarios.check import check
from engine.scenarios.failures import Failure, Unmet

__all__ = ["Failure", "Unmet", "check"]
