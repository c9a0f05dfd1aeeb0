"""An event that somebody of the grid tells from the street becomes a case. What was typed goes into the vault, photos become
files of the case, the title is the name of the category and the grid. Sent again, it is the same case."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from engine.commands import ClaimTask, StartCase
from engine.events import TaskCreated
from engine.now import now
from webapp import vault
from webapp.attachments import Limits, Upload, attach, keep, on_hand
from webapp.casework import runtime, store
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.casework.together import together
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.filing import PHONE
from webapp.form_files import File, FilesField, file_ids, files_in
from webapp.importing.filing import case_file
from webapp.importing.requests import Request
from webapp.vault.vault import Reference

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
    phone = fields.String(validate=validate.Regexp(rf"({PHONE})\Z", error="phone"))
    on_the_spot = fields.Boolean(load_default=False)
    lon, lat = _degrees(180), _degrees(90)


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo that comes with the report itself, from somebody without an account."""

    name: str
    content: bytes


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


def file_report(told: Mapping[str, Any], by: Actor, *, shots: Sequence[Shot] = (), limits: Limits | None = None) -> Receipt:
    """Open a case for what `read` let pass; what `by` means to put right himself is claimed for him. The same command id again
    gives the first receipt and keeps nothing of what was told the second time. `limits`: of `shots`. Raises Rejection, and
    Refused for a shot that is no photo."""

    def filed(connection: Connection) -> Receipt:
        photos = _kept(connection, told["command_id"], by, shots, limits) if limits else []
        return _file(connection, {**told, "photos": [*told["photos"], *photos]}, by)

    return together(filed)


def _schema(grids: Collection[str], categories: Collection[str], free: Mapping[int, File]) -> Schema:
    made = {
        "category": _one_of(categories), "place": _one_of(grids), "photos": FilesField("image/*", 9, free, load_default=[]),
    }  # fmt: skip
    return type("Report", (ReportForm,), made)()


def _file(connection: Connection, told: Mapping[str, Any], by: Actor) -> Receipt:
    sealed = _sealed(connection, told)
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


def _sealed(connection: Connection, told: Mapping[str, Any]) -> Mapping[str, Reference]:
    """References by class to what is personal, under whoever this phone number belongs to."""
    given = {kind: told[kind] for kind in ("statement", "phone") if told.get(kind)}
    if not given:
        return {}
    keeper, phone = vault.current(), told.get("phone")
    known = keeper.find(connection, phone) if phone else []
    return keeper.seal(connection, known[0] if known else keeper.enrol(connection, phone=phone), given)


def _kept(connection: Connection, key: str, by: Actor, shots: Sequence[Shot], limits: Limits) -> list[dict[str, Any]]:
    """The shots as answers."""
    found = []
    for number, shot in enumerate(shots):
        upload = Upload(content=shot.content, name=shot.name, key=f"{key}-{number}", added_by=f"{by.label}:{key}")
        kept = keep(connection, upload, limits)
        found.append({"attachment": kept.id, "sha256": kept.sha256})
    return found


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
