"""Every quantified promise of a document as an atomic target with the rule that found it.

Each paragraph is walked once: its quantities are read, licensed or passed over, and told apart by kind. What a number
does not say itself it takes from its sentence, its heading, its document, in this order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tiendo.reading.licence import Setting, setting_of
from tiendo.reading.outline import Outline, Piece
from tiendo.reading.passages import passage
from tiendo.reading.periods import Periods, of_document, of_heading
from tiendo.reading.understood import Allocation, Clause, ClauseKind, SectionKind, Target
from tiendo.reading.walking import Reading, Walk
from tiendo.reading.words import lexicon

_SILENT = {ClauseKind.BASIS, ClauseKind.ENDING, ClauseKind.FURNITURE}
_PROMISING = (
    *("ít nhất", "tối thiểu", "phấn đấu không", "phần trăm"),
    *("tất cả", "toàn bộ", "toàn thể", "mọi "),
)
"""What a paragraph without digits is looked at for."""

_LONGEST = 30_000
MOST_NUMBERS = 20_000
"""Numbers of a document that are looked at; no plan has so many."""


@dataclass(frozen=True)
class Found:
    """The targets of a document, and the numbers passed over with their reasons (for a person who asks why)."""

    targets: tuple[Target, ...]
    passed: tuple[tuple[int, int, str], ...]
    phased: tuple[Allocation, ...] = ()
    too_many: bool = False


def targets(found: Outline) -> Found:
    """Every target of a document's paragraphs, in reading order."""
    text = found.text.text
    head = found.opening.head
    reading = Reading(text, of_document(head, text))
    by_start = {clause.start: clause for clause in found.clauses}
    for number, piece in enumerate(found.pieces):
        if piece.kind in _SILENT or piece.kind is ClauseKind.ROW:
            continue
        said = text[piece.para.start : piece.para.end]
        setting = _setting(reading, piece, said)
        if not any(letter.isdigit() for letter in said) and not _worth(said, setting):
            continue
        heading = _heading_period(found, number)
        _read(reading, piece, by_start[piece.para.start], setting=setting, heading=heading)
    return Found(
        tuple(reading.targets), tuple(reading.passed), tuple(reading.phased), reading.numbers > MOST_NUMBERS
    )


def _worth(said: str, setting: Setting) -> bool:
    """Whether a paragraph without digits may still promise: number words, nothing of a kind, something of everyone."""
    small = said.lower()
    if setting is Setting.LISTED and ("không" in small or "nào cũng" in small):
        return True
    return any(word in small for word in _PROMISING)


def _setting(reading: Reading, piece: Piece, said: str) -> Setting:
    """The setting of a paragraph; ordinals that follow an announcement stay under it."""
    setting = setting_of(piece.section)
    if setting is not Setting.TEXT or piece.section is not SectionKind.OTHER:
        reading.carry = False
        return setting
    follows = piece.style == "ordinal" or said[:1].islower() or piece.style in {"dash", "plus", "bullet"}
    if reading.carry and follows:
        return Setting.LISTED
    words = passage(said[:1500], 0).words
    reading.carry = lexicon("context")["announces"].has(words)
    return setting


def _heading_period(found: Outline, number: int) -> str:
    """The period the nearest heading with one sets."""
    place = found.pieces[number].parent
    while place is not None:
        above = found.pieces[place]
        period = of_heading(found.text.text[above.para.body : above.para.end])
        if period:
            return period
        place = above.parent
    return ""


def _read(reading: Reading, piece: Piece, clause: Clause, *, setting: Setting, heading: str) -> None:
    for start, end in _parts(reading.text, piece.para.body, piece.para.end):
        if reading.numbers > MOST_NUMBERS:
            return
        said = reading.text[start:end]
        walked = passage(said, start, piece.para.holes)
        walk = Walk(reading, walked, clause, setting=setting)
        walk.periods = Periods(walked, said, start)
        walk.default = heading or reading.document
        walk.run()


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A paragraph in pieces of bounded length, cut between sentences where it can be."""
    while end - start > _LONGEST:
        cut = text.rfind(". ", start, start + _LONGEST) + 1
        cut = cut or text.rfind(" ", start, start + _LONGEST) + 1
        stop = cut if cut > start else start + _LONGEST
        yield start, stop
        start = stop
    yield start, end
