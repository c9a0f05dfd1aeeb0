"""What must happen outside the case: jobs of the queue, messages to other cases, links to them. Written in the same transaction
as the events that cause them, so nothing is lost, and nothing sent for a step that did not happen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.events import CaseStarted, Event, FactsChanged, JobCreated, MessageAwaited, MessageSent

RUN_SERVICE_TASK = "run_service_task"
DELIVER_MESSAGE = "deliver_message"
HAND_OVER_MESSAGES = "hand_over_messages"
FOLLOW_RESTRICTION = "follow_restriction"
"""Names of the queue's tasks; webapp/workers/jobs.py holds what they do."""

RESTRICTIONS = frozenset(("compartment", "about_unit"))
"""Facts that say from whom a case is kept; what is about it follows (following.py)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """`jobs`: rows of procrastinate_job_to_defer_v1. `messages`: rows of message_out. `links`: rows of case_link.
    `awaits`: the step began to wait for a message, so buffered ones may fit now."""

    jobs: tuple[Mapping[str, Any], ...]
    messages: tuple[Mapping[str, Any], ...]
    links: tuple[Mapping[str, Any], ...]
    awaits: bool


def effects_of(case_id: int, events: Iterable[tuple[int, Event]], at: datetime) -> Effects:
    """`events`: (seq, event) of one step."""
    jobs: list[Mapping[str, Any]] = []
    messages: list[Mapping[str, Any]] = []
    links: list[Mapping[str, Any]] = []
    awaits = is_new = False
    for seq, event in events:
        match event:
            case JobCreated():
                jobs.append(queued(RUN_SERVICE_TASK, case_id=case_id, job=event.job))
            case MessageSent():
                jobs.append(queued(DELIVER_MESSAGE, case_id=case_id, seq=seq))
                messages.append({
                    "case_id": case_id, "seq": seq, "name": event.name, "payload": event.payload, "link": event.link,
                    "start": event.start, "sent_at": at,
                })  # fmt: skip
            case CaseStarted():
                is_new = True
                links += [
                    {"source_id": case_id, "target_id": link["case"], "kind": link["kind"], "at": at} for link in event.links
                ]
            case FactsChanged() if not is_new and RESTRICTIONS & event.changes.keys():
                jobs.append(queued(FOLLOW_RESTRICTION, case_id=case_id))
            case MessageAwaited():
                awaits = True
    return Effects(jobs=tuple(jobs), messages=tuple(messages), links=tuple(links), awaits=awaits)


def queued(task: str, **args: Any) -> dict[str, Any]:
    return {"queue_name": "default", "task_name": task, "priority": 0, "args": args}
