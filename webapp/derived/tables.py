"""How every table stands to the history. A table is either made from something else, and then checked and made anew, or a place
of truth of its own, with the reason why nothing else tells it. A test compares this list with the database."""

from __future__ import annotations

EVENTS = "the events of its case"
CASES = "the case itself and the people in the vault"
READ_MODELS = "the read models and the work calendar"

MADE: dict[str, str] = {
    "case": f"{EVENTS}, played again through the engine: facts, state, file, version, end of the chain",
    "work_item": EVENTS,
    "clock": EVENTS,
    "clock_event": EVENTS,
    "due_timer": EVENTS,
    "incident": EVENTS,
    "clearance_entry": EVENTS,
    "card": EVENTS,
    "case_link": f"{EVENTS}: what it began with, what its diagram linked and unlinked",
    "message_out": f"{EVENTS}; whether it was handed over is its own",
    "message_in": "the message as it was sent; when it came and was taken is its own",
    "command": f"{EVENTS}; the name of the command is its own",
    "case_search": CASES,
    "figure_case": READ_MODELS,
    "figure_promise": READ_MODELS,
    "figure_sum": "figure_case and figure_promise",
    "sealed_case": "the leaves of the seals",
    "audit_head": "the last entry of the office's log",
}
"""Table -> what it is made from. All are compared by `bihuan rebuild --check` and made anew by `bihuan rebuild`."""

_PROVEN = "the record itself; `bihuan verify` proves it"
_RULES = "entered by people, dated, its changes in the office's log"
_ORGANISATION = "entered by people; its past is kept beside it"
_PAST = "the past of the organisation, written with every change"
_OFFICE = "what somebody of the office did beside cases; ended, never changed"
_TOLD = "what was told to whom at that moment, by the people and rules of then"
_OWN = "what a person arranged for himself"
_MODELS = "processes as drawn, released and tried; contents named by their hash"
_PEOPLE = "personal data, nowhere else by design"
_WORK = "work in progress of the program, resumed after a crash"
_FOREIGN = "another system's past, read from a file whose hash is kept"
_FROZEN = "a list as it was at one moment, with its hash"

OWN: dict[str, str] = {
    "case_event": _PROVEN,
    "audit_event": _PROVEN,
    "seal": _PROVEN,
    "seal_leaf": _PROVEN,
    "seal_key": _PROVEN,
    "verification_run": "what a walk found at that moment",
    "calendar_day": _RULES,
    "calendar_window": _RULES,
    "policy": _RULES,
    "category": _RULES,
    "retention_rule": _RULES,
    "dated_table": _RULES,
    "measure_definition": "what a measure meant while it bore a version",
    "org_unit": _ORGANISATION,
    "position": _ORGANISATION,
    "user": _ORGANISATION,
    "org_unit_history": _PAST,
    "position_history": _PAST,
    "user_history": _PAST,
    "position_plan": _OFFICE,
    "password_link": _OFFICE,
    "api_token": _OFFICE,
    "compartment_grant": _OFFICE,
    "delegation": _OFFICE,
    "recusal": _OFFICE,
    "legal_hold": _OFFICE,
    "disposal": _OFFICE,
    "snippet": _OFFICE,
    "snippet_version": _OFFICE,
    "unit_area": "the outline of a territory, read from a file",
    "party": _PEOPLE,
    "party_record": _PEOPLE,
    "requester_code": "drawn by lot, told once",
    "attachment": "files as they came; their hash stands in the events",
    "draft": "typed and not sent",
    "notice": _TOLD,
    "personal_notice": _TOLD,
    "delivery": _TOLD,
    "notice_setting": _OWN,
    "inbox_setting": _OWN,
    "saved_view": _OWN,
    "watch": _OWN,
    "case_seen": _OWN,
    "definition": _MODELS,
    "deployment": _MODELS,
    "model_release": _MODELS,
    "model_review": _MODELS,
    "studio_draft": _MODELS,
    "studio_version": _MODELS,
    "studio_comment": _MODELS,
    "trial_run": _MODELS,
    "what_if": _MODELS,
    "figure_touched": "steps still to be counted",
    "supervision_trigger": _WORK,
    "incident_retry": _WORK,
    "incident_retry_item": _WORK,
    "move_batch": _WORK,
    "move_item": _WORK,
    "log_order": _WORK,
    "log_order_case": _WORK,
    "revision": "which configuration the running processes have read",
    "campaign": _FROZEN,
    "campaign_item": _FROZEN,
    "sample": _FROZEN,
    "sample_item": _FROZEN,
    "foreign_log": _FOREIGN,
    "foreign_case": _FOREIGN,
    "foreign_event": _FOREIGN,
    "foreign_mapping": _FOREIGN,
}
"""Table -> why nothing else tells it."""
