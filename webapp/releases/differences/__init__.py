"""What changed between two versions of a process folder, by element, rule, field and key: pure functions of the two contents.

    found = differences(old_files, new_files)      # path -> bytes
    found.diagrams, found.tables, found.forms, found.keyed, found.stories

Models come from strangers: everything is read by the engine's careful parsers; what cannot be read is said to be unreadable."""

from webapp.releases.differences.change import Change, Detail
from webapp.releases.differences.folder import DiagramDiff, Differences, Thing, differences
from webapp.releases.differences.tables import Cell, Column, Rule, TableDiff

__all__ = ["Cell", "Change", "Column", "Detail", "DiagramDiff", "Differences", "Rule", "TableDiff", "Thing", "differences"]
