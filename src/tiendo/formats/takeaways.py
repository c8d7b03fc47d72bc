"""What people take away of a plan that was read: the table of targets, who follows what, and what is not clear.

Only laid out here: words and numbers come from the reading, with what people corrected so far.
VN: bảng chỉ tiêu, bảng phân công theo dõi
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from tiendo.core.indicator import DataElement
from tiendo.core.period import print_day
from tiendo.core.report import Annex, Column, Row
from tiendo.formats.docx_out import annexes_docx
from tiendo.formats.tables_out import tables_xlsx
from tiendo.formats.wording import Wording
from tiendo.reading.clauses_cited import clauses_cited
from tiendo.reading.plan_made import all_confirmed, elements_in, plan_document_of
from tiendo.reading.points import Point, points_of
from tiendo.reading.proposed import Proposal, Question
from tiendo.reading.said import Said
from tiendo.reading.understood import Understood

TAKEN = (
    "Table of targets",
    "Who follows what",
    "Points the text leaves open",
    "No.",
    "Clause",
    "Target",
    "To be reached",
    "Counted in",
    "Time",
    "Counted from",
    "Area",
    "In the words of the text",
    "Who follows it",
    "Work",
    "Who is charged",
    "By when",
    "Result",
    "What is not clear",
    "Ways to read it, and what each does",
    "Taken meanwhile",
    "Decision and its paper",
    "strived for",
    "Tasks",
    "Duties",
    "new: {name}",
    "Looked at",
    "It concerns {count} targets: {targets}",
)
"""The words of these tables: msgids."""

_LONGEST = 1_500


_SHORT = 70
"""Letters of a target's name where several stand in one line."""


@dataclass(frozen=True)
class Work:
    """A task or duty as it is given: its clause, its words, who is charged, by when."""

    duty: bool
    clause: str
    text: str
    who: str
    due: str


def work_of(
    understood: Understood,
    *,
    left_out: Collection[str] = (),
    given: Mapping[str, str] | None = None,
    due: Mapping[str, str] | None = None,
) -> tuple[Work, ...]:
    """The tasks and duties of a document, those left out excepted, with who they were given to by id."""
    clauses, who, by = clauses_cited(understood), given or {}, due or {}
    tasks = [
        Work(False, clauses.key(one.clause), one.text, who.get(one.id) or one.responsible, by.get(one.id, ""))
        for one in understood.tasks
        if one.id not in left_out
    ]
    duties = [
        Work(
            True,
            clauses.key(one.clause),
            one.text,
            who.get(one.id) or one.responsible,
            by.get(one.id) or one.deadline,
        )
        for one in understood.duties
        if one.id not in left_out
    ]
    return (*tasks, *duties)


