"""Forms of the process folders as pages and the API use them: which fields apply, what makes answers valid.

The folder's form is the only source. Conditions and suggestions are FEEL, evaluated here and nowhere else; a field that is
hidden by its condition counts as not answered, whatever was sent."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from engine import feel
from engine.expressions import formula
from engine.feel import FeelError
from engine.forms import Form, pattern_of
from webapp.form_files import MOST_FILES, File, FilesField

Kind = Literal["textfield", "textarea", "number", "select", "radio", "checkbox", "checklist", "date", "datetime", "filepicker"]
LONGEST_LINE, LONGEST_TEXT = 200, 5000
"""Characters of a one-line and of a long answer, unless the form says less."""
LARGEST_NUMBER = 10**15
"""Of a field that sets no limit: every number up to here is kept exactly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """`hide`, `suggest`: FEEL or "". `personal`: the class under which the vault keeps it, or "". `source`: where the choices
    come from (units, categories, duplicates) when the form does not list them. `accept`, `multiple`: of a filepicker, as
    in HTML. `rules`: min, max, minLength, maxLength, pattern."""

    key: str
    kind: Kind
    label: str
    hint: str = ""
    required: bool = False
    options: tuple[Option, ...] = ()
    hide: str = ""
    suggest: str = ""
    personal: str = ""
    source: str = ""
    accept: str = ""
    multiple: bool = False
    rules: Mapping[str, Any] = field(default_factory=dict)


Answers = dict[str, Any]
Wrong = dict[str, str]
"""Field key -> what is wrong: required, invalid, unknown_choice, too_long, too_short, too_small, too_large, pattern,
unknown_file, file_type, too_many."""


def fields_of(form: Form) -> tuple[Field, ...]:
    """The fields of a form in order; components that ask nothing (text, separator) are left out."""
    return tuple(_field(component) for component in form.schema.get("components", ()) if component.get("key"))


def off(asked: Sequence[Field], answers: Mapping[str, Any]) -> set[str]:
    """Keys of the fields that their conditions hide, given what is answered so far."""
    seen: dict[str, Any] = {entry.key: None for entry in asked} | dict(answers)
    hidden = set()
    for entry in asked:
        if entry.hide and _holds(entry.hide, seen):
            hidden.add(entry.key)
            seen[entry.key] = None
    return hidden


def suggestions(asked: Sequence[Field], case_file: Mapping[str, Any]) -> Answers:
    """What the model proposes, from the case file; nothing where the expression finds nothing."""
    proposed = {entry.key: _value(entry.suggest, case_file) for entry in asked if entry.suggest}
    return {key: value for key, value in proposed.items() if value is not None}


def check(
    asked: Sequence[Field],
    sent: Mapping[str, Any],
    choices: Mapping[str, Collection[str]],
    files: Mapping[int, File] | None = None,
) -> tuple[Answers, Wrong]:
    """Valid answers, or what is wrong. `sent`: key -> text, list of texts, or JSON. `choices`: of fields with a `source`.
    `files`: the uploads that may be answers here, see webapp.attachments."""
    given = {key: value for key, value in sent.items() if value not in ("", None, [])}
    hidden = off(asked, loose(asked, given))
    wanted = [entry for entry in asked if entry.key not in hidden]
    try:
        answers: Answers = schema_of(wanted, choices, files or {}).load(given)
    except ValidationError as error:
        return {}, {key: str(messages[0]) for key, messages in error.normalized_messages().items()}
    return answers, {}


def loose(asked: Sequence[Field], given: Mapping[str, Any]) -> Answers:
    """What was sent with the types that conditions expect, before it is known to be valid."""
    values: Answers = {}
    for entry in asked:
        value = given.get(entry.key)
        if entry.kind == "checkbox":
            values[entry.key] = value in (True, "1", "true", "on")
        elif entry.kind == "number" and isinstance(value, str):
            try:
                values[entry.key] = float(value)
            except ValueError:
                values[entry.key] = None
        else:
            values[entry.key] = value
    return values


