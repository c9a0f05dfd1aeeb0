"""Two versions of a whole process folder."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.diagram import UnsafeXml
from webapp.releases.differences import diagram, forms, stories, tables
from webapp.releases.differences.change import MOVED, Change, Detail
from webapp.releases.differences.tables import TableDiff
from webapp.studio.paths import SCENARIOS

Files = Mapping[str, bytes]
Thing = tuple[str, str]
"""(file, id of an element, decision or field): what two people may have changed at the same time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DiagramDiff:
    file: str
    changes: tuple[Change, ...]

    @property
    def said(self) -> tuple[Change, ...]:
        """What changed in what the diagram says."""
        return tuple(change for change in self.changes if change.kind != MOVED)

    @property
    def drawn(self) -> tuple[Change, ...]:
        """What is only drawn elsewhere."""
        return tuple(change for change in self.changes if change.kind == MOVED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormDiff:
    """`settings`: beside the fields."""

    file: str
    changes: tuple[Change, ...]
    settings: tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyedDiff:
    """The manifest or a locale file by key."""

    file: str
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    """`stories`: scenarios, which belong to a release and to no version. `unreadable`: files that differ and cannot be read as
    what they should be."""

    diagrams: tuple[DiagramDiff, ...] = ()
    tables: tuple[TableDiff, ...] = ()
    forms: tuple[FormDiff, ...] = ()
    keyed: tuple[KeyedDiff, ...] = ()
    stories: tuple[Change, ...] = ()
    unreadable: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Things that are different, what is only drawn elsewhere not counted."""
        return (
            sum(len(each.said) for each in self.diagrams)
            + len(self.tables)
            + sum(len(each.changes) + len(each.settings) for each in self.forms)
            + sum(len(each.details) for each in self.keyed)
            + len(self.stories)
            + len(self.unreadable)
        )

    @property
    def is_empty(self) -> bool:
        return not (self.diagrams or self.tables or self.forms or self.keyed or self.stories or self.unreadable)

    def things(self) -> Iterator[Thing]:
        """What was touched in what it says."""
        for each in self.diagrams:
            yield from ((each.file, change.id) for change in each.said)
        yield from ((each.file, each.id) for each in self.tables)
        for form in self.forms:
            yield from ((form.file, change.id) for change in form.changes)
            yield from ((form.file, " ".join(detail.what)) for detail in form.settings)
        for keyed in self.keyed:
            yield from ((keyed.file, " ".join(detail.what)) for detail in keyed.details)
        yield from ((file, "") for file in self.unreadable)


def differences(old: Files, new: Files) -> Differences:
    """By element, rule, field and key. Files that are the same are not opened."""
    diagrams, decisions, asked, keyed, told, unreadable = [], [], [], [], list[Change](), []
    for file in sorted({*old, *new}):
        was, now = old.get(file), new.get(file)
        if was == now:
            continue
        try:
            if file.endswith(".bpmn"):
                diagrams.append(DiagramDiff(file=file, changes=diagram.compare(was, now)))
            elif file.endswith(".dmn"):
                decisions += tables.compare(file, was, now)
            elif file.startswith("forms/"):
                asked.append(FormDiff(file=file, changes=forms.compare_form(was, now), settings=forms.form_settings(was, now)))
            elif file == SCENARIOS:
                told += stories.compare_stories(was, now)
            else:
                keyed.append(KeyedDiff(file=file, details=forms.compare_json(was, now)))
        except (UnsafeXml, ValueError, RecursionError):
            unreadable.append(file)
    return Differences(
        diagrams=tuple(each for each in diagrams if each.changes),
        tables=tuple(decisions),
        forms=tuple(each for each in asked if each.changes or each.settings),
        keyed=tuple(each for each in keyed if each.details),
        stories=tuple(told),
        unreadable=tuple(unreadable),
    )
