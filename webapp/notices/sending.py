"""Send one message. It may run twice: what was sent is not sent again, and what may have been carries the same key."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from psycopg.rows import dict_row

from engine.now import now
from webapp import vault
from webapp.database import connections
from webapp.database.connections import Connection
from webapp.i18n import text
from webapp.notices import outbox
from webapp.notices.existing import DEPUTIES, EXISTS
from webapp.notices.message import Outgoing
from webapp.notices.passing import STALE

ORDER = f"""
    WITH deputies AS ({DEPUTIES})
    SELECT d.id, d.channel, d.key, d.not_before, d.content, d.user_id, c.number, c.file, u.locale, s.email, s.mobile, s.wecom,
        d.user_id IS NULL OR {EXISTS} AS exists
    FROM delivery d LEFT JOIN "user" u ON u.id = d.user_id AND u.active LEFT JOIN "case" c ON c.id = d.case_id
    LEFT JOIN notice_setting s ON s.user_id = d.user_id
    WHERE d.id = %(id)s AND d.sent_at IS NULL FOR UPDATE OF d
"""
REQUESTERS_LOCALE = "zh_CN"
ADDRESS = {"email": "email", "sms": "mobile", "wecom": "wecom"}


def send(attempt: int, *, delivery: int) -> None:
    """Send it, unless there is nobody to send it to any more. Raises whatever went wrong outside, so that the job tries again."""
    try:
        with connections.take() as connection, connection.transaction():
            with connection.cursor(row_factory=dict_row) as cursor:
                order = cursor.execute(ORDER, {"id": delivery, "at": now()}).fetchone()
            if order is None:
                return
            message = _message(connection, order)
            if message is not None:
                outbox.current().adapter(order["channel"]).send(message)
            connection.execute(
                "UPDATE delivery SET sent_at = %s, attempts = attempts + 1, failure = %s WHERE id = %s",
                (now(), None if message else "nobody", delivery),
            )
    except Exception as failure:
        with connections.take() as connection:
            connection.execute(
                "UPDATE delivery SET attempts = attempts + 1, failure = %s WHERE id = %s", (type(failure).__name__, delivery)
            )
        raise


def _message(connection: Connection, order: Mapping[str, Any]) -> Outgoing | None:
    """None: the person has gone, gave no address, was erased, or may not know of the case any more; or it is no news any more."""
    to = _address(connection, order)
    if not to or not order["exists"]:
        return None
    if order["not_before"] < now() - STALE:
        return None
    masked = vault.mask("phone", to) if order["channel"] == "sms" else f"{to[:1]}***{to[to.find('@') :] if '@' in to else ''}"
    subject, words = _words(order)
    return Outgoing(channel=order["channel"], key=order["key"], to=to, masked=masked, subject=subject, text=words)


def _address(connection: Connection, order: Mapping[str, Any]) -> str | None:
    if order["user_id"] is not None:
        found = order[ADDRESS[order["channel"]]] if order["locale"] else None
        return str(found) if found else None
    file, which = order["file"] or {}, order["content"].get("requester", 0)
    asking = [file.get("requester"), *(file.get("co_requesters") or ())]
    phone = (asking[which] or {}).get("phone") if which < len(asking) else None
    if not vault.is_reference(phone):
        return None
    return vault.current().open(connection, [phone]).get(phone["vault"])


def _words(order: Mapping[str, Any]) -> tuple[str, str]:
    """(subject, text): what kind of thing happened, the number, where to look; nothing of the case itself."""
    number, address = order["number"], outbox.current().address
    if order["user_id"] is None:
        facts = {"number": number, "link": f"{address}/follow?number={number}"}
        return "", text(REQUESTERS_LOCALE, "outgoing-requester", facts)
    locale, kind = order["locale"], order["content"]["kind"].replace("_", "-")
    facts = {"kind": text(locale, f"notice-kind-{kind}"), "number": number or "", "link": f"{address}/notices/"}
    form = "" if number else "-plain"
    return text(locale, f"outgoing-subject{form}", facts), text(locale, f"outgoing-text{form}", facts)