def schema_of(asked: Sequence[Field], choices: Mapping[str, Collection[str]], files: Mapping[int, File]) -> Schema:
    """The marshmallow schema of these fields, for pages and API alike."""
    made = Schema.from_dict({entry.key: _validator(entry, choices, files) for entry in asked})
    return made(unknown=EXCLUDE)


def _validator(entry: Field, choices: Mapping[str, Collection[str]], files: Mapping[int, File]) -> fields.Field:
    allowed = choices.get(entry.key) if entry.source else [option.value for option in entry.options]
    is_one_of = [validate.OneOf(allowed, error="unknown_choice")] if allowed is not None else []
    shared: dict[str, Any] = {
        "required": entry.required,
        "error_messages": {"required": "required", "null": "required", "invalid": "invalid"},
    }
    match entry.kind:
        case "checkbox":
            if entry.required:  # a box that is not ticked is not sent at all
                return fields.Boolean(**shared, validate=validate.Equal(True, error="required"))
            return fields.Boolean(**shared, load_default=False)
        case "checklist":
            return fields.List(fields.String(validate=is_one_of), **shared)
        case "select" | "radio":
            return fields.String(**shared, validate=is_one_of)
        case "number":
            return _number(entry, shared)
        case "date":
            return fields.Date(**shared)
        case "datetime":
            return fields.AwareDateTime(**shared)
        case "filepicker":
            return FilesField(entry.accept, MOST_FILES if entry.multiple else 1, files, **shared)
        case _:
            return fields.String(**shared, validate=_text_rules(entry))


def _number(entry: Field, shared: dict[str, Any]) -> fields.Field:
    low, high = entry.rules.get("min", -LARGEST_NUMBER), entry.rules.get("max", LARGEST_NUMBER)
    limits: list[validate.Validator] = [validate.Range(min=low, error="too_small"), validate.Range(max=high, error="too_large")]
    whole = not entry.rules.get("decimals")
    return fields.Integer(**shared, validate=limits) if whole else fields.Float(**shared, validate=limits)


def _text_rules(entry: Field) -> list[validate.Validator]:
    most = min(int(entry.rules.get("maxLength") or LONGEST_TEXT), LONGEST_TEXT if entry.kind == "textarea" else LONGEST_LINE)
    found: list[validate.Validator] = [validate.Length(max=most, error="too_long")]
    if least := entry.rules.get("minLength"):
        found.append(validate.Length(min=int(least), error="too_short"))
    if pattern := entry.rules.get("pattern"):
        found.append(_Whole(pattern))
    return found


class _Whole(validate.Validator):
    """The whole answer fits the pattern, as in a browser. A pattern that the lint would refuse (`form_pattern`) asks for nothing:
    a model from before that rule must not keep somebody from working."""

    def __init__(self, pattern: Any) -> None:
        self.pattern = pattern_of(pattern)

    def __call__(self, value: str) -> str:
        if self.pattern is not None and self.pattern.fullmatch(value) is None:
            raise ValidationError("pattern")
        return value


def _field(component: Mapping[str, Any]) -> Field:
    rules = dict(component.get("validate") or {})
    extra = component.get("properties") or {}
    return Field(
        key=component["key"],
        kind=component.get("type", "textfield"),
        label=component.get("label", component["key"]),
        hint=component.get("description", ""),
        required=bool(rules.pop("required", False)),
        options=tuple(Option(value=str(o["value"]), label=str(o["label"])) for o in component.get("values") or ()),
        hide=str((component.get("conditional") or {}).get("hide") or ""),
        suggest=str(extra.get("suggest") or ""),
        personal=str(extra.get("personal") or ""),
        source=str(extra.get("source") or ""),
        accept=str(component.get("accept") or ""),
        multiple=component.get("multiple") is True,
        rules=rules,
    )


def _holds(condition: str, values: Mapping[str, Any]) -> bool:
    return _value(condition, values) is True


def _value(source: str, values: Mapping[str, Any]) -> Any:
    """None for what cannot be evaluated: a suggestion must never keep somebody from working."""
    try:
        return feel.plain(formula(source).evaluate(values))
    except FeelError:
        return None
