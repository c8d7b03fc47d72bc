"""What a spec table asks of an example: indicators and targets in words, and one function for every column."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property

from tests.spec.world import World, window_of
from tiendo.core.achievement import Goals, Held, PaceKind, progress_of
from tiendo.core.cascade import Allocation, shares_of, whole_of
from tiendo.core.coverage import CellKey, Coverage, Expectation, cells
from tiendo.core.indicator import (
    Comparator,
    Condition,
    Indicator,
    Judged,
    Level,
    Persons,
    Ratio,
    Term,
    Total,
    UnitShare,
    elements_of,
    terms_of,
)
from tiendo.core.outcome import Outcome, outcome_of
from tiendo.core.period import Month, Period, Window, read_day
from tiendo.core.plan import Basis, Plan, Target, windows_of
from tiendo.core.quantity import ValueState, print_amount, print_percent, read_amount, read_percent
from tiendo.core.readings import OWN
from tiendo.core.rollup import Memory, entries_of
from tiendo.core.submission import Book

STATES = {
    ValueState.NIL: "không phát sinh",
    ValueState.MISSING: "chưa báo cáo",
    ValueState.NOT_APPLICABLE: "không áp dụng",
}
STATUSES = {
    "met": "đạt",
    "exceeded": "vượt",
    "on_pace": "đúng tiến độ",
    "behind": "chậm tiến độ",
    "running": "đang thực hiện",
    "not_met": "không đạt",
    "no_data": "chưa có số liệu",
    "not_assigned": "chưa giao",
    "not_applicable": "không áp dụng",
    "not_begun": "chưa đến",
}
STANDINGS = {"met": "đạt", "not_met": "không đạt", "not_yet": "chưa đạt", "unknown": "chưa rõ"}
TERMS = {"tổng": Total, "mức": Level, "người": Persons}
OVER = {"riêng": Judged.OWN, "cả cấp dưới": Judged.SUBTREE}
BASES = {
    "mỗi năm": Basis.EACH_YEAR,
    "cả nhiệm kỳ": Basis.WHOLE_TERM,
    "cuối kỳ": Basis.AT_THE_END,
    "mỗi tháng": Basis.EACH_MONTH,
    "mỗi quý": Basis.EACH_QUARTER,
}


def indicator_of(text: str, w: World) -> Indicator:
    """`tổng cây`, `tỷ lệ mức a + mức b / mức c`, `đơn vị xã (cả cấp dưới) có tổng cây >= 100`."""
    share = re.fullmatch(r"đơn vị (.+) có (.+) (>=|>|<=|<|=) ([\d.,]+)", text)
    if share:
        levels = tuple(re.findall(r"([^,()]+?) \((riêng|cả cấp dưới)\)", share[1].replace(", ", ",")))
        term = term_of(share[2])
        amount = read_amount(share[4], decimals=w.elements[term.element].decimals)
        over = tuple((level.strip(), OVER[judged]) for level, judged in levels)
        condition = Condition(term, Comparator(share[3]), amount)
        return UnitShare(tuple(level for level, _ in over), condition, over)
    if text.startswith("tỷ lệ "):
        above, _, below = text.removeprefix("tỷ lệ ").partition(" / ")
        return Ratio(tuple(map(term_of, above.split(" + "))), tuple(map(term_of, below.split(" + "))))
    return term_of(text)


def term_of(text: str) -> Term:
    """`mức thanh niên`."""
    form, _, element = text.strip().partition(" ")
    return TERMS[form](element)


def target_of(text: str, w: World) -> Target:
    """`tổng cây đạt >= 1.000, cả nhiệm kỳ, tính từ 01/03/2024`."""
    told = re.fullmatch(
        r"(.+) đạt (>=|>|<=|<|=) ([\d.,%]+), ([^,]+)(?:, tính từ ([\d/]+))?(?:, tính đến ([\d/]+))?", text
    )
    assert told is not None, text
    indicator = indicator_of(told[1], w)
    decimals = w.elements[elements_of(indicator)[0]].decimals
    share = told[3].endswith("%")
    goal = read_percent(told[3]) if share else Fraction(read_amount(told[3], decimals=decimals))
    by = told[4].removeprefix("đến ngày ")
    basis = BASES.get(told[4], Basis.BY_DATE)
    return Target(
        key="CT",
        clause="1",
        area="a",
        name=text,
        indicator=indicator,
        basis=basis,
        comparator=Comparator(told[2]),
        goal=goal,
        by=read_day(by) if basis is Basis.BY_DATE else None,
        counts_from=read_day(told[5]) if told[5] else None,
        counts_to=read_day(told[6]) if told[6] else None,
    )


@dataclass
class Answer:
    """What the engine says to one row's question."""

    world: World
    book: Book
    memory: Memory
    unit: int
    indicator: Indicator
    window: Window | None
    outcome: Outcome
    held: Held | None = None

    @property
    def decimals(self) -> int:
        return self.world.elements[elements_of(self.indicator)[0]].decimals

    def amount(self, value: int) -> str:
        return print_amount(value, decimals=self.decimals)

    @property
    def coverage(self) -> Coverage:
        return self.outcome.coverage

    def names(self, units: tuple[int, ...]) -> str:
        return ", ".join(map(self.world.name, units)) or "–"

    def through(self, via: int) -> str:
        """What came in through a child, or is the unit's own work; `–` where nothing did."""
        assert self.window is not None
        (term,) = terms_of(self.indicator)
        found = self.memory.contributions(self.unit, term.element, self.window)
        return self.amount(found[via].amount) if via in found else "–"

    def former(self) -> str:
        """What came in through units that are no children on the last day looked at."""
        assert self.window is not None
        (term,) = terms_of(self.indicator)
        found = self.memory.contributions(self.unit, term.element, self.window)
        here = {OWN, *self.world.tree.children(self.unit, self.window.last)}
        gone = [one.amount for via, one in found.items() if via not in here]
        return self.amount(sum(gone)) if gone else "–"

    def part(self, key: str) -> str:
        """Sum of one part of a breakdown in a flow's window."""
        assert self.window is not None
        (element,) = elements_of(self.indicator)
        stock = isinstance(self.indicator, Level)
        entries = entries_of(self.world.book(self.book), self.world.rules)
        return self.amount(
            sum(
                amount
                for entry, amount in entries.items()
                if (entry.element, entry.part) == (element, key)
                and self.unit in self.world.tree.path(entry.unit, entry.tree_day)
                and entry.day < self.window.end
                and (stock or entry.day >= self.window.start)
            )
        )


