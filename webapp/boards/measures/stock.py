"""What is open at this moment. Not added up but counted: of open requests there are thousands, not millions."""

from __future__ import annotations

from dataclasses import dataclass

AGES = (1, 3, 5, 15)
"""Working days between which the ages of open requests are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stock:
    """`rule`: SQL over figure_case beside "not closed", with the parameters `now` and `age_1` ... `age_15` (the moments so many
    working days ago)."""

    code: str
    version: int
    rule: str


def _age(over: int | None, upto: int | None) -> str:
    """Open for more than `over` and at most `upto` working days."""
    parts = [f"opened_at <= :age_{over}" if over else "", f"opened_at > :age_{upto}" if upto else ""]
    return f"NOT on_hold AND {' AND '.join(filter(None, parts))}"


STOCKS = (
    Stock(code="open", version=1, rule="true"),
    Stock(code="overdue", version=1, rule="NOT on_hold AND due_at < :now"),
    Stock(code="on_hold", version=1, rule="on_hold"),
    *(
        Stock(code=f"age_{upto or 'more'}", version=1, rule=_age(over, upto))
        for over, upto in zip((None, *AGES), (*AGES, None), strict=True)
    ),
)
BY_CODE = {one.code: one for one in STOCKS}
