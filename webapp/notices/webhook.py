"""SMS gateways and WeCom take a message as JSON by HTTP. Only hosts that the operator named are spoken to; an answer that points
elsewhere is a failure, not an invitation."""

from __future__ import annotations

import http.client
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

import orjson

from webapp.notices.message import Outgoing

PATIENCE_SECONDS = 10.0
LONGEST_ANSWER = 65_536


class NotTaken(RuntimeError):
    """The other side did not take the message."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """POSTs {"key", "to", "text"}; any answer but 2xx is a failure."""

    url: SplitResult

    @classmethod
    def of(cls, url: str, hosts: Collection[str]) -> Webhook:
        """Raises ValueError for a host that is not in `hosts`."""
        parts = urlsplit(url)
        if parts.scheme not in {"https", "http"} or parts.hostname not in hosts:
            raise ValueError(f"{parts.hostname} is not among BIHUAN_WEBHOOK_HOSTS")
        return cls(parts)

    def send(self, message: Outgoing) -> None:
        kind = http.client.HTTPSConnection if self.url.scheme == "https" else http.client.HTTPConnection
        connection = kind(self.url.hostname or "", self.url.port, timeout=PATIENCE_SECONDS)
        body = orjson.dumps({"key": message.key, "to": message.to, "text": message.text})
        target = self.url.path or "/"
        try:
            headers = {"Content-Type": "application/json", "Idempotency-Key": message.key}
            connection.request("POST", f"{target}?{self.url.query}" if self.url.query else target, body, headers)
            answer = connection.getresponse()
            answer.read(LONGEST_ANSWER)
        finally:
            connection.close()
        if not 200 <= answer.status < 300:
            raise NotTaken(str(answer.status))
