"""The two sides of a comparison on a page: contents, diagrams to draw, and what is different."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Response, g, url_for

from webapp.pages.diagram_words import translated
from webapp.pages.releases.words import names_in
from webapp.releases.differences import Differences, differences

Files = Mapping[str, bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """`label`: whose content it is, for people. `address`: of a file is `address` + its path. `outline`: where its diagram
    stands in words."""

    label: str
    files: Files
    address: str
    outline: str
    stories: Files = field(default_factory=dict)
    """Its scenarios, when it brings some of its own."""

    def drawing(self, path: str) -> str | None:
        """Where the diagram of this side is; None when it has none."""
        return self.address + path if path in self.files else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`names`: id -> name, of both sides."""

    old: Side
    new: Side
    found: Differences
    names: Mapping[str, str]


def compared(old: Side, new: Side) -> Comparison:
    """Scenarios only where the new side brings its own."""
    before, after = {**old.files, **(old.stories if new.stories else {})}, {**new.files, **new.stories}
    return Comparison(old=old, new=new, found=differences(before, after), names=names_in(old.files, new.files))


def version_side(definition: str | None, files: Files, label: str, told: Files | None = None) -> Side:
    """A version that was in force, or nothing."""
    if definition is None:
        return Side(label=label, files={}, address="", outline="")
    address = url_for("releases.version_file", definition=definition, path="")
    outline = url_for("releases.version_outline", definition=definition)
    return Side(label=label, files=files, address=address, outline=outline, stories=told or {})


def drawn(files: Files, path: str) -> Response | None:
    """A diagram of these files in the reader's language; None when it is none."""
    if not path.endswith(".bpmn") or path not in files:
        return None
    xml = translated(files[path], files.get(f"locale/{g.locale}.json"))
    return Response(xml, mimetype="application/xml", headers={"Cache-Control": "private, no-cache"})
