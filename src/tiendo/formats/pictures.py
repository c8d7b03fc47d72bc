"""Pictures made anew from their pixels alone: where and with what they were taken is nobody's business here."""

from __future__ import annotations

import io
import struct
import zlib
from dataclasses import dataclass

from PIL import Image

from tiendo.core.errors import Problem, ProblemKind, register

register(
    "file.picture_size",
    ProblemKind.INVALID,
    "The picture has more than {limit} million pixels. Send it in a smaller size.",
)

LONGEST, SMALL = 2560, 320
"""Longest side of a picture kept, and of its small likeness, in pixels."""

MOST_PIXELS = 80_000_000
"""Most pixels a picture may claim to have: more would be unpacked into hundreds of megabytes."""

_READ = ("JPEG", "PNG", "WEBP")
_QUALITY, _SMALL_QUALITY = 85, 78
_LARGEST_PNG = 3 * 2**20
"""A drawing stays a PNG, in bytes; a photograph saved as one becomes a JPEG."""

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_TORN = (
    OSError,
    SyntaxError,
    ValueError,
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    struct.error,
    zlib.error,
)
_BOMB = (Image.DecompressionBombError, Image.DecompressionBombWarning)


@dataclass(frozen=True)
class Picture:
    """A picture made anew: `whole` and `small` are files of the kind `key` and of JPEG, sides in pixels."""

    key: str
    whole: bytes
    small: bytes
    width: int
    height: int


def made_anew(data: bytes) -> Picture:
    """The picture turned upright, at most `LONGEST` wide and high, without anything but its pixels.

    Errors: Problem `file.broken`, `file.picture_size`.
    """
    try:
        with Image.open(io.BytesIO(data), formats=_READ) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise Problem("file.picture_size", limit=MOST_PIXELS // 10**6)
            drawn = opened.format == "PNG"
            upright = _upright(opened)
    except _BOMB:
        raise Problem("file.picture_size", limit=MOST_PIXELS // 10**6) from None
    except _TORN:
        raise Problem("file.broken") from None
    whole = _png(upright) if drawn else b""
    key = "png" if whole else "jpeg"
    return Picture(key, whole or _jpeg(upright, _QUALITY), small_of(upright), *upright.size)


def small_of(picture: Image.Image) -> bytes:
    """A small likeness of a picture, as JPEG."""
    small = picture.copy()
    small.thumbnail((SMALL, SMALL), Image.Resampling.LANCZOS)
    return _jpeg(small, _SMALL_QUALITY)


def _upright(opened: Image.Image) -> Image.Image:
    """The pixels, decoded at a smaller scale where the file allows, turned, and with nothing beside them."""
    turn = _TURNS.get(_orientation(opened))
    opened.draft("RGB", (LONGEST, LONGEST))
    opened.load()
    seen = "A" in opened.getbands() or "transparency" in opened.info
    pixels = opened.convert("RGBA" if seen else "RGB")
    pixels.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    if turn is not None:
        pixels = pixels.transpose(turn)
    pixels.info = {}
    return pixels


def _orientation(opened: Image.Image) -> int:
    """How the camera was held; a note that cannot be read says nothing."""
    try:
        return int(opened.getexif().get(_ORIENTATION, 1))
    except _TORN:
        return 1


def _png(pixels: Image.Image) -> bytes:
    out = io.BytesIO()
    pixels.save(out, "PNG", optimize=True)
    return out.getvalue() if out.tell() <= _LARGEST_PNG else b""


def _jpeg(pixels: Image.Image, quality: int) -> bytes:
    """As JPEG; what can be seen through is put on white."""
    if pixels.mode == "RGBA":
        ground = Image.new("RGB", pixels.size, "white")
        ground.paste(pixels, mask=pixels.getchannel("A"))
        pixels = ground
    out = io.BytesIO()
    pixels.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
