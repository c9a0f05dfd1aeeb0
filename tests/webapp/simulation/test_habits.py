"""Habits fit the shipped processes: every task is known, every answer is one the form offers."""

import json
import random
from pathlib import Path

import pytest

from engine.library import Library
from webapp.simulation.habits import habit_for, habits

PROCESSES = Path(__file__).parents[3] / "processes"
LIBRARY = Library.from_folders(PROCESSES)
FORMS = [path for path in sorted(PROCESSES.glob("*/forms/*.json")) if path.stem != "start"]


def options(schema: dict) -> dict[str, list[object] | None]:
    return {
        component["key"]: [option["value"] for option in component["values"]] if "values" in component else None
        for component in schema["components"]
    }


def tasks_with(process: str, form: str) -> list[str]:
    """The user tasks that ask this form; a form may serve several."""
    found = [element.id for element in LIBRARY.newest(process).elements.values() if element.form == form]
    assert found, "no task asks this form"
    return found


@pytest.mark.parametrize("path", FORMS, ids=lambda path: f"{path.parts[-3]}/{path.stem}")
def test_people_answer_only_what_the_form_offers(path: Path) -> None:
    process, offered = path.parts[-3], options(json.loads(path.read_text(encoding="utf-8")))
    for element in tasks_with(process, path.stem):
        assert element in habits(process), "nobody knows how people do this task"
        habit = habit_for(process, element)
        for key, said in (*habit.answers.items(), *habit.forward.items()):
            assert key in offered
            values = list(said) if isinstance(said, dict) else [said]
            assert offered[key] is None or set(values) <= set(offered[key] or ())


@pytest.mark.parametrize("process", ["complaint", "supervision", "grid_event"])
def test_no_habit_is_about_a_task_that_is_gone(process: str) -> None:
    tasks = {element.id for element in LIBRARY.newest(process).elements.values() if element.type == "userTask"}
    assert set(habits(process)) <= tasks


def test_patience_ends_and_the_case_goes_on() -> None:
    habit = habit_for("complaint", "review")
    chance = random.Random(1)
    assert {habit.choose(chance, visit=1)["decision"] for _ in range(200)} == {"pass", "reject"}
    assert {habit.choose(chance, visit=habit.patience + 1)["decision"] for _ in range(200)} == {"pass"}


def test_an_unknown_process_is_worked_on_without_habits() -> None:
    assert habits("nowhere") == {}
    assert habit_for("nowhere", "anything").answers == {}
