"""Words a broken font has cut: "Phấ n đấ u", "điê ̣n tử" are put together where only that makes a Vietnamese word.

Nothing is joined in a text without certain cases: a mark that stands alone, or a piece no word can be.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from tiendo.reading.syllables import TONES, is_syllable, without_tone

CERTAIN = 3
"""So many certain cases show that a font is broken; then the likely ones are mended too."""

_MARKS = TONES + "\u0302\u0306\u031b"
_LETTER = r"[^\W\d_]"
_ANY_MARK = re.compile(f"[{_MARKS}]")
_LONE_MARK = re.compile(rf"({_LETTER}+)([ ,.;:]{{0,4}})([{_MARKS}]+)({_LETTER}*)")
_ANY_TAIL = re.compile(r" (?:c|ch|m|n|ng|nh|p|t|i|o|u)\b")
_TAIL = re.compile(rf"(?<!{_LETTER})({_LETTER}*[^\W\d_a-zA-Z]) (c|ch|m|n|ng|nh|p|t|i|o|u)(?![^\W_]|[.)/’'])")
_LAST = re.compile(rf"(?<!{_LETTER})({_LETTER}*[^\W\d_a-zA-Z]{_LETTER}?[nc]) (h|g)(?![^\W_]|[.)/’'])")
_HEAD = re.compile(
    rf"(?<!{_LETTER})([TtNnPpKkCcGg](?:r|h|g|gh)) ([^\W\d_bcdfghj-np-tv-zA-Z]{_LETTER}{{0,5}})(?!{_LETTER})"
)
_VOWELS = tuple("aăâeêioôơuưy")
_LONE_VOWELS = frozenset("iou")


def certainly_cut(texts: Iterable[str]) -> int:
    """How many places of texts no healthy font leaves: lone marks and cut pieces that are no words."""
    found = 0
    for text in texts:
        if _ANY_MARK.search(text):
            found += sum(bool(hit[2]) for hit in _LONE_MARK.finditer(text))
        if _ANY_TAIL.search(text):
            found += sum(_is_certain(hit[1], hit[2]) for hit in _TAIL.finditer(text))
    return found


def _is_certain(piece: str, tail: str) -> bool:
    return not is_syllable(piece) and is_syllable(piece + tail)


def join_broken(text: str) -> tuple[str, int]:
    """A text whose cut words are whole again, and how many were cut. The text is NFC, and so is the result.

    To be called for texts of a document in which `certainly_cut` finds `CERTAIN` cases.
    """
    count = 0

    def counted(made: str, hit: re.Match[str]) -> str:
        nonlocal count
        count += made != hit[0]
        return made

    while True:
        before = text
        text = _LONE_MARK.sub(lambda hit: counted(_marked(hit), hit), text)
        text = _TAIL.sub(lambda hit: counted(_tailed(hit), hit), text)
        text = _LAST.sub(lambda hit: counted(_headed(hit), hit), text)
        text = _HEAD.sub(lambda hit: counted(_headed(hit), hit), text)
        if text == before:
            return text, count


def _marked(hit: re.Match[str]) -> str:
    """A lone mark set on the last letter before it; what follows is the same word where they make one."""
    head, rest, between = _with_marks(hit[1], hit[3]), hit[4], hit[2].strip()
    if not head:
        return hit[0]
    if between:
        return f"{head}{between} {rest}" if rest else head + between
    if not rest or is_syllable(head + rest) or not is_syllable(head):
        return head + rest
    return f"{head} {rest}"


def _with_marks(piece: str, marks: str) -> str:
    """A piece with marks on its last vowel; empty where they make no letter with it."""
    at = max((piece.lower().rfind(vowel) for vowel in _VOWELS), default=-1)
    if at < 0:
        return ""
    letter = unicodedata.normalize("NFC", piece[at] + marks)
    return piece[:at] + letter + piece[at + 1 :] if len(letter) == 1 else ""


def _tailed(hit: re.Match[str]) -> str:
    """A piece and its tail in one where that is a word; a tail that could be a word needs a mark before it."""
    piece, tail = hit[1], hit[2]
    whole = piece + tail
    if not is_syllable(whole):
        return hit[0]
    if tail in _LONE_VOWELS and is_syllable(piece) and without_tone(piece[-1].lower())[1] == "":
        return hit[0]
    return whole


def _headed(hit: re.Match[str]) -> str:
    return hit[1] + hit[2] if is_syllable(hit[1] + hit[2]) else hit[0]
