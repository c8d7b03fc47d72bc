"""The tree of a document's pieces: headings, leads, items and closings, whatever marks their office uses.

A mark is put under the pieces whose styles came before it; numbering may jump, change its punctuation or start anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import groupby

from tiendo.reading.ending import Foot, foot
from tiendo.reading.headings import labelled, opened_by, section_of
from tiendo.reading.joining import Para, paragraphs, shouts
from tiendo.reading.letterhead import Opening, opening
from tiendo.reading.marks import HEADS
from tiendo.reading.text import Line, Text
from tiendo.reading.understood import Clause, ClauseKind, SectionKind
from tiendo.reading.words import lexicon, tokens

_HEADING_WORDS = 45
_SIGNS = frozenset({"dash", "plus", "star", "bullet", "bracket", "ordinal"})
_ALWAYS = frozenset({"part", "roman", "capital"})


@dataclass
class Piece:
    """A paragraph or table row on its way to a clause."""

    para: Para
    style: str
    path: str
    kind: ClauseKind
    section: SectionKind
    depth: int
    parent: int | None
    children: list[int] = field(default_factory=list)
    marked: int = 0
    opens: SectionKind | None = None


@dataclass(frozen=True)
class Outline:
    """A document's pieces in reading order, with its opening and foot."""

    text: Text
    opening: Opening
    foot: Foot
    pieces: tuple[Piece, ...]
    clauses: tuple[Clause, ...]


def outline(text: Text) -> Outline:
    """The outline of a document."""
    head, last = opening(text), foot(text)
    builder = _Builder(text)
    body = text.lines[head.lines : max(head.lines, last.line)]
    for is_cell, run in groupby(body, key=lambda line: line.cell is not None):
        if is_cell:
            builder.rows(list(run))
        else:
            for para in paragraphs(text, list(run)):
                builder.add(para)
    builder.settle()
    clauses = _framed(text, head, last, builder.clauses())
    return Outline(text, head, last, tuple(builder.pieces), clauses)


