"""What somebody did on the page of a test run, as the steps of its story."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any

from engine.forms import Form
from engine.moments import moment as moment_of
from webapp.city_time import CITY_TIME
from webapp.forms import check
from webapp.pages.process_texts import definition_of
from webapp.pages.studio.trial.ahead import Steps, followed
from webapp.pages.studio.trial.view import asked_fields, files_asked, offered
from webapp.trials.runs import Run

FAR = timedelta(days=3660)
MANY = frozenset(("checklist",))


class BadStep(ValueError):
    """`wrong`: field -> what is wrong with it."""

    def __init__(self, wrong: Mapping[str, str]) -> None:
        self.wrong = wrong
        super().__init__(str(wrong))


def next_step(form: Any, run: Run, look: Mapping[str, Any], identity: str) -> tuple[Steps, Steps]:
    """All steps after this one, and those of the scenario that then lie ahead. A step that no longer fits the draft is dropped,
    and what came after it. Errors: BadStep."""
    steps, ahead = run.steps[: look["taken"]], list(run.story.get("ahead") or ())
    match form.get("do", ""):
        case "follow" | "follow_all" as how if ahead:
            return followed(run, steps, to_the_end=how == "follow_all")
        case "back":
            left = _one_back(steps)
            return left, [*steps[len(left) :], *ahead]
    return _added(form, run, look, steps), ahead


def _added(form: Any, run: Run, look: Mapping[str, Any], steps: Steps) -> Steps:
    do, name = form.get("do", ""), form.get("case", "")
    case = next((one for one in look["cases"] if one["name"] == name), None)
    beside = {"case": name} if case is not None and name != look["cases"][0]["name"] else {}
    match do:
        case "next" if look["next"]:
            return [*steps, {"at": _local(moment_of(look["next"]["at"]))}]
        case "at":
            return [*steps, {"at": _later(form.get("at", ""), look)}]
        case "complete" if case is not None:
            return [*steps, {"complete": form.get("task", ""), "with": _answers(form, run, case), **beside}]
        case "job":
            return [*steps, {"job": form.get("element", ""), "with": _json(form.get("result", ""), "result"), **beside}]
        case "failed":
            return [*steps, {"failed": form.get("element", ""), "because": form.get("because", "").strip()[:80], **beside}]
        case "message":
            return [*steps, {"message": form.get("element", ""), "with": _json(form.get("payload", ""), "payload"), **beside}]
    raise BadStep({"do": "invalid"})


def _one_back(steps: Steps) -> Steps:
    """The beginning stays: a run without its first case or question is none."""
    starts = next((place for place, step in enumerate(steps) if step.keys() & {"start", "ask"}), len(steps) - 1)
    return steps[:-1] if len(steps) > starts + 1 else steps


def _answers(form: Any, run: Run, case: Mapping[str, Any]) -> dict[str, Any]:
    element, _, unit = form.get("task", "").partition("@")
    task = next((one for one in case["tasks"] if one["element"] == element and one["unit"] == unit), None)
    definition = definition_of(str(case["definition"]))
    if task is None:
        raise BadStep({"task": "invalid"})
    schema = definition.forms.get(task["form"] or "") if definition else None
    return filled_in(form, schema, case["file"], in_city=bool(run.story.get("city")))


def filled_in(form: Any, schema: Form | None, file: Mapping[str, Any], *, in_city: bool) -> dict[str, Any]:
    """The answers as the file of a case would have them: what is personal is a reference to nothing, an upload one to no file.
    Errors: BadStep."""
    asked = asked_fields(schema)
    sent = {f.key: form.getlist(f.key) if f.kind in MANY else form.get(f.key, "").strip() for f in asked if f.key in form}
    known = {f.key: [choice.value for choice in offered(f.source, file, in_city=in_city)] for f in asked if f.source}
    answers, wrong = check(asked, sent, known)
    if wrong:
        raise BadStep(wrong)
    personal = {field.key: field.personal for field in asked if field.personal}
    plain = {
        key: {"vault": number, "class": personal[key]} if key in personal and value else _plain(value)
        for number, (key, value) in enumerate(answers.items(), 1)
    }  # fmt: skip
    return {**plain, **{key: [{"attachment": 1, "sha256": "0" * 64}] for key in files_asked(schema)}}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _later(text: str, look: Mapping[str, Any]) -> str:
    try:
        wanted = datetime.fromisoformat(text).replace(tzinfo=CITY_TIME)
    except ValueError as wrong:
        raise BadStep({"at": "invalid"}) from wrong
    present = moment_of(look["now"])
    if not present <= wanted.astimezone(UTC) <= present + FAR:
        raise BadStep({"at": "invalid"})
    return _local(wanted)


def _local(moment: datetime) -> str:
    return moment.astimezone(CITY_TIME).replace(tzinfo=None).isoformat(sep=" ")


def _json(text: str, field: str) -> dict[str, Any]:
    if not text.strip():
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise BadStep({field: "invalid"}) from wrong
    if not isinstance(found, dict):
        raise BadStep({field: "invalid"})
    return found