def _value(answer: Answer) -> str:
    outcome = answer.outcome
    if outcome.state in STATES:
        return STATES[outcome.state]
    assert outcome.numerator is not None
    if outcome.denominator is None:
        return answer.amount(outcome.numerator)
    return f"{outcome.numerator}/{outcome.denominator}"


def _standings(answer: Answer) -> str:
    told = (
        f"{answer.world.name(one.unit)} {STANDINGS[one.standing]}{' (mới)' if one.young else ''}"
        for one in answer.outcome.judgements
    )
    return ", ".join(told) or "–"


def _met(answer: Answer) -> str:
    assert answer.held is not None
    return {True: "có", False: "không", None: "–"}[answer.held.met]


def _share(value: Fraction | None) -> str:
    return "–" if value is None else print_percent(value.numerator, value.denominator, decimals=2)


def _pace(answer: Answer) -> str:
    assert answer.held is not None
    pace = answer.held.pace
    if pace is None:
        return "–"
    return f"{pace.due} {'đã giao' if pace.kind is PaceKind.DECIDED else 'tham chiếu'}"


def _printed(answer: Answer) -> str:
    outcome, goal = answer.outcome, answer.held.goal if answer.held else None
    if outcome.numerator is None or not outcome.denominator:
        return "–"
    return print_percent(outcome.numerator, outcome.denominator, goal=goal)


