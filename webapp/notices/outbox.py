"""The ways out of the house. A channel that nobody set up writes to a file of the outbox, so that nothing is lost or sent by
accident."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from webapp.config import Config
from webapp.notices.filing import FileSink
from webapp.notices.mailing import Mail
from webapp.notices.message import Outgoing
from webapp.notices.webhook import Webhook


class Adapter(Protocol):
    def send(self, message: Outgoing) -> None:
        """Send it once more under the same `key` when in doubt. Raises whatever went wrong; the job tries again."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbox:
    adapters: Mapping[str, Adapter]
    folder: Path
    address: str
    """where people reach the program, without a slash at the end"""

    def adapter(self, channel: str) -> Adapter:
        """What sends on this channel."""
        return self.adapters.get(channel) or FileSink(self.folder)


_used: list[Outbox] = []


def use(config: Config) -> Outbox:
    """From now on this process sends as `config` says."""
    adapters: dict[str, Adapter] = {}
    if config.smtp:
        adapters["email"] = Mail.of(config.smtp)
    for channel, url in (("sms", config.sms_webhook), ("wecom", config.wecom_webhook)):
        if url:
            adapters[channel] = Webhook.of(url, config.webhook_hosts)
    address = config.public_url or f"http://{config.host}:{config.port}"
    _used[:] = [Outbox(adapters=adapters, folder=config.data_dir / "outbox", address=address.rstrip("/"))]
    return _used[0]


def current() -> Outbox:
    return _used[0]
