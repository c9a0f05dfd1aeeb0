"""The first page: seals, verification, the ways to everything else."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.audit import runs, sealing
from webapp.database import connections
from webapp.pages.audit.blueprint import pages, rooms
from webapp.pages.people import me
from webapp.pages.texts import moment, t
from webapp.pages.timeline import who

SEALS = """
    SELECT number, content, encode(hash, 'hex') FROM seal ORDER BY number DESC LIMIT 8
"""
UNSEALED = """
    SELECT coalesce(sum(e.last - coalesce(s.last_seq, 0)), 0) FROM (
        SELECT id AS case_id, version AS last FROM "case" UNION ALL SELECT 0, seq FROM audit_head
    ) e LEFT JOIN sealed_case s ON s.case_id = e.case_id
"""


@pages.get("/")
def show() -> ResponseReturnValue:
    with connections.take() as connection:
        seals = [(number, content, digest) for number, content, digest in connection.execute(SEALS).fetchall()]
        unsealed = int(str(connection.execute(UNSEALED).fetchone()[0]))  # type: ignore[index]
        done = runs.last(connection)
    return render_template(
        "audit/room.html", seals=seals, unsealed=unsealed, runs=done, who=who, rooms=rooms(), finding=_finding, at_of=_at,
        public_key=sealing.current().key.public.hex(),
    )  # fmt: skip


@pages.post("/verify")
def verify() -> ResponseReturnValue:
    """Have everything verified now, by the worker."""
    with connections.take() as connection:
        ordered = runs.order(connection, me().actor.label)
    flash(t("audit-verify-ordered" if ordered else "audit-verify-waits"), "good" if ordered else "warn")
    return redirect(url_for(".show"), 303)


@pages.get("/case")
def find_case() -> ResponseReturnValue:
    """Jump to the replay of a case by its number."""
    return redirect(url_for("replay.show", number=request.args.get("number", "").strip() or "-"))


def _at(written: str) -> str:
    """The moment of a seal, as it is written there."""
    return moment(datetime.fromisoformat(written), full=True)


def _finding(found: dict[str, Any]) -> str:
    """Where, and what: the words of the catalogue."""
    places = [
        t("audit-at-seal", number=found["seal"]) if found.get("seal") else "",
        (t("audit-at-log") if found["case"] == "log" else t("audit-at-case", number=found["case"])) if found.get("case") else "",
        t("audit-at-event", number=found["seq"]) if found.get("seq") else "",
    ]
    return t("audit-finding", place=t("list-comma").join(filter(None, places)), what=t(f"audit-found-{found['what']}"))
