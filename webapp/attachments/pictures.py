"""A picture is drawn anew from its pixels: place, time and owner of the camera stay behind, as does whatever else was in it."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError
from PIL.Image import DecompressionBombError, DecompressionBombWarning

MOST_PIXELS = 60_000_000
"""Width times height times frames. A telephone makes 12 to 50 million; more is a mistake or an attack."""
LONGEST_SIDE = 4096
"""Pixels of the longest side that is kept: small print on a photographed page stays readable."""
THUMBNAIL_SIDE = 480
QUALITY = 88

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/gif": "GIF"}


class NotAPicture(ValueError):
    """It begins like a picture and is none."""


class TooLarge(ValueError):
    """More pixels than anybody needs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """`content`: the picture alone, in the format it came in. `thumbnail`: a small JPEG."""

    content: bytes
    thumbnail: bytes


def clean(content: bytes, media_type: str) -> Picture:
    """Raises NotAPicture, TooLarge."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", DecompressionBombWarning)
            return _clean(content, FORMATS[media_type])
    except (DecompressionBombError, DecompressionBombWarning) as bomb:
        raise TooLarge from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, KeyError, IndexError) as broken:
        if isinstance(broken, TooLarge):
            raise
        raise NotAPicture from broken


def _clean(content: bytes, format: str) -> Picture:
    with Image.open(io.BytesIO(content), formats=[format]) as image:
        frames = int(getattr(image, "n_frames", 1)) if format in {"GIF", "WEBP"} else 1
        if image.width * image.height * frames > MOST_PIXELS:
            raise TooLarge
        if frames > 1:
            return _moving(image, format, frames)
        image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        still = ImageOps.exif_transpose(image)
        still.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        plain = _plain(still, format)
        return Picture(content=_saved(plain, format), thumbnail=_thumbnail(plain))


def _moving(image: Image.Image, format: str, frames: int) -> Picture:
    """Every frame, drawn anew."""
    drawn, pauses = [], []
    for number in range(frames):
        image.seek(number)
        drawn.append(_plain(image.convert("RGBA"), format))
        pauses.append(int(image.info.get("duration") or 100))
    out = io.BytesIO()
    drawn[0].save(out, format, save_all=True, append_images=drawn[1:], duration=pauses, loop=0)
    return Picture(content=out.getvalue(), thumbnail=_thumbnail(drawn[0]))


def _plain(image: Image.Image, format: str) -> Image.Image:
    """The pixels alone in a new picture, in a mode that the format knows."""
    transparent = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "RGB" if format == "JPEG" or not transparent else "RGBA"
    bare = Image.new(mode, image.size)
    bare.paste(image.convert(mode))
    return bare


def _saved(image: Image.Image, format: str) -> bytes:
    out = io.BytesIO()
    image.save(out, format, **({"quality": QUALITY} if format in {"JPEG", "WEBP"} else {}))
    return out.getvalue()


def _thumbnail(image: Image.Image) -> bytes:
    small = image.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    paper = Image.new("RGB", small.size, "white")
    paper.paste(small, mask=small.getchannel("A") if small.mode == "RGBA" else None)
    return _saved(paper, "JPEG")
