"""What opens names and numbers in confidential and informers' cases."""

import pytest

from webapp.casework.actors import Actor
from webapp.casework.disclosure import asks_for_confidence, may_open


def seat(role: str) -> Actor:
    return Actor(kind="user", user_id=1, positions=frozenset({(role, "city")}))


@pytest.mark.parametrize(
    ("file", "opens"),
    [
        ({}, {"call_taker", "unit_clerk", "callback_agent", "grid_worker", "supervisor", "auditor"}),
        ({"anonymous": True}, {"call_taker", "callback_agent", "supervisor"}),
        ({"compartment": "confidential"}, {"call_taker", "callback_agent", "supervisor"}),
        ({"compartment": "informer"}, {"call_taker", "supervisor"}),
        ({"kind": "tip_off"}, {"call_taker", "supervisor"}),
    ],
)
def test_confidence_leaves_the_contact_relay_only(file: dict[str, object], opens: set[str]) -> None:
    roles = {"call_taker", "unit_clerk", "callback_agent", "grid_worker", "supervisor", "auditor", "dispatcher", "unit_leader"}
    assert {role for role in roles if may_open(seat(role), file, "phone")} == opens
    assert asks_for_confidence(file) is bool(file)
