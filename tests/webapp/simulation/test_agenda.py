"""The order of what happens next."""

from datetime import UTC, datetime, timedelta

from webapp.simulation.agenda import Agenda

START = datetime(2026, 3, 2, tzinfo=UTC)


def test_what_is_due_first_comes_first_and_equals_come_in_a_fixed_order() -> None:
    agenda = Agenda()
    agenda.plan((2, "task", "1"), START)
    agenda.plan((1, "timer", "4"), START)
    agenda.plan((1, "task", "9"), START - timedelta(minutes=1))
    taken = [agenda.take() for _ in range(4)]
    assert [entry and entry[1] for entry in taken] == [(1, "task", "9"), (1, "timer", "4"), (2, "task", "1"), None]


def test_of_several_plans_for_one_thing_the_last_counts() -> None:
    agenda = Agenda()
    agenda.plan((1, "timer", "4"), START)
    agenda.plan((1, "timer", "4"), START + timedelta(days=1))
    agenda.plan((1, "task", "9"), START + timedelta(hours=1))
    assert len(agenda) == 2
    assert agenda.take() == (START + timedelta(hours=1), (1, "task", "9"))
    assert agenda.take() == (START + timedelta(days=1), (1, "timer", "4"))


def test_what_was_dropped_does_not_happen() -> None:
    agenda = Agenda()
    agenda.plan((1, "task", "9"), START)
    agenda.drop((1, "task", "9"))
    agenda.drop((7, "task", "1"))
    assert agenda.take() is None
