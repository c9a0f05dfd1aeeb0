"""A step or a field of a form gets another name: whatever speaks of it in expressions, tables and scenarios goes along. Only the
names are replaced, so that every other letter of a file stays as it was written."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import unescape
from xml.sax.saxutils import escape

from engine.feel.errors import FeelError
from engine.feel.tokens import tokens
from webapp.studio.paths import DIAGRAM, SCENARIOS

_ATTRIBUTE = re.compile(r"""(\s[\w:.-]+\s*=\s*)("[^"]*"|'[^']*')""")
_OF_BPMN = (
    "conditionExpression|condition|timeDate|timeDuration|timeCycle|loopCondition|loopCardinality|completionCondition|script"
)
_BODY = r"(<(?:[\w.-]+:)?(?:{names})(?:\s[^>]*)?>)([^<]*)(?=</)"
_BODIES = {".bpmn": re.compile(_BODY.format(names=_OF_BPMN)), ".dmn": re.compile(_BODY.format(names="text"))}
_STEPS = re.compile(r"""<(?:[\w.-]+:)?userTask\s[^<>]*?\bid=["']([^"'<>]+)|\bformId=["']([^"'<>]+)""")
_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*+"')
_LINE = re.compile(r"(\s*[^\W\d]\w*\s*=(?!=))(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Rename:
    """`task`: id of the step, as expressions call it. `field`: key of a field of its form, or None when the step itself is
    renamed. `form`: the form, in which the field stands without its step."""

    task: str
    new: str
    field: str | None = None
    form: str | None = None


def users_of(files: Mapping[str, str], form: str) -> list[str]:
    """Ids of the steps with this form, in the order of the drawing: whose beginning is the last one before it is named."""
    found, step = [], None
    for hit in _STEPS.finditer(files.get(DIAGRAM, "")):
        identity, named = hit.groups()
        step = identity or step
        if named == form and step is not None:
            found.append(step)
    return found


def renamed(files: Mapping[str, str], wish: Rename) -> tuple[dict[str, str], dict[str, int]]:
    """The files that change, and in how many places each; both by path. What cannot be read stays as it is."""
    changed, places = {}, {}
    for path, text in files.items():
        count = _Counter()
        after = _of(path, text, wish, count)
        if count.places:
            changed[path], places[path] = after, count.places
    return changed, places


class _Counter:
    def __init__(self) -> None:
        self.places = 0


def _of(path: str, text: str, wish: Rename, count: _Counter) -> str:
    bare = wish.field is not None and path == f"forms/{wish.form}.json"

    def expression(source: str) -> str:
        return _expression(source, wish, count, bare)

    suffix = path[path.rfind(".") :]
    if suffix == ".json":
        return _STRING.sub(lambda found: _json(found[0], expression), text)
    if suffix in _BODIES and (suffix == ".dmn" or path == DIAGRAM):
        found = _ATTRIBUTE.sub(lambda hit: hit[1] + _attribute(hit[2], expression), text)
        return _BODIES[suffix].sub(lambda hit: hit[1] + _body(hit[2], expression), found)
    return _scenarios(text, wish, count, expression) if path == SCENARIOS else text


def _expression(source: str, wish: Rename, count: _Counter, bare: bool) -> str:
    """`bare`: the field is spoken of without its step."""
    try:
        found = tokens(source)
    except FeelError:
        return source
    places = []
    for at, token in enumerate(found):
        if token.kind != "name" or (at and found[at - 1].text == "."):
            continue
        if wish.field is None or bare:
            if token.text == (wish.field if bare else wish.task):
                places.append(token)
        elif token.text == wish.task and [part.text for part in found[at + 1 : at + 3]] == [".", wish.field]:
            places.append(found[at + 2])
    for token in reversed(places):
        source = source[: token.start] + wish.new + source[token.end :]
    count.places += len(places)
    return source


Renaming = Callable[[str], str]


def _json(literal: str, expression: Renaming) -> str:
    said = literal[1:-1]
    if not said.startswith("="):
        return literal
    before = json.loads(literal)[1:]
    after = expression(before)
    return literal if after == before else json.dumps(f"={after}", ensure_ascii=False)


def _attribute(quoted: str, expression: Renaming) -> str:
    before = unescape(quoted[1:-1])
    after = f"={expression(before[1:])}" if before.startswith("=") else before
    return quoted if after == before else '"' + escape(after, {'"': "&quot;", "\n": "&#10;"}) + '"'


def _body(text: str, expression: Renaming) -> str:
    """A condition, a cell of a table, or the lines of a script."""
    before = unescape(text)
    lines = before.split("\n")
    parts = [_LINE.fullmatch(line) for line in lines]
    if any(parts):
        after = "\n".join(part[1] + expression(part[2]) if part else line for part, line in zip(parts, lines, strict=True))
    else:
        start = len(before) - len(before.lstrip())
        start += before[start : start + 1] == "="
        after = before[:start] + expression(before[start:])
    return text if after == before else escape(after)


def _scenarios(text: str, wish: Rename, count: _Counter, expression: Renaming) -> str:
    """Steps are named by plain scalars, fields in the answers to a step."""

    def named(old: str, part: str) -> str:
        found, places = re.subn(
            rf"(?m)(^[ \t]*(?:- )*|[:,\[{{]\s*|- ){re.escape(old)}(?=\s*(?:[:,\]}}]|$|#))", rf"\g<1>{wish.new}", part
        )
        count.places += places
        return found

    if wish.field is None:
        return named(wish.task, _STRING.sub(lambda found: _json(found[0], expression), text))
    answers = re.compile(
        rf"(complete:\s*{re.escape(wish.task)}\b[^{{}}\n]{{0,80}}?\n?[^{{}}\n]{{0,80}}?with:\s*)(\{{[^{{}}]*\}})"
    )
    found = answers.sub(lambda hit: hit[1] + named(wish.field or "", hit[2]), text)
    return _STRING.sub(lambda hit: _json(hit[0], expression), found)
