"""The verdict on a history by a diagram: our own version for our cases; for a log of another system a version of ours, or a
diagram that was uploaded with it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request
from lxml import etree

from engine.diagram import read_model
from engine.diagram.elements import Model
from webapp.mining.conformance import names
from webapp.mining.conformance.alignment import Aligner, TooLarge
from webapp.mining.conformance.from_diagram import nets_of, people
from webapp.mining.conformance.judging import Deviation, Judged, judge
from webapp.mining.history import History
from webapp.mining.variants import variants
from webapp.models import ForeignLog
from webapp.pages.mining.asked import Asked, finished
from webapp.pages.process_texts import definition_of, element_name

UPLOADED = "uploaded"
MOST_ALIGNERS = 8

_aligners: dict[str, Aligner | None] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """A diagram to judge by. `key`: as in the address. `steps`: id -> names."""

    key: str
    title: str
    digest: str
    model: Model
    steps: Mapping[str, tuple[str, ...]]

    def name(self, step: str) -> str:
        """A step of the diagram in the reader's language; what is none stays as it is."""
        if step not in self.steps:
            return step
        return element_name(self.key, step) if self.key != UPLOADED else next(filter(None, self.steps[step]), step)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A verdict with what a page needs to tell it. `mapped`: activity -> step of the diagram."""

    chosen: Chosen
    judged: Sequence[Judged]
    deviations: Sequence[Deviation]
    cases: int
    fitting: int
    fitness: float | None
    unclear: int
    mapped: Mapping[str, str]

    @property
    def words(self) -> dict[str, Any]:
        return {"model": self.chosen.key}

    def name(self, label: str) -> str:
        return self.chosen.name(label)


def chosen(look: Asked) -> Chosen | None:
    """The diagram the address names; for our own cases their version. None without one, or when it cannot be read."""
    key = request.args.get("model", "")
    if look.log and key == UPLOADED and look.log.model:
        return _uploaded(look.log)
    identity = key if look.log else look.identity
    definition = definition_of(identity) if identity else None
    if definition is None:
        return None
    steps = {
        element.id: tuple(filter(None, (element.name, *(_translation(texts, element.id) for texts in definition.texts.values()))))
        for element in definition.diagram.elements.values()
        if people(element)
    }
    return Chosen(key=identity, title=identity, digest=definition.id, model=definition.diagram, steps=steps)


def verdict_of(look: Asked, found: History) -> Shown | None:
    """None when no diagram is chosen, or it is too large to look through."""
    model = chosen(look)
    aligner = _aligner(model) if model else None
    if model is None or aligner is None:
        return None
    mapped = mapping(look, model, found)
    verdict = judge(variants(finished(found)), aligner, mapped)
    return Shown(
        chosen=model, judged=verdict.judged, deviations=verdict.deviations, cases=verdict.cases, fitting=verdict.fitting,
        fitness=verdict.fitness, unclear=verdict.unclear, mapped=mapped,
    )  # fmt: skip


def mapping(look: Asked, model: Chosen, found: History) -> dict[str, str]:
    """Activity of a foreign log -> step of the diagram: what somebody said, else the guess. Ours are the same."""
    if look.log is None:
        return {}
    said = look.log.steps.get(model.digest)
    if said is not None:
        return {activity: step for activity, step in said.items() if step in model.steps}
    return names.guess(activities(found), model.steps)


def activities(found: History) -> list[str]:
    return sorted({step.activity for trace in found.traces for step in trace.steps})


def read_uploaded(content: bytes) -> Model:
    """Raises ValueError: not XML, hostile, no process, an element without an id."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise ValueError("not XML") from error
    if root.getroottree().docinfo.doctype:
        raise ValueError("a document type")
    model = read_model(root)
    if not any(people(element) for element in model.elements.values()):
        raise ValueError("no steps")
    return model


def _uploaded(log: ForeignLog) -> Chosen | None:
    content = (log.model or "").encode()
    model = read_uploaded(content)
    steps = {element.id: (element.name,) for element in model.elements.values() if people(element)}
    return Chosen(key=UPLOADED, title=log.model_name or "", digest=hashlib.sha256(content).hexdigest(), model=model, steps=steps)


def _aligner(model: Chosen) -> Aligner | None:
    """What was learnt about a diagram is kept; None: too large."""
    if model.digest not in _aligners:
        while len(_aligners) >= MOST_ALIGNERS:
            _aligners.pop(next(iter(_aligners)))
        try:
            _aligners[model.digest] = Aligner(nets_of(model.model, people))
        except TooLarge:
            _aligners[model.digest] = None
    return _aligners[model.digest]


def _translation(texts: Mapping[str, Any], element: str) -> str:
    found = (texts.get("elements") or {}).get(element)
    return found if isinstance(found, str) else ""
