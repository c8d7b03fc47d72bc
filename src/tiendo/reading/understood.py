"""What a document came to: its head, clauses, targets, tasks and duties, as values every surface shows.

Spans count characters of `text`, the whole document in NFC with white space collapsed to one blank; `Origin` leads from
there back to the block a piece was read in. Nothing here is decided: a person confirms, corrects or rejects each piece.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from tiendo.core.errors import Finding
from tiendo.reading.blocks import Source


class ClauseKind(StrEnum):
    """What a clause is in the run of the text. VN: loại điều khoản

    TITLE is type and subject; HEADING opens what stands below it; LEAD is an unnumbered first paragraph under a
    heading, CLOSING an unnumbered one after its items; ITEM carries a number, letter, dash or bullet; ROW is a table's.
    """

    LETTERHEAD = "letterhead"
    TITLE = "title"
    BASIS = "basis"
    PREAMBLE = "preamble"
    HEADING = "heading"
    LEAD = "lead"
    ITEM = "item"
    PARAGRAPH = "paragraph"
    CLOSING = "closing"
    ROW = "row"
    ENDING = "ending"
    RECIPIENT = "recipient"
    SIGNATURE = "signature"
    FURNITURE = "furniture"


class SectionKind(StrEnum):
    """What a section is about. VN: loại mục"""

    PURPOSE = "purpose"
    REQUIREMENTS = "requirements"
    TARGETS = "targets"
    TASKS = "tasks"
    IMPLEMENTATION = "implementation"
    FUNDING = "funding"
    SCHEDULE = "schedule"
    PARTICIPANTS = "participants"
    AWARDS = "awards"
    RESULTS = "results"
    ANNEX = "annex"
    OTHER = "other"


class TargetKind(StrEnum):
    """What sort of number a target is. VN: loại chỉ tiêu"""

    CUMULATIVE_TOTAL = "cumulative_total"
    ANNUAL_COUNT = "annual_count"
    SHARE_OF_POPULATION = "share_of_population"
    SHARE_OF_UNITS = "share_of_units"
    PER_UNIT_MINIMUM = "per_unit_minimum"
    RATIO = "ratio"
    LEVEL = "level"
    RATE_OF_CHANGE = "rate_of_change"
    RANK = "rank"
    ZERO = "zero"


class Goal(StrEnum):
    """How a result is held against the number. VN: phép so sánh"""

    AT_LEAST = ">="
    MORE = ">"
    AT_MOST = "<="
    LESS = "<"
    EQUAL = "="
    ABOUT = "~"


@dataclass(frozen=True)
class Origin:
    """Where a character stands in the file's blocks: which block, and how far into its own text."""

    block: int
    offset: int


@dataclass(frozen=True)
class Clause:
    """A piece of the document with its place. VN: điều khoản

    `id` is unique and stable for the same bytes; `path` is the number path (`II.1.3`), `label` the mark as printed
    (`IV/`, `a)`, `-`); `heading` is the text of the nearest heading, `parent` its id.
    """

    id: str
    path: str
    label: str
    kind: ClauseKind
    section: SectionKind
    text: str
    start: int
    end: int
    depth: int = 0
    parent: str = ""
    origin: Origin = Origin(0, 0)


@dataclass(frozen=True)
class Condition:
    """What each unit of a share must have done: `100% … có ít nhất 01 mô hình`. VN: điều kiện của mỗi đơn vị"""

    comparator: Goal
    value: Fraction
    unit: str
    text: str


@dataclass(frozen=True)
class Target:
    """One atomic promise that can be met or missed. VN: chỉ tiêu

    `quote` is the words from `start` to `end`, `number_start` to `number_end` the number in them. `period` is annual,
    school_year, term, campaign, month, quarter, year:YYYY, by:YYYY or unstated. `confidence` counts percent, `rule`
    names what fired. `baseline` is where a change starts from; `clause` is the id of the clause it stands in.
    """

    id: str
    quote: str
    start: int
    end: int
    number_start: int
    number_end: int
    measure: str
    value: Fraction
    value_max: Fraction | None
    denominator: Fraction | None
    unit: str
    comparator: Goal
    kind: TargetKind
    period: str
    scope: str
    condition: Condition | None
    aspiration: bool
    baseline: Fraction | None
    confidence: int
    rule: str
    clause: str


