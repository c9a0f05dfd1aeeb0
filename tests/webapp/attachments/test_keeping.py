"""Uploads: kept once, bound to the case with its form, sealed for the person they are about, gone with that person."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.now import Traveller
from tests.support.files import PDF, picture
from webapp import vault
from webapp.attachments import Kept, Limits, Refused, Upload, attach, content_of, keep, names_of, on_hand, sweep, thumbnail_of
from webapp.attachments.keeping import safe_name
from webapp.config import Config
from webapp.database.connections import Connection
from webapp.form_files import File

LIMITS = Limits(largest=100_000, per_case=3)


@pytest.fixture(autouse=True)
def keeper(config: Config, clock: Traveller) -> vault.Vault:
    return vault.use(vault.Vault.of(config.master_key))


def uploaded(connection: Connection, content: bytes = PDF, *, key: str = "key-1234", by: str = "user:7", **more: object) -> Kept:
    return keep(connection, Upload(content=content, name="报告.exe", key=key, added_by=by, **more), LIMITS)  # type: ignore[arg-type]


def requester(connection: Connection) -> tuple[int, dict[str, object]]:
    """(party, case file that refers to it)."""
    party = vault.current().enrol(connection)
    return party, {"requester": vault.current().seal(connection, party, {"name": "王小明"})}


def parties(connection: Connection) -> int:
    return connection.execute("SELECT count(*) FROM party").fetchone()[0]  # type: ignore[index, return-value]


def test_a_file_is_kept_sealed_under_a_name_with_the_right_ending(connection: Connection) -> None:
    kept = uploaded(connection)
    assert (kept.name, kept.media_type, kept.size) == ("报告.pdf", "application/pdf", len(PDF))
    row = connection.execute("SELECT sealed, sha256 FROM attachment").fetchone()
    assert row is not None
    assert PDF[:8] not in row[0]
    assert row[1].hex() == kept.sha256
    assert content_of(connection, kept.id) == PDF


def test_the_same_upload_again_is_the_same_row(connection: Connection) -> None:
    assert uploaded(connection) == uploaded(connection)
    assert parties(connection) == 1
    assert uploaded(connection, by="user:8").id != uploaded(connection).id


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "empty"), (b"MZ\x00", "unsafe"), (PDF + bytes(100_000), "too_large"), (picture()[:300], "not_a_picture")],
)
def test_what_cannot_be_kept_says_why_and_leaves_nothing(connection: Connection, content: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        uploaded(connection, content)
    assert refused.value.code == code
    assert parties(connection) == 0


def test_a_case_holds_so_many_files_and_no_more(connection: Connection) -> None:
    for number in range(LIMITS.per_case):
        uploaded(connection, key=f"key-{number}", case_id=5)
    with pytest.raises(Refused, match="too_many"):
        uploaded(connection, key="one-more", case_id=5)
    uploaded(connection, key="elsewhere", case_id=6)


def test_an_upload_is_an_answer_for_its_sender_and_its_case_only(connection: Connection) -> None:
    free, bound = uploaded(connection), uploaded(connection, key="for-five", case_id=5)
    ids = [free.id, bound.id]
    assert set(on_hand(connection, ids, by="user:7", case_id=5)) == set(ids)
    assert set(on_hand(connection, ids, by="user:7", case_id=6)) == {free.id}
    assert on_hand(connection, ids, by="user:8", case_id=5) == {}
    attach(connection, 5, {}, [bound.id])
    assert on_hand(connection, ids, by="user:8", case_id=5) == {
        bound.id: File(id=bound.id, sha256=bound.sha256, media_type="application/pdf")
    }


def test_what_was_sealed_before_the_case_was_known_goes_with_its_requester(connection: Connection) -> None:
    kept = uploaded(connection, picture())
    party, file = requester(connection)
    attach(connection, 5, file, [kept.id])
    assert connection.execute("SELECT party_id, case_id FROM attachment").fetchone() == (party, 5)
    assert parties(connection) == 1
    assert names_of(connection, [kept.id]) == {kept.id: "报告.jpg"}
    assert thumbnail_of(connection, kept.id).startswith(b"\xff\xd8")
    vault.current().erase(connection, party)
    for read in (content_of, thumbnail_of):
        with pytest.raises(vault.Erased):
            read(connection, kept.id)
    assert names_of(connection, [kept.id]) == {kept.id: vault.ERASED}


def test_an_upload_for_another_case_is_not_taken(connection: Connection) -> None:
    kept = uploaded(connection, case_id=6)
    attach(connection, 5, {}, [kept.id])
    assert connection.execute("SELECT case_id, attached_at FROM attachment").fetchone() == (6, None)


def test_what_no_form_took_up_is_gone_after_a_day(connection: Connection, clock: Traveller) -> None:
    loose, taken = uploaded(connection), uploaded(connection, key="taken-up", case_id=5)
    attach(connection, 5, {}, [taken.id])
    assert sweep(connection, clock.moment + timedelta(hours=23)) == 0
    assert sweep(connection, clock.moment + timedelta(hours=25)) == 1
    with pytest.raises(LookupError):
        content_of(connection, loose.id)
    assert content_of(connection, taken.id) == PDF
    assert parties(connection) == 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\王\\路 灯.JPG", "路 灯.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("a\u202efdp.exe", "afdp.pdf"),
        ("", "file.pdf"),
        ("x" * 300 + ".doc", "x" * 80 + ".pdf"),
        ('<img src="x">.png', "img src= x.pdf"),
    ],
)
def test_a_name_cannot_lead_elsewhere_or_lie_about_its_end(sent: str, kept: str) -> None:
    assert safe_name(sent, "application/pdf") == kept
