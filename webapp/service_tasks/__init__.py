"""What the program does by itself in the course of a case, one file per service task.

A task gets an Assignment and returns the result that becomes `file[element]`. It runs outside any transaction, may run twice,
and must then do no harm. Adding one: a file with `run`, a line in SERVICE_TASKS, its name as zeebe:taskDefinition type."""

from webapp.service_tasks import campaign, link_case, notify, unlink_case
from webapp.service_tasks.assignment import Assignment, ServiceError, ServiceTask

SERVICE_TASKS: dict[str, ServiceTask] = {
    "campaign_freeze": campaign.freeze,
    "campaign_hand_out": campaign.hand_out,
    "campaign_regrade": campaign.regrade,
    "campaign_settle": campaign.settle,
    "link_case": link_case.run,
    "notify": notify.run,
    "unlink_case": unlink_case.run,
}
"""Name in the diagram -> what it does."""

__all__ = ["SERVICE_TASKS", "Assignment", "ServiceError", "ServiceTask"]
