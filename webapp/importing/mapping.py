"""What a mapping file says, as values. Rule: a mapping that cannot work is refused before the first row is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

SOURCES = Path(__file__).parent / "sources"

FIELDS = frozenset({
    "external_id", "received_at", "title", "statement", "reply", "requester_name", "requester_phone", "address",
    "channel", "kind", "urgency", "lon", "lat",
})  # fmt: skip
"""What a row can say about a request. Place, category and handling unit come from their own sections of the mapping."""

PERSONAL = frozenset({"statement", "reply", "requester_name", "requester_phone", "address"})
"""Kept in the vault only, and never written into a report."""


class BadMapping(ValueError):
    """The mapping file is missing or does not say what it must."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRule:
    """How one field is made of a row: the first template of `source` whose columns are all filled, then `table`."""

    source: tuple[str, ...]
    form: str = "line"
    """line, text (several lines), moment or number"""
    table: Mapping[str, str] = field(default_factory=dict)
    default: str | None = None
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitRule:
    """Templates for code and name of a territorial unit of `tier`."""

    tier: str
    code: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DepartmentRule:
    """Templates for the unit that handled a request. `suffixes`: a community's own office is the community itself."""

    code: str
    name: str
    suffixes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryRule:
    """Templates for one level of the taxonomy; `original` is the code in the city's own table."""

    code: str
    name: str
    original: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMapping:
    """One source. `columns`: our name of a column -> the headings it has in files of this source."""

    name: str
    zone: ZoneInfo
    columns: Mapping[str, tuple[str, ...]]
    optional: frozenset[str]
    empty: frozenset[str]
    moments: tuple[str, ...]
    """strptime formats, tried in order"""
    time_of_day: str
    """"HH:MM" for a row that has a date only"""
    fields: Mapping[str, FieldRule]
    derived: Mapping[str, tuple[str, str]]
    """new column -> (column, pattern with one group)"""
    same_content: tuple[str, ...]
    """columns whose equality makes two rows the same request, though their ids differ; none: ids alone decide"""
    territory: tuple[UnitRule, ...]
    department: DepartmentRule | None
    categories: tuple[CategoryRule, ...]
    posts: Mapping[str, tuple[str, ...]]
    """tier, or "department" -> roles for which an imported unit gets an account"""
    history: Mapping[str, str]
    """what the other system recorded and the case file keeps: name -> template"""
    tables: Mapping[str, Mapping[str, str]]
    """file that may lie beside the imported one -> its headings in terms of our columns; read for units and categories only"""


def known_sources() -> list[str]:
    return sorted(path.stem for path in SOURCES.glob("*.yaml"))


def load(name: str, folder: Path = SOURCES) -> SourceMapping:
    """Read the mapping of source `name`. Raises BadMapping."""
    path = folder / f"{name}.yaml"
    if not path.is_file():
        raise BadMapping(f"no mapping for source {name!r}; known: {', '.join(known_sources())}")
    try:
        return _parse(name, yaml.safe_load(path.read_text(encoding="utf-8")))
    except (KeyError, TypeError, AttributeError) as error:
        raise BadMapping(f"{path.name}: {error!r}") from error


def _parse(name: str, said: dict[str, Any]) -> SourceMapping:
    fields = {key: _field(rule) for key, rule in said["fields"].items()}
    if unknown := set(fields) - FIELDS:
        raise BadMapping(f"{name}: unknown fields {', '.join(sorted(unknown))}")
    if missing := {"external_id", "received_at", "title"} - set(fields):
        raise BadMapping(f"{name}: fields missing: {', '.join(sorted(missing))}")
    return SourceMapping(
        name=name,
        zone=ZoneInfo(said["timezone"]),
        columns={column: _names(column, heads) for column, heads in said["columns"].items()},
        optional=frozenset(said.get("optional", ())),
        empty=frozenset(str(value) for value in said.get("empty", ())),
        moments=tuple(said["moments"]),
        time_of_day=said.get("time_of_day", "08:30"),
        fields=fields,
        derived={column: (rule["column"], rule["match"]) for column, rule in said.get("derived", {}).items()},
        same_content=tuple(said.get("same_content", ())),
        territory=tuple(UnitRule(**rule) for rule in said.get("territory", ())),
        department=_department(said.get("department")),
        categories=tuple(CategoryRule(**rule) for rule in said.get("categories", ())),
        posts={key: tuple(roles) for key, roles in said.get("posts", {}).items()},
        history=said.get("history", {}),
        tables=said.get("tables", {}),
    )


def _names(column: str, heads: Any) -> tuple[str, ...]:
    if heads is None:
        return (column,)
    return tuple(heads) if isinstance(heads, list) else (heads,)


def _field(rule: Any) -> FieldRule:
    """A rule is a template, or a table with `from` and options."""
    if isinstance(rule, str):
        return FieldRule(source=(rule,))
    source = rule.get("from", [])
    return FieldRule(
        source=tuple(source) if isinstance(source, list) else (source,),
        form=rule.get("as", "line"),
        table={str(key): value for key, value in rule.get("table", {}).items()},
        default=rule.get("default"),
        required=rule.get("required", False),
    )


def _department(rule: dict[str, Any] | None) -> DepartmentRule | None:
    return DepartmentRule(**{**rule, "suffixes": tuple(rule.get("suffixes", ()))}) if rule else None
