"""Answers that hold personal data: sealed in the vault under the requester's key, in the transaction that completes the task.
Uploads among them become files of the case in it, too."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from engine.commands import CompleteTask
from webapp import vault
from webapp.attachments import attach
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.casework.parties import party_of_case
from webapp.casework.together import together
from webapp.database.connections import Connection
from webapp.form_files import files_in


def complete(
    command: CompleteTask, by: Actor, *, case_id: int, case_file: Mapping[str, Any], personal: Mapping[str, str]
) -> Receipt:
    """Carry out `command` with the answers named in `personal` (key -> class) replaced by references. Raises Rejection, and then
    nothing was sealed; nor is anything when the command was carried out before."""

    def done(connection: Connection) -> Receipt:
        answers = sealed(connection, command.answers, case_file=case_file, personal=personal)
        receipt = execute(replace(command, answers=answers), by, case_id=case_id, within=connection)
        if (files := files_in(answers)) and not receipt.is_repeated:
            attach(connection, case_id, case_file, files)
        return receipt

    return together(done)


def sealed(
    connection: Connection, answers: Mapping[str, Any], *, case_file: Mapping[str, Any], personal: Mapping[str, str]
) -> dict[str, Any]:
    """The answers with references in place of personal texts."""
    texts = {key: str(answers[key]) for key in personal if answers.get(key)}
    if not texts:
        return dict(answers)
    keeper = vault.current()
    party = party_of_case(connection, case_file) or keeper.enrol(connection)
    kept = {key: keeper.seal(connection, party, {personal[key]: text})[personal[key]] for key, text in texts.items()}
    return {**answers, **kept}