@dataclass(frozen=True)
class Takeaway:
    """A plan's document with what stands beside it, ready to be laid out in a language.

    `document` is the plan as it would be taken over now; `known` are the data elements there are already; `looked` says
    of each target's key what people decided on it, and is empty where nobody could.
    """

    understood: Understood
    document: Mapping[str, Any]
    points: Sequence[Point]
    work: Sequence[Work]
    wording: Wording
    known: Collection[str] = ()
    looked: Mapping[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The document's name, as it was corrected."""
        return str(self.document["plan"].get("title") or self.wording.text("Table of targets"))

    def xlsx(self) -> bytes:
        """The table of targets, who follows what, and what is not clear, each on a sheet."""
        return tables_xlsx(self.title, self.tables())

    def docx(self) -> bytes:
        """The same tables on pages."""
        return annexes_docx(self.title, self.tables())

    def open_points_docx(self) -> bytes:
        """What the text leaves open, alone: for the committee to decide."""
        return annexes_docx(self.title, [self.open_points()])

    def tables(self) -> list[Annex]:
        """All tables that hold something; the table of targets always."""
        rest = [self.followed(), self.open_points()]
        return [self.targets(), *(one for one in rest if one.rows)]

    def targets(self) -> Annex:
        """*Bảng chỉ tiêu*: one line for each target."""
        heads = [
            ("No.", 3),
            ("Clause", 3),
            ("Target", 9),
            ("To be reached", 4),
            ("Counted in", 4),
            ("Time", 5),
            ("Counted from", 7),
            ("Area", 6),
            ("In the words of the text", 12),
            ("Who follows it", 5),
        ]
        if self.looked:
            heads.append(("Looked at", 4))
        quotes = {one.id: one.quote for one in self.understood.targets}
        names = {str(one["key"]): str(one["name"]) for one in self.document.get("elements", ())}
        areas = {str(one["key"]): str(one["name"]) for one in self.document.get("areas", ())}
        rows = []
        for number, one in enumerate(self.document.get("targets", ()), start=1):
            key = str(one["key"])
            quote = quotes.get(key) or quotes.get(key.rpartition("-")[0], "")
            figures = dict.fromkeys(elements_in(one["indicator"]))
            cells = (
                str(number),
                str(one["clause"]),
                str(one["name"]),
                self._goal(one),
                str(one.get("unit", "")),
                self._time(one),
                "; ".join(self._figure(each, names) for each in figures),
                areas.get(str(one.get("area")), ""),
                quote[:_LONGEST],
                "",
            )
            rows.append(Row((*cells, self.looked.get(key, "")) if self.looked else cells))
        return self._table("Table of targets", heads, rows, numbers={"To be reached"})

    def _goal(self, one: Mapping[str, Any]) -> str:
        goal = self.wording.goal(str(one["comparator"]), str(one["goal"]))
        return f"{goal} ({self.wording.text('strived for')})" if one.get("aspiration") else goal

    def _time(self, one: Mapping[str, Any]) -> str:
        by = one.get("by")
        return print_day(date.fromisoformat(str(by))) if by else self.wording.word(str(one["basis"]))

    def _figure(self, key: str, names: Mapping[str, str]) -> str:
        name = names.get(key, key)
        return name if key in self.known else self.wording.text("new: {name}").format(name=name)

    def followed(self) -> Annex:
        """*Bảng phân công theo dõi*: tasks and duties with who is charged; who follows them is left to be written."""
        rows: list[Row] = []
        number = 0
        for title, duty in (("Tasks", False), ("Duties", True)):
            lines = [one for one in self.work if one.duty is duty]
            if lines:
                rows.append(Row((self.wording.text(title), *[""] * 6), group=True))
            for one in lines:
                number += 1
                rows.append(Row((str(number), one.clause, one.text[:_LONGEST], one.who, one.due, "", "")))
        heads = (
            ("No.", 2),
            ("Clause", 3),
            ("Work", 18),
            ("Who is charged", 8),
            ("By when", 5),
            ("Who follows it", 6),
            ("Result", 6),
        )
        return self._table("Who follows what", heads, rows)

    def open_points(self) -> Annex:
        """*Những điểm văn bản chưa nói rõ*: each in one sentence, with its options, their effects and the default."""
        rows = [
            Row((str(number), self._asked(one), self._options(one), self._taken(one), ""))
            for number, one in enumerate(self.points, start=1)
        ]
        heads = (
            ("No.", 2),
            ("What is not clear", 11),
            ("Ways to read it, and what each does", 9),
            ("Taken meanwhile", 4),
            ("Decision and its paper", 6),
        )
        return replace(self._table("Points the text leaves open", heads, rows), wide=False)

    def _asked(self, one: Point) -> str:
        """The question; of several targets with their clauses and what is at stake for each."""
        asked = self._said(one.text)
        if len(one.about) < 2:
            return asked
        differing = [place for place in range(len(one.options)) if len(one.effects(place)) > 1]
        named = []
        for each in one.about:
            stake = [
                self._said(effect) for place in differing if (effect := each.question.options[place].effect)
            ]
            named.append(
                " ".join((each.clause, _short(each.name), f"({'; '.join(stake)})" if stake else "")).strip()
            )
        told = self.wording.text("It concerns {count} targets: {targets}")
        return f"{asked}\n{told.format(count=len(named), targets='; '.join(named))}"

    def _options(self, one: Point) -> str:
        told = []
        for place, option in enumerate(one.options):
            effects = one.effects(place)
            same = f": {self._said(effects[0])}" if len(effects) == 1 else ""
            told.append(f"– {self._said(option.label)}{same}")
        return "\n".join(told)

    def _taken(self, one: Point) -> str:
        return next((self._said(each.label) for each in one.options if each.key == one.taken), "")

    def _said(self, one: Said) -> str:
        return one.told(self.wording.text)

    def _table(
        self,
        title: str,
        heads: Iterable[tuple[str, int]],
        rows: Sequence[Row],
        *,
        numbers: Iterable[str] = (),
    ) -> Annex:
        columns = tuple(Column(self.wording.text(name), weight, name in numbers) for name, weight in heads)
        return Annex(self.wording.text(title), self.title, columns, tuple(rows), wide=True)


def as_read(
    understood: Understood,
    proposals: Sequence[Proposal],
    plan: Sequence[Question],
    wording: Wording,
    *,
    elements: Mapping[str, DataElement] | None = None,
) -> Takeaway:
    """The tables of a reading nobody has looked at yet. `plan`: the questions about all of it."""
    known, say = elements or {}, Wording("vi").text
    document = plan_document_of(
        understood,
        proposals,
        all_confirmed(proposals),
        elements=known,
        say=lambda one: one.told(say),
        about=plan,
    )
    points = points_of(document, proposals, plan)
    return Takeaway(understood, document, points, work_of(understood), wording, known)


def _short(name: str) -> str:
    return name if len(name) <= _SHORT else name[:_SHORT].rsplit(" ", 1)[0] + " …"
