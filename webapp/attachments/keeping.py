"""Take a file in, tell which uploads may be an answer, and bind those that were sent to their case."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import psycopg

from engine.now import now
from webapp import vault
from webapp.attachments import pictures
from webapp.attachments.kinds import EXTENSIONS, PICTURES, kind_of
from webapp.attachments.sweeping import forget_unused
from webapp.casework.parties import party_of_case
from webapp.database.connections import Connection
from webapp.form_files import File

MOST_LOOSE = 60
"""Uploads of one person that no form has taken up yet."""
LONGEST_NAME = 80
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')


class Refused(ValueError):
    """`code`: empty, too_large, unsafe, not_a_picture, too_many_pixels, too_many."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """`largest`: bytes of one file. `per_case`: files of one case. Both are settings."""

    largest: int
    per_case: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file as it arrives. `key`: made by the sender, so that sending it again after a broken line keeps one. `added_by`: label
    of the actor, which nobody else may have. `task`: whose form it is for."""

    content: bytes
    name: str
    key: str
    added_by: str
    case_id: int | None = None
    case_file: Mapping[str, Any] | None = None
    task: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What the sender is told."""

    id: int
    name: str
    size: int
    media_type: str
    sha256: str
    has_preview: bool


def keep(connection: Connection, upload: Upload, limits: Limits) -> Kept:
    """Check, clean, seal and keep a file; the same key again gives what was kept then. Raises Refused."""
    known = _known(connection, upload)
    if known:
        return known
    _check_counts(connection, upload, limits.per_case)
    content, thumbnail, media_type = _cleaned(upload.content, limits.largest)
    keeper = vault.current()
    name = safe_name(upload.name, media_type)
    try:
        with connection.transaction():
            party = party_of_case(connection, upload.case_file or {}) or keeper.enrol(connection)
            record = keeper.seal(connection, party, {"file_name": name})["file_name"]["vault"]
            row = connection.execute(
                """INSERT INTO attachment (case_id, party_id, name_record_id, media_type, size, sha256, sealed, thumbnail,
                       added_at, added_by, upload, task)
                   VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id""",
                (
                    upload.case_id, party, record, media_type, len(content), hashlib.sha256(content).digest(),
                    keeper.seal_file(connection, party, content),
                    keeper.seal_file(connection, party, thumbnail) if thumbnail else None,
                    now(), upload.added_by, upload.key, upload.task,
                ),
            ).fetchone()  # fmt: skip
    except psycopg.errors.UniqueViolation:  # the same upload arrived twice at the same moment
        known = _known(connection, upload)
        if known is None:
            raise
        return known
    assert row is not None
    return Kept(
        id=int(str(row[0])), name=name, size=len(content), media_type=media_type,
        sha256=hashlib.sha256(content).hexdigest(), has_preview=thumbnail is not None,
    )  # fmt: skip


def on_hand(connection: Connection, ids: Collection[int], *, by: str, case_id: int | None) -> dict[int, File]:
    """Those of the uploads `ids` that `by` may answer with in this case: own ones that are free, and what the case has."""
    rows = connection.execute(
        """SELECT id, sha256, media_type FROM attachment WHERE id = ANY(%(ids)s) AND (
               (attached_at IS NULL AND added_by = %(by)s AND (case_id IS NULL OR case_id = %(case)s))
               OR (attached_at IS NOT NULL AND case_id = %(case)s))""",
        {"ids": list(ids), "by": by, "case": case_id},
    ).fetchall()
    return {id: File(id=id, sha256=sha256.hex(), media_type=kind) for id, sha256, kind in rows}  # type: ignore[misc, attr-defined, arg-type]


def attach(connection: Connection, case_id: int, case_file: Mapping[str, Any], ids: Collection[int]) -> None:
    """Bind uploads to the case whose form was sent with them, in the same transaction. What was sealed before anybody knew whom
    it is about gets the key of the requester."""
    rows = connection.execute(
        """SELECT id, party_id, name_record_id, sealed, thumbnail FROM attachment
           WHERE id = ANY(%s) AND attached_at IS NULL AND (case_id IS NULL OR case_id = %s) FOR UPDATE""",
        (list(ids), case_id),
    ).fetchall()
    party = party_of_case(connection, case_file)
    for row in rows:
        connection.execute("UPDATE attachment SET case_id = %s, attached_at = %s WHERE id = %s", (case_id, now(), row[0]))
        if party is not None and row[1] != party:
            _seal_anew(connection, party, *row)  # type: ignore[arg-type]


def _seal_anew(connection: Connection, party: int, id: int, owner: int, record: int, sealed: bytes, small: bytes | None) -> None:
    keeper = vault.current()
    try:
        contents = [keeper.open_file(connection, owner, part) if part else None for part in (sealed, small)]
    except vault.Erased:
        return
    name = keeper.open(connection, [{"vault": record, "class": "file_name"}])[record]
    connection.execute(
        "UPDATE attachment SET party_id = %s, name_record_id = %s, sealed = %s, thumbnail = %s WHERE id = %s",
        (
            party, keeper.seal(connection, party, {"file_name": name})["file_name"]["vault"],
            *(keeper.seal_file(connection, party, part) if part else None for part in contents), id,
        ),
    )  # fmt: skip
    connection.execute("DELETE FROM party_record WHERE id = %s", (record,))
    forget_unused(connection, [owner])


def safe_name(name: str, media_type: str) -> str:
    """The last part of what the sender called it, with the ending that its content deserves."""
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    bare = "".join(sign for sign in _FORBIDDEN.sub(" ", last) if unicodedata.category(sign) not in {"Cc", "Cf", "Co", "Cs"})
    stem = bare.rpartition(".")[0] or bare
    return f"{stem.strip(' .')[:LONGEST_NAME] or 'file'}.{EXTENSIONS[media_type]}"


def _cleaned(content: bytes, largest: int) -> tuple[bytes, bytes | None, str]:
    """(content to keep, thumbnail, media type)."""
    if not content:
        raise Refused("empty")
    if len(content) > largest:
        raise Refused("too_large")
    media_type = kind_of(content)
    if media_type is None:
        raise Refused("unsafe")
    if media_type not in PICTURES:
        return content, None, media_type
    try:
        picture = pictures.clean(content, media_type)
    except pictures.TooLarge:
        raise Refused("too_many_pixels") from None
    except pictures.NotAPicture:
        raise Refused("not_a_picture") from None
    return picture.content, picture.thumbnail, media_type


def _known(connection: Connection, upload: Upload) -> Kept | None:
    row = connection.execute(
        """SELECT id, name_record_id, size, media_type, sha256, thumbnail IS NOT NULL FROM attachment
           WHERE added_by = %s AND upload = %s AND case_id IS NOT DISTINCT FROM %s""",
        (upload.added_by, upload.key, upload.case_id),
    ).fetchone()
    if row is None:
        return None
    id, record, size, media_type, sha256, has_preview = row
    name = vault.current().open(connection, [{"vault": record, "class": "file_name"}]).get(record, vault.ERASED)  # type: ignore[call-overload]
    return Kept(id=id, name=name, size=size, media_type=media_type, sha256=sha256.hex(), has_preview=has_preview)  # type: ignore[arg-type, attr-defined]


def _check_counts(connection: Connection, upload: Upload, per_case: int) -> None:
    loose, of_case = connection.execute(
        """SELECT count(*) FILTER (WHERE attached_at IS NULL AND added_by = %(by)s), count(*) FILTER (WHERE case_id = %(case)s)
           FROM attachment WHERE (attached_at IS NULL AND added_by = %(by)s) OR case_id = %(case)s""",
        {"by": upload.added_by, "case": upload.case_id},
    ).fetchone() or (0, 0)
    if int(str(loose)) >= MOST_LOOSE or int(str(of_case)) >= per_case:
        raise Refused("too_many")
