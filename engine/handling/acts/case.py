"""What is done to the case as a whole: messages, amendments, repairs, its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import commands as c
from engine import events as e
from engine import feel
from engine.errors import MessageNotAwaited, NoSuchIncident
from engine.handling.acts.file import entries
from engine.spiff.nodes.catching import CatchEvent
from engine.spiff.token import LOOK_AGAIN, WAITING
from engine.spiff.workflow import frame_of

if TYPE_CHECKING:
    from engine.handling.attempt import Attempt


def correlate(attempt: Attempt, command: c.CorrelateMessage) -> None:
    """To the one that has waited longest: a message has one receiver."""
    waiting = [
        (token.internal_data["on"][index][0], token, index)
        for token in attempt.workflow.all_tokens()
        if token._state == WAITING and "on" in token.internal_data and isinstance(token.task_spec, CatchEvent)
        for index, definition in enumerate(token.task_spec.definitions)
        if definition.catches("message", command.name)
    ]
    if not waiting:
        raise MessageNotAwaited(message=command.name)
    number, token, index = min(waiting, key=lambda found: found[0])
    payload = feel.plain(dict(command.payload))
    if not token.task_spec.repeats:
        attempt.turn.told.add(number)
    attempt.tell(e.MessageReceived(name=command.name, payload=payload))
    if payload:
        attempt.turn.write(token.task_spec.element, {token.task_spec.element.id: payload}, frame_of(token))
    token.task_spec.fire(token, index)


def amend(attempt: Attempt, command: c.AmendFile) -> None:
    changes = entries(command.file)
    attempt.turn.put(changes)
    attempt.tell(e.FileChanged(element=None, changes=changes, reason=command.reason))


def note(attempt: Attempt, command: c.AddNote) -> None:
    attempt.tell(e.NoteAdded(note=feel.plain(dict(command.note)), audience=command.audience))


def resolve(attempt: Attempt, command: c.ResolveIncident) -> None:
    incident = attempt.turn.content.incidents.pop(str(command.incident), None)
    if incident is None:
        raise NoSuchIncident(incident=command.incident)
    changes = entries(command.file)
    attempt.turn.put(changes)
    attempt.turn.told.add(command.incident)
    attempt.tell(e.IncidentResolved(incident=command.incident, element=incident[0], file=changes, reason=command.reason))
    for token in attempt.workflow.all_tokens():
        if token.internal_data.get("incident") == command.incident:
            del token.internal_data["incident"]
            token.seen = LOOK_AGAIN
            if token.internal_data.pop("blocked", None):
                token.task_spec._update(token)


def cancel(attempt: Attempt, command: c.CancelCase) -> None:
    """The tokens are gone, so no end event says it: the manifest's `cancelled` names what linked cases hear."""
    attempt.workflow.clear()
    payload = {"number": attempt.number, "outcome": "cancelled"}
    for told in attempt.turn.definition.manifest.get("cancelled", ()):
        attempt.tell(e.MessageSent(element=attempt.turn.definition.key, name=told["message"], payload=payload, link=told["link"]))
    attempt.turn.content.incidents.clear()
    attempt.cancelled = True
    attempt.turn.clocks.stop_all()
    attempt.closing = e.CaseCancelled(reason=command.reason)