class _Builder:
    """Puts one paragraph after the other under the pieces that are open."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.pieces: list[Piece] = []
        self.open: list[int] = []
        self.counts: dict[tuple[int | None, str], int] = {}
        self.begun = False
        self.held: list[int] = []

    def said(self, para: Para) -> str:
        return self.text.text[para.body : para.end]

    def add(self, para: Para) -> None:
        if para.mark is None:
            self._unmarked(para)
        else:
            self._marked(para)

    def rows(self, lines: Sequence[Line]) -> None:
        """A table's rows, each one piece."""
        for _, row in groupby(lines, key=lambda line: (line.block, line.cell.row if line.cell else 0)):
            cells = tuple(row)
            para = Para(cells[0].start, cells[-1].end, cells, None)
            self._push(para, "row", ClauseKind.ROW, self._section(), stay=False)

    def _section(self) -> SectionKind:
        if not self.open:
            return SectionKind.OTHER
        top = self.pieces[self.open[-1]]
        return top.opens or top.section

    def _push(
        self, para: Para, style: str, kind: ClauseKind, section: SectionKind, *, stay: bool, number: str = ""
    ) -> Piece:
        parent = self.open[-1] if self.open else None
        above = self.pieces[parent] if parent is not None else None
        path = self._path(above, parent, style=style, number=number)
        piece = Piece(para, style, path, kind, section, len(self.open), parent)
        if above is not None:
            above.children.append(len(self.pieces))
            above.marked += bool(para.mark)
        self.pieces.append(piece)
        if stay:
            self.open.append(len(self.pieces) - 1)
        return piece

    def _path(self, above: Piece | None, parent: int | None, *, style: str, number: str) -> str:
        base = above.path if above else ""
        if style in {"row", "plain"}:
            return base
        if not number or style == "ordinal":
            self.counts[parent, "sign"] = self.counts.get((parent, "sign"), 0) + 1
            number = str(self.counts[parent, "sign"])
        elif style.startswith("deep") and above is not None:
            tail = base.rpartition(".")[2] if above.style == "number" else ""
            full = self._number_of(above)
            if full and number.startswith(f"{full}."):
                number = number[len(full) + 1 :]
            elif tail and number.startswith(f"{tail}."):
                number = number[len(tail) + 1 :]
        return f"{base}.{number}" if base else number

    @staticmethod
    def _number_of(piece: Piece) -> str:
        return piece.para.mark.number if piece.para.mark and piece.style in HEADS else ""

    def _close(self, style: str, number: str) -> None:
        """Close the pieces that a mark of this style cannot stand under."""
        if style in _ALWAYS:
            keep = {"part": 0, "capital": 1, "roman": 2}[style]
            ranks = {"part": 0, "capital": 1}
            while self.open and ranks.get(self.pieces[self.open[-1]].style, 3) >= keep:
                self.open.pop()
            return
        if style in HEADS:
            self._pop(_SIGNS | {"lead"})
        if style.startswith("deep"):
            deeper = {f"deep{n}" for n in range(int(style[4:]), 6)} | {"letter"}
            self._pop(deeper | _SIGNS)
            while self.open and self.pieces[self.open[-1]].style in {"number", "deep2", "deep3", "deep4"}:
                if number.startswith(f"{self._number_of(self.pieces[self.open[-1]])}."):
                    break
                self.open.pop()
            return
        styles = [self.pieces[place].style for place in self.open]
        if style == "number":
            deep = next((n for n, one in enumerate(styles) if one.startswith("deep")), None)
            if deep is not None and "number" not in styles[:deep] and number != "1":
                del self.open[deep:]
                return
        if style in styles:
            del self.open[styles.index(style) :]

    def _pop(self, styles: frozenset[str] | set[str]) -> None:
        while self.open and self.pieces[self.open[-1]].style in styles:
            self.open.pop()

    def _marked(self, para: Para) -> None:
        mark = para.mark
        assert mark is not None
        self.begun = True
        said = self.said(para)
        if mark.style in HEADS:
            self.held = []
        elif self.held and mark.style in {self.pieces[place].style for place in self.held}:
            self.open, self.held = self.held, []
        self._close(mark.style, mark.number)
        above = self._section()
        heading = mark.style in HEADS and _is_heading(mark.style, said)
        if heading:
            section = section_of(
                said.split(":", 1)[0] if mark.style != "roman" else said, above, top=not self.open
            )
        elif mark.style in HEADS:
            section = labelled(said, above)
        else:
            section = labelled(said, above)
        kind = ClauseKind.HEADING if heading else ClauseKind.ITEM
        piece = self._push(para, mark.style, kind, section, stay=True, number=mark.number)
        opened = opened_by(said)
        if opened is not None and not (heading and section is not above):
            piece.opens = opened

    def _unmarked(self, para: Para) -> None:
        said = self.said(para)
        words = tokens(said[:120])
        basis = lexicon("sections")["basis"].at(words, 0)
        if not self.begun and basis and said[:1].isupper() and self._rests(said, basis[1]):
            self._push(para, "plain", ClauseKind.BASIS, SectionKind.OTHER, stay=False)
            return
        if said.startswith(("Trên đây là", "Nhận được")) or (self.begun and said.endswith("/.")):
            self.open.clear()
            self._push(para, "plain", ClauseKind.ENDING, SectionKind.OTHER, stay=False)
            return
        before = list(self.open)
        self._pop(_SIGNS | {"letter"})
        if before != self.open:
            self.held = before
        opened = opened_by(said)
        plain = _is_plain_heading(para, said)
        if opened is not None or plain:
            self._pop({"lead"})
            top = not self.open
            section = section_of(said.rstrip(": "), self._section(), top=top) if plain else opened
            self._push(para, "lead", ClauseKind.HEADING, section or self._section(), stay=True)
            return
        self._push(para, "plain", ClauseKind.PARAGRAPH, labelled(said, self._section()), stay=False)

    @staticmethod
    def _rests(said: str, meaning: str) -> bool:
        """A basis proper: one that names a paper, or a need (`Căn cứ …`)."""
        if meaning != "thực hiện":
            return True
        words = tokens(said[:80])
        return lexicon("sections")["paper"].has(words, 1, min(len(words), 8))

    def settle(self) -> None:
        """Say of unnumbered paragraphs whether they lead, close, or stand for themselves."""
        before: dict[int | None, bool] = {}
        for piece in self.pieces:
            if piece.kind is ClauseKind.PARAGRAPH:
                siblings = self._siblings(piece)
                if piece.parent is None and not siblings:
                    continue
                if piece.parent is None and not before.get(None):
                    piece.kind = ClauseKind.PREAMBLE
                elif not siblings:
                    continue
                elif not before.get(piece.parent):
                    piece.kind = ClauseKind.LEAD
                else:
                    piece.kind = ClauseKind.CLOSING
            elif piece.para.mark is not None:
                before[piece.parent] = True

    def _siblings(self, piece: Piece) -> bool:
        if piece.parent is None:
            return any(one.parent is None and one.para.mark for one in self.pieces)
        return self.pieces[piece.parent].marked > 0

    def clauses(self) -> list[Clause]:
        found = []
        for number, piece in enumerate(self.pieces):
            parent = "" if piece.parent is None else f"c{piece.parent + 1}"
            mark = piece.para.mark
            found.append(
                Clause(
                    f"c{number + 1}",
                    piece.path,
                    mark.label if mark else "",
                    piece.kind,
                    piece.section,
                    self.said(piece.para),
                    piece.para.start,
                    piece.para.end,
                    piece.depth,
                    parent,
                    self.text.origin(piece.para.start),
                )
            )
        return found


def _is_heading(style: str, said: str) -> bool:
    words = said.split(" ", _HEADING_WORDS)
    if style in _ALWAYS:
        return len(words) <= _HEADING_WORDS or said.endswith(":")
    if len(words) > _HEADING_WORDS:
        return False
    return said.endswith(":") or (not said.endswith((".", ";", ",", "…", "!")) and ":" not in said[:-1])


def _is_plain_heading(para: Para, said: str) -> bool:
    """An unnumbered heading: short, in capitals or bold, without an end."""
    if len(said) > 120 or said.endswith((".", ";", ",", "…")) or len(said.split()) < 2:
        return False
    return shouts(said) or all(line.bold for line in para.lines) or any(line.level for line in para.lines)


def _framed(text: Text, head: Opening, last: Foot, body: list[Clause]) -> tuple[Clause, ...]:
    """The body's clauses between those of the head and the foot."""
    before: list[Clause] = []
    other = SectionKind.OTHER
    for key, kind, (start, end) in (
        ("letterhead", ClauseKind.LETTERHEAD, head.letter),
        ("title", ClauseKind.TITLE, head.title),
    ):
        if end > start:
            said = text.text[start:end]
            before.append(Clause(key, "", "", kind, other, said, start, end, origin=text.origin(start)))
    after = [
        Clause(
            f"r{n}",
            "",
            "-",
            ClauseKind.RECIPIENT,
            other,
            one.text,
            one.start,
            one.end,
            origin=text.origin(one.start),
        )
        for n, one in enumerate(last.recipients, start=1)
    ]
    return (*before, *body, *after)
