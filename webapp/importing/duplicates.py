"""Which rows are here already. Rule: the same id is the same request, unless its content is another one's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from webapp import vault
from webapp.database import connections
from webapp.importing.mapping import SourceMapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """`duplicate_of`: external id of the request that is here already. Otherwise `external_id` is what to file it under,
    and `shared_id` says that another request bears the id it came with."""

    external_id: str
    duplicate_of: str | None = None
    shared_id: bool = False


class Known:
    """What was imported from one source, in earlier runs and in this one. Fingerprints of contents are keyed by the vault, so
    that nobody can try texts against the case file."""

    def __init__(self, mapping: SourceMapping) -> None:
        self._columns = mapping.same_content
        self._by_id: dict[str, str | None] = {}
        self._by_content: dict[str, str] = {}
        with connections.take() as connection:
            rows = connection.execute(
                "SELECT external_id, file -> 'imported' ->> 'fingerprint' FROM \"case\""
                " WHERE source = %s AND external_id IS NOT NULL",
                (mapping.name,),
            )
            for external_id, fingerprint in rows:
                self._remember(str(external_id), str(fingerprint) if fingerprint else None)

    def fingerprint(self, said: Mapping[str, str | None]) -> str | None:
        """Keyed hash of the columns that make a content; None when the mapping names none."""
        if not self._columns:
            return None
        content = "\x1f".join(said.get(column) or "" for column in self._columns)
        return vault.current().master.index(content).hex()[:24]

    def judge(self, external_id: str, fingerprint: str | None) -> Verdict:
        """Judge a row, and remember it if it is new."""
        if fingerprint is not None and (twin := self._by_content.get(fingerprint)) is not None:
            return Verdict(external_id=external_id, duplicate_of=twin)
        if external_id not in self._by_id:
            self._remember(external_id, fingerprint)
            return Verdict(external_id=external_id)
        if fingerprint is None or self._by_id[external_id] is None:
            return Verdict(external_id=external_id, duplicate_of=external_id)
        own_id = f"{external_id}#{fingerprint[:8]}"
        self._remember(own_id, fingerprint)
        return Verdict(external_id=own_id, shared_id=True)

    def _remember(self, external_id: str, fingerprint: str | None) -> None:
        self._by_id[external_id] = fingerprint
        if fingerprint is not None:
            self._by_content.setdefault(fingerprint, external_id)
