"""Which database and which vault this process works with. Web, worker, command line and tests all begin here."""

from __future__ import annotations

from webapp.config import Config
from webapp.database.connections import Database, use
from webapp.vault import vault


def attach(config: Config) -> Database:
    """From now on this process uses what `config` names. Opens no connection yet; the embedded server starts with the first,
    and is not stopped by others while this process lives."""
    server = config.server
    if server:
        server.hold()
    vault.use(vault.Vault.of(config.master_key))
    return use(Database(config.database_url or (server.url() if server else ""), server))
