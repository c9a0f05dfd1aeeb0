"""Names in expressions. FEEL answers null to a name that does not exist, and a misspelt condition is then never true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from engine import feel
from engine.directory import Flat, org_functions
from engine.feel.working import ENTRIES
from engine.lint.finding import File, Hit, Placed, hit
from engine.lint.folder import Folder
from engine.lint.rules.clocks import started_clocks
from engine.lint.rules.contents import form_keys
from engine.lint.rules.expressions import expressions, short, without_texts
from engine.lint.rules.identity import RESERVED, writers
from engine.lint.rules.loops import multiple, names
from engine.lint.rules.work import file_keys

_WORDS = 8
"""The longest name of a member that is looked for, in words."""
CASE = frozenset({"number", "process", "opened_at", "status"})
CLOCK = frozenset({"due", "started", "limit", "state", "breached", "run", "unit", "member"})
COUNTERS = frozenset(
    {"loopCounter"}
    | {f"{n}{of}Instances" for n in ("numberOf", "nrOf") for of in ("", "Completed", "Active")}
    | {"numberOfTerminatedInstances"}
)
WORKING = frozenset(e.name for e in ENTRIES) | {"left"}
ORG = frozenset(org_functions(Flat()))
_BRACKETS = re.compile(r"\[[^\[\]]*\]")
_WORD = re.compile(r"(?<![\w.])[^\W\d][\w'\u00b7\u200c\u200d]*")
"""As a token of FEEL, see engine.feel.tokens."""
_CLOCK = re.compile(r"\bclock\s*\.\s*([^\W\d]\w*)(?:\s*\.\s*([^\W\d]\w*))?")


def name_unknown(folder: Folder) -> Iterator[Hit]:
    """Nothing in this folder brings such a name into the case file. It may come with the message or call that starts the case:
    then the manifest says so under "file"."""
    known = _known(folder)
    fields = {name: set(form_keys(form)) for name, form in folder.forms.items()}
    for place, source in expressions(folder):
        for name in sorted(_free(source) - known - fields.get(_form(place), set())):
            yield hit(place, missing=name, expression=short(source))


def member_unknown(folder: Folder) -> Iterator[Hit]:
    """What the engine itself offers under case, clock, policy, working and org is a fixed list."""
    started = started_clocks(folder)
    spaces = {"case": CASE, "policy": _policies(folder), "working": WORKING, "org": ORG}
    for place, source in expressions(folder):
        plain = without_texts(source)
        for space, known in spaces.items():
            for found in re.finditer(rf"(?<![\w.])\b{space}\s*\.\s*([^\W\d][\w ]*)", plain):
                said = found[1].split()
                if not any(" ".join(said[:count]) in known for count in range(1, len(said[:_WORDS]) + 1)):
                    yield _missing(place, f"{space}.{said[0]}", source, known)
        for clock, part in _CLOCK.findall(plain):
            if clock in started and part and part not in CLOCK:
                yield _missing(place, f"clock.{clock}.{part}", source, CLOCK)


def clock_unknown(folder: Folder) -> Iterator[Hit]:
    """An expression asks for a clock that this process never starts: the answer is always null."""
    known = started_clocks(folder)
    for place, source in expressions(folder):
        for name in sorted({clock for clock, _ in _CLOCK.findall(without_texts(source))} - known):
            yield hit(place, clock=name, expression=short(source), known=_listed(frozenset(known)))


def _missing(place: Placed, member: str, source: str, known: frozenset[str]) -> Hit:
    return hit(place, missing=member, expression=short(source), known=_listed(known))


@lru_cache(maxsize=16)
def _listed(known: frozenset[str]) -> list[str]:
    """Sorted once for all findings that tell them."""
    return sorted(known)


def _free(source: str) -> set[str]:
    """Names that an expression takes from the case. Inside a filter they may belong to the items: those are left alone."""
    try:
        free = feel.compile(source).free
    except feel.FeelError:
        return set()
    plain = without_texts(source)
    while (outside := _BRACKETS.sub("", plain)) != plain:
        plain = outside
    words = set(_WORD.findall(plain))
    return {name for name in free if name in words or (" " in name and name in plain)}


def _known(folder: Folder) -> set[str]:
    """Names that something in the folder brings into the case file, and those of the engine."""
    known = {n.id for n in writers(folder)} | {key for _, key in file_keys(folder)} | RESERVED | COUNTERS
    known.update(name for _, loop in multiple(folder) for name in names(loop))
    known.update(form_keys(folder.forms.get("start")))
    manifest = folder.manifest if isinstance(folder.manifest, dict) else {}
    facts, given = manifest.get("facts"), manifest.get("file")
    known.update(n for s in (facts.values() if isinstance(facts, dict) else ()) if isinstance(s, str) for n in _free(s))
    known.update(n for n in (given if isinstance(given, list) else ()) if isinstance(n, str))
    return known


def _policies(folder: Folder) -> frozenset[str]:
    manifest = folder.manifest if isinstance(folder.manifest, dict) else {}
    rows = manifest.get("policies")
    return frozenset(
        str(r["name"]) for r in (rows if isinstance(rows, list) else ()) if isinstance(r, dict) and isinstance(r.get("name"), str)
    )


def _form(place: Placed) -> str:
    """Id of the form whose expression this is."""
    return place.file.removeprefix("forms/").removesuffix(".json") if isinstance(place, File) else ""
