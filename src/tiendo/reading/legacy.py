"""The writings Vietnamese had before Unicode: what their letters are, and how text in them is known.

Text in an old writing reaches a program as letters of Western Europe (`Céng hoµ x· héi`): each of its bytes stands for
another letter than Unicode's. The tables are facts of the standards: TCVN 5712:1993 (its third set, which fonts whose
names begin with `.Vn` draw), RFC 1456 (VISCII), and the rule of VNI fonts, a vowel followed by its mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache

from tiendo.reading.syllables import legibility

TCVN3, VNI, VISCII = "tcvn3", "vni", "viscii"

_TCVN3_FROM_A1 = (
    "ĂÂÊÔƠƯĐăâêôơưđ      àảãáạ ằẳẵắ       ặầẩẫấậè ẻẽéẹềểễếệìỉ   ĩíịò ỏõóọồổỗốộờởỡớợù ủũúụừửữứựỳỷỹýỵ"
)
_VISCII_FROM_80 = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯ"
    "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
_VISCII_BELOW = {"\x02": "Ẳ", "\x05": "Ẵ", "\x06": "Ẫ", "\x14": "Ỷ", "\x19": "Ỹ", "\x1e": "Ỵ"}

_VNI_MARKS = {
    "ù": "\u0301",
    "ø": "\u0300",
    "û": "\u0309",
    "õ": "\u0303",
    "ï": "\u0323",
    "â": "\u0302",
    "á": "\u0302\u0301",
    "à": "\u0302\u0300",
    "å": "\u0302\u0309",
    "ã": "\u0302\u0303",
    "ä": "\u0302\u0323",
    "ê": "\u0306",
    "é": "\u0306\u0301",
    "è": "\u0306\u0300",
    "ú": "\u0306\u0309",
    "ü": "\u0306\u0303",
    "ë": "\u0306\u0323",
}
_VNI_ALONE = {"ô": "ơ", "ö": "ư", "ñ": "đ", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ"}

_GLYPHS = str.maketrans({"\u2212": "\xad", "\u2219": "\xb7", "\u0192": "\x83"})
"""What a PDF's reader takes some bytes of TCVN3 for: the minus sign there is a letter."""

_BEYOND_WESTERN = re.compile("[ăđĩũơưĂĐĨŨƠƯ\u1ea0-\u1ef9]")
_WESTERN = re.compile("[\x80-\xff\u2212\u0192]")


@cache
def _table(writing: str) -> Mapping[str, str]:
    """The letters of a writing, by what they are taken for; those of VNI by one or two of them."""
    if writing == TCVN3:
        return {chr(0xA1 + at): letter for at, letter in enumerate(_TCVN3_FROM_A1) if letter != " "}
    if writing == VISCII:
        return {chr(0x80 + at): letter for at, letter in enumerate(_VISCII_FROM_80)} | _VISCII_BELOW
    table = dict(_VNI_ALONE)
    for vowel in "aeiouyôö":
        base = _VNI_ALONE.get(vowel, vowel)
        for sign, marks in _VNI_MARKS.items():
            letter = unicodedata.normalize("NFC", base + marks)
            if len(letter) == 1:
                table[vowel + sign] = letter
    return table | {old.upper(): letter.upper() for old, letter in table.items()}


@cache
def _finder(writing: str) -> Callable[[str], str]:
    table = _table(writing)
    pattern = re.compile("|".join(re.escape(old) for old in sorted(table, key=len, reverse=True)))
    return lambda text: pattern.sub(lambda found: table[found[0]], text)


def from_legacy(text: str, writing: str) -> str:
    """Text of an old writing in Unicode; letters the writing does not have stay as they are."""
    if writing == TCVN3:
        text = text.translate(_GLYPHS)
    return unicodedata.normalize("NFC", _finder(writing)(text))


def legacy_of(text: str) -> str:
    """The old writing a text is in: it makes Vietnamese of what is none; empty where none does.

    Text with letters only Unicode has is never taken for an old one, so what is right stays as it is.
    """
    if not _WESTERN.search(text) or len(_BEYOND_WESTERN.findall(text)) > len(_WESTERN.findall(text)) // 8:
        return ""
    now = legibility([text])
    best, writing = 0, ""
    for candidate in (TCVN3, VNI, VISCII):
        then = legibility([from_legacy(text, candidate)])
        if then.percent >= 85 and then.marked_percent >= 40 and then.marked > best:
            best, writing = then.marked, candidate
    before = now.valid - now.counted
    if not writing or best <= now.marked:
        return ""
    after = legibility([from_legacy(text, writing)])
    return writing if after.valid - after.counted > before + max(1, after.counted // 10) else ""


def writing_of_font(font: str) -> str:
    """The old writing a font draws, told by its name; empty for fonts of Unicode."""
    name = font.strip().lower()
    if name.startswith(".vn"):
        return TCVN3
    return VNI if name.startswith(("vni-", "vni ")) else ""


def is_capital_font(font: str) -> bool:
    """Say whether a font of TCVN3 draws capitals for small letters: that set has no capitals with marks."""
    name = font.strip()
    return writing_of_font(name) == TCVN3 and name.endswith("H")


def better_legacy(text: str, writing: str) -> bool:
    """Say whether text that a font says is old reads better so: fonts keep their name when text is typed anew."""
    if _BEYOND_WESTERN.search(text) and not _WESTERN.search(text):
        return False
    now, then = legibility([text]), legibility([from_legacy(text, writing)])
    return then.marked > now.marked or then.valid - then.counted > now.valid - now.counted
