"""Where cases stopped, why, and how they go on: one by one and in numbers, with nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask

from engine.now import Traveller
from tests.support import town
from webapp.casework.access import NotAllowed
from webapp.casework.actors import Actor
from webapp.casework.reasons import NoReason
from webapp.database.connections import Connection
from webapp.incidents import concerned, listing, retrying
from webapp.incidents.causes import KNOWN, WHERE_TO_REPAIR, cause_of
from webapp.incidents.concerned import NotAnEntry
from webapp.pages.process_texts import definition_of
from webapp.workers.drain import drain

MANAGER = Actor(kind="user", user_id=7, positions=frozenset({("release_manager", "city")}))


@pytest.fixture(autouse=True)
def _town(connection: Connection, clock: Traveller, app: Flask) -> Iterator[None]:
    town.build(connection)
    connection.execute(
        """INSERT INTO "user" (id, login, name, password_hash, locale, active, failed_sign_ins)
           VALUES (7, 'user7', 'User 7', '', 'en', true, 0)"""
    )
    connection.execute("""INSERT INTO "position" (user_id, unit, role) VALUES (7, 'city', 'release_manager')""")
    with app.test_request_context():
        yield


def stopped(**file: Any) -> int:
    """A case that stands before `handle`, because the place names no unit."""
    return town.start(place={"unit": 7}, **file).case_id


def the_one() -> listing.Open:
    (group,) = listing.groups(MANAGER)
    (found,) = listing.one_by_one(MANAGER, process=group.process, element=group.element, kind=group.kind)
    return found


def entries_of(one: listing.Open, connection: Connection) -> dict[str, concerned.Entry]:
    definition = definition_of(one.definition)
    assert definition is not None
    return {".".join(entry.path): entry for entry in concerned.entries(definition, one.element, file_of(connection, one.case_id))}


def file_of(connection: Connection, case_id: int) -> dict[str, Any]:
    row: Any = connection.execute('SELECT file FROM "case" WHERE id = %s', (case_id,)).fetchone()
    return dict(row[0])


def status_of(connection: Connection, case_id: int) -> str:
    row: Any = connection.execute('SELECT status FROM "case" WHERE id = %s', (case_id,)).fetchone()
    return str(row[0])


def try_again(one: listing.Open, connection: Connection, by: Actor = MANAGER, **changes: Any) -> retrying.Outcome:
    paths = {tuple(path.split("__")): value for path, value in changes.items()}
    return retrying.retry_one(
        one.case_id,
        one.incident,
        by,
        file=file_of(connection, one.case_id),
        changes=paths,
        reason="更正单位代码",
        key=town.new_id(),
    )


def test_incidents_are_listed_by_cause_and_place_with_how_many_are_alike(connection: Connection) -> None:
    assert listing.groups(MANAGER) == []
    cases = [stopped(), stopped()]
    (group,) = listing.groups(MANAGER)
    assert (group.process, group.element, group.count) == ("errand", "handle", 2)
    assert [one.case_id for one in listing.one_by_one(MANAGER, process="errand", element="handle", kind=group.kind)] == cases
    assert listing.alike(MANAGER, listing.one_by_one(MANAGER, process="errand", element="handle", kind=group.kind)[0]) == 2


def test_the_entries_that_the_element_looked_at_are_shown(connection: Connection) -> None:
    stopped()
    found = entries_of(the_one(), connection)
    assert (found["place.unit"].value, found["place.unit"].is_missing) == (7, False)
    assert "clock" not in found


def test_personal_data_is_neither_shown_nor_corrected_here(connection: Connection) -> None:
    case = stopped(requester={"phone": {"vault": 1, "class": "phone"}})
    file = file_of(connection, case)
    for path in (("requester",), ("requester", "phone"), ("requester", "phone", "vault"), ("clock", "handle"), ("a b",)):
        with pytest.raises(NotAnEntry):
            concerned.corrected(file, {path: "x"})


def test_a_correction_changes_one_entry_and_leaves_its_neighbours(connection: Connection) -> None:
    file = {"place": {"unit": 7, "address": "街口"}, "title": "路灯"}
    assert concerned.corrected(file, {("place", "unit"): "mill"}) == {"place": {"unit": "mill", "address": "街口"}}
    assert concerned.corrected(file, {("callback", "satisfied"): True}) == {"callback": {"satisfied": True}}
    assert file["place"]["unit"] == 7


def test_a_corrected_case_goes_on_and_says_why(connection: Connection) -> None:
    case = stopped()
    one = the_one()
    assert status_of(connection, case) == "incident"
    assert try_again(one, connection, place__unit="mill") == retrying.Outcome(state="resolved")
    assert status_of(connection, case) == "active"
    assert connection.execute("SELECT element, unit FROM work_item WHERE state = 'open'").fetchall() == [("handle", "mill")]
    assert [(event.data["reason"], event.data["file"]) for event in listing.tried(one)] == [
        ("更正单位代码", {"place": {"unit": "mill"}})
    ]
    assert listing.groups(MANAGER) == []


def test_what_is_still_wrong_stops_again_and_nothing_is_lost(connection: Connection) -> None:
    case = stopped(urgency="urgent")
    outcome = try_again(the_one(), connection)
    assert (outcome.state, status_of(connection, case)) == ("again", "incident")
    assert file_of(connection, case)["urgency"] == "urgent"
    assert try_again(the_one(), connection, place__unit="mill").state == "resolved"


def test_an_incident_that_was_settled_meanwhile_is_gone(connection: Connection) -> None:
    stopped()
    one = the_one()
    try_again(one, connection, place__unit="mill")
    assert try_again(one, connection, place__unit="mill").state == "gone"


def test_a_reason_is_asked_for(connection: Connection) -> None:
    stopped()
    one = the_one()
    with pytest.raises(NoReason):
        retrying.retry_one(one.case_id, one.incident, MANAGER, file={}, changes={}, reason=" ", key="k")


@pytest.mark.parametrize("by", [town.CLERK, town.SUPERVISOR, town.AUDITOR])
def test_only_who_may_repair_tries_again(connection: Connection, by: Actor) -> None:
    case = stopped()
    assert try_again(the_one(), connection, by=by, place__unit="mill").state == "refused"
    with pytest.raises(NotAllowed):
        retrying.order(connection, [(case, 1)], by, changes={}, reason="批量重试")


def test_many_are_tried_again_as_a_job_with_an_outcome_for_each(connection: Connection) -> None:
    good, settled, hopeless = stopped(), stopped(), stopped(place_known=False)
    found = {one.case_id: one for one in listing.one_by_one(MANAGER, process="errand", element="handle", kind=the_kind())}
    connection.execute("""UPDATE "case" SET file = jsonb_set(file, '{place}', '{"vault": 1}') WHERE id = %s""", (hopeless,))
    order = retrying.order(
        connection,
        [(one.case_id, one.incident) for one in found.values()],
        MANAGER,
        changes={("place", "unit"): "mill"},
        reason="更正单位代码",
    )
    waiting = retrying.load(connection, order)
    assert waiting is not None
    assert (waiting.count("waiting"), waiting.ended_at) == (3, None)
    try_again(found[settled], connection, place__unit="mill")
    drain()
    done = retrying.load(connection, order)
    assert done is not None
    assert done.ended_at is not None
    assert {item.case_id: (item.state, item.why) for item in done.items} == {
        good: ("resolved", None), settled: ("gone", None), hopeless: ("refused", "not_an_entry"),
    }  # fmt: skip
    retrying.carry_out(0, retry=order)
    again = retrying.load(connection, order)
    assert again == done


def test_who_lost_the_right_meanwhile_tries_nothing_more(connection: Connection) -> None:
    case = stopped()
    one = the_one()
    order = retrying.order(
        connection, [(case, one.incident)], MANAGER, changes={("place", "unit"): "mill"}, reason="更正单位代码"
    )
    connection.execute("""DELETE FROM "position" WHERE user_id = 7""")
    drain()
    found = retrying.load(connection, order)
    assert found is not None
    assert [(item.state, item.why) for item in found.items] == [("refused", "not_allowed")]
    assert status_of(connection, case) == "incident"


def test_restricted_cases_are_counted_and_otherwise_not_there(connection: Connection) -> None:
    stopped(compartment="confidential")
    assert (listing.groups(MANAGER), listing.restricted(MANAGER)) == ([], 1)
    cleared = town.cleared(MANAGER, "confidential")
    assert (listing.groups(cleared)[0].count, listing.restricted(cleared)) == (1, 0)


def test_every_kind_has_a_place_where_it_is_repaired() -> None:
    assert {cause_of(kind) for kind in (*KNOWN, "too_many_steps", "type_error", "anything")} <= set(WHERE_TO_REPAIR)
    assert (cause_of("not_plain"), cause_of("key_error")) == ("expression", "program")


def the_kind() -> str:
    return listing.groups(MANAGER)[0].kind
