"""The outbox file: a line of JSON for each message, addresses masked. For channels nobody set up, and for trials."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import orjson

from engine.now import now
from webapp.notices.message import Outgoing


@dataclass(frozen=True, slots=True)
class FileSink:
    """Writes `<folder>/<channel>.jsonl`; a line that is there already is not written again."""

    folder: Path

    def send(self, message: Outgoing) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        file = self.folder / f"{message.channel}.jsonl"
        line = {
            "key": message.key, "at": now(), "to": message.masked, "subject": message.subject, "text": message.text,
        }  # fmt: skip
        with file.open("a+b") as lines:
            lines.seek(0)
            if any(orjson.loads(known)["key"] == message.key for known in lines):
                return
            lines.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE | orjson.OPT_UTC_Z))
