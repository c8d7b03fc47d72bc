"""A table as rows and columns with headings, whatever cells of it are merged: what its columns and rows are about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from tiendo.reading.mentions import Mention, mentions
from tiendo.reading.passages import Passage, passage
from tiendo.reading.text import Line, Text
from tiendo.reading.words import lexicon, tokens

_YEAR = re.compile(r"(?<![0-9/–-])(?:19|20)[0-9]{2}(?![0-9])(?!\s*[-–])")
_BARE = 6
"""Words beside the number in a cell that is a figure."""


class Role(StrEnum):
    """What a column or row is: names, figures of one sort, or furniture of the form."""

    INDEX = "index"
    NAME = "name"
    UNIT = "unit"
    YEAR = "year"
    SUM = "sum"
    GOAL = "goal"
    PAST = "past"
    MONEY = "money"
    NOTE = "note"
    OTHER = "other"


@dataclass(frozen=True)
class Figure:
    """A cell that is one number, with the passage it was read in."""

    line: Line
    passage: Passage
    mention: Mention


class Grid:
    """The cells of one table, every merged cell standing in all the places it covers."""

    def __init__(self, text: Text, lines: Sequence[Line]) -> None:
        self.text = text
        self.at: dict[tuple[int, int], Line] = {}
        for line in lines:
            assert line.cell is not None
            for row in range(line.cell.row, line.cell.row + min(line.cell.rows, _MOST)):
                for column in range(line.cell.column, line.cell.column + min(line.cell.columns, _MOST)):
                    self.at.setdefault((row, column), line)
        self.rows = sorted({row for row, _ in self.at})
        self.columns = sorted({column for _, column in self.at})

    def said(self, row: int, column: int) -> str:
        """The words of a cell."""
        line = self.at.get((row, column))
        return self.text.text[line.start : line.end] if line is not None else ""

    def figure(self, row: int, column: int) -> Figure | None:
        """The number of a cell that holds little else."""
        line = self.at.get((row, column))
        said = self.said(row, column)
        if line is None or not any(letter.isdigit() for letter in said) or len(said) > 60:
            return None
        walked = passage(said, line.start)
        found = mentions(walked)
        rest = len(walked.words) - (found[0].last - found[0].first) if found else 0
        return Figure(line, walked, found[0]) if len(found) == 1 and rest <= _BARE else None

    @cached_property
    def body(self) -> list[int]:
        """Rows below the headings: from the first that holds a figure outside index and heading years."""
        for number, row in enumerate(self.rows):
            held = [
                column
                for column in self.columns[1:]
                if self.figure(row, column) and not _YEAR.search(self.said(row, column))
            ]
            if number and held:
                return self.rows[number:]
        return self.rows[1:]

    def heading(self, column: int) -> str:
        """The headings above a column, from the top, each once."""
        return " ".join(self._headings(column))

    def _headings(self, column: int) -> list[str]:
        parts: list[str] = []
        for row in self.rows:
            if self.body and row >= self.body[0]:
                break
            said = self.said(row, column)
            if said and said not in parts:
                parts.append(said)
        return parts

    def own_heading(self, column: int, among: Sequence[int]) -> str:
        """What a column's headings say of it alone: without its year, and without what stands over all of `among`."""
        shared = set.intersection(*(set(self._headings(one)) for one in among)) if len(among) > 1 else set()
        return " ".join(
            said for said in self._headings(column) if said not in shared and not _YEAR.search(said)
        )

    def adds_up(self, column: int) -> bool:
        """Whether a column is nothing but the sum of others: its lowest heading says so and names nothing."""
        words = tokens((self._headings(column) or [""])[-1])
        found = lexicon("tables")["sum"].at(words, 0)
        return found is not None and found[0] == len(words)

    @cached_property
    def roles(self) -> dict[int, Role]:
        """What each column is."""
        found: dict[int, Role] = {}
        for column in self.columns:
            found[column] = self._role(column)
        if Role.NAME not in found.values():
            free = [
                column for column in self.columns if found[column] is Role.OTHER and self._is_named(column)
            ]
            if free:
                found[free[0]] = Role.NAME
        return found

    def _role(self, column: int) -> Role:
        said = self.heading(column)
        told = next(lexicon("tables")["column"].within(tokens(said)), None)
        if told is not None and Role(told[2]) in {Role.PAST, Role.MONEY, Role.NOTE, Role.INDEX, Role.UNIT}:
            return Role(told[2])
        if _YEAR.search(said):
            return Role.YEAR
        lowest = (
            next(lexicon("tables")["column"].within(tokens(self._headings(column)[-1])), None)
            if said
            else None
        )
        role = Role(lowest[2]) if lowest is not None else Role.OTHER
        if role is Role.NAME and not self._is_named(column):
            return Role.GOAL
        return role

    def _is_named(self, column: int) -> bool:
        """Whether most cells of a column are words."""
        said = [self.said(row, column) for row in self.body]
        return 2 * sum(any(letter.isalpha() for letter in one) for one in said) > len(said)

    def of(self, *roles: Role) -> list[int]:
        """The columns of some roles."""
        return [column for column in self.columns if self.roles[column] in roles]

    def year(self, column: int) -> int | None:
        """The year a column's heading names."""
        found = _YEAR.search(self.heading(column))
        return int(found[0]) if found else None

    def names(self) -> Iterator[tuple[int, str]]:
        """The body's rows with their names."""
        named = self.of(Role.NAME)[:1]
        for row in self.body if named else []:
            said = self.said(row, named[0])
            if said:
                yield row, said

    @property
    def is_blank(self) -> bool:
        """Whether no cell below the headings holds a figure."""
        columns = [column for column in self.columns if self.roles[column] not in {Role.INDEX, Role.NAME}]
        return not any(self.figure(row, column) for row in self.body for column in columns)


_MOST = 500


def is_sum(said: str) -> bool:
    """Whether a row or column is the sum of the others."""
    found = lexicon("tables")["sum"].at(tokens(said), 0)
    return found is not None
