"""Does the history go the way of a diagram: fitness, deviations by kind, the alignment of each variant."""

from __future__ import annotations

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import login_required

from webapp.database import connections
from webapp.database.connections import json
from webapp.pages.board.asked import processes
from webapp.pages.mining import verdicts
from webapp.pages.mining.asked import asked, history
from webapp.pages.mining.blueprint import pages
from webapp.pages.mining.frame import OTHERS, frame
from webapp.pages.mining.verdicts import UPLOADED, read_uploaded, verdict_of
from webapp.pages.process_texts import programme_name
from webapp.pages.running import running
from webapp.pages.texts import t

SHOWN = 20
MOST_DIAGRAM_BYTES = 2_000_000
MOST_ELEMENTS = 1_000


@pages.get("/conformance")
@login_required
def conformance() -> ResponseReturnValue:
    look = asked()
    found = history(look)
    model = verdicts.chosen(look)
    verdict = verdict_of(look, found)
    deviating = [one for one in verdict.judged if one.deviations] if verdict else []
    return render_template(
        "mining/conformance.html", tab="conformance", model=model, verdict=verdict, deviating=deviating[:SHOWN],
        hidden=max(len(deviating) - SHOWN, 0), models=_models() if look.log else [], uploaded=UPLOADED,
        activities=verdicts.activities(found) if look.log and model else [],
        mapped=verdicts.mapping(look, model, found) if model else {}, **frame(look, found),
    )  # fmt: skip


@pages.post("/conformance/steps")
@login_required
def name_steps() -> ResponseReturnValue:
    """Which step of the diagram each activity of a foreign log is."""
    look = asked()
    model = verdicts.chosen(look)
    if look.log is None or model is None:
        abort(404)
    said = {
        activity: step
        for number, activity in enumerate(verdicts.activities(history(look)))
        if (step := request.form.get(f"step-{number}", "")) in model.steps
    }
    with connections.take() as connection:
        connection.execute("UPDATE foreign_log SET steps = steps || %s WHERE id = %s", (json({model.digest: said}), look.log.id))
    return redirect(url_for(".conformance", **look.words, model=model.key), 303)


@pages.post("/conformance/diagram")
@login_required
def upload_diagram() -> ResponseReturnValue:
    """A diagram to compare a foreign log with; only read, never run."""
    look = asked()
    file = request.files.get("diagram")
    if look.log is None or file is None:
        abort(404)
    content = file.stream.read(MOST_DIAGRAM_BYTES + 1)
    try:
        if len(content) > MOST_DIAGRAM_BYTES or len(read_uploaded(content).elements) > MOST_ELEMENTS:
            raise ValueError("too large")
        text = content.decode("utf-8-sig")
    except ValueError:
        flash(t("mining-diagram-unusable"), "warn")
        return redirect(url_for(".conformance", **look.words), 303)
    with connections.take() as connection:
        connection.execute(
            "UPDATE foreign_log SET model = %s, model_name = %s WHERE id = %s", (text, (file.filename or "")[:200], look.log.id)
        )
    return redirect(url_for(".conformance", **look.words, model=UPLOADED), 303)


def _models() -> list[tuple[str, str]]:
    """(definition id, name) of the running versions."""
    library = running().library
    known = library.keys()
    return [(library.newest(key).id, programme_name(key)) for key in [*processes(), *OTHERS] if key in known]
