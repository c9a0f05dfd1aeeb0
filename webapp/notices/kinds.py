"""What people can be told. The text of a kind is `notice-<kind>` in the catalogues (notices.ftl), with `_` written as `-`."""

from __future__ import annotations

from types import MappingProxyType

KINDS = MappingProxyType({
    "assigned": "work",
    "called": "work",
    "arrivals": "work",
    "returned": "work",
    "work_back": "work",
    "due_soon": "time",
    "overdue": "time",
    "extension_decided": "time",
    "chased": "requester",
    "supplement": "requester",
    "withdrawal": "requester",
    "instructed": "watching",
    "supervised": "watching",
    "watched": "watching",
    "facts_confirmed": "watching",
    "delegation": "access",
    "recusal": "access",
    "clearance": "access",
    "position": "access",
    "informer_revealed": "access",
    "campaign": "time",
    "case": "watching",
})  # fmt: skip
"""Kind -> group on the page of settings. `case`: whatever a diagram tells by a template of its own."""

GROUPS = ("work", "time", "requester", "watching", "access")


ALSO = MappingProxyType({"leader_instructed": "instructed", "supervision_reminder": "supervised"})
"""Template of a diagram -> the kind that says it."""


def kind_of(template: str) -> str:
    """The kind of a template that a diagram names."""
    template = ALSO.get(template, template)
    return template if template in KINDS else "case"
