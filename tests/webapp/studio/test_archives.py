"""Folders as zip files: what goes out comes back the same, and what strangers send is looked at first."""

from __future__ import annotations

import zipfile
from io import BytesIO

import pytest

from engine.library import files_of
from webapp.config import ROOT
from webapp.studio import archives
from webapp.studio.archives import NoArchive, NoFolder
from webapp.studio.paths import NotText, TooMuch


def zipped(files: dict[str, bytes]) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return buffer.getvalue()


@pytest.mark.parametrize("folder", sorted(path.parent.name for path in (ROOT / "processes").glob("*/manifest.json")))
def test_a_folder_that_went_out_comes_back_to_the_byte(folder: str) -> None:
    files = {path: content.decode() for path, content in files_of(ROOT / "processes" / folder).items()}
    assert archives.unpack(archives.pack(files)) == (files, [])
    assert archives.pack(files) == archives.pack(dict(reversed(files.items())))


def test_a_folder_around_the_files_is_taken_away() -> None:
    found, aside = archives.unpack(zipped({"complaint/manifest.json": b"{}", "complaint/forms/a.json": b"[]"}))
    assert (found, aside) == ({"forms/a.json": "[]", "manifest.json": "{}"}, [])


def test_files_without_a_place_are_left_aside_and_named() -> None:
    found, aside = archives.unpack(zipped({"manifest.json": b"{}", "../../etc/passwd": b"x", "run.py": b"import os"}))
    assert found == {"manifest.json": "{}"}
    assert aside == ["../../etc/passwd", "run.py"]


def test_only_forms_in_an_archive_stay_forms() -> None:
    assert archives.unpack(zipped({"forms/a.json": b"{}"}))[0] == {"forms/a.json": "{}"}


def test_nothing_of_use_is_said() -> None:
    with pytest.raises(NoFolder):
        archives.unpack(zipped({"readme.txt": b"hello"}))
    for content in (b"", b"PK\x03\x04 broken", b"%PDF-1.4"):
        with pytest.raises(NoArchive):
            archives.unpack(content)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(TooMuch):
        archives.unpack(zipped({"manifest.json": b"{}", "process.bpmn": b"\0" * 60_000_000}))


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "iso-8859-1", "utf-8"])
def test_a_diagram_in_another_encoding_is_kept_as_utf8_and_says_so(encoding: str) -> None:
    name = "café" if encoding == "iso-8859-1" else "签收"
    raw = f'<?xml version="1.0" encoding="{encoding}"?><a name="{name}"/>'.encode(encoding)
    assert archives.text_of("process.bpmn", raw) == f'<?xml version="1.0" encoding="UTF-8"?><a name="{name}"/>'


@pytest.mark.parametrize("raw", [b"\xff\xff\xff", b'<?xml version="1.0" encoding="klingon"?><a/>'])
def test_what_is_no_text_is_refused(raw: bytes) -> None:
    with pytest.raises(NotText):
        archives.text_of("process.bpmn", raw)


@pytest.mark.parametrize(
    ("manifest", "key"),
    [('{"key": "errand"}', "errand"), ("{", None), ("[]", None), ('{"key": 7}', None), ('{"key": "a/b"}', None)],
)  # fmt: skip
def test_the_manifest_names_the_process(manifest: str, key: str | None) -> None:
    assert archives.key_of({"manifest.json": manifest}) == key
