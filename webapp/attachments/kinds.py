"""What a file is, by its content alone; a name or a browser's word for it counts for nothing. What is not surely one of the safe
kinds is none."""

from __future__ import annotations

import re
from collections.abc import Callable

from webapp.attachments.archives import office_type

PICTURES = frozenset(("image/jpeg", "image/png", "image/webp", "image/gif"))

EXTENSIONS = {
    "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp", "image/gif": "gif", "application/pdf": "pdf",
    "text/plain": "txt", "audio/mpeg": "mp3", "audio/mp4": "m4a", "audio/amr": "amr", "audio/wav": "wav", "video/mp4": "mp4",
    "video/quicktime": "mov",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
    "application/vnd.oasis.opendocument.text": "odt", "application/vnd.oasis.opendocument.spreadsheet": "ods",
}  # fmt: skip
"""Every type that is kept, with the ending its file gets when somebody takes it home."""

MP4_BRANDS = {
    b"M4A ": "audio/mp4", b"M4B ": "audio/mp4", b"qt  ": "video/quicktime",
    **dict.fromkeys((b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV"),
                    "video/mp4"),
}  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\x80-\x9f]")
_MARKUP = re.compile(rb"\s*(\xef\xbb\xbf)?\s*<(!|\?|html|script|svg|body|head|iframe|img|a\b|xml)", re.IGNORECASE)
_OTHER_TEXTS = (b"%PDF", b"%!PS", b"{\\rtf", b"#!", b"PK\x03")
"""Kinds of file that are written in letters, too."""
_ACTIVE_PDF = re.compile(rb"/(JavaScript|JS|Launch|EmbeddedFiles?|RichMedia|XFA|SubmitForm|ImportData|GoToR|GoToE)\b")
PDF_END_BYTES = 2048
"""How far from its end a PDF says that it ends; more behind it would be another file."""


def kind_of(content: bytes) -> str | None:
    """The media type, one of EXTENSIONS; None for what is not kept."""
    return next((kind for test in _TESTS if (kind := test(content))), None)


def is_active(content: bytes, media_type: str) -> bool:
    """A PDF that wants to do something: it is kept, and only ever handed out as a download."""
    return media_type == "application/pdf" and bool(_ACTIVE_PDF.search(_unescaped(content)))


def _picture(content: bytes) -> str | None:
    """Only what begins like one; whether it is one shows when it is read (webapp.attachments.pictures)."""
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content[:6] in (b"GIF87a", b"GIF89a"):
        return "image/gif"
    return "image/webp" if content[:4] == b"RIFF" and content[8:12] == b"WEBP" else None


def _pdf(content: bytes) -> str | None:
    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-PDF_END_BYTES:]
    return "application/pdf" if whole else None


def _sound(content: bytes) -> str | None:
    if content[:4] == b"RIFF" and content[8:12] == b"WAVE":
        return "audio/wav"
    if content.startswith((b"#!AMR\n", b"#!AMR-WB\n")):
        return "audio/amr"
    is_frame = len(content) > 4 and content[0] == 0xFF and content[1] & 0xE6 == 0xE2 and content[2] >> 4 not in (0, 15)
    return "audio/mpeg" if (content.startswith(b"ID3") and len(content) > 10 and content[3] in (2, 3, 4)) or is_frame else None


def _film(content: bytes) -> str | None:
    return MP4_BRANDS.get(content[8:12]) if content[4:8] == b"ftyp" else None


def _text(content: bytes) -> str | None:
    """Words in UTF-8 or GB 18030 without control characters, and nothing that a program would take for a page."""
    if not content or _MARKUP.match(content) or content.startswith(_OTHER_TEXTS):
        return None
    words = _decoded(content, "utf-8-sig") or _decoded(content, "gb18030")
    return "text/plain" if words and not _CONTROLS.search(words) else None


def _decoded(content: bytes, encoding: str) -> str | None:
    """GB 18030 can read nearly any bytes: most of what it finds must be everyday signs."""
    try:
        words = content.decode(encoding)
    except UnicodeDecodeError:
        return None
    foreign = [sign for sign in words if not sign.isascii()]
    everyday = "".join(foreign).encode("gb2312", "ignore").decode("gb2312")
    return words if encoding != "gb18030" or len(everyday) >= 0.9 * len(foreign) else None


def _unescaped(content: bytes) -> bytes:
    """Names of a PDF may hide their letters as #4a."""
    return re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), content)


_TESTS: tuple[Callable[[bytes], str | None], ...] = (_picture, _pdf, office_type, _sound, _film, _text)
