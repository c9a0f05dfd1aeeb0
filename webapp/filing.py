"""A request that somebody tells us now - at the desk or on the public page - becomes a case. Names, numbers, the address and the
words themselves go into the vault; the title is blotted; everything else is the first case file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import psycopg
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate

from engine.commands import StartCase
from engine.now import now
from webapp import vault
from webapp.casework import runtime
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.casework.queries import desk
from webapp.casework.queries.choices import values_of
from webapp.database import connections
from webapp.importing.filing import PROCESS, case_file
from webapp.importing.requests import Request

CHANNELS = ("hotline", "web", "grid", "app", "letter", "wechat")
KINDS = ("inquiry", "help", "complaint", "tip_off", "suggestion", "praise")
URGENCIES = ("urgent", "utility", "inquiry", "general", "complex")
PHONE = r"(\+?86[- ]?)?1[3-9]\d([- ]?\d{4}){2}|0\d{2,3}[- ]?\d{7,8}(-\d{1,6})?"


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
    confidential = fields.Boolean(load_default=False)


def read(sent: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """(valid values, what is wrong by field). Empty fields count as not sent."""
    given = {key: value.strip() for key, value in sent.items() if value.strip()}
    try:
        told: dict[str, Any] = RequestForm().load(given)
    except ValidationError as error:
        return {}, {key: str(messages[0]) for key, messages in error.normalized_messages().items()}
    known = {"place": values_of("units", {}), "category": [None, *values_of("categories", {})]}
    wrong = {key: "unknown_choice" for key, codes in known.items() if told.get(key) not in codes}
    return ({}, wrong) if wrong else (told, {})


def file_request(told: Mapping[str, Any], by: Actor, *, source: str) -> Receipt:
    """Open a case for what `read` let pass. The same command id again gives the first receipt and keeps nothing of what
    was told the second time. Raises Rejection."""
    for is_last in (False, True):
        try:
            with connections.take() as connection, connection.transaction() as whole:
                receipt = _file(connection, told, by, source)
                if receipt.is_repeated:
                    raise psycopg.Rollback(whole)
            return receipt
        except psycopg.errors.UniqueViolation:
            if is_last:  # the first time: the same request was being filed elsewhere, and now its receipt is there
                raise
    raise AssertionError("unreachable")


def _file(connection: connections.Connection, told: Mapping[str, Any], by: Actor, source: str) -> Receipt:
    keeper, phone = vault.current(), told.get("phone")
    known = keeper.find(connection, phone) if phone else []
    candidates = desk.same_matter(
        words=vault.redact(told["title"]), place=told["place"], category=told.get("category"), parties=known, at=now()
    )
    personal = {kind: told[kind] for kind in ("statement", "name", "phone", "address") if told.get(kind)}
    party = known[0] if known else keeper.enrol(connection, phone=phone)
    request = Request(
        source=source, external_id=told["command_id"], received_at=now(), title=vault.redact(told["title"]), place=told["place"],
        channel=told["channel"], kind=told["kind"], urgency=told["urgency"], category=told.get("category"),
    )  # fmt: skip
    directory = runtime.current(connection).directory
    file = case_file(request, directory, keeper.seal(connection, party, personal))
    file["anonymous"] = told["confidential"]
    file["duplicates"] = [candidate.case.number for candidate in candidates if _is_suspect(candidate)]
    return execute(StartCase(command_id=by.own(told["command_id"]), process=PROCESS, file=file), by, within=connection)


def _is_suspect(candidate: desk.Candidate) -> bool:
    return candidate.score >= desk.SUSPECT and candidate.case.closed_at is None
