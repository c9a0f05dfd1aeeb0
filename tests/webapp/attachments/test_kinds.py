"""What a file is, by its content: the safe kinds, and what only pretends to be one."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from tests.support.files import ACTIVE_PDF, PDF, SHEET, WORD, archive, moving_gif, picture, word
from webapp.attachments import archives
from webapp.attachments.kinds import is_active, kind_of


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (picture("JPEG"), "image/jpeg"),
        (picture("PNG"), "image/png"),
        (picture("WEBP"), "image/webp"),
        (moving_gif(), "image/gif"),
        (PDF, "application/pdf"),
        ("路面坑洼，请修补。\n".encode(), "text/plain"),
        ("路面坑洼，请修补。\r\n".encode("gb18030"), "text/plain"),
        (word(), WORD),
        (archive({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), SHEET),
        (b"ID3\x04\x00\x00\x00\x00\x00\x21" + bytes(40), "audio/mpeg"),
        (b"\xff\xfb\x90\x64" + bytes(40), "audio/mpeg"),
        (b"#!AMR\n" + bytes(20), "audio/amr"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt " + bytes(20), "audio/wav"),
        (b"\x00\x00\x00\x18ftypM4A \x00\x00\x00\x00" + bytes(20), "audio/mp4"),
        (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00" + bytes(20), "video/mp4"),
        (archive({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}, stored=True),
         "application/vnd.oasis.opendocument.text"),
    ],
)  # fmt: skip
def test_a_safe_file_is_what_its_content_says(content: bytes, kind: str) -> None:
    assert kind_of(content) == kind


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00 this program cannot be run",
        b"<!DOCTYPE html><script>alert(1)</script>",
        b"\xef\xbb\xbf  <svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"<?xml version='1.0'?><html/>",
        b"#!/bin/sh\x00\n",
        b"\x89PNG",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"\x00\x00\x00\x18ftypheic" + bytes(20),
        b"Rar!\x1a\x07\x00",
        b"text with a bell \x07 in it",
        archive({"setup.exe": b"MZ"}),
        archive({"[Content_Types].xml": b"", "word/document.xml": b"", "xl/workbook.xml": b""}),
    ],
)
def test_everything_else_is_not_kept(content: bytes) -> None:
    assert kind_of(content) is None


def test_a_pdf_with_a_page_behind_its_end_is_none() -> None:
    assert kind_of(PDF + b"<script>alert(1)</script>" * 200) is None
    assert kind_of(b"<html>" + PDF) is None


def test_a_pdf_that_wants_to_act_is_known_even_when_it_hides_its_letters() -> None:
    assert kind_of(ACTIVE_PDF) == "application/pdf"
    assert is_active(ACTIVE_PDF, "application/pdf")
    assert not is_active(PDF, "application/pdf")


def test_a_document_with_macros_is_not_kept() -> None:
    assert kind_of(word(**{"word/vbaProject.bin": b"x"})) is None


def test_a_document_behind_a_program_is_not_kept() -> None:
    shifted = io.BytesIO(b"MZ" + bytes(100))
    shifted.seek(0, io.SEEK_END)
    with zipfile.ZipFile(shifted, "a") as made:
        made.writestr("[Content_Types].xml", "")
        made.writestr("word/document.xml", "")
    assert kind_of(shifted.getvalue()) is None
    polyglot = b"PK\x03\x04" + bytes(60) + word()
    assert kind_of(polyglot) is None


def test_a_bomb_stays_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("an entry was unpacked")

    bomb, plain = word(**{"word/media/huge.xml": b"\x00" * 30_000_000}), word()
    monkeypatch.setattr(zipfile.ZipFile, "open", opened)
    assert len(bomb) < 100_000
    assert kind_of(bomb) is None
    assert kind_of(plain) == WORD


def test_a_table_of_contents_that_promises_too_much_is_refused() -> None:
    many = archive({"[Content_Types].xml": b"", **{f"word/{n}.xml": b"" for n in range(archives.MOST_ENTRIES)}})
    assert kind_of(many) is None
    liar = bytearray(word())
    at = liar.rindex(b"PK\x01\x02")
    struct.pack_into("<I", liar, at + 24, 0xFFFFFFF0)
    assert kind_of(bytes(liar)) is None
