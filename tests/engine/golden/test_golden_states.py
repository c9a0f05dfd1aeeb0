"""Cases that earlier releases left behind go on and end."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import orjson
import pytest

from engine import commands as c
from engine import work as w
from engine.state import CaseState
from tests.engine.story import MONDAY, Story, engine_for

FOLDER = Path(__file__).parent
STATES = [
    pytest.param(path, row, id=f"{path.parent.name}-{path.stem}-{row['name']}")
    for path in sorted(FOLDER.glob("*/*.json"))
    for row in orjson.loads(path.read_bytes())
]
MANY = 80


@pytest.mark.parametrize(("path", "row"), STATES)
def test_a_state_of_an_earlier_release_goes_on_to_its_end(path: Path, row: dict[str, Any]) -> None:
    story = Story(engine_for(path.with_name("process.bpmn").read_bytes()))
    definition = story.engine.library.newest("demo").id
    state = CaseState(
        case_id=7,
        number="n",
        definition=definition,
        status=row["status"],
        opened_at=MONDAY,
        blob=row["blob"].encode(),
        file=row["file"],
    )
    story.step, story.steps = SimpleNamespace(state=state), 1  # type: ignore[assignment]
    story.later(days=11)
    story.knows(hot=True)
    for _ in range(MANY):
        if story.status == "completed":
            break
        step(story)
    assert (story.status, story.outcome) == ("completed", "x")


def step(story: Story) -> None:
    """Whatever is open, oldest first; then time passes."""
    for item in story.step.work:
        match item:
            case w.Incident():
                story.does(c.ResolveIncident(command_id="x", incident=item.no, file={}))
            case w.UserTask():
                story.does(c.CompleteTask(command_id="x", task=item.no, answers={"text": "done"}))
            case w.Job():
                story.done(item.element)
            case _:
                continue
        return
    story.later(days=40)
