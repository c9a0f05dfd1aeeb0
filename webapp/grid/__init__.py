"""The work of a grid beside the diagram: what is found becomes a case of `grid_event`, and the first of four to accept has it.

The order of the work, the minutes and who is told stand in processes/grid_event; nothing here knows them."""

from webapp.grid.accepting import Taken, accept, winner
from webapp.grid.conditions import conditions, handled_by_grids
from webapp.grid.reporting import ORIGINS, Shot, file_report, read, reported

PROCESS = "grid_event"
ROLES = ("grid_worker", "grid_leader", "grid_police", "grid_cm", "grid_cleaner")

__all__ = [
    "ORIGINS", "PROCESS", "ROLES", "Shot", "Taken", "accept", "conditions", "file_report", "handled_by_grids", "read", "reported",
    "winner",
]  # fmt: skip
