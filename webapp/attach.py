"""Which database, vault, seal key and ways out this process works with. Web, worker, command line and tests all begin here."""

from __future__ import annotations

from webapp.audit import sealing
from webapp.audit.keys import SealKey
from webapp.config import Config
from webapp.database.connections import Database, use
from webapp.eventlogs import place
from webapp.notices import outbox
from webapp.vault import vault


def attach(config: Config) -> Database:
    """From now on this process uses what `config` names. Opens no connection yet; the embedded server starts with the first,
    and is not stopped by others while this process lives."""
    server = config.server
    if server:
        server.hold()
    vault.use(vault.Vault.of(config.master_key))
    outbox.use(config)
    place.use(place.Place(data=config.data_dir, secret=config.master_key))
    copy = config.seal_copy or config.data_dir / "seals.jsonl"
    sealing.use(sealing.Sealing(key=SealKey(config.seal_key), digest=config.seal_digest, copy=copy))
    return use(Database(config.database_url or (server.url() if server else ""), server))
