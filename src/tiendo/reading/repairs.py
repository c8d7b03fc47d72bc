"""What is mended in a document's text before it is read, each kind under a code, so that a person is told.

Only what cannot mean anything else is changed; a second pass over mended text changes nothing. VN: chỉnh sửa văn bản.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tiendo.core.errors import Finding, ProblemKind, Severity, register
from tiendo.reading.blocks import Block, Paragraph, Repair, Table
from tiendo.reading.broken_letters import CERTAIN, certainly_cut, join_broken
from tiendo.reading.legacy import TCVN3, VISCII, VNI, from_legacy, legacy_of

_INVALID = ProblemKind.INVALID
register("repair.nfc", _INVALID, "Letters typed in two pieces were put together: {count} lines.")
register(
    "repair.tcvn3", _INVALID, "Text in the old TCVN3 (ABC) writing was changed to Unicode: {count} pieces."
)
register("repair.vni", _INVALID, "Text in the old VNI writing was changed to Unicode: {count} pieces.")
register("repair.viscii", _INVALID, "Text in the old VISCII writing was changed to Unicode: {count} pieces.")
register(
    "repair.broken_letters",
    _INVALID,
    "Words cut in pieces by a broken font were put together: {count} places.",
)
register(
    "repair.look_alikes",
    _INVALID,
    "Letters that only look Vietnamese were replaced (ƣ by ư, Ð by Đ): {count}.",
)
register(
    "repair.hidden",
    _INVALID,
    "Characters nobody sees (soft hyphens, zero-width blanks) were dropped: {count}.",
)
register("repair.spaces", _INVALID, "Unusual blanks were made plain ones: {count}.")
register("repair.wrapped_lines", _INVALID, "Lines broken in mid-sentence were joined: {count}.")

_LOOK_ALIKES = str.maketrans(
    {"ƣ": "ư", "Ƣ": "Ư", "Ð": "Đ", "Ɖ": "Đ", "ð": "đ", "ɖ": "đ", "\u0340": "\u0300", "\u0341": "\u0301"}
)
_LOOK_ALIKE = re.compile("[ƣƢÐƉðɖ\u0340\u0341]")
_HIDDEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f]"
)
_SPACE = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_BREAK = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ODD = re.compile("|".join(one.pattern for one in (_LOOK_ALIKE, _HIDDEN, _SPACE, _BREAK)))


def mend_characters(text: str) -> tuple[str, Counter[str]]:
    """One text with its characters right: composed, plain blanks, nothing hidden, no look-alikes; counts by code."""
    counts: Counter[str] = Counter()
    if text.isascii() and text.isprintable():
        return text, counts
    if not _ODD.search(text) and unicodedata.is_normalized("NFC", text):
        return text, counts
    text = _BREAK.sub("\n", text)
    text, counts["repair.look_alikes"] = text.translate(_LOOK_ALIKES), len(_LOOK_ALIKE.findall(text))
    text, counts["repair.hidden"] = _HIDDEN.subn("", text)
    text, counts["repair.spaces"] = _SPACE.subn(" ", text)
    composed = unicodedata.normalize("NFC", text)
    counts["repair.nfc"] = int(composed != text)
    return composed, +counts


def _mend_text(text: str) -> tuple[str, Counter[str]]:
    """One text in Unicode with its characters right.

    What nobody sees is a letter in some old writings, and in others keeps a word from being known: whether a text is in
    one is asked with it, and again without.
    """
    composed = unicodedata.normalize("NFC", text)
    writing = legacy_of(composed)
    right, counts = mend_characters(from_legacy(composed, writing) if writing else text)
    if not writing and right != composed:
        writing = legacy_of(right)
        if writing:
            right, found = mend_characters(from_legacy(right, writing))
            counts.update(found)
    if writing:
        counts[f"repair.{writing}"] += 1
    return right, counts


def mend_texts(texts: Sequence[str]) -> tuple[list[str], Counter[str]]:
    """The texts of one document mended: old writings, characters, cut words; and how often, by code."""
    counts: Counter[str] = Counter()
    mended: list[str] = []
    for text in texts:
        right, found = _mend_text(text)
        counts.update(found)
        mended.append(right)
    if certainly_cut(mended) >= CERTAIN:
        for at, text in enumerate(mended):
            mended[at], cut = join_broken(text)
            counts["repair.broken_letters"] += cut
    return mended, +counts


def mend_blocks(blocks: Iterable[Block]) -> tuple[tuple[Block, ...], tuple[Repair, ...]]:
    """A document's blocks mended, empty ones left out, and what was mended."""
    kept = list(blocks)
    texts, counts = mend_texts([text for block in kept for text in texts_of(block)])
    told = iter(texts)
    made: list[Block] = []
    for block in kept:
        if isinstance(block, Paragraph):
            text = next(told).strip()
            if text:
                made.append(replace(block, text=text))
        else:
            cells = tuple(replace(cell, text=next(told).strip()) for cell in block.cells)
            if any(cell.text for cell in cells):
                made.append(replace(block, cells=cells))
    return tuple(made), as_repairs(counts)


def texts_of(block: Block) -> list[str]:
    """The texts of a block: one for a paragraph, one for each cell of a table."""
    return [cell.text for cell in block.cells] if isinstance(block, Table) else [block.text]


def as_repairs(counts: Mapping[str, int]) -> tuple[Repair, ...]:
    """Counts by code as repairs, in order of code."""
    return tuple(Repair(code, count) for code, count in sorted(counts.items()) if count)


def told(repair: Repair) -> Finding:
    """A repair as a sentence a person is shown: a Finding that stops nothing."""
    return Finding.of(repair.code, "", Severity.WARNING, **{"count": repair.count, **repair.details})


WRITINGS = (TCVN3, VNI, VISCII)
"""The old writings that are changed to Unicode; each has the code `repair.` and its name."""
