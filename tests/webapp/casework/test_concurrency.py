"""Many hands on one case: one wins, the others are told, nothing is lost."""

import threading
from collections import Counter
from collections.abc import Callable

import pytest

from engine.commands import AmendFile, ClaimTask, CompleteTask, StartCase
from engine.errors import AlreadyClaimed, Rejection, TaskNotOpen
from engine.now import Traveller
from tests.support import town
from webapp.audit.verify import chains
from webapp.casework.actors import SYSTEM
from webapp.casework.execute import Receipt, execute
from webapp.database.connections import Connection


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller) -> None:
    town.build(connection)


def at_once(*actions: Callable[[], Receipt]) -> list[Receipt | Rejection]:
    """Run the actions in threads that start together; what each got."""
    outcomes: list[Receipt | Rejection] = []
    gate = threading.Barrier(len(actions))

    def run(action: Callable[[], Receipt]) -> None:
        gate.wait()
        try:
            outcomes.append(action())
        except Rejection as refusal:
            outcomes.append(refusal)

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == len(actions)
    return outcomes


def test_of_two_who_complete_the_same_task_one_wins_and_the_other_learns_who(connection: Connection) -> None:
    for _ in range(15):
        case = town.start().case_id
        task = town.open_task(case)

        def by(user: int) -> Callable[[], Receipt]:
            command = CompleteTask(command_id=town.new_id(), task=task, answers={"by": user}, assignee=user)  # noqa: B023
            return lambda: execute(command, town.person(user), case_id=case)  # noqa: B023

        outcomes = at_once(by(1), by(2))
        won = [outcome for outcome in outcomes if isinstance(outcome, Receipt)]
        lost = [outcome for outcome in outcomes if isinstance(outcome, TaskNotOpen)]
        assert (len(won), len(lost)) == (1, 1)
        winner = connection.execute("SELECT ended_by FROM work_item WHERE case_id = %s AND task = %s", (case, task)).fetchone()
        assert winner is not None
        assert lost[0].facts["ended_by"] == winner[0]


def test_of_many_who_claim_the_same_task_one_gets_it() -> None:
    case = town.start().case_id
    task = town.open_task(case)

    def claim(user: int) -> Callable[[], Receipt]:
        command = ClaimTask(command_id=town.new_id(), task=task, assignee=user)
        return lambda: execute(command, town.person(user), case_id=case)

    outcomes = at_once(*(claim(user) for user in (1, 2, 1, 2)))
    winners = {outcome.events[0].assignee for outcome in outcomes if isinstance(outcome, Receipt) and outcome.events}  # type: ignore[attr-defined]
    assert len(winners) == 1
    assert all(isinstance(outcome, Receipt | AlreadyClaimed) for outcome in outcomes)


def test_independent_changes_of_one_case_at_once_all_arrive(connection: Connection) -> None:
    case = town.start().case_id

    def amend(name: str) -> Callable[[], Receipt]:
        command = AmendFile(command_id=town.new_id(), file={name: True}, reason="补充")
        return lambda: execute(command, SYSTEM, case_id=case)

    names = [f"note{number}" for number in range(8)]
    outcomes = at_once(*map(amend, names))
    assert all(isinstance(outcome, Receipt) for outcome in outcomes)
    file = connection.execute('SELECT file FROM "case"').fetchone()
    assert file is not None
    assert set(names) <= set(file[0])  # type: ignore[arg-type]
    assert [verdict.broken for verdict in chains(connection)] == [None]


def test_one_command_id_sent_many_times_at_once_acts_once(connection: Connection) -> None:
    start = StartCase(command_id="same", process="errand", file={"title": "t", "place": {"unit": "mill"}})
    receipts = at_once(*([lambda: execute(start, SYSTEM)] * 6))
    assert len({receipt.number for receipt in receipts if isinstance(receipt, Receipt)}) == 1
    assert connection.execute('SELECT count(*) FROM "case"').fetchone() == (1,)
    case = receipts[0].case_id  # type: ignore[union-attr]
    complete = CompleteTask(command_id="once", task=town.open_task(case), assignee=1)
    again = at_once(*([lambda: execute(complete, town.CLERK, case_id=case)] * 6))
    assert Counter(type(outcome) for outcome in again) == {Receipt: 6}
    assert len(set(map(str, again))) == 1
    assert connection.execute("SELECT count(*) FROM case_event WHERE kind = 'TaskCompleted'").fetchone() == (1,)
