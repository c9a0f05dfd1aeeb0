"""Drafts of process folders: every save is kept, nobody overwrites what he has not seen, and what was can be had again."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.library import files_of, identity
from engine.now import Traveller
from webapp.casework import definitions
from webapp.config import ROOT
from webapp.database.connections import Connection
from webapp.studio import comments, drafts, versions
from webapp.studio.drafts import Draft, DraftChanged, DraftNotOpen, NoSuchDraft
from webapp.studio.paths import LARGEST_FILE, NotInFolder, NotText, TooMuch

FILES = {"manifest.json": '{"key": "errand"}', "process.bpmn": "<a/>", "forms/start.json": "{}"}
ANNA, BO = 7, 8


@pytest.fixture
def draft(connection: Connection, clock: Traveller) -> Draft:
    return drafts.start(connection, "errand", ANNA, title="改一改", files=FILES)


def test_a_draft_of_a_running_version_is_that_version_until_something_changes(connection: Connection, clock: Traveller) -> None:
    files = files_of(ROOT / "processes" / "grid_event")
    definition, _ = definitions.deploy(connection, files)
    draft = drafts.start(connection, "grid_event", ANNA, title="t", base=definition.id)
    assert identity(drafts.files_of(draft)) == definition.id
    assert draft.is_open
    with pytest.raises(NoSuchDraft):
        drafts.start(connection, "grid_event", ANNA, title="t", base="grid_event@0000000000000000")


def test_scenarios_travel_with_a_draft_but_are_no_part_of_the_version(connection: Connection, draft: Draft) -> None:
    drafts.save(connection, draft.id, "scenarios.yaml", "[]", 1, ANNA)
    changed = drafts.load(connection, draft.id)
    assert changed.files["scenarios.yaml"] == "[]"
    assert drafts.files_of(changed) == {path: text.encode() for path, text in FILES.items()}


def test_a_save_is_there_when_one_comes_back(connection: Connection, draft: Draft, clock: Traveller) -> None:
    clock.move(timedelta(minutes=1))
    assert drafts.save(connection, draft.id, "process.bpmn", "<b/>", draft.revision, BO) == 2
    found = drafts.load(connection, draft.id)
    assert (found.files["process.bpmn"], found.revision, found.changed_by, found.changed_at) == ("<b/>", 2, BO, clock.moment)
    assert drafts.editors_of(connection, draft.id) == {ANNA, BO}


def test_what_somebody_else_saved_meanwhile_is_never_overwritten(connection: Connection, draft: Draft) -> None:
    drafts.save(connection, draft.id, "process.bpmn", "<hers/>", 1, ANNA)
    with pytest.raises(DraftChanged) as refused:
        drafts.save(connection, draft.id, "process.bpmn", "<his/>", 1, BO)
    assert (refused.value.facts["text"], refused.value.facts["revision"]) == ("<hers/>", 2)
    assert drafts.save(connection, draft.id, "process.bpmn", "<his/>", 2, BO) == 3


def test_two_people_at_two_files_do_not_meet(connection: Connection, draft: Draft) -> None:
    drafts.save(connection, draft.id, "process.bpmn", "<hers/>", 1, ANNA)
    assert drafts.save(connection, draft.id, "forms/start.json", "[]", 1, BO) == 3


def test_a_save_sent_twice_is_kept_once(connection: Connection, draft: Draft) -> None:
    assert drafts.save(connection, draft.id, "process.bpmn", "<b/>", 1, ANNA) == 2
    assert drafts.save(connection, draft.id, "process.bpmn", "<b/>", 1, ANNA) == 2


def test_a_file_that_was_removed_and_saved_by_another_is_a_conflict(connection: Connection, draft: Draft) -> None:
    drafts.remove(connection, draft.id, "forms/start.json", 1, ANNA)
    with pytest.raises(DraftChanged) as refused:
        drafts.save(connection, draft.id, "forms/start.json", "[1]", 1, BO)
    assert refused.value.facts["text"] is None


@pytest.mark.parametrize("status", ["in_review", "approved", "released", "discarded"])
def test_what_is_judged_or_over_does_not_change(connection: Connection, draft: Draft, status: str) -> None:
    drafts.set_status(connection, draft.id, status, known="open")
    with pytest.raises(DraftNotOpen):
        drafts.save(connection, draft.id, "process.bpmn", "<b/>", 1, ANNA)
    with pytest.raises(DraftNotOpen):
        drafts.set_status(connection, draft.id, "open", known="open")


@pytest.mark.parametrize(
    ("path", "text", "error"),
    [
        ("../manifest.json", "{}", NotInFolder),
        ("forms/../x.json", "{}", NotInFolder),
        ("notes.txt", "x", NotInFolder),
        ("forms/a/b.json", "{}", NotInFolder),
        (".bpmn", "<a/>", NotInFolder),
        ("process.bpmn", "x" * (LARGEST_FILE + 1), TooMuch),
        ("process.bpmn", "\x00", NotText),
        ("process.bpmn", "\ud800", NotText),
    ],
)  # fmt: skip
def test_only_what_a_folder_holds_is_kept(
    connection: Connection, draft: Draft, path: str, text: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        drafts.save(connection, draft.id, path, text, 1, ANNA)
    assert drafts.load(connection, draft.id) == draft


def test_a_stretch_of_typing_is_one_version(connection: Connection, draft: Draft, clock: Traveller) -> None:
    for number in range(4):
        clock.move(timedelta(seconds=50))
        drafts.save(connection, draft.id, "process.bpmn", f"<a{number}/>", number + 1, ANNA)
    kept = versions.of(connection, draft.id)
    assert [version.revision for version in kept] == [5, 4, 1]
    assert [version.paths for version in kept] == [("process.bpmn",), ("process.bpmn",), tuple(sorted(FILES))]
    assert versions.files_at(connection, draft.id, 4)["process.bpmn"] == "<a2/>"


def test_what_another_person_saved_stays_a_version_of_its_own(connection: Connection, draft: Draft) -> None:
    for number, by in enumerate((ANNA, BO, ANNA), start=1):
        drafts.save(connection, draft.id, "process.bpmn", f"<a{number}/>", number, by)
    assert [(v.revision, v.saved_by) for v in versions.of(connection, draft.id)] == [(4, ANNA), (3, BO), (2, ANNA), (1, ANNA)]


def test_what_was_overwritten_knowingly_stays_a_version_even_of_the_same_person(connection: Connection, draft: Draft) -> None:
    drafts.save(connection, draft.id, "process.bpmn", "<one window/>", 1, ANNA)
    with pytest.raises(DraftChanged):
        drafts.save(connection, draft.id, "process.bpmn", "<other window/>", 1, ANNA)
    drafts.save(connection, draft.id, "process.bpmn", "<other window/>", 2, ANNA)
    assert versions.files_at(connection, draft.id, 2)["process.bpmn"] == "<one window/>"


def test_a_named_version_stays_as_it_is(connection: Connection, draft: Draft) -> None:
    drafts.save(connection, draft.id, "process.bpmn", "<b/>", 1, ANNA)
    assert versions.name(connection, draft.id, "送审前") == 2
    drafts.save(connection, draft.id, "process.bpmn", "<c/>", 2, ANNA)
    assert [(v.revision, v.note) for v in versions.of(connection, draft.id)] == [(3, None), (2, "送审前"), (1, None)]
    assert versions.files_at(connection, draft.id, 2)["process.bpmn"] == "<b/>"


def test_an_older_version_comes_back_and_the_newer_one_is_not_lost(connection: Connection, draft: Draft) -> None:
    drafts.save(connection, draft.id, "process.bpmn", "<b/>", 1, ANNA)
    drafts.save(connection, draft.id, "locale/en.json", "{}", 2, ANNA)
    restored = versions.restore(connection, draft.id, 1, ANNA)
    assert restored.files == FILES
    assert versions.files_at(connection, draft.id, 3)["process.bpmn"] == "<b/>"
    drafts.save(connection, draft.id, "process.bpmn", "<d/>", restored.revision, ANNA)
    assert versions.files_at(connection, draft.id, 3)["process.bpmn"] == "<b/>"


def test_a_remark_is_settled_and_stays(connection: Connection, draft: Draft, clock: Traveller) -> None:
    remark = comments.say(connection, draft.id, "process.bpmn", "sign_for", "期限太短", BO)
    comments.settle(connection, draft.id, remark.id, ANNA)
    (kept,) = comments.of(connection, draft.id)
    assert (kept.text, kept.element, kept.settled_by, kept.settled_at) == ("期限太短", "sign_for", ANNA, clock.moment)
    comments.settle(connection, draft.id, remark.id, ANNA, settled=False)
    assert comments.of(connection, draft.id)[0].settled_by is None
