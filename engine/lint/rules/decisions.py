"""Decision tables: read by the same evaluator that will run them, so what it refuses is refused now."""

from __future__ import annotations

from collections.abc import Iterator

from engine import dmn
from engine.lint.catalogue import Cause
from engine.lint.finding import File, Hit, hit
from engine.lint.folder import Folder


def decision_file_invalid(folder: Folder) -> Iterator[Hit]:
    """The decisions of this file cannot be taken."""
    for file in folder.decision_files:
        try:
            dmn.load(folder.files[file])
        except dmn.DmnError as refused:
            for found in refused.findings:
                yield hit(File(file=file), decision=found.element or "-", detail=_cause(found))


def _cause(found: dmn.Finding) -> Cause:
    if found.cause is not None:
        return Cause(book="feel", code=found.cause.code, facts=found.cause.facts)
    return Cause(book="dmn", code=found.code, facts=found.facts)