def _goal(answer: Answer) -> str:
    goal = answer.held.goal if answer.held else None
    return "–" if goal is None else answer.amount(int(goal))


COLUMNS: Mapping[str, Callable[[Answer], str]] = {
    "giá trị": _value,
    "phải báo": lambda a: str(a.coverage.expected),
    "có số": lambda a: str(a.coverage.reported),
    "không phát sinh": lambda a: str(a.coverage.nil),
    "chưa báo": lambda a: str(a.coverage.missing),
    "ghi tên": lambda a: str(a.outcome.named),
    "khai số": lambda a: a.amount(a.outcome.declared),
    "không trùng": lambda a: "có" if a.outcome.deduplicated else "không",
    "của mình": lambda a: a.through(OWN),
    "đã rời đi": lambda a: a.former(),
    "bỏ ra": lambda a: a.names(a.outcome.left_out),
    "từng đơn vị": _standings,
    "đánh giá": lambda a: STATUSES[a.held.status] if a.held else "",
    "đạt": _met,
    "mức đạt": lambda a: _share(a.held.attainment if a.held else None),
    "phải đạt": _pace,
    "in ra": _printed,
    "chỉ tiêu giao": _goal,
}
QUESTIONS = ("sổ", "chỉ tiêu", "chỉ số", "đơn vị", "kỳ", "tính đến", "kỳ tính", "lúc")
WITHIN = date(2024, 5, 20)
EVERY = {"mọi kỳ": "mỗi năm, cả nhiệm kỳ, cuối kỳ, mỗi quý, mỗi tháng, đến ngày 30/06/2024"}


@dataclass
class Asked:
    """An example and the answers its rows ask for."""

    world: World
    memories: dict[Book, Memory] = field(default_factory=dict)

    def memory(self, book: Book) -> Memory:
        if book not in self.memories:
            self.memories[book] = Memory(self.world.book(book), self.world.rules, excused=self.world.excused)
        return self.memories[book]

    @cached_property
    def plan(self) -> Plan:
        first, last = self.world.term
        return Plan("KH", "Kế hoạch", first, last, self.world.year, self.world.elements, (), (), ())

    def row(self, row: Mapping[str, str]) -> dict[str, str]:
        """The row as the engine would write it."""
        if "kỳ tính" in row:
            return self._grid(row)
        answer = self.answer(row)
        found = {}
        for head in row:
            if head in QUESTIONS:
                found[head] = row[head]
            elif head.startswith("qua "):
                found[head] = answer.through(self.world.unit(head.removeprefix("qua ")))
            elif head.startswith("phần "):
                found[head] = answer.part(f"giới:{head.removeprefix('phần ')}")
            else:
                found[head] = COLUMNS[head](answer)
        return found

    def _grid(self, row: Mapping[str, str]) -> dict[str, str]:
        """A row of several indicators and bases that all come to the same; columns are comparators with a goal."""
        found = dict(row)
        goals = [head for head in row if re.match("[<>=]", head)]
        for head in row:
            if head not in QUESTIONS:
                goal = head if head in goals else goals[0]
                told = [
                    self._told(row, f"{indicator} đạt {goal}, {basis}")
                    for indicator in row["chỉ số"].split("; ")
                    for basis in EVERY.get(row["kỳ tính"], row["kỳ tính"]).split(", ")
                ]
                texts = (COLUMNS["đánh giá" if head in goals else head](answer) for answer in told)
                found[head] = " / ".join(dict.fromkeys(texts))
        return found

    def _told(self, row: Mapping[str, str], text: str) -> Answer:
        """A target looked at inside its window, or on that window's last day."""
        as_of = WITHIN
        if row["lúc"] == "hết kỳ":
            target = target_of(text, self.world)
            as_of = windows_of(target, self.plan, as_of=as_of, calendar=self.world.calendar).main.last
        asked = {"chỉ tiêu": text, "tính đến": f"{as_of:%d/%m/%Y}"}
        return self._held(asked, Book.REPORTED, self.world.unit(row["đơn vị"]))

    def answer(self, row: Mapping[str, str]) -> Answer:
        book = Book.ACCEPTED if row.get("sổ") == "xác nhận" else Book.REPORTED
        unit = self.world.unit(row["đơn vị"])
        if "chỉ số" not in row:
            return self._held(row, book, unit)
        indicator = indicator_of(row["chỉ số"], self.world)
        whole = window_of(self.world, row["kỳ"])
        as_of = read_day(row["tính đến"]) if row.get("tính đến") else whole.last
        cut, memory = whole.until(as_of), self.memory(book)
        outcome = outcome_of(indicator, unit, cut, readings=memory, over=whole.last <= as_of)
        return Answer(self.world, book, memory, unit, indicator, cut, outcome)

    def _held(self, row: Mapping[str, str], book: Book, unit: int) -> Answer:
        told = row.get("chỉ tiêu", "CT")
        target = target_of(self.world.targets.get(told, told), self.world)
        as_of, memory = read_day(row["tính đến"]), self.memory(book)
        goals = self._goals(target, unit, as_of)
        progress = progress_of(target, self.plan, unit, as_of=as_of, goals=goals, readings=memory)
        held = progress.main
        if row.get("kỳ"):
            key = Period.parse(row["kỳ"]).key
            (held,) = (one for one in (*progress.years, *progress.periods) if one.key == key)
        window = held.window.until(as_of)
        return Answer(self.world, book, memory, unit, target.indicator, window, held.outcome, held)

    def _goals(self, target: Target, unit: int, as_of: date) -> Goals:
        w = self.world
        years = windows_of(target, self.plan, as_of=as_of, calendar=w.calendar).years
        decided = {
            ("CT", w.unit(name), key): Allocation("CT", w.unit(name), key, amount, "QĐ", w.term[0])
            for name, shares in w.shares.items()
            for key, amount in ((Period.parse(year).key, amount) for year, amount in shares.items())
        }
        shares = shares_of(decided, "CT", unit, years=years, tree=w.tree, as_of=as_of)
        whole = whole_of(shares, years)
        return Goals(
            whole=None if whole is None else Fraction(whole),
            years={key: Fraction(amount) for key, amount in shares.items()},
            adopted=not w.tree.stretches(unit)[0].parent,
        )


