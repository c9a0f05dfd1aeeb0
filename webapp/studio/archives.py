"""Process folders as zip files: what people keep, send and take elsewhere."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from io import BytesIO

import orjson

from engine.errors import Rejection
from webapp.studio.paths import DIAGRAM, LARGEST_FILE, LARGEST_FOLDER, MANIFEST, MOST_FILES, NotText, TooMuch, is_known

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The same folder is the same archive, to the byte."""
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*encoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_DECLARATION = re.compile(r"""^(\s*<\?xml[^>]*encoding\s*=\s*["'])([A-Za-z0-9._-]+)(["'])""")


class NoFolder(Rejection):
    """There is nothing in it that belongs to a process folder."""


class NoArchive(Rejection):
    """This is not a zip file that can be read."""


def pack(files: Mapping[str, str]) -> bytes:
    """A zip of the folder."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(files):
            archive.writestr(zipfile.ZipInfo(path, _LONG_AGO), files[path], zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def unpack(content: bytes) -> tuple[dict[str, str], list[str]]:
    """(files, names of what was left aside because a process folder has no place for it). A folder around all files is taken
    away. Errors: NoArchive, NoFolder, TooMuch, NotText."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > 4 * MOST_FILES or sum(entry.file_size for entry in entries) > 4 * LARGEST_FOLDER:
                raise TooMuch
            around = _around([entry.filename for entry in entries])
            known = {entry.filename.removeprefix(around): entry for entry in entries}
            read = {path: _content(archive, entry) for path, entry in known.items() if is_known(path)}
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise NoArchive from error
    if not read:
        raise NoFolder
    return {path: text_of(path, raw) for path, raw in sorted(read.items())}, sorted(set(known) - set(read))


def text_of(path: str, raw: bytes) -> str:
    """A file as text, whatever encoding it declares; XML then says UTF-8 of itself. Errors: NotText, TooMuch."""
    if len(raw) > 4 * LARGEST_FILE:
        raise TooMuch(path=path)
    declared = _DECLARED.match(raw)
    wide = raw[:2] in {b"\xff\xfe", b"\xfe\xff"}
    encoding = "utf-16" if wide else declared[1].decode() if declared else "utf-8-sig"
    try:
        text = raw.decode("utf-8-sig" if encoding.lower().replace("-", "") == "utf8" else encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise NotText(path=path) from error
    return _DECLARATION.sub(r"\g<1>UTF-8\g<3>", text, count=1)


def named(filename: str) -> str:
    """Where a single file of this name goes: a diagram is the diagram, forms and texts into their folders by hand."""
    name = re.split(r"[/\\]", filename)[-1]
    return DIAGRAM if name.lower().endswith((".bpmn", ".bpmn20.xml")) else name


def _content(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    with archive.open(entry) as file:
        content = file.read(4 * LARGEST_FILE + 1)  # whatever the archive says of itself
    if len(content) > 4 * LARGEST_FILE:
        raise TooMuch(path=entry.filename)
    return content


def _around(names: list[str]) -> str:
    """ "complaint/" when every file lies in that folder and it is none of ours; else ""."""
    first = {name.partition("/")[0] if "/" in name else "" for name in names}
    folder = next(iter(first)) if len(first) == 1 else ""
    return f"{folder}/" if folder and folder not in {"forms", "locale"} else ""


def key_of(files: Mapping[str, str]) -> str | None:
    """The process that the manifest of a folder names, if it has one."""
    try:
        key = orjson.loads(files.get(MANIFEST, "null"))["key"]
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return None
    return key if isinstance(key, str) and re.fullmatch(r"[A-Za-z_]\w{0,59}", key) else None