@dataclass(frozen=True)
class Task:
    """A paragraph that asks for work without being a number itself. VN: nhiệm vụ, giải pháp

    `role` is lead, item or closing; `area` is the number path of the group it belongs to, `heading` its title.
    """

    id: str
    clause: str
    text: str
    start: int
    end: int
    role: str
    area: str
    heading: str
    responsible: str


@dataclass(frozen=True)
class Duty:
    """What the implementation part asks of a body. VN: trách nhiệm tổ chức thực hiện

    `assigned_by` is the body under whose heading another is charged; `deadline` is the words that set one.
    """

    id: str
    clause: str
    text: str
    start: int
    end: int
    responsible: str
    assigned_by: str
    deadline: str


@dataclass(frozen=True)
class Basis:
    """A paper a document rests on. VN: căn cứ

    `papers` are those named in it, none where a need is named instead of a paper.
    """

    text: str
    start: int
    end: int
    papers: tuple[Paper, ...]


@dataclass(frozen=True)
class Paper:
    """A paper named by its kind, number, day and issuer. VN: văn bản được dẫn"""

    kind: str
    number: str
    day: date | None
    issuer: str
    title: str


@dataclass(frozen=True)
class Recipient:
    """One line of *Nơi nhận*, however many lines of print it took. VN: nơi nhận"""

    text: str
    purpose: str
    start: int
    end: int


@dataclass(frozen=True)
class Head:
    """What the first page says of the document itself. VN: phần đầu văn bản

    `number` is empty where it was left blank, `symbol` follows it behind `mark`; `day` is None where its day is blank,
    and `date_text` is what is printed. `term` is the first and last year of a stated term or stage.
    """

    superior: str = ""
    issuer: str = ""
    number: str = ""
    symbol: str = ""
    mark: str = "/"
    place: str = ""
    date_text: str = ""
    day: date | None = None
    month: int | None = None
    year: int | None = None
    type: str = ""
    subject: str = ""
    term: tuple[int, int] | None = None
    signer: str = ""
    signer_title: str = ""

    @property
    def signed_as(self) -> str:
        """Number and symbol as they are printed (`40-CV/TĐTN`); empty where the number was left blank."""
        return self.mark.join(filter(None, (self.number, self.symbol))) if self.number else ""

    @property
    def called(self) -> str:
        """Type and subject, without saying the type twice; empty where neither is told."""
        twice = self.subject.casefold().startswith(self.type.casefold())
        said = self.subject if twice else f"{self.type} {self.subject}"
        return " ".join(said.split()).strip(" -–*")

    @property
    def title(self) -> str:
        """What the document is called, else who issued it."""
        return self.called or self.issuer or "–"


WORDS = 0
"""In place of a table's number: what is handed to years stands in the words of the plan."""


@dataclass(frozen=True)
class Allocation:
    """A number handed to a unit, or to a year, by a table or by the words of a target. VN: giao chỉ tiêu

    `unit` or `year` is empty where the table does not split by it. `period` is the time its heading, the line above
    the table or the document gives it, as targets have it; empty where nothing says. `again` counts the rows (or
    columns) of the same name before it: two units of one name are two.
    """

    measure: str
    unit: str
    year: int | None
    value: Fraction
    counted_in: str
    start: int
    end: int
    table: int
    period: str = ""
    again: int = 0


@dataclass(frozen=True)
class Candidates:
    """What a table without figures asks for: its headings, as proposals for elements, units and periods."""

    table: int
    elements: tuple[str, ...]
    units: tuple[str, ...]
    periods: tuple[str, ...]


@dataclass(frozen=True)
class Understood:
    """A whole document as it was understood. VN: văn bản đã đọc"""

    source: Source
    text: str
    head: Head
    bases: tuple[Basis, ...]
    recipients: tuple[Recipient, ...]
    clauses: tuple[Clause, ...]
    targets: tuple[Target, ...]
    tasks: tuple[Task, ...]
    requirements: tuple[Task, ...]
    duties: tuple[Duty, ...]
    allocations: tuple[Allocation, ...]
    candidates: tuple[Candidates, ...]
    findings: tuple[Finding, ...]

    def clause(self, key: str) -> Clause:
        """The clause of an id. Errors: KeyError for one that is not there (a bug)."""
        for one in self.clauses:
            if one.id == key:
                return one
        raise KeyError(key)

    def of_section(self, section: SectionKind) -> Iterator[Clause]:
        """The clauses of the sections of one kind, in reading order."""
        return (one for one in self.clauses if one.section is section)