def entry_rows(w: World, element: str) -> list[tuple[str, ...]]:
    """Every entry of an element, as unit, day, day on which its superiors are taken, record, part, amount."""
    decimals = w.elements[element].decimals
    rows = [
        (key.day, w.name(key.unit), key.part, key.tree_day, key.record, amount)
        for key, amount in entries_of(w.book(Book.REPORTED), w.rules).items()
        if key.element == element
    ]
    return [
        (f"{day:%d/%m/%Y}", unit, f"{at:%d/%m/%Y}", record or "chuyển", part.partition(":")[2] or "tất cả",
         print_amount(amount, decimals=decimals))
        for day, unit, part, at, record, amount in sorted(rows, key=lambda row: (row[0], row[3], row[1], row[4], row[2]))
    ]  # fmt: skip


MARKS = {ValueState.FIGURE: "số", ValueState.NIL: "không", None: "thiếu"}


def cell_rows(w: World, element: str, row: Mapping[str, str]) -> dict[str, str]:
    """A unit's months: `số`, `không`, `thiếu`; in brackets what was told though not asked; `·` for nothing asked."""
    told, expectation = cells(w.book(Book.REPORTED), w.rules), Expectation(w.rules, w.excused)
    found = {}
    for head, text in row.items():
        if head == "đơn vị":
            found[head] = text
            continue
        cell = CellKey(w.unit(row["đơn vị"]), element, Month.parse(head))
        mark = MARKS[told.get(cell)]
        if not expectation.expected(cell):
            mark = "·" if cell not in told or expectation.tree_day(cell) is None else f"({mark})"
        found[head] = mark
    return found
