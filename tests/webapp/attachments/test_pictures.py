"""Pictures keep nothing but the picture, and cannot be made to eat the memory."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.support.files import GPS, moving_gif, picture
from webapp.attachments.pictures import LONGEST_SIDE, THUMBNAIL_SIDE, NotAPicture, TooLarge, clean


def opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content))


def test_place_and_camera_are_gone_and_the_picture_stands_upright() -> None:
    before = picture(exif=True)
    assert opened(before).getexif().get_ifd(GPS)
    after = clean(before, "image/jpeg").content
    assert not opened(after).getexif()
    assert b"CAMERA-OF-WANG" not in after
    assert opened(before).size == (60, 40)
    assert opened(after).size == (40, 60)


@pytest.mark.parametrize(("format", "kind"), [("PNG", "image/png"), ("WEBP", "image/webp"), ("GIF", "image/gif")])
def test_a_picture_stays_in_its_format_and_gets_a_small_one(format: str, kind: str) -> None:
    cleaned = clean(picture(format, size=(900, 600)), kind)
    assert opened(cleaned.content).format == format
    assert opened(cleaned.thumbnail).format == "JPEG"
    assert max(opened(cleaned.thumbnail).size) == THUMBNAIL_SIDE


def test_what_hangs_behind_a_picture_is_gone() -> None:
    script = b"<script>alert(1)</script>"
    assert script not in clean(picture() + script, "image/jpeg").content
    assert script not in clean(moving_gif() + script, "image/gif").content


def test_words_inside_a_picture_are_gone() -> None:
    out = io.BytesIO()
    Image.new("RGB", (8, 8)).save(out, "JPEG", comment=b"<script>alert(1)</script>")
    assert b"<script>" in out.getvalue()
    assert b"<script>" not in clean(out.getvalue(), "image/jpeg").content


def test_a_film_of_pictures_keeps_its_frames() -> None:
    assert opened(clean(moving_gif(3), "image/gif").content).n_frames == 3


def test_more_pixels_than_a_camera_has_are_refused_before_they_are_drawn() -> None:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(1000))) + chunk(b"IEND", b"")
    with pytest.raises(TooLarge):
        clean(bomb, "image/png")


def test_a_large_picture_is_made_smaller() -> None:
    assert max(opened(clean(picture(size=(5000, 300)), "image/jpeg").content).size) == LONGEST_SIDE


@pytest.mark.parametrize("content", [picture()[:200], b"\xff\xd8\xff" + bytes(50), picture("PNG")])
def test_what_only_begins_like_a_picture_is_refused(content: bytes) -> None:
    with pytest.raises(NotAPicture):
        clean(content, "image/jpeg")
