"""Pictures are made anew: only pixels remain, upright and of bounded size; what is no picture is refused."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from tiendo.core.errors import Problem
from tiendo.formats import pictures
from tiendo.formats.pictures import made_anew

GPS, ORIENTATION, MAKE = 0x8825, 0x0112, 0x010F


def picture(kind: str = "JPEG", size: tuple[int, int] = (60, 40), **more: Any) -> bytes:
    """A red picture with a blue left half."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def noted(orientation: int = 1) -> Image.Exif:
    exif = Image.Exif()
    exif[MAKE], exif[ORIENTATION] = "Máy ảnh", orientation
    exif.get_ifd(GPS).update({1: "N", 2: (10.0, 0.0, 42.0)})
    return exif


def read(data: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


@pytest.mark.parametrize(("kind", "key"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "jpeg")])
def test_position_and_every_other_note_are_gone(kind: str, key: str) -> None:
    data = picture(kind, exif=noted(), icc_profile=b"x" * 200)
    assert dict(read(data).getexif().get_ifd(GPS)), "the picture made for this test has a position"
    made = made_anew(data)
    assert made.key == key
    for kept in (made.whole, made.small):
        assert dict(read(kept).getexif()) == {}
        assert "Máy ảnh".encode() not in kept
        assert b"Exif" not in kept
        assert not {"icc_profile", "comment", "xmp", "exif"} & read(kept).info.keys()


def test_a_comment_does_not_survive() -> None:
    made = made_anew(picture("JPEG", comment=b"nha rieng so 5"))
    assert b"nha rieng" not in made.whole + made.small


@pytest.mark.parametrize(
    ("orientation", "blue"),
    [
        (1, "left"),
        (2, "right"),
        (3, "right"),
        (4, "left"),
        (5, "top"),
        (6, "top"),
        (7, "bottom"),
        (8, "bottom"),
    ],
)
def test_a_picture_stands_upright(orientation: int, blue: str) -> None:
    made = made_anew(picture("JPEG", quality=95, exif=noted(orientation)))
    assert (made.width, made.height) == ((40, 60) if orientation > 4 else (60, 40))
    for kept in (made.whole, made.small):
        image = read(kept)
        wide, high = image.size
        spot = {
            "left": (wide // 4, high // 2),
            "right": (3 * wide // 4, high // 2),
            "top": (wide // 2, high // 4),
            "bottom": (wide // 2, 3 * high // 4),
        }[blue]
        red, _green, blueness = image.getpixel(spot)  # type: ignore[misc]
        assert blueness > 200
        assert red < 50


def test_sides_are_bounded_and_small_pictures_stay_small() -> None:
    made = made_anew(picture("JPEG", (5000, 1000)))
    assert (made.width, made.height) == (2560, 512)
    assert max(read(made.small).size) == 320
    assert made_anew(picture("PNG", (1, 1))).width == 1
    assert read(made_anew(picture("PNG", (100, 50))).small).size == (100, 50)


def test_a_drawing_one_can_see_through_stays_so_and_its_likeness_is_on_white() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (50, 50), (0, 0, 0, 0)).save(out, "PNG")
    made = made_anew(out.getvalue())
    assert read(made.whole).getpixel((5, 5)) == (0, 0, 0, 0)
    assert read(made.small).getpixel((5, 5)) == (255, 255, 255)


def test_a_photograph_saved_as_png_becomes_a_jpeg() -> None:
    out = io.BytesIO()
    Image.effect_noise((1800, 1200), 90).convert("RGB").save(out, "PNG", compress_level=1)
    assert made_anew(out.getvalue()).key in {"jpeg", "png"}
    noise = Image.merge("RGB", [Image.effect_noise((1400, 1000), 90) for _ in range(3)])
    out = io.BytesIO()
    noise.save(out, "PNG", compress_level=1)
    assert made_anew(out.getvalue()).key == "jpeg"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "CMYK", "I;16"])
def test_every_way_of_colour_is_read(mode: str) -> None:
    out = io.BytesIO()
    Image.new(mode, (30, 30)).save(out, "JPEG" if mode == "CMYK" else "PNG")
    assert made_anew(out.getvalue()).width == 30


def png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 100_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.mark.parametrize("size", [(10_000, 9_000), (20_000, 20_000), (2**31 - 1, 2**31 - 1)])
def test_a_bomb_is_refused_before_it_is_unpacked(size: tuple[int, int]) -> None:
    with pytest.raises(Problem) as refused:
        made_anew(png_claiming(*size))
    assert refused.value.code in {"file.picture_size", "file.broken"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_torn_picture_is_refused(kind: str) -> None:
    data = picture(kind, (400, 300))
    for length in (20, len(data) // 2, len(data) * 3 // 4):
        with pytest.raises(Problem, match="damaged"):
            made_anew(data[:length])


def test_what_only_begins_like_a_picture_is_refused() -> None:
    for data in (
        b"\xff\xd8\xff" + b"<script>" * 99,
        b"\x89PNG\r\n\x1a\n" + b"x" * 99,
        b"GIF89a" + b"\0" * 99,
        b"",
    ):
        with pytest.raises(Problem, match="damaged"):
            made_anew(data)


def test_the_same_picture_comes_out_the_same() -> None:
    assert made_anew(picture()) == made_anew(picture())


@pytest.mark.filterwarnings("ignore:Corrupt EXIF")
def test_a_note_that_cannot_be_read_says_nothing() -> None:
    assert made_anew(picture("JPEG", exif=b"Exif\0\0II*\0\xff\xff\xff\xff")).width == 60
    assert pictures.MOST_PIXELS < Image.MAX_IMAGE_PIXELS  # type: ignore[operator]
