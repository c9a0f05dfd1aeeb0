"""Attributes of BPMN elements: only those the engine reads, only with the values it can do."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from engine.lint.allowed import ATTRIBUTES, BOOLEANS, VALUES
from engine.lint.finding import Hit, Spotted, hit
from engine.lint.folder import Folder
from engine.lint.vocabulary import kind

_ALWAYS = frozenset({"id", "name"})
_FEEL = frozenset({"feel", "http://www.omg.org/spec/FEEL/20140401", "http://www.omg.org/spec/DMN/20180521/FEEL/"})


def attribute_unknown(folder: Folder) -> Iterator[Hit]:
    """An attribute that nobody reads promises something that will not happen."""
    for spot, name, value in _attributes(folder):
        if name not in _ALWAYS and name not in ATTRIBUTES.get(kind(spot.xml), frozenset()):
            yield hit(spot, attribute=name, value=value, element_kind=kind(spot.xml))


def value_refused(rule: str) -> Callable[[Folder], Iterable[Hit]]:
    """Known attributes with a value that the engine cannot do; `rule` groups them by what they mean."""

    def check(folder: Folder) -> Iterator[Hit]:
        """The attribute is known, but what this value asks for is not done."""
        for spot, name, value in _attributes(folder):
            allowed, explained_by = VALUES.get(name, (frozenset({value}), rule))
            if value not in allowed and explained_by == rule and name in ATTRIBUTES.get(kind(spot.xml), frozenset()):
                yield hit(spot, attribute=name, value=value, element_kind=kind(spot.xml), allowed=sorted(allowed))

    return check


def boolean_malformed(folder: Folder) -> Iterator[Hit]:
    """The engine reads "true"; "yes", "True" and even "1" would be taken for no."""
    for spot, name, value in _attributes(folder):
        if name in BOOLEANS and value not in ("true", "false"):
            yield hit(spot, attribute=name, value=value)


def expression_language(folder: Folder) -> Iterator[Hit]:
    """Every expression is read as FEEL; another language would be misread, not translated."""
    for spot, name, value in _attributes(folder):
        if name == "language" and value.lower() not in _FEEL and not value.lower().endswith("/feel/"):
            yield hit(spot, language=value)


def _attributes(folder: Folder) -> Iterator[tuple[Spotted, str, str]]:
    for spot in folder.spots:
        for name, value in spot.xml.attrib.items():
            if not str(name).startswith("{"):
                yield spot, str(name), str(value)
