"""The last page's foot: who receives the document and who signs it.

Two columns are often printed in one line, so a recipient is what stands left of a wide gap.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tiendo.reading.joining import shouts
from tiendo.reading.marks import mark_of
from tiendo.reading.text import Line, Text
from tiendo.reading.understood import Recipient

_OPENS = re.compile(r"Nơi\s+(?:nhận|gửi)\s*:?", re.IGNORECASE)
_PURPOSE = re.compile(r"\s*\(([^()]{2,60})\)\s*[;.,]?$")
_TITLE = re.compile(
    r"\b(?:TM|T/M|KT|TL|TUQ|Q)\s*\.|^(?:BÍ THƯ|PHÓ BÍ THƯ|CHỦ TỊCH|PHÓ CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|TRƯỞNG|CHÁNH)"
)
_NAME = re.compile(r"(?:[A-ZĐÀ-Ỹ][a-zà-ỹ]+\s){1,4}[A-ZĐÀ-Ỹ][a-zà-ỹ]+")


@dataclass(frozen=True)
class Foot:
    """Where the foot begins (its line), with recipients and signer."""

    line: int
    recipients: tuple[Recipient, ...]
    signer: str
    signer_title: str


def foot(text: Text) -> Foot:
    """The foot of a document; its line is past the last where there is none."""
    lines = text.lines
    for place in range(len(lines) - 1, -1, -1):
        said = text.text[lines[place].start : lines[place].end]
        if _OPENS.match(said) or _OPENS.match(text.text[lines[place].columns[-1][0] : lines[place].end]):
            return _read(text, lines, place)
    return _unnamed(text, lines)


def _read(text: Text, lines: Sequence[Line], place: int) -> Foot:
    pieces: list[list[tuple[int, int]]] = []
    titles: list[str] = []
    names: list[str] = []
    for line in lines[place:]:
        for number, (start, end) in enumerate(line.columns):
            said = text.text[start:end]
            if found := _OPENS.match(said):
                titles += [said[found.end() :].strip()] if said[found.end() :].strip() else []
            elif mark_of(said) is not None and number == 0:
                pieces.append([_cut(text, start, end, titles=titles)])
            elif _is_title(said):
                titles.append(said)
            elif _NAME.fullmatch(said) and not (pieces and _open(text, pieces[-1]) and said[0].islower()):
                names.append(said)
            elif pieces and number == 0 and _open(text, pieces[-1]):
                pieces[-1].append((start, end))
    recipients = tuple(_recipient(text, spans) for spans in pieces)
    return Foot(place, recipients, names[-1] if names else "", " ".join(titles))


def _cut(text: Text, start: int, end: int, *, titles: list[str]) -> tuple[int, int]:
    """A recipient's span without a signer's title that one blank sets apart: capitals after its semicolon."""
    said = text.text[start:end]
    before, found, after = said.partition("; ")
    if found and shouts(after) and _is_title(after):
        titles.append(after)
        return start, start + len(before) + 1
    return start, end


def _is_title(said: str) -> bool:
    return shouts(said) and (_TITLE.search(said) is not None or len(said) > 8)


def _open(text: Text, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a recipient's last line does not end it."""
    return not text.text[spans[-1][0] : spans[-1][1]].endswith((";", "."))


def _recipient(text: Text, spans: Sequence[tuple[int, int]]) -> Recipient:
    said = " ".join(text.text[start:end] for start, end in spans)
    mark = mark_of(said)
    said = said[mark.length if mark else 0 :].strip()
    purpose = _PURPOSE.search(said)
    bare = said[: purpose.start()] if purpose else said
    return Recipient(bare.rstrip(" ;.,"), purpose[1] if purpose else "", spans[0][0], spans[-1][1])


def _unnamed(text: Text, lines: Sequence[Line]) -> Foot:
    """A document signed without recipients: titles in capitals in its last lines, after the last sentence."""
    for place in range(max(1, len(lines) - 6), len(lines)):
        said = text.text[lines[place].start : lines[place].end]
        if _is_title(said) and _TITLE.search(said):
            rest = [text.text[one.start : one.end] for one in lines[place + 1 :]]
            names = [one for one in rest if _NAME.match(one)]
            return Foot(place, (), names[-1] if names else "", said)
    return Foot(len(lines), (), "", "")
