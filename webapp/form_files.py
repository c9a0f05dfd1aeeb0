"""Files as answers to a form. They are uploaded at once, see webapp.attachments; the form then carries their ids, and the case
file keeps [{"attachment": id, "sha256": hex}]: what was answered stays provable when the file itself is erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from marshmallow import ValidationError, fields

MOST_FILES = 9
"""Files in one field, unless it takes one only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An uploaded file that may be an answer here. `sha256`: hexadecimal, of the content that is kept."""

    id: int
    sha256: str
    media_type: str


class FilesField(fields.Field):
    """`files`: id -> upload that may be an answer here. Errors: too_many, unknown_file, file_type."""

    def __init__(self, accept: str, most: int, files: Mapping[int, File], **shared: Any) -> None:
        super().__init__(**shared)
        self.accept, self.most, self.files = accept, most, files

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> list[dict[str, Any]]:
        ids = list(dict.fromkeys(file_ids(value)))
        if len(ids) > self.most:
            raise ValidationError("too_many")
        if not all(id in self.files for id in ids):
            raise ValidationError("unknown_file")
        found = [self.files[id] for id in ids]
        if not all(accepts(self.accept, file.media_type) for file in found):
            raise ValidationError("file_type")
        return [{"attachment": file.id, "sha256": file.sha256} for file in found]


def file_ids(value: Any) -> list[int]:
    """Ids of uploads in what was sent for one field: one or many, as texts, numbers or {"attachment": id}. 0, which no upload
    has, for what is none."""
    return [_id(item.get("attachment") if isinstance(item, Mapping) else item) for item in _many(value)]


def accepts(accept: str, media_type: str) -> bool:
    """Whether a file of this type is among those asked for: "image/*", "application/pdf", several with commas, "" for any."""
    wanted = [part.strip() for part in accept.split(",") if part.strip()]
    return not wanted or any(media_type == part or (part.endswith("/*") and media_type.startswith(part[:-1])) for part in wanted)


def is_file(value: object) -> bool:
    """Whether this is one file of an answer."""
    return isinstance(value, Mapping) and set(value) == {"attachment", "sha256"}


def files_in(value: object) -> list[int]:
    """Ids of every file inside answers or a case file."""
    if is_file(value):
        return [value["attachment"]]  # type: ignore[index]
    if isinstance(value, Mapping):
        return [id for item in value.values() for id in files_in(item)]
    if isinstance(value, list | tuple):
        return [id for item in value for id in files_in(item)]
    return []


def _many(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _id(value: Any) -> int:
    text = str(value)
    return int(text) if isinstance(value, int | str) and text.isascii() and text.isdigit() and len(text) < 19 else 0
