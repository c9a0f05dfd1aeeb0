"""Cases: list, file, read, and their events."""

from __future__ import annotations

from typing import Any

from flask import abort

from webapp import filing
from webapp.api.access import caller, note_read
from webapp.api.endpoints import endpoints
from webapp.api.problems import invalid
from webapp.api.reading import readable
from webapp.api.schemas import CaseDetail, CasePage, CaseQuery, EventPage, NewRequest, Page, Problem, Receipt
from webapp.casework.queries import case as one
from webapp.casework.queries import cases as many
from webapp.casework.queries.paging import pack, sequence_number, unpack
from webapp.casework.reading import scope_of

here = endpoints("cases", "Requests and the cases they became")


@here.route("/cases")
@here.arguments(CaseQuery, location="query")
@here.response(200, CasePage)
def list_cases(query: dict[str, Any]) -> dict[str, Any]:
    """Cases of the caller's units and everything below them, newest first."""
    after = unpack(query["cursor"], int)
    rows = many.newest(
        scope_of(caller()), caller(), status=query["status"], process=query["process"], after=after, limit=query["limit"] + 1
    )
    shown = rows[: query["limit"]]
    more = pack(shown[-1].opened_at, shown[-1].id) if len(rows) > len(shown) else None
    return {"items": shown, "next": more}


@here.route("/cases", methods=["POST"])
@here.arguments(NewRequest)
@here.response(201, Receipt)
@here.alt_response(422, schema=Problem, description="Some answers are missing or not valid; `errors` says which")
def file_case(sent: dict[str, Any]) -> dict[str, Any]:
    """File a request. The same `command_id` again changes nothing and gives the same receipt."""
    told, wrong = filing.read({key: str(value) for key, value in sent.items() if value is not None})
    if wrong:
        invalid(wrong)
    receipt = filing.file_request(told, caller(), source="api")
    case = one.by_number(receipt.number) or abort(404)
    return {"number": receipt.number, "version": receipt.version, "query_code": case.query_code}


@here.route("/cases/<number>")
@here.response(200, CaseDetail)
@here.alt_response(404, schema=Problem, description="No such case, or not one the caller may read")
def show_case(number: str) -> dict[str, Any]:
    """One case: facts, case file, clocks and open tasks. Personal values are references into the vault."""
    case = readable(number)
    note_read(case.id, "case")
    facts = {column.key: getattr(case, column.key) for column in case.__table__.columns}
    return {**facts, "clocks": [clock for clock, _ in one.clocks(case.id)], "tasks": one.open_work(case.id)}


@here.route("/cases/<number>/events")
@here.arguments(Page, location="query")
@here.response(200, EventPage)
def list_events(query: dict[str, Any], number: str) -> dict[str, Any]:
    """The history of a case, oldest first, with its hash chain. `cursor` is the sequence number to go on after."""
    case = readable(number)
    note_read(case.id, "events")
    after = sequence_number(query["cursor"]) or 0
    rows = many.events(case.id, after=after, limit=query["limit"] + 1)
    shown = rows[: query["limit"]]
    return {"items": shown, "next": str(shown[-1]["seq"]) if len(rows) > len(shown) else None}
