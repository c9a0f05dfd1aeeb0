"""Play every scenario of a process folder and say which ones fail, and where."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.directory import Directory
from engine.engine import Engine
from engine.holidays import standard_calendar
from engine.library import Files, Library
from engine.now import Traveller
from engine.policy import Policies, PolicyRow
from engine.scenarios.failures import Broken, Failure, Unmet
from engine.scenarios.organisation import Organisation
from engine.scenarios.scenario import LONG_AGO, Scenario, parse
from engine.scenarios.story import StoryBroken, play
from engine.scenarios.world import World

SCENARIOS = "scenarios.yaml"
LONG_SINCE = date(2000, 1, 1)


def check(files: Files, *, others: Mapping[str, Files], organisation: Directory) -> list[Failure]:
    """The failures of the scenarios in `files`, in their order; none when there are none. `others`: key -> folder of
    the processes it exchanges messages with. `organisation`: where stories play that bring none of their own."""
    library, process = library_of(files, others)
    try:
        stories = parse(files[SCENARIOS].decode(), process) if SCENARIOS in files else []
    except Broken as wrong:
        return [Failure(process=process, scenario="", step=0, verb="", about=SCENARIOS, unmet=wrong.unmet)]
    except UnicodeDecodeError as wrong:
        unmet = Unmet(kind="unreadable", facts={"message": str(wrong)[:200]})
        return [Failure(process=process, scenario="", step=0, verb="", about=SCENARIOS, unmet=(unmet,))]
    found = (failure_of(story, library, organisation) for story in stories)
    return [failure for failure in found if failure is not None]


def library_of(files: Files, others: Mapping[str, Files]) -> tuple[Library, str]:
    """The folder as the newest of its key, and the key, with the other processes around it."""
    library = Library()
    definition = library.keep({path: content for path, content in files.items() if path != SCENARIOS})
    for key in sorted(others):
        if key != definition.key:
            library.keep(others[key])
    return library, definition.key


def failure_of(story: Scenario, library: Library, organisation: Directory) -> Failure | None:
    """None: it plays to its end and everything is as it expects."""
    world = World([engine_for(story, library, organisation)], Traveller(LONG_AGO), stored=False)
    try:
        play(story, world)
    except StoryBroken as wrong:
        return wrong.failure
    return None


def engine_for(story: Scenario, library: Library, organisation: Directory) -> Engine:
    """In the story's own organisation and with its own policies, where it has some."""
    rows = [PolicyRow(name=name, value=value, effective_from=LONG_SINCE) for name, value in story.policies.items()]
    return Engine(
        library,
        calendars={"cn-gov": standard_calendar()},
        policies={story.process: Policies(rows)} if rows else {},
        directory=organisation if story.units is None else Organisation(units=story.units),
    )
