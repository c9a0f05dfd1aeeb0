"""Seal, open, find, erase. Every call takes the connection, so that the vault's rows are written in the caller's transaction."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from engine.now import now
from webapp.database.connections import Connection
from webapp.vault.id_numbers import normal
from webapp.vault.masking import mask
from webapp.vault.sealing import MasterKey, seal, unseal

Reference = dict[str, Any]
"""{"vault": record id, "class": kind}"""

KINDS = frozenset(("name", "phone", "address", "id_number", "plate", "statement", "note", "file_name"))
ERASED = "⌫"
"""Shown where an erased person's value stood."""


class Erased(LookupError):
    """The person was erased; nothing can be sealed for them any more."""


def is_reference(value: object) -> bool:
    return isinstance(value, Mapping) and set(value) == {"vault", "class"}


@dataclass(frozen=True, slots=True)
class Vault:
    master: MasterKey

    @classmethod
    def of(cls, master_key: bytes) -> Vault:
        """`master_key`: Config.master_key."""
        return cls(MasterKey.of(master_key))

    def enrol(self, connection: Connection, *, phone: str | None = None, id_number: str | None = None) -> int:
        """A new person; their id. The numbers are only indexed here: seal them too if they are to be read again."""
        party_id = _one(connection.execute("SELECT nextval('party_id_seq')").fetchone())
        connection.execute(
            "INSERT INTO party (id, wrapped_key, phone_index, id_index, created_at) VALUES (%s, %s, %s, %s, %s)",
            (
                party_id, self.master.new_subject_key(party_id), self.master.index(_digits(phone)) if phone else None,
                self._id_index(id_number) if id_number else None, now(),
            ),
        )  # fmt: skip
        return party_id

    def learn(self, connection: Connection, party_id: int, *, id_number: str) -> None:
        """Index the identity number of somebody enrolled without it; a number known before stays."""
        connection.execute(
            "UPDATE party SET id_index = %s WHERE id = %s AND id_index IS NULL AND wrapped_key IS NOT NULL",
            (self._id_index(id_number), party_id),
        )

    def find(self, connection: Connection, phone: str) -> list[int]:
        """Ids of the people enrolled with this number, newest first."""
        rows = connection.execute(
            "SELECT id FROM party WHERE phone_index = %s ORDER BY id DESC", (self.master.index(_digits(phone)),)
        )
        return [_one(row) for row in rows.fetchall()]

    def find_by_id_number(self, connection: Connection, number: str) -> list[int]:
        """Ids of the people who gave this identity number, newest first."""
        rows = connection.execute("SELECT id FROM party WHERE id_index = %s ORDER BY id DESC", (self._id_index(number),))
        return [_one(row) for row in rows.fetchall()]

    def fingerprint(self, value: str) -> str:
        """A short keyed hash, hexadecimal: equal values can be recognised, none can be read."""
        return self.master.index(value)[:6].hex()

    def seal(self, connection: Connection, party_id: int, values: Mapping[str, str]) -> dict[str, Reference]:
        """Keep the values, kind -> text, of one person; kind -> reference. Raises Erased, KeyError on an unknown kind."""
        unknown = set(values) - KINDS
        if unknown:
            raise KeyError(f"not a class of personal data: {sorted(unknown)}")
        key = self._key(connection, party_id)
        references = {}
        for kind, value in values.items():
            row = connection.execute(
                "INSERT INTO party_record (party_id, kind, sealed) VALUES (%s, %s, %s) RETURNING id",
                (party_id, kind, seal(key, value.encode(), _belongs(party_id, kind))),
            ).fetchone()
            references[kind] = {"vault": _one(row), "class": kind}
        return references

    def open(self, connection: Connection, references: Iterable[Reference]) -> dict[int, str]:
        """Record id -> clear text. Those of erased people are missing. Log who looked: see webapp.casework.access."""
        ids = [reference["vault"] for reference in references]
        rows = connection.execute(
            """SELECT r.id, r.kind, r.sealed, p.id, p.wrapped_key FROM party_record r JOIN party p ON p.id = r.party_id
               WHERE r.id = ANY(%s) AND p.wrapped_key IS NOT NULL""",
            (ids,),
        ).fetchall()
        keys: dict[Any, bytes] = {}
        opened = {}
        for record, kind, sealed, party, wrapped in rows:
            if party not in keys:
                keys[party] = self.master.subject_key(party, wrapped)  # type: ignore[arg-type]
            opened[record] = unseal(keys[party], sealed, _belongs(party, kind)).decode()  # type: ignore[arg-type]
        return opened  # type: ignore[return-value]

    def masked(self, connection: Connection, references: Iterable[Reference]) -> dict[int, str]:
        """Record id -> masked text; erased people's values show ERASED."""
        wanted = list(references)
        clear = self.open(connection, wanted)
        return {ref["vault"]: mask(ref["class"], clear[ref["vault"]]) if ref["vault"] in clear else ERASED for ref in wanted}

    def seal_file(self, connection: Connection, party_id: int, content: bytes) -> bytes:
        """The content of an attachment, sealed with the key of its subject."""
        return seal(self._key(connection, party_id), content, _belongs(party_id, "file"))

    def open_file(self, connection: Connection, party_id: int, sealed: bytes) -> bytes:
        """Raises Erased."""
        return unseal(self._key(connection, party_id), sealed, _belongs(party_id, "file"))

    def erase(self, connection: Connection, party_id: int) -> None:
        """Destroy the person's key and index. Nothing of theirs can be read here from then on, nor in a copy of the events; for
        backups of the whole database see webapp/retention/README.md."""
        connection.execute(
            """UPDATE party SET wrapped_key = NULL, phone_index = NULL, id_index = NULL, erased_at = coalesce(erased_at, %s)
               WHERE id = %s""",
            (now(), party_id),
        )
        connection.execute("DELETE FROM party_record WHERE party_id = %s", (party_id,))

    def _id_index(self, number: str) -> bytes:
        return self.master.index(f"id:{normal(number)}")

    def _key(self, connection: Connection, party_id: int) -> bytes:
        row = connection.execute("SELECT wrapped_key FROM party WHERE id = %s", (party_id,)).fetchone()
        if row is None or row[0] is None:
            raise Erased(party_id)
        return self.master.subject_key(party_id, row[0])  # type: ignore[arg-type]


_current: Vault | None = None


def use(vault: Vault) -> Vault:
    """Make `vault` the one of this process."""
    global _current
    _current = vault
    return vault


def current() -> Vault:
    if _current is None:
        raise RuntimeError("no vault yet: call webapp.vault.use(Vault.of(config.master_key)) first")
    return _current


def _belongs(party_id: object, kind: object) -> str:
    return f"party:{party_id}:{kind}"


def _digits(phone: str) -> str:
    """One person's number in one spelling: digits only, without the country code."""
    digits = re.sub(r"\D", "", phone)
    return digits[2:] if len(digits) == 13 and digits.startswith("86") else digits


def _one(row: tuple[object, ...] | None) -> int:
    assert row is not None
    return row[0]  # type: ignore[return-value]
