"""What people take away right after a plan was read: the table of targets, who follows what, and what is not clear.

Only laid out here: words and numbers come from the reading. VN: bảng chỉ tiêu, bảng phân công theo dõi
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tiendo.core.report import Annex, Column, Row
from tiendo.formats.docx_out import annexes_docx
from tiendo.formats.tables_out import tables_xlsx
from tiendo.formats.wording import Wording
from tiendo.reading.clauses_cited import Cited, clauses_cited
from tiendo.reading.proposed import Option, Proposal, Question
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
)
"""The words of these tables: msgids."""

_LONGEST = 1_500


@dataclass(frozen=True)
class Takeaway:
    """A reading with its proposals, ready to be laid out in a language."""

    understood: Understood
    proposals: Sequence[Proposal]
    about: Sequence[Question]
    wording: Wording

    @property
    def title(self) -> str:
        """The document's name."""
        head = self.understood.head
        return " ".join(f"{head.type} {head.subject}".split()) or self.wording.text("Table of targets")

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
        clauses = clauses_cited(self.understood)
        quotes = {one.id: one.quote for one in self.understood.targets}
        areas = {task.area: task.heading for task in self.understood.tasks}
        rows = [
            self._row(number, one, clauses, quotes=quotes, areas=areas)
            for number, one in enumerate(self.proposals, start=1)
        ]
        heads = (
            ("No.", 2),
            ("Clause", 3),
            ("Target", 9),
            ("To be reached", 4),
            ("Counted in", 4),
            ("Time", 5),
            ("Counted from", 7),
            ("Area", 6),
            ("In the words of the text", 12),
            ("Who follows it", 5),
        )
        return self._table("Table of targets", heads, rows, numbers={"To be reached"})

    def _row(
        self,
        number: int,
        one: Proposal,
        clauses: Cited,
        *,
        quotes: Mapping[str, str],
        areas: Mapping[str, str],
    ) -> Row:
        goal = self.wording.goal(one.comparator.value, one.goal)
        if one.aspiration:
            goal = f"{goal} ({self.wording.text('strived for')})"
        area = areas.get(one.area.key, one.area.key) if one.area else ""
        cells = (
            str(number),
            clauses.key(one.clause),
            one.name,
            goal,
            one.unit,
            self._time(one),
            "; ".join(self._figures(one)),
            area,
            quotes.get(one.target, "")[:_LONGEST],
            "",
        )
        return Row(cells)

    def _time(self, one: Proposal) -> str:
        if one.by is not None:
            return f"{one.by.day:02}/{one.by.month:02}/{one.by.year}"
        return self.wording.word(one.basis.value)

    def _figures(self, one: Proposal) -> Iterable[str]:
        for need in one.needs:
            held = next((each.name for each in need.candidates if each.element == need.element), "")
            yield held or self.wording.text("new: {name}").format(name=need.new.name)

    def followed(self) -> Annex:
        """*Bảng phân công theo dõi*: tasks and duties with who is charged; who follows them is left to be written."""
        clauses = clauses_cited(self.understood)
        rows: list[Row] = []
        parts: tuple[tuple[str, list[tuple[str, str, str, str]]], ...] = (
            (
                "Tasks",
                [(clauses.key(one.clause), one.text, one.responsible, "") for one in self.understood.tasks],
            ),
            (
                "Duties",
                [
                    (clauses.key(one.clause), one.text, one.responsible, one.deadline)
                    for one in self.understood.duties
                ],
            ),
        )
        number = 0
        for title, lines in parts:
            if lines:
                rows.append(Row((self.wording.text(title), *[""] * 6), group=True))
            for clause, text, who, deadline in lines:
                number += 1
                rows.append(Row((str(number), clause, text[:_LONGEST], who, deadline, "", "")))
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
        asked = [*self.about, *(question for one in self.proposals for question in one.questions)]
        rows = [
            Row(
                (
                    str(number),
                    one.text.told(self.wording.text),
                    "\n".join(self._option(each) for each in one.options),
                    one.option(one.default).label.told(self.wording.text),
                    "",
                )
            )
            for number, one in enumerate(asked, start=1)
        ]
        heads = (
            ("No.", 2),
            ("What is not clear", 9),
            ("Ways to read it, and what each does", 10),
            ("Taken meanwhile", 5),
            ("Decision and its paper", 6),
        )
        return replace(self._table("Points the text leaves open", heads, rows), wide=False)

    def _option(self, one: Option) -> str:
        label = one.label.told(self.wording.text)
        effect = one.effect.told(self.wording.text) if one.effect else ""
        return f"– {label}: {effect}" if effect else f"– {label}"

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
