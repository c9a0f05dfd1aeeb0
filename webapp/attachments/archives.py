"""Office documents are zip files. They are judged by their table of contents, nothing is unpacked: a bomb stays closed."""

from __future__ import annotations

import io
import zipfile

MOST_ENTRIES = 4000
LARGEST_UNPACKED = 300_000_000
"""Bytes that all entries say they unpack to."""
STRONGEST = 150
"""How many times larger an entry of some size may become; office XML shrinks to a tenth or so."""
SMALL = 1_000_000
"""Bytes up to which an entry may be as dense as it likes."""

PARTS = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENTS = ("application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet")
PROGRAMS = ("vbaproject.bin", "vbadata.xml", "script.xlb")
"""Entries that hold programs."""
LONGEST_TYPE = 100


def office_type(content: bytes) -> str | None:
    """The media type of an office document without programs in it; None for every other archive."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _type_of(archive) if _is_sound(archive) else None
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, RuntimeError, EOFError):
        return None


def _is_sound(archive: zipfile.ZipFile) -> bool:
    """Nothing before the first entry, nothing encrypted, twice, outside, executable or blown up."""
    entries = archive.infolist()
    names = [entry.filename for entry in entries]
    return (
        0 < len(entries) <= MOST_ENTRIES
        and len(set(names)) == len(names)
        and min(entry.header_offset for entry in entries) == 0
        and sum(entry.file_size for entry in entries) <= LARGEST_UNPACKED
        and not any(entry.flag_bits & 0x1 for entry in entries)
        and not any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names)
        and not any(name.lower().endswith(PROGRAMS) or name.lower().startswith(("basic/", "scripts/")) for name in names)
        and all(e.file_size <= SMALL or e.file_size <= STRONGEST * max(e.compress_size, 1) for e in entries)
    )


def _type_of(archive: zipfile.ZipFile) -> str | None:
    names = set(archive.namelist())
    if "[Content_Types].xml" in names:
        found = {kind for part, kind in PARTS.items() if any(name.startswith(part) for name in names)}
        return found.pop() if len(found) == 1 else None
    first = archive.infolist()[0]
    if first.filename == "mimetype" and first.compress_type == zipfile.ZIP_STORED and first.file_size <= LONGEST_TYPE:
        said = archive.read(first).decode("ascii", "replace")
        return said if said in OPEN_DOCUMENTS else None
    return None
