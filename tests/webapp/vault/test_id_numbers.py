"""People are found by their identity number, and only by a right one."""

from __future__ import annotations

import pytest

from webapp import vault
from webapp.database.connections import Connection
from webapp.vault.id_numbers import is_id_number

RIGHT = "11010519491231002X"
"""The example of the standard."""


@pytest.mark.parametrize(
    ("number", "right"),
    [
        (RIGHT, True), (RIGHT.lower(), True), ("110105 19491231 002X", True), (RIGHT[:-1] + "1", False),
        ("11010519491231003X", False), ("0" + RIGHT[1:], False), (RIGHT[:-1], False), ("", False),
    ],
)  # fmt: skip
def test_the_check_character_tells_a_slip_of_the_pen(number: str, right: bool) -> None:
    assert is_id_number(number) is right


def test_a_person_is_found_in_any_spelling_until_erased(connection: Connection) -> None:
    keeper = vault.current()
    person = keeper.enrol(connection, id_number=RIGHT)
    late = keeper.enrol(connection, phone="13800001234")
    assert keeper.find_by_id_number(connection, "110105 19491231 002x") == [person]
    keeper.learn(connection, late, id_number=RIGHT)
    assert keeper.find_by_id_number(connection, RIGHT) == [late, person]
    keeper.learn(connection, late, id_number="440524188001010014")
    assert keeper.find_by_id_number(connection, "440524188001010014") == [], "the number known before stays"
    keeper.erase(connection, person)
    assert keeper.find_by_id_number(connection, RIGHT) == [late]
