"""Tables: annexes that hand targets to units, yearly phasing, rows that are targets themselves, blank forms.

Units may stand in rows or in columns. A sum that its parts do not make is told, and a unit that occurs twice is asked
about; neither is put right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import groupby

from tiendo.core.errors import Finding, ProblemKind, Severity, register
from tiendo.reading.comparing import comparison
from tiendo.reading.counting import counts
from tiendo.reading.grids import Figure, Grid, Role, is_sum
from tiendo.reading.numbers_written import written
from tiendo.reading.outline import Outline, Piece
from tiendo.reading.passages import passage
from tiendo.reading.periods import of_document, of_heading
from tiendo.reading.understood import Allocation, Candidates, Goal, SectionKind, Target, TargetKind
from tiendo.reading.words import Token, lexicon, tokens, unmarked

register(
    "reading.table_sum",
    ProblemKind.INVALID,
    "Table {table}: the row {row} says {told}, its parts sum to {sum}.",
)
register(
    "reading.cell_unread",
    ProblemKind.INVALID,
    "Table {table}: “{said}” ({row}, {column}) is no number that can be read; look it up in the document.",
)
register("reading.unit_twice", ProblemKind.INVALID, "Table {table}: {unit} occurs twice; which one is meant?")

_SILENT = frozenset({SectionKind.RESULTS, SectionKind.FUNDING, SectionKind.SCHEDULE, SectionKind.AWARDS})
_BEFORE = 400
"""Characters before a table in which its purpose is looked for."""
_TOLD = 60
"""Characters of a cell or heading that a finding repeats."""
_ASIDES = 3
"""Lines above a table that are looked at for its time, where those below it stand in brackets."""


@dataclass(frozen=True)
class Tables:
    """What a document's tables came to."""

    targets: tuple[Target, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    candidates: tuple[Candidates, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass
class _Kept:
    """What has been read of the tables so far; `said` are the targets the words before them promise."""

    said: Sequence[Target]
    targets: list[Target] = field(default_factory=list)
    allocations: list[Allocation] = field(default_factory=list)
    candidates: list[Candidates] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def tables(found: Outline, before: Sequence[Target]) -> Tables:
    """Everything the tables of a document hold; the targets `before` are numbered already."""
    kept = _Kept(before)
    clauses = {clause.start: clause for clause in found.clauses}
    rows = [piece for piece in found.pieces if piece.style == "row"]
    document = of_document(found.opening.head, found.text.text)
    for number, (_, held) in enumerate(groupby(rows, key=lambda piece: piece.para.lines[0].block), start=1):
        pieces = list(held)
        lines = [line for piece in pieces for line in piece.para.lines]
        grid = Grid(found.text, lines)
        if len(grid.rows) < 2 or len(grid.columns) < 2 or pieces[0].section in _SILENT:
            continue
        table = _Table(kept, grid, number, clause=clauses[pieces[0].para.start].id)
        table.said = _said_above(found, pieces[0])
        table.period = table.said or document
        if grid.is_blank:
            table.blank()
        elif pieces[0].section is SectionKind.TARGETS or _hands_down(found, grid, lines[0].start):
            table.read()
    return Tables(tuple(kept.targets), tuple(kept.allocations), tuple(kept.candidates), tuple(kept.findings))


def _said_above(found: Outline, first: Piece) -> str:
    """The period the line above a table gives it: `Phụ lục: giao chỉ tiêu năm 2024`."""
    text, before = found.text, first.para.start
    for _ in range(_ASIDES):
        if before < 2:
            break
        line = text.line_at(before - 2)
        before, said = line.start, text.text[line.start : line.end].strip()
        if not said.startswith(
            "("
        ):  # `(Kèm theo Kế hoạch số …)` says where the table belongs, not what it holds
            return of_heading(said)
    return ""


def _hands_down(found: Outline, grid: Grid, start: int) -> bool:
    """Whether the table says of itself, or is said to, that its figures are goals."""
    said = " ".join(
        [found.text.text[max(0, start - _BEFORE) : start], *(grid.heading(one) for one in grid.columns)]
    )
    return lexicon("tables")["hands_down"].has(tokens(said))


class _Table:
    """One table with figures."""

    def __init__(self, kept: _Kept, grid: Grid, number: int, *, clause: str) -> None:
        self.kept, self.grid, self.number, self.clause = kept, grid, number, clause
        self.said = self.period = ""
        """The period the line above gives it, and that or else the document's."""

    def read(self) -> None:
        """Take its figures as targets, or as what is handed to units and years."""
        grid = self.grid
        named = grid.of(Role.NAME)[:1]
        if not named:
            return
        heading = tokens(grid.heading(named[0]))
        if lexicon("tables")["bodies"].at(heading, 0) is not None:
            self._units_in_rows()
            return
        years, goals, others = grid.of(Role.YEAR), grid.of(Role.GOAL, Role.SUM), grid.of(Role.OTHER)
        figures = [column for column in others if any(grid.figure(row, column) for row in grid.body)]
        bodies = figures if len(figures) > 1 or (goals and figures) else []
        single = figures if figures and not bodies and not goals else goals[-1:]
        for row, name in grid.names():
            self._row(row, name, years=years, bodies=bodies, goals=single)
        self._check_rows(years or bodies, grid.of(Role.SUM))
        self._ask_twice([grid.heading(column) for column in bodies])

    def _row(
        self, row: int, name: str, *, years: Sequence[int], bodies: Sequence[int], goals: Sequence[int]
    ) -> None:
        if is_sum(name):
            return
        counted, units = self._counted_in(row), self._units_by_year(years)
        for column in goals or (years if len(years) == 1 else []):
            figure = self.grid.figure(row, column)
            if figure is not None:
                self._target(name, figure, counted, period=of_heading(self.grid.heading(column)))
        if not goals and not bodies and not units and len(years) > 1:
            self._by_years(row, name, years, counted=counted)
        for column in years if goals or len(years) > 1 else []:
            unit = units.get(column, "")
            if not units or unit:
                self._allocate(row, column, name, unit=unit, year=self.grid.year(column), counted=counted)
        named: Counter[str] = Counter()
        for column in bodies:
            unit = self.grid.own_heading(column, bodies) or self.grid.heading(column)
            self._allocate(row, column, name, unit=unit, year=None, counted=counted, again=named[unit])
            named[unit] += 1

    def _units_by_year(self, years: Sequence[int]) -> dict[int, str]:
        """The units that stand above yearly columns, where several do; a sum over them is none."""
        above = {column: self.grid.own_heading(column, years) for column in years}
        named = {column: said for column, said in above.items() if said and not is_sum(said)}
        return named if len(set(named.values())) > 1 else {}

    def _by_years(self, row: int, name: str, years: Sequence[int], *, counted: str) -> None:
        """A row phased by years without a total: a share is reached in the last of them, counts in each."""
        figures = [(column, figure) for column in years if (figure := self.grid.figure(row, column))]
        share = counted.strip() == "%" or any(figure.mention.percent for _, figure in figures)
        for column, figure in figures[-1:] if share else figures:
            year = self.grid.year(column)
            self._target(name, figure, counted, period=f"{'by' if share else 'year'}:{year}")

    def _units_in_rows(self) -> None:
        grid = self.grid
        columns = [
            column
            for column in grid.of(Role.OTHER, Role.GOAL, Role.YEAR, Role.SUM)
            if any(grid.figure(row, column) for row in grid.body)
        ]
        named: Counter[str] = Counter()
        for row, name in grid.names():
            again = named[name]
            named[name] += 1
            for column in columns:
                heading, figure = grid.heading(column), grid.figure(row, column)
                if not is_sum(name) and not (len(columns) > 1 and grid.adds_up(column)):
                    measure = (grid.own_heading(column, ()) if grid.year(column) else "") or heading
                    self._allocate(
                        row, column, measure, unit=name, year=grid.year(column), counted="", again=again
                    )
                elif figure is None or grid.roles[column] is Role.SUM:
                    continue
                elif not self._said_before(heading, figure):
                    self._target(heading, figure, "", period=of_heading(heading), row=name)
        for column in columns:
            self._check_column(column)
        self._ask_twice([name for _, name in grid.names()])

    def _said_before(self, measure: str, figure: Figure) -> bool:
        """Whether the sum over the units is a promise the words before the table make already."""
        words = _words(measure)
        return any(
            one.value == figure.mention.value
            and (one.unit == "%") == figure.mention.percent
            and 2 * len(words & _words(one.quote)) > len(words)
            for one in self.kept.said
        )

    def _allocate(
        self,
        row: int,
        column: int,
        measure: str,
        *,
        unit: str,
        year: int | None,
        counted: str,
        again: int = 0,
    ) -> None:
        figure = self.grid.figure(row, column)
        if figure is None:
            self._note_unread(row, column, unit or measure)
            return
        one = figure.mention
        counted = "%" if one.percent else counted
        self.kept.allocations.append(
            Allocation(
                measure, unit, year, one.value, counted, figure.line.start, figure.line.end, self.number,
                of_heading(self.grid.heading(column)) or of_heading(measure) or self._handed_for(),
                again,
            )
        )  # fmt: skip

    def _note_unread(self, row: int, column: int, name: str) -> None:
        """Tell of a cell that holds something else than a number, rather than nothing."""
        said = " ".join(self.grid.said(row, column).split())
        if any(letter.isalnum() for letter in said):
            told = {"said": said[:_TOLD], "row": name[:_TOLD], "column": self.grid.heading(column)[:_TOLD]}
            self._note("reading.cell_unread", **told)

    def _note(self, code: str, **told: object) -> None:
        self.kept.findings.append(Finding.of(code, "", Severity.WARNING, table=self.number, **told))

    def _handed_for(self) -> str:
        """The time its numbers are handed down for: what is said above, or the one year of the whole document."""
        return self.said or (self.period if self.period.startswith("year:") else "")

    def _counted_in(self, row: int) -> str:
        return next((self.grid.said(row, column) for column in self.grid.of(Role.UNIT)), "")

    def _target(self, name: str, figure: Figure, counted: str, *, period: str, row: str = "") -> None:
        """A figure as a target: what it measures, its comparator; `row` is its row's name where that is another."""
        line, one = figure.line, figure.mention
        start = self._start_of(line.start, row or name)
        text = self.grid.text.text
        percent = one.percent or counted.strip() == "%"
        rest = _counted(figure.passage.words) or _counted(tokens(name))
        kind = self._kind(name, percent=percent, period=period)
        self.kept.targets.append(
            Target(
                id=f"T{len(self.kept.said) + len(self.kept.targets) + 1:02}",
                quote=text[start : line.end],
                start=start,
                end=line.end,
                number_start=figure.passage.words[one.first].start,
                number_end=figure.passage.words[one.last - 1].end,
                measure=name,
                value=one.value,
                value_max=one.value_max,
                denominator=one.denominator,
                unit="%" if percent else (counted or rest).lower(),
                comparator=_goal(name, figure, percent=percent),
                kind=kind,
                period=period or self.period,
                scope="",
                condition=None,
                aspiration=False,
                baseline=one.baseline,
                confidence=80,
                rule="table",
                clause=self.clause,
            )
        )

    def _start_of(self, end: int, name: str) -> int:
        place = self.grid.text.text.rfind(name, 0, end)
        return place if place >= 0 else end

    @staticmethod
    def _kind(name: str, *, percent: bool, period: str) -> TargetKind:
        if percent:
            walked = passage(name, 0)
            of = counts(walked, 0, len(walked.words))
            kinds = {"person": TargetKind.SHARE_OF_POPULATION, "level": TargetKind.SHARE_OF_UNITS}
            return kinds.get(of, TargetKind.RATIO)
        yearly = period == "annual" or period.startswith("year:")
        return TargetKind.ANNUAL_COUNT if yearly else TargetKind.CUMULATIVE_TOTAL

    def _check_rows(self, columns: Sequence[int], sums: Sequence[int]) -> None:
        """Hold each row's sum against its parts; percentages are not added."""
        for row, name in self.grid.names():
            parts = [self.grid.figure(row, column) for column in columns]
            told = next((self.grid.figure(row, column) for column in sums), None)
            if told is None or told.mention.percent or self._counted_in(row).strip() == "%":
                continue
            if len(parts) > 1 and all(part is not None for part in parts):
                self._hold(name, told, [part for part in parts if part is not None])

    def _check_column(self, column: int) -> None:
        parts: list[Figure] = []
        sums: list[tuple[str, Figure]] = []
        for row, name in self.grid.names():
            figure = self.grid.figure(row, column)
            if figure is not None and is_sum(name):
                sums.append((name, figure))
            elif figure is not None:
                parts.append(figure)
        for name, told in sums:
            if parts and not told.mention.percent:
                self._hold(name, told, parts)

    def _hold(self, name: str, told: Figure, parts: Sequence[Figure]) -> None:
        total = sum((part.mention.value for part in parts), Fraction(0))
        if total != told.mention.value:
            self._note("reading.table_sum", row=name, told=written(told.mention.value), sum=written(total))

    def _ask_twice(self, names: Sequence[str]) -> None:
        seen: set[str] = set()
        for name in names:
            plain = _bare(name)
            if plain in seen:
                self._note("reading.unit_twice", unit=name)
            seen.add(plain)

    def blank(self) -> None:
        """A form to be filled: what its headings ask for."""
        grid = self.grid
        rows = tuple(name for _, name in grid.names() if not is_sum(name))
        columns = [column for column in grid.columns if grid.roles[column] in {Role.OTHER, Role.GOAL}]
        heads = tuple(filter(None, (grid.heading(column) for column in columns)))
        periods = tuple(grid.heading(column) for column in grid.of(Role.YEAR))
        named = grid.of(Role.NAME)[:1]
        bodies = bool(named) and lexicon("tables")["bodies"].at(tokens(grid.heading(named[0])), 0) is not None
        elements, units = (heads, rows) if bodies else (rows, heads)
        if elements:
            self.kept.candidates.append(Candidates(self.number, elements, units, periods))


def _counted(words: Sequence[Token]) -> str:
    """The first unit of counting some words name."""
    return next((found for _, _, found in lexicon("units")["count"].within(words)), "")


def _goal(name: str, figure: Figure, *, percent: bool) -> Goal:
    """How a row's figure is held: as its cell says, else a floor, or a ceiling for what is better small."""
    compared = comparison(figure.passage, figure.mention)
    lower = percent and figure.mention.value < 50 and lexicon("units")["lower_better"].has(tokens(name))
    return Goal.AT_MOST if lower and not compared.stated else compared.goal


def _words(said: str) -> set[str]:
    return {word for word in _bare(said).split() if word.isalpha()}


def _bare(name: str) -> str:
    """A unit's name without marks and case: `Xã Đồi Gió` and `xa doi gio` are one."""
    return " ".join(unmarked(name).split())
