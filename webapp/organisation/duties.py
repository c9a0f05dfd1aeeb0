"""Roles that may be given to people here, and which of them nobody should hold together (separation of duties)."""

from __future__ import annotations

from collections.abc import Iterable

ROLES = (
    "call_taker", "intake_reviewer", "dispatcher", "grid_worker", "grid_leader", "grid_police", "grid_cm", "grid_cleaner",
    "unit_clerk", "co_unit_clerk", "unit_leader", "quality_reviewer", "callback_agent", "supervisor", "leader_viewer", "assessor",
    "contract_manager", "service_provider", "visitor", "credit_operator", "credit_reviewer", "fund_manager", "fund_approver",
    "auditor", "data_protection_officer", "modeller", "model_reviewer", "release_manager", "org_admin", "sys_admin",
)  # fmt: skip
"""As diagrams call their lanes, in the order in which a matter meets them."""

CENTRAL = frozenset(("auditor", "data_protection_officer", "modeller", "model_reviewer", "release_manager", "sys_admin"))
"""Reach everywhere, whatever the unit: given by an administrator of the whole organisation only."""

_HANDLES = frozenset(("unit_clerk", "co_unit_clerk", "unit_leader"))
_CHECKS = frozenset(("callback_agent", "quality_reviewer"))
_CASEWORK = frozenset(ROLES[: ROLES.index("contract_manager")])

EXCLUDING: tuple[tuple[str, frozenset[str], frozenset[str]], ...] = (
    ("handling-checking", _HANDLES, _CHECKS),
    ("audit-work", frozenset(("auditor",)), frozenset(ROLES) - {"auditor"}),
    ("admin-cases", frozenset(("org_admin", "sys_admin")), _CASEWORK | {"data_protection_officer"}),
    ("drawing-releasing", frozenset(("modeller",)), frozenset(("model_reviewer", "release_manager"))),
    ("reviewing-releasing", frozenset(("model_reviewer",)), frozenset(("release_manager",))),
    ("credit", frozenset(("credit_operator",)), frozenset(("credit_reviewer",))),
    ("fund", frozenset(("fund_manager",)), frozenset(("fund_approver",))),
)
"""(name of the rule, roles, roles): who holds one of the first should hold none of the second."""


def clashes(held: Iterable[str], role: str) -> list[tuple[str, str]]:
    """(rule, role held) for every role that does not go with `role`."""
    return [
        (rule, other)
        for other in sorted(set(held) - {role})
        for rule, ones, others in EXCLUDING
        if (role in ones and other in others) or (role in others and other in ones)
    ]
