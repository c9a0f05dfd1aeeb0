"""Small files of every kind, made here."""

from __future__ import annotations

import io
import zipfile

from PIL import Image

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
GPS, ORIENTATION = 0x8825, 0x0112


def picture(format: str = "JPEG", *, size: tuple[int, int] = (60, 40), exif: bool = False) -> bytes:
    """A picture; with `exif` taken in Weihai, by a camera held upright."""
    out, extra = io.BytesIO(), {}
    if exif:
        data = Image.Exif()
        data[ORIENTATION] = 6
        data[0x010F] = "CAMERA-OF-WANG"
        data.get_ifd(GPS)[1] = "N"
        data.get_ifd(GPS)[2] = (37.0, 30.0, 40.0)
        extra = {"exif": data.tobytes()}
    Image.new("RGB", size, (200, 30, 30)).save(out, format, **extra)
    return out.getvalue()


def moving_gif(frames: int = 3) -> bytes:
    out = io.BytesIO()
    drawn = [Image.new("RGB", (30, 20), (40 * n, 0, 0)) for n in range(frames)]
    drawn[0].save(out, "GIF", save_all=True, append_images=drawn[1:], duration=50)
    return out.getvalue()


def archive(entries: dict[str, bytes], *, stored: bool = False) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED) as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return out.getvalue()


def word(**more: bytes) -> bytes:
    return archive({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w:document/>", **more})


PDF = b"%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"
ACTIVE_PDF = PDF.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /J#61vaScript /JS (app.alert(1)) >>")
