"""Further versions of the errand of tests/support/town, and the people who release and move."""

from __future__ import annotations

from engine.commands import JumpTo, MigrateCase, SendBack, UndoMigration
from engine.library import files_of
from tests.support import town
from webapp.casework import definitions
from webapp.casework.actors import Actor
from webapp.casework.execute import Receipt, execute
from webapp.database.connections import Connection

RELEASER = Actor(kind="user", user_id=4, positions=frozenset({("release_manager", "city")}))
NEW_STEP = (
    '<bpmn:serviceTask id="tell"',
    '<bpmn:userTask id="look_again" name="复核" bihuan:phase="review" bihuan:role="callback_agent"><bpmn:extensionElements>'
    '<zeebe:assignmentDefinition candidateGroups="=place.unit" /></bpmn:extensionElements>'
    "<bpmn:incoming>to_tell</bpmn:incoming><bpmn:outgoing>to_tell_now</bpmn:outgoing></bpmn:userTask>"
    '<bpmn:sequenceFlow id="to_tell_now" sourceRef="look_again" targetRef="tell" /><bpmn:serviceTask id="tell"',
)
OVER_IT = ('sourceRef="handle" targetRef="tell"', 'sourceRef="handle" targetRef="look_again"')
"""Of the errand: one more step before the requester is told."""


def errand(*changes: tuple[str, str]) -> dict[str, bytes]:
    """The files of the errand with other texts in its diagram: (old, new)."""
    files = files_of(town.MODELS / "errand")
    diagram = files["process.bpmn"].decode()
    for old, new in changes:
        assert old in diagram, old
        diagram = diagram.replace(old, new)
    return {**files, "process.bpmn": diagram.encode()}


def renamed() -> dict[str, bytes]:
    """The errand in which the step `handle` is called `handle_it`; its clock keeps its name."""
    places = ('id="{}"', 'Ref="{}"', ">{}<")
    return errand(*((place.format("handle"), place.format("handle_it")) for place in places))


def released(connection: Connection, files: dict[str, bytes]) -> str:
    """Deploy this version; its id."""
    return definitions.deploy(connection, files)[0].id


def migrate(case_id: int, definition: str, by: Actor = RELEASER, **mapping: str) -> Receipt:
    command = MigrateCase(command_id=town.new_id(), definition=definition, mapping=mapping, reason="新的办法")
    return execute(command, by, case_id=case_id)


def undo(case_id: int, by: Actor = RELEASER) -> Receipt:
    return execute(UndoMigration(command_id=town.new_id(), reason="改错了"), by, case_id=case_id)


def jump(case_id: int, element: str, by: Actor = town.SUPERVISOR) -> Receipt:
    command = JumpTo(command_id=town.new_id(), work=town.open_task(case_id), element=element, reason="走错了")
    return execute(command, by, case_id=case_id)


def send_back(case_id: int, element: str, by: Actor = town.SUPERVISOR) -> Receipt:
    command = SendBack(command_id=town.new_id(), task=town.open_task(case_id), element=element, reason="没有办完")
    return execute(command, by, case_id=case_id)
