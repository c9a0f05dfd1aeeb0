"""What is recorded of a case is enough to prove how it came to be where it is."""

from __future__ import annotations

from engine.engine import Engine
from tests.processes.retelling import tell_again
from tests.processes.told import everything


def test_every_case_told_again_from_its_record_is_the_same_to_the_byte(engines: list[Engine]) -> None:
    for story in everything():
        state = story.case.state
        again = tell_again(engines[1], story.case.log, case_id=state.case_id, number=state.number)
        assert again == state, f"{story.scenario}: {story.case.name}"
