"""Settings: one documented value, read from the environment once. `bihuan settings` prints the list."""

from __future__ import annotations

import base64
import os
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from webapp.database.server import EmbeddedServer

ROOT = Path(__file__).resolve().parent.parent
"""Folder of the product: holds processes/ and webapp/."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Every setting of the product. Build it with `Config.from_environment()`."""

    data_dir: Path
    """BIHUAN_DATA_DIR: folder of the embedded database and of the generated secrets. Default `var/` beside the program;
    `/var/lib/bihuan` when started as root, because PostgreSQL refuses to run as root and its own user must reach the folder."""

    database_url: str | None = None
    """BIHUAN_DATABASE_URL: `postgresql://user@host/name` of a server of yours. Without it the program starts its own."""

    host: str = "127.0.0.1"
    """BIHUAN_HOST: address the web server listens on. Put a proxy with TLS in front before you open it to a network."""

    port: int = 8080
    """BIHUAN_PORT: port the web server listens on."""

    web_threads: int = 8
    """BIHUAN_WEB_THREADS: requests one web process serves at a time."""

    web_processes: int = 2
    """BIHUAN_WEB_PROCESSES: web processes, one per core is a good value."""

    master_key: bytes
    """BIHUAN_MASTER_KEY: 32 bytes in base64, wraps the key of every person in the vault. Generated into `secrets/` of the data
    folder when absent. Losing it loses every name, phone number and statement; keep a copy where the database backup is not."""

    secret_key: str
    """BIHUAN_SECRET_KEY: signs sessions and form tokens. Generated into `secrets/` of the data folder when absent."""

    seal_key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    """BIHUAN_SEAL_KEY: 32 bytes in base64, signs the seals over the history (Ed25519). Generated into `secrets/` of the data
    folder when absent. Whoever has it and the database can forge history; `bihuan verify` trusts seals of this key."""

    seal_digest: str = "sha256"
    """BIHUAN_SEAL_DIGEST: `sha256`, or `sm3` where national cryptography is required. Each seal names its own."""

    seal_copy: Path | None = None
    """BIHUAN_SEAL_COPY: file that gets a line for every seal. Put it on another system: only this copy shows that a whole
    database was rolled back. Default `seals.jsonl` in the data folder."""

    processes_dir: Path = ROOT / "processes"
    """BIHUAN_PROCESSES_DIR: folder of process folders that are deployed at start when their content is new."""

    secure_cookies: bool = False
    """BIHUAN_SECURE_COOKIES: `1` behind TLS, so that browsers send the session over TLS only."""

    proxies: int = 0
    """BIHUAN_PROXIES: how many proxies of yours stand in front, each adding to X-Forwarded-For. With 0 that header counts for
    nothing, because anybody can send it. Too many lets a visitor choose the address by which his tries are counted; too few
    counts all visitors as one, the proxy."""

    attachment_bytes: int = 20_000_000
    """BIHUAN_ATTACHMENT_BYTES: how large one attached file may be. They are kept in the database; a proxy in front must let as
    much through."""

    attachments_per_case: int = 300
    """BIHUAN_ATTACHMENTS_PER_CASE: how many files one case may hold."""

    public_url: str | None = None
    """BIHUAN_PUBLIC_URL: where people reach the program, for links in messages, e.g. https://12345.example.gov.cn."""

    smtp: str | None = None
    """BIHUAN_SMTP: smtp[s]://[user:password@]host[:port]/?from=address. Without it e-mail goes to `outbox/` of the data folder,
    and so do SMS and WeCom without their webhooks."""

    sms_webhook: str | None = None
    """BIHUAN_SMS_WEBHOOK: address of an SMS gateway that takes {"key", "to", "text"} by POST."""

    wecom_webhook: str | None = None
    """BIHUAN_WECOM_WEBHOOK: the same for WeCom."""

    webhook_hosts: tuple[str, ...] = ()
    """BIHUAN_WEBHOOK_HOSTS: hosts that webhooks may name, separated by commas; a webhook to another host stops the start."""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] = os.environ) -> Config:
        data_dir = Path(environ.get("BIHUAN_DATA_DIR") or default_data_dir()).expanduser().absolute()
        key = environ.get("BIHUAN_MASTER_KEY") or _secret(data_dir / "secrets" / "master_key", _new_key)
        seal_key = environ.get("BIHUAN_SEAL_KEY") or _secret(data_dir / "secrets" / "seal_key", _new_key)
        seal_copy = environ.get("BIHUAN_SEAL_COPY")
        return cls(
            data_dir=data_dir,
            database_url=environ.get("BIHUAN_DATABASE_URL") or None,
            host=environ.get("BIHUAN_HOST") or "127.0.0.1",
            port=int(environ.get("BIHUAN_PORT") or 8080),
            web_threads=int(environ.get("BIHUAN_WEB_THREADS") or 8),
            web_processes=int(environ.get("BIHUAN_WEB_PROCESSES") or 2),
            master_key=_key("BIHUAN_MASTER_KEY", key),
            seal_key=_key("BIHUAN_SEAL_KEY", seal_key),
            seal_digest=environ.get("BIHUAN_SEAL_DIGEST") or "sha256",
            seal_copy=Path(seal_copy).expanduser().absolute() if seal_copy else None,
            secret_key=environ.get("BIHUAN_SECRET_KEY") or _secret(data_dir / "secrets" / "secret_key", secrets.token_urlsafe),
            processes_dir=Path(environ.get("BIHUAN_PROCESSES_DIR") or ROOT / "processes").absolute(),
            secure_cookies=environ.get("BIHUAN_SECURE_COOKIES") == "1",
            proxies=int(environ.get("BIHUAN_PROXIES") or 0),
            attachment_bytes=int(environ.get("BIHUAN_ATTACHMENT_BYTES") or 20_000_000),
            public_url=environ.get("BIHUAN_PUBLIC_URL") or None,
            smtp=environ.get("BIHUAN_SMTP") or None,
            sms_webhook=environ.get("BIHUAN_SMS_WEBHOOK") or None,
            wecom_webhook=environ.get("BIHUAN_WECOM_WEBHOOK") or None,
            webhook_hosts=tuple(filter(None, map(str.strip, (environ.get("BIHUAN_WEBHOOK_HOSTS") or "").split(",")))),
            attachments_per_case=int(environ.get("BIHUAN_ATTACHMENTS_PER_CASE") or 300),
        )

    @property
    def server(self) -> EmbeddedServer | None:
        """The embedded server these settings ask for; None with a server of your own."""
        return None if self.database_url else EmbeddedServer(self.data_dir / "postgres")


def default_data_dir() -> Path:
    return Path("/var/lib/bihuan") if os.geteuid() == 0 else ROOT / "var"


def _key(name: str, text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != 32:
        raise ValueError(f"{name} must be 32 bytes in base64")
    return key


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def _secret(path: Path, make: Callable[[], str]) -> str:
    """Read the secret at `path`; make it on first use. Exclusive creation: of two processes one wins, both read the same."""
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.parent.chmod(0o700)
        draft = path.with_suffix(f".{os.getpid()}")
        draft.touch(mode=0o600)
        draft.write_text(make())
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()
