"""A request that somebody tells us now - at the desk or on the public page - becomes a case. Names, numbers, the address and the
words themselves go into the vault; the title is blotted; everything else is the first case file."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from engine.commands import StartCase
from engine.now import now
from webapp import vault
from webapp.attachments import attach, on_hand
from webapp.casework import runtime
from webapp.casework.actors import Actor
from webapp.casework.compartments import COMPARTMENTS
from webapp.casework.execute import Receipt, execute
from webapp.casework.likeness import likeness
from webapp.casework.queries import desk
from webapp.casework.queries.choices import values_of
from webapp.casework.requester_codes import draw
from webapp.casework.together import together
from webapp.database.connections import Connection
from webapp.form_files import File
from webapp.importing.filing import PROCESS, case_file
from webapp.importing.requests import Request
from webapp.vault.id_numbers import is_id_number

CHANNELS = ("hotline", "web", "grid", "app", "letter", "wechat")
KINDS = ("inquiry", "help", "complaint", "tip_off", "suggestion", "praise")
OTHERS = (2, 3, 4, 5)
"""Numbers of the people beside the first one who ask for the same."""
URGENCIES = ("urgent", "utility", "inquiry", "general", "complex")
PHONE = r"(\+?86[- ]?)?1[3-9]\d([- ]?\d{4}){2}|0\d{2,3}[- ]?\d{7,8}(-\d{1,6})?"


def _is_id_number(number: str) -> None:
    if not is_id_number(number):
        raise ValidationError("id_number")


def _text(most: int, *, required: bool = False, least: int = 0) -> fields.String:
    """`error`s are the last part of a text key, see wrong-* in the catalogue."""
    rules: list[validate.Validator] = [validate.Length(max=most, error="too_long")]
    if least:
        rules.insert(0, validate.Length(min=least, error="too_short"))
    return fields.String(required=required, validate=rules, error_messages={"required": "required"})


def _one_of(codes: tuple[str, ...], *, required: bool = True) -> fields.String:
    return fields.String(
        required=required, validate=validate.OneOf(codes, error="unknown_choice"), error_messages={"required": "required"}
    )


class RequestForm(Schema):
    """What the desk and the public page ask. `place`: a unit code; `command_id` makes a second sending harmless."""

    class Meta:
        unknown = EXCLUDE

    command_id = _text(64, required=True, least=8)
    title = _text(80, required=True, least=4)
    statement = _text(4000, required=True, least=8)
    kind = _one_of(KINDS)
    channel = _one_of(CHANNELS)
    urgency = _one_of(URGENCIES)
    category = _text(80)
    place = _text(80, required=True)
    address = _text(200)
    name = _text(40)
    phone = fields.String(validate=validate.Regexp(rf"({PHONE})\Z", error="phone"))
    id_number = fields.String(validate=_is_id_number)
    confidential = fields.Boolean(load_default=False)
    compartment = _one_of(COMPARTMENTS, required=False)
    about_unit = _text(80)


def read(sent: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """(valid values, what is wrong by field). Empty fields count as not sent."""
    given = {key: value.strip() for key, value in sent.items() if value.strip()}
    try:
        told: dict[str, Any] = RequestForm().load(given)
    except ValidationError as error:
        return {}, {key: str(messages[0]) for key, messages in error.normalized_messages().items()}
    units = values_of("units", {})
    known = {"place": units, "category": [None, *values_of("categories", {})], "about_unit": [None, *units]}
    wrong = {key: "unknown_choice" for key, codes in known.items() if told.get(key) not in codes}
    others, wrong_others = _others(given)
    return ({}, wrong | wrong_others) if wrong or wrong_others else (told | {"others": others}, {})


def _others(given: Mapping[str, str]) -> tuple[list[dict[str, str]], dict[str, str]]:
    """People who ask for the same: name_2 and phone_2, name_3 ..., as many as somebody speaks for at a desk."""
    rows = {n: {kind: given[f"{kind}_{n}"] for kind in ("name", "phone") if given.get(f"{kind}_{n}")} for n in OTHERS}
    wrong = {f"phone_{n}": "phone" for n, row in rows.items() if "phone" in row and not re.fullmatch(PHONE, row["phone"])}
    wrong |= {f"name_{n}": "too_long" for n, row in rows.items() if len(row.get("name", "")) > 40}
    return [row for row in rows.values() if row], wrong


def file_request(told: Mapping[str, Any], by: Actor, *, source: str, files: Collection[int] = (), sender: str = "") -> Receipt:
    """Open a case for what `read` let pass. The same command id again gives the first receipt and keeps nothing of what
    was told the second time. `files`: ids of uploads of `sender` (see webapp.attachments). Raises Rejection."""

    def filed(connection: Connection) -> Receipt:
        found = on_hand(connection, files, by=sender, case_id=None) if files else {}
        return _file(connection, told, by, source, list(found.values()))

    return together(filed)


def _file(connection: Connection, told: Mapping[str, Any], by: Actor, source: str, files: list[File]) -> Receipt:
    keeper, phone = vault.current(), told.get("phone")
    id_number = told.get("id_number")
    known = keeper.find(connection, phone) if phone else []
    known = known or (keeper.find_by_id_number(connection, id_number) if id_number else [])
    rule = likeness(runtime.current(connection), now())
    candidates = desk.same_matter(
        by, words=vault.redact(told["title"]), place=told["place"], category=told.get("category"), parties=known, since=rule.since
    )
    personal = {kind: told[kind] for kind in ("statement", "name", "phone", "id_number", "address") if told.get(kind)}
    party = known[0] if known else keeper.enrol(connection, phone=phone, id_number=id_number)
    if known and id_number:
        keeper.learn(connection, party, id_number=id_number)
    request = Request(
        source=source, external_id=by.own(told["command_id"]), received_at=now(),
        title=vault.redact(told["title"]), place=told["place"],
        channel=told["channel"], kind=told["kind"], urgency=told["urgency"], category=told.get("category"),
    )  # fmt: skip
    directory = runtime.current(connection).directory
    file = case_file(request, directory, keeper.seal(connection, party, personal))
    file["anonymous"] = told["confidential"]
    file["compartment"] = told.get("compartment")
    file["about_unit"] = told.get("about_unit")
    file["co_requesters"] = [_sealed_other(connection, other) for other in told.get("others", ())]
    file["attachments"] = [{"attachment": sent.id, "sha256": sent.sha256} for sent in files]
    file["duplicates"] = [one.case.number for one in candidates if one.score >= rule.confirm_from and one.case.closed_at is None]
    command = StartCase(command_id=by.own(told["command_id"]), process=PROCESS, file=file)
    receipt = execute(command, by, within=connection)
    draw(connection, receipt.case_id, file)
    if files and not receipt.is_repeated:
        attach(connection, receipt.case_id, file, [sent.id for sent in files])
    return receipt


def _sealed_other(connection: Connection, told: Mapping[str, str]) -> dict[str, Any]:
    """References to somebody who asks for the same, under a key of their own."""
    keeper, phone = vault.current(), told.get("phone")
    known = keeper.find(connection, phone) if phone else []
    return dict(keeper.seal(connection, known[0] if known else keeper.enrol(connection, phone=phone), told))
