"""What goes in and out of the API. Times are ISO 8601 with offset; personal data appears masked or not at all."""

from marshmallow import EXCLUDE, Schema, fields, validate


class Problem(Schema):
    """RFC 9457 problem details."""

    type = fields.Str(required=True)
    title = fields.Str(required=True)
    status = fields.Int(required=True)
    code = fields.Str(required=True, metadata={"description": "stable name of the refusal"})
    detail = fields.Str()
    errors = fields.Dict(metadata={"description": "findings per field of the request"})


class Page(Schema):
    class Meta:
        unknown = EXCLUDE

    limit = fields.Int(load_default=50, validate=validate.Range(1, 200))
    cursor = fields.Str(load_default=None, metadata={"description": "`next` of the page before"})


class CaseQuery(Page):
    status = fields.Str(load_default=None, validate=validate.OneOf(["active", "incident", "completed", "cancelled"]))
    process = fields.Str(load_default=None)


class CaseSummary(Schema):
    number = fields.Str(required=True)
    process = fields.Str(required=True)
    definition = fields.Str(metadata={"description": "process@digest the case runs on"})
    status = fields.Str(required=True)
    outcome = fields.Str(allow_none=True)
    title = fields.Str()
    category = fields.Str(allow_none=True)
    urgency = fields.Str(allow_none=True)
    place = fields.Str(allow_none=True)
    unit = fields.Str(allow_none=True)
    phase = fields.Str(allow_none=True)
    opened_at = fields.AwareDateTime()
    closed_at = fields.AwareDateTime(allow_none=True)
    due_at = fields.AwareDateTime(allow_none=True)
    version = fields.Int()


class ClockView(Schema):
    name = fields.Str()
    run = fields.Int()
    time_limit = fields.Str(metadata={"description": 'such as "5wd"; see the units in the handbook'})
    unit = fields.Str(metadata={"description": "whose promise it is"})
    state = fields.Str()
    started_at = fields.AwareDateTime()
    due_at = fields.AwareDateTime(allow_none=True)
    provisional = fields.Bool()
    breached_at = fields.AwareDateTime(allow_none=True)
    stopped_at = fields.AwareDateTime(allow_none=True)
    on_time = fields.Bool(allow_none=True)


class TaskView(Schema):
    number = fields.Str(metadata={"description": "number of the case"})
    task = fields.Int(required=True)
    element = fields.Str(required=True)
    title = fields.Str()
    phase = fields.Str(allow_none=True)
    form = fields.Str(allow_none=True)
    role = fields.Str()
    unit = fields.Str()
    assignee_id = fields.Int(allow_none=True)
    priority = fields.Int()
    due_at = fields.AwareDateTime(allow_none=True)
    state = fields.Str()
    created_at = fields.AwareDateTime()
    ended_at = fields.AwareDateTime(allow_none=True)


class CaseDetail(CaseSummary):
    file = fields.Dict(metadata={"description": "the case file; personal values are references into the vault"})
    clocks = fields.List(fields.Nested(ClockView))
    tasks = fields.List(fields.Nested(TaskView))


class EventView(Schema):
    seq = fields.Int()
    at = fields.AwareDateTime()
    kind = fields.Str()
    data = fields.Dict()
    actor = fields.Str()
    command_id = fields.Str()
    prev_hash = fields.Str(metadata={"description": "SHA-256, hexadecimal"})
    hash = fields.Str()


class CasePage(Schema):
    items = fields.List(fields.Nested(CaseSummary))
    next = fields.Str(allow_none=True)


class TaskPage(Schema):
    items = fields.List(fields.Nested(TaskView))
    next = fields.Str(allow_none=True)


class EventPage(Schema):
    items = fields.List(fields.Nested(EventView))
    next = fields.Str(allow_none=True)


class TaskQuery(Page):
    list = fields.Str(
        load_default="mine",
        validate=validate.OneOf(["mine", "queue", "done"]),
        metadata={"description": "mine: I took it; queue: I may take it; done: I finished it"},
    )


class NewRequest(Schema):
    """What the intake desk asks, see the start form. Personal values go to the vault and are never given back."""

    command_id = fields.Str(required=True, metadata={"description": "your key for this request, 8 to 64 characters"})
    title = fields.Str(required=True)
    statement = fields.Str(required=True)
    kind = fields.Str(required=True)
    channel = fields.Str(required=True)
    urgency = fields.Str(required=True)
    place = fields.Str(required=True, metadata={"description": "code of the grid or unit where it happened"})
    category = fields.Str(allow_none=True)
    address = fields.Str(allow_none=True)
    name = fields.Str(allow_none=True)
    phone = fields.Str(allow_none=True)
    id_number = fields.Str(allow_none=True, metadata={"description": "identity number, where the matter needs it by law"})
    confidential = fields.Bool(load_default=False)


class Answers(Schema):
    answers = fields.Dict(load_default=dict, metadata={"description": "answers to the form of the task"})


class Receipt(Schema):
    number = fields.Str()
    version = fields.Int(metadata={"description": "sequence number of the case's last event"})
    query_code = fields.Str(metadata={"description": "with the number, opens the public progress page"})
