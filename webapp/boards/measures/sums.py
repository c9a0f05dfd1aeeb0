"""What is added up, from which fact, on which day. The one place of these conditions: sums, counts and lists all use them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fact = Literal["figure_case", "figure_promise"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """`name`: column of figure_sum. A row of `fact` counts on the day in its column `day` when `rule` (SQL over its columns) is
    true; `amount`: the column that is added instead of 1."""

    name: str
    fact: Fact
    day: str
    rule: str
    amount: str | None = None


def _case(name: str, day: str, rule: str, amount: str | None = None) -> Sum:
    return Sum(name=name, fact="figure_case", day=day, rule=rule, amount=amount)


def _promise(name: str, clocks: tuple[str, ...], day: str, rule: str) -> Sum:
    only = ", ".join(f"'{clock}'" for clock in clocks)
    return Sum(name=name, fact="figure_promise", day=day, rule=f"clock IN ({only}) AND {rule}")


def _phase(name: str) -> tuple[Sum, Sum]:
    rule = f"handled AND NOT excluded AND {name} IS NOT NULL"
    return _case(f"{name}_cases", "closed_on", rule), _case(f"{name}_minutes", "closed_on", rule, amount=name)


RETURN, FIRST_CONTACT, REPLY = ("return",), ("first_contact",), ("reply",)
HANDLE = ("handle", "act", "spot")
"""Of a request; of a grid event: by who took it, and on the spot by who found it."""

ASSESSED = "handled AND NOT excluded"
EFFECTIVE = "NOT excluded AND contact = 'reached' AND resolved IS NOT NULL AND satisfied IS NOT NULL"
SIGNED = "is_order AND decided AND NOT excluded"
CONTACTS = "standing AND decided AND NOT excluded AND reached IS DISTINCT FROM 'no_contact'"
DECIDED = "decided AND NOT excluded"

ALL = (
    _case("intake", "opened_on", "true"),
    _case("merged", "opened_on", "merged"),
    _case("closed", "closed_on", "true"),
    _case("handled", "closed_on", ASSESSED),
    _case("reopened", "closed_on", f"{ASSESSED} AND reopened"),
    _case("worked_minutes", "closed_on", ASSESSED, amount="worked"),
    _case("local_base", "closed_on", "NOT excluded"),
    _case("settled_locally", "closed_on", "NOT excluded AND settled_locally"),
    *(one for phase in ("intake", "dispatch", "handling", "review", "callback") for one in _phase(phase)),
    _case("called", "called_on", "NOT excluded"),
    _case("unreachable", "called_on", "NOT excluded AND contact = 'no_answer' AND closed_on IS NOT NULL"),
    _case("effective", "called_on", EFFECTIVE),
    _case("resolved", "called_on", f"{EFFECTIVE} AND resolved = 'yes'"),
    _case("satisfied", "called_on", f"{EFFECTIVE} AND satisfied IN ('satisfied', 'basically')"),
    _promise("orders", RETURN, "started_on", "is_order"),
    _promise("returned", RETURN, "started_on", "is_order AND returned"),
    _promise("signs", RETURN, "started_on", SIGNED),
    _promise("signed", RETURN, "started_on", f"{SIGNED} AND kept"),
    _promise("contacts", FIRST_CONTACT, "started_on", CONTACTS),
    _promise("contacted", FIRST_CONTACT, "started_on", f"{CONTACTS} AND kept AND reached = 'reached'"),
    _promise("handle_due", HANDLE, "due_on", f"{DECIDED} AND NOT returned"),
    _promise("handle_kept", HANDLE, "due_on", f"{DECIDED} AND NOT returned AND kept"),
    _promise("reply_due", REPLY, "due_on", DECIDED),
    _promise("reply_kept", REPLY, "due_on", f"{DECIDED} AND kept"),
)

BY_NAME = {one.name: one for one in ALL}
