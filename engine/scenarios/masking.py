"""What people wrote stays where it is: of a recorded value a story keeps codes, choices, dates and amounts, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.definition import Definition
from engine.forms import Form

LEFT_OUT = "略"
"""In place of words."""
LARGEST = 1_000_000
"""Numbers from here on may be somebody's."""
_CODE = re.compile(r"[a-z][a-z0-9]*([_.-][a-z0-9]+)*")
_CASE = re.compile(r"\d{8}-\d{6,}")
_LIMIT = re.compile(r"\d{1,5}(\.\d+)?(wd|wh|min|h|d)( .{0,40})?")
_PLACES = frozenset(("lat", "lng", "lon", "longitude", "latitude", "external_id", "address"))
KEPT = frozenset(("select", "radio", "checklist", "checkbox", "number", "date", "datetime"))
"""Types of fields whose answers are no words."""


class Mask:
    """One story's: references into the vault, files and people get numbers of their own, the same for the same."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, Any], int] = {}

    def answers(self, definition: Definition, element: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """What was filled into the form of a user task."""
        known = definition.elements.get(element)
        form = definition.forms.get(known.form or "") if known else None
        types = _types(form) if form else {}
        return {
            name: self.value(answer) if types.get(name, "") in KEPT or not isinstance(answer, str) else LEFT_OUT
            for name, answer in given.items()
        }  # fmt: skip

    def file(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """What a case began with, a payload, a result. A title is words too."""
        return {name: LEFT_OUT if name == "title" and value else self.value(value, name) for name, value in given.items()}

    def value(self, value: Any, name: str = "") -> Any:
        """Codes, dates, limits, case numbers and amounts stay; references get numbers; words and coordinates go."""
        if name in _PLACES and not isinstance(value, Mapping):
            return None
        if isinstance(value, Mapping):
            if "vault" in value:
                return {"vault": self._number("vault", value["vault"]), "class": value.get("class")}
            if "attachment" in value:
                return {"attachment": self._number("attachment", value["attachment"]), "sha256": "0" * 64}
            return {key: self.value(item, key) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.value(item) for item in value]
        if isinstance(value, str):
            return value if not value or _is_no_word(value) else LEFT_OUT
        return 0 if isinstance(value, int | float) and abs(value) >= LARGEST else value

    def person(self, user: int | None) -> int | None:
        """1 for the first one, 2 for the second ..."""
        return None if user is None else self._number("person", user)

    def _number(self, kind: str, what: Any) -> int:
        taken = sum(key[0] == kind for key in self._numbers)
        return self._numbers.setdefault((kind, what), taken + 1)


def _types(form: Form) -> dict[str, str]:
    return {field["key"]: str(field.get("type")) for field in form.schema.get("components") or () if "key" in field}


def _is_no_word(text: str) -> bool:
    if _CODE.fullmatch(text) or _CASE.fullmatch(text) or _LIMIT.fullmatch(text):
        return True
    try:
        datetime.fromisoformat(text[:25])
    except ValueError:
        return False
    return True
