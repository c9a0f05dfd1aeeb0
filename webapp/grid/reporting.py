"""An event that somebody of the grid tells from the street becomes a case. What was typed goes into the vault, photos become
files of the case, the title is the name of the category and the grid. Sent again, it is the same case."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

import psycopg
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from engine.commands import ClaimTask, StartCase
from engine.events import TaskCreated
from engine.now import now
from webapp import vault
from webapp.attachments import attach, on_hand
from webapp.casework import runtime, store
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.form_files import File, FilesField, file_ids, files_in
from webapp.importing.filing import case_file
from webapp.importing.requests import Request

SOURCE = "grid"
CHANNELS = {"worker": "grid", "virtual_grid": "wechat", "snap": "app", "media": "media"}
"""How it was found -> the channel that lists show."""
ORIGINS = tuple(CHANNELS)


def _one_of(codes: Collection[str]) -> fields.String:
    return fields.String(
        required=True, validate=validate.OneOf(codes, error="unknown_choice"), error_messages={"required": "required"}
    )


def _degrees(most: int) -> fields.Float:
    return fields.Float(allow_none=True, load_default=None, validate=validate.Range(-most, most, error="invalid"))


class ReportForm(Schema):
    """What the phone page asks. `command_id` is made on the phone: sending again is harmless. `lon`, `lat`: WGS 84 degrees."""

    class Meta:
        unknown = EXCLUDE

    command_id = fields.String(required=True, validate=validate.Length(min=8, max=64, error="invalid"))
    origin = _one_of(ORIGINS)
    urgency = fields.String(load_default="general", validate=validate.OneOf(("general", "urgent"), error="unknown_choice"))
    statement = fields.String(validate=validate.Length(max=500, error="too_long"))
    on_the_spot = fields.Boolean(load_default=False)
    lon, lat = _degrees(180), _degrees(90)


def read(
    sent: Mapping[str, Any], by: Actor, *, grids: Collection[str], categories: Collection[str]
) -> tuple[dict[str, Any], dict[str, str]]:
    """(valid values, what is wrong by field). `sent["photos"]`: ids of uploads of `by`, as texts. `grids`: where this person may
    report."""
    given = {key: value for key, value in sent.items() if value not in ("", None, [])}
    with connections.take() as connection:
        ids = file_ids(given.get("photos", []))
        free = on_hand(connection, ids, by=by.label, case_id=None) if ids else {}
    try:
        return _schema(grids, categories, free).load(given), {}
    except ValidationError as error:
        return {}, {key: str(messages[0]) for key, messages in error.normalized_messages().items()}


def reported(key: str, by: Actor) -> str | None:
    """The number of the event that `by` reported under this command id. Asked first, because photos that were taken up by then
    are free no more: a phone that did not hear the answer sends everything again."""
    with connections.take() as connection:
        found = store.recorded_command(connection, by.own(key))
    return found[1] if found else None


def file_report(told: Mapping[str, Any], by: Actor) -> Receipt:
    """Open a case for what `read` let pass; what `by` means to put right himself is claimed for him. The same command id again
    gives the first receipt and keeps nothing of what was told the second time. Raises Rejection."""
    for is_last in (False, True):
        try:
            with connections.take() as connection, connection.transaction() as whole:
                receipt = _file(connection, told, by)
                if receipt.is_repeated:
                    raise psycopg.Rollback(whole)
            return receipt
        except psycopg.errors.UniqueViolation:
            if is_last:  # the first time: the same report was being filed elsewhere, and now its receipt is there
                raise
    raise AssertionError("unreachable")


def _schema(grids: Collection[str], categories: Collection[str], free: Mapping[int, File]) -> Schema:
    made = {
        "category": _one_of(categories), "place": _one_of(grids), "photos": FilesField("image/*", 9, free, load_default=[]),
    }  # fmt: skip
    return type("Report", (ReportForm,), made)()


def _file(connection: Connection, told: Mapping[str, Any], by: Actor) -> Receipt:
    keeper = vault.current()
    sealed = {}
    if told.get("statement"):
        sealed = keeper.seal(connection, keeper.enrol(connection), {"statement": told["statement"]})
    request = Request(
        source=SOURCE, external_id=by.own(told["command_id"]), received_at=now(), title=_title(connection, told),
        place=told["place"], channel=CHANNELS[told["origin"]], kind="help", urgency=told["urgency"], category=told["category"],
        lon=told["lon"], lat=told["lat"],
    )  # fmt: skip
    file = case_file(request, runtime.current(connection).directory, sealed)
    del file["duplicates"]
    file |= {"origin": told["origin"], "on_the_spot": told["on_the_spot"], "photos": told["photos"]}
    command = StartCase(command_id=by.own(told["command_id"]), process="grid_event", file=file)
    receipt = execute(command, by, within=connection)
    if not receipt.is_repeated:
        attach(connection, receipt.case_id, file, files_in(told["photos"]))
        _claim_own_work(connection, told, by, receipt)
    return receipt


def _claim_own_work(connection: Connection, told: Mapping[str, Any], by: Actor, receipt: Receipt) -> None:
    for event in receipt.events:
        if isinstance(event, TaskCreated) and event.element == "resolve_on_spot" and (event.role, event.unit) in by.positions:
            command = ClaimTask(command_id=by.own(f"{told['command_id']}:work"), task=event.task, assignee=by.user_id or 0)
            execute(command, by, case_id=receipt.case_id, within=connection)


def _title(connection: Connection, told: Mapping[str, Any]) -> str:
    """Category and grid by name: what a list needs, and nothing anybody typed."""
    row = connection.execute(
        "SELECT c.name, u.name FROM category c, org_unit u WHERE c.code = %s AND u.code = %s", (told["category"], told["place"])
    ).fetchone()
    return "：".join(str(name) for name in reversed(row)) if row else str(told["category"])
