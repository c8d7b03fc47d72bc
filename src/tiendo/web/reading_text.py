"""The words of a document being read, clause by clause, with marks where something was understood."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from tiendo.reading.understood import Clause, ClauseKind, Duty, Task
from tiendo.services.plan_reading_state import Held, Row


@dataclass(frozen=True)
class Piece:
    """A run of words; `row` is the row they belong to, empty for none, `first` says it is the row's first run."""

    text: str
    row: str = ""
    state: str = ""
    first: bool = False
    number: bool = False


@dataclass(frozen=True)
class Passage:
    """A clause as the page prints it; `rows` are those of tasks and duties that are the whole clause."""

    key: str
    kind: str
    depth: int
    pieces: tuple[Piece, ...] = field(default_factory=tuple)
    row: str = ""
    state: str = ""


def passages_of(held: Held) -> list[Passage]:
    """The document in reading order; a target's words are marked, its number more strongly."""
    text, rows = held.read.understood.text, held.of("target")
    whole = {row.piece.clause: row for row in held.of("task", "duty") if isinstance(row.piece, Task | Duty)}
    told: set[str] = set()
    found = []
    for clause in held.read.understood.clauses:
        inside = [
            row for row in rows if row.piece and row.piece.start < clause.end and row.piece.end > clause.start
        ]
        pieces = _pieces(text, clause, inside, told)
        at = whole.get(clause.id)
        shown = "title" if clause.kind is ClauseKind.TITLE else clause.kind.value
        found.append(
            Passage(
                clause.id, shown, min(clause.depth, 3), pieces, at.key if at else "",
                state_of(at) if at else "",
            )
        )  # fmt: skip
    return found


def state_of(row: Row) -> str:
    """How a row stands, as a word of the page's styles: low, open, asked, done, gone."""
    if row.gone:
        return "gone"
    if not row.verdict:
        return "low" if row.low else "open"
    return "asked" if row.open_questions() else "done"


def _pieces(text: str, clause: Clause, rows: Sequence[Row], told: set[str]) -> tuple[Piece, ...]:
    """The clause's words cut where marks begin and end; words of two targets belong to the shorter one."""
    cuts = {clause.start, clause.end}
    for row in rows:
        for at in _ends(row):
            cuts.add(min(max(at, clause.start), clause.end))
    found = []
    places = sorted(cuts)
    for start, end in pairwise(places):
        owner, number = _owner(rows, start, end)
        key = owner.key if owner is not None else ""
        first = bool(key) and key not in told
        if first:
            told.add(key)
        found.append(Piece(text[start:end], key, state_of(owner) if owner is not None else "", first, number))
    return tuple(found)


def _ends(row: Row) -> Iterable[int]:
    piece = row.piece
    assert piece is not None
    numbers = (getattr(piece, "number_start", piece.start), getattr(piece, "number_end", piece.end))
    return (piece.start, piece.end, *numbers)


def _owner(rows: Sequence[Row], start: int, end: int) -> tuple[Row | None, bool]:
    """The row a run of words belongs to, and whether it is its number."""
    for row in rows:
        low, high = tuple(_ends(row))[2:]
        if low <= start and end <= high and low < high:
            return row, True
    over = [row for row in rows if row.piece and row.piece.start <= start and end <= row.piece.end]
    if not over:
        return None, False
    return min(over, key=lambda row: row.piece.end - row.piece.start if row.piece else 0), False
