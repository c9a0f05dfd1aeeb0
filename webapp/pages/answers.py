"""What somebody filled in, as (label, value in words) pairs of the form it was filled into."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from webapp.forms import Field, fields_of
from webapp.pages.names import category_name, unit_name
from webapp.pages.process_texts import definition_of, field_label, option_label

NAMES = {"units": unit_name, "categories": category_name}


def answers_in_words(identity: str, element: str, answers: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Fields the form does not know come last with their own names; empty answers are left out."""
    definition = definition_of(identity)
    known = definition.elements.get(element) if definition else None
    form = definition.forms.get(known.form) if definition and known and known.form else None
    fields = {field.key: field for field in fields_of(form)} if form else {}
    told = [
        (field_label(identity, form.key, key, field.label), in_words(identity, form.key, field, answers[key]))
        for key, field in fields.items()
        if form and answers.get(key) not in (None, "", [])
    ]
    return told + [(key, value) for key, value in answers.items() if key not in fields and value not in (None, "", [])]


def in_words(identity: str, form: str, field: Field, value: Any) -> Any:
    """Codes become the labels of their choices, codes of units and categories become names; the rest stays, files for example."""
    name = NAMES.get(field.source or "")
    if name:
        return [name(code) for code in value] if isinstance(value, list) else name(value)
    labels = {option.value: option_label(identity, form, field.key, option.value, option.label) for option in field.options}
    if isinstance(value, list):
        return [_labelled(item, labels) for item in value]
    return _labelled(value, labels)


def _labelled(value: Any, labels: Mapping[str, str]) -> Any:
    """Files and references to the vault are mappings, and nobody's choice."""
    return value if isinstance(value, dict) else labels.get(value, value)
