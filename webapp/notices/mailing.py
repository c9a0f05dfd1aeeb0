"""E-mail by SMTP."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

from webapp.notices.message import Outgoing

PATIENCE_SECONDS = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """`secure`: TLS from the first byte; otherwise STARTTLS where the server offers it, and always before a password."""

    host: str
    port: int
    secure: bool
    sender: str
    user: str | None = None
    password: str | None = None

    @classmethod
    def of(cls, url: str) -> Mail:
        """smtp[s]://[user:password@]host[:port]/?from=address. Raises ValueError."""
        parts = urlsplit(url)
        sender = parse_qs(parts.query).get("from", [""])[0]
        if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or "@" not in sender:
            raise ValueError("BIHUAN_SMTP must be smtp[s]://[user:password@]host[:port]/?from=address")
        secure = parts.scheme == "smtps"
        return cls(
            host=parts.hostname, port=parts.port or (465 if secure else 587), secure=secure, sender=sender,
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password) if parts.password else None,
        )  # fmt: skip

    def send(self, message: Outgoing) -> None:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.sender, message.to, message.subject
        letter["Message-ID"] = f"<{message.key.replace(':', '.')}@{self.sender.partition('@')[2]}>"
        letter.set_content(message.text)
        context = ssl.create_default_context()
        with self._server(context) as server:
            if not self.secure and server.has_extn("starttls"):
                server.starttls(context=context)
                server.ehlo()
            elif self.user and not self.secure:
                raise smtplib.SMTPNotSupportedError("no password without TLS")
            if self.user:
                server.login(self.user, self.password or "")
            server.send_message(letter)

    def _server(self, context: ssl.SSLContext) -> smtplib.SMTP:
        if self.secure:
            return smtplib.SMTP_SSL(self.host, self.port, timeout=PATIENCE_SECONDS, context=context)
        server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE_SECONDS)
        server.ehlo()
        return server
