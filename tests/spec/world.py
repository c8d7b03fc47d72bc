"""Reads a few lines of Vietnamese into an organisation and what it told, so that spec tables stay readable.

A line is a unit, a change of units, a plan, or something told; `tests/docs_method.py` explains them to readers.
Every example must be legal: what the product would refuse is refused here too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from tiendo.core.indicator import DataElement, Dimension, ElementKind, Often, Typed
from tiendo.core.orgunit import (
    Level,
    OrgTree,
    Successor,
    UnitChange,
    close_unit,
    merge_units,
    move_unit,
    open_unit,
    split_unit,
)
from tiendo.core.period import Calendar, Month, Period, PeriodKind, Window, read_day
from tiendo.core.posting import Rules
from tiendo.core.quantity import read_amount
from tiendo.core.submission import Book, Figure, Participation, RecordKind, Version, version_faults

OFTEN = {"quý": Often.QUARTER, "nửa năm": Often.HALF, "năm": Often.YEAR, "năm học": Often.SCHOOL_YEAR}
START = date(2021, 1, 1)
TODAY = date(2030, 12, 31)
LEVELS = (
    Level("tỉnh", 0, "Tỉnh"),
    Level("huyện", 1, "Huyện"),
    Level("trực thuộc", 1, "Trực thuộc"),
    Level("xã", 2, "Xã"),
    Level("chi đoàn", 3, "Chi đoàn"),
)
RANKS = {level.key: level.rank for level in LEVELS}
SEX = Dimension("giới", "Giới tính", (("nữ", "Nữ"), ("nam", "Nam")))
COMMUNE = frozenset({"xã"})
FLOW, STOCK, PERSONS = ElementKind.FLOW, ElementKind.STOCK, ElementKind.PERSONS


def _element(
    key: str, kind: ElementKind, unit: str, at: frozenset[str] = COMMUNE, **more: object
) -> DataElement:
    return DataElement(key, key.capitalize(), kind, unit, at, **more)  # type: ignore[arg-type]


ELEMENTS = (
    _element("cây", FLOW, "cây"),
    _element("đường", FLOW, "km", decimals=1),
    _element("hoạt động", FLOW, "hoạt động", frozenset(RANKS)),
    _element("lượt", FLOW, "lượt", dimensions=(SEX,)),
    _element("mô hình", FLOW, "mô hình", often=Often.QUARTER),
    _element("tiền", FLOW, "đồng", typed=Typed.CUMULATIVE, dimensions=(SEX,)),
    _element("học sinh", FLOW, "em", typed=Typed.CUMULATIVE, often=Often.SCHOOL_YEAR),
    _element("vi phạm", FLOW, "vụ"),
    _element("tập huấn", PERSONS, "người"),
    _element("thanh niên", STOCK, "người", dimensions=(SEX,)),
    _element("đoàn viên", STOCK, "người"),
    _element("điểm vui chơi", STOCK, "điểm", restate_months=3),
    _element("đảng viên mới", FLOW, "người", frozenset({"huyện"})),
    _element("dân số trẻ", STOCK, "người", frozenset({"huyện"})),
)


@dataclass
class World:
    """What the lines say: rules, the versions of every record, the plan and what was handed down."""

    elements: dict[str, DataElement] = field(default_factory=lambda: {e.key: e for e in ELEMENTS})
    calendar: Calendar = field(default_factory=Calendar)
    changes: list[UnitChange] = field(default_factory=list)
    units: dict[str, int] = field(default_factory=dict)
    chains: dict[str, list[Version]] = field(default_factory=dict)
    sent: dict[str, int] = field(default_factory=dict)
    accepted: dict[str, int] = field(default_factory=dict)
    excused: set[tuple[int, Month]] = field(default_factory=set)
    term: tuple[date, date] = (date(2024, 1, 1), date(2025, 12, 31))
    year: PeriodKind = PeriodKind.YEAR
    targets: dict[str, str] = field(default_factory=dict)
    shares: dict[str, dict[str, int]] = field(default_factory=dict)
    persons: dict[str, str] = field(default_factory=dict)

    @property
    def tree(self) -> OrgTree:
        return OrgTree.build(self.changes, LEVELS)

    @property
    def rules(self) -> Rules:
        return Rules(self.elements, self.calendar, self.tree)

    def unit(self, name: str) -> int:
        return self.units[name.strip()]

    def name(self, unit: int) -> str:
        return next(name for name, number in self.units.items() if number == unit)

    def book(self, book: Book) -> list[Version]:
        """The live versions of one book."""
        live = self.sent if book is Book.REPORTED else self.accepted
        return [self._merged(self.chains[record][number - 1]) for record, number in live.items()]

    def _merged(self, version: Version) -> Version:
        seats = (
            seat._replace(person=self.persons.get(seat.person, seat.person)) for seat in version.participants
        )
        return version._replace(participants=tuple(dict.fromkeys(seats)))

    def refused(self, version: Version) -> list[str]:
        found = version_faults(
            version, elements=self.elements, tree=self.tree, calendar=self.calendar, today=TODAY
        )
        return [fault.code for fault in found]

    def tell(self, version: Version, *, draft: bool = False) -> None:
        """Add a version, and send it unless it stays a draft."""
        faults = self.refused(version)
        assert not faults, (version, faults)
        self.chains.setdefault(version.record, []).append(version)
        if not draft:
            self.sent[version.record] = version.number


NAMES = r"[A-ZĐ][\w]*(?:, [A-ZĐ][\w]*)*"
DAY = r"\d\d/\d\d/\d{4}"
MONTH = r"\d\d/\d{4}"
Rule = Callable[[World, re.Match[str]], None]
_GRAMMAR: list[tuple[re.Pattern[str], Rule]] = []


def _pattern(form: str) -> re.Pattern[str]:
    return re.compile(form.replace("NAMES", NAMES).replace("DAY", DAY).replace("MONTH", MONTH))


def line(form: str) -> Callable[[Rule], Rule]:
    """Say which lines a function reads."""
    pattern = _pattern(form)

    def keep(rule: Rule) -> Rule:
        _GRAMMAR.append((pattern, rule))
        return rule

    return keep


def world(text: str) -> World:
    """Read an example."""
    found = World()
    for told in filter(None, map(str.strip, text.splitlines())):
        read(found, told)
    return found


def read(found: World, told: str) -> None:
    """Read one line."""
    for pattern, rule in _GRAMMAR:
        match = pattern.fullmatch(told)
        if match:
            rule(found, match)
            return
    raise AssertionError(f"nobody reads this line: {told}")


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",")]


@line(
    r"(?P<units>NAMES) (?P<level>tỉnh|huyện|trực thuộc|xã|chi đoàn)(?: < (?P<parent>NAMES))?(?: từ (?P<day>DAY))?"
)
def _open(w: World, m: re.Match[str]) -> None:
    for name in _names(m["units"]):
        w.units[name] = len(w.units) + 1
        day = read_day(m["day"]) if m["day"] else START
        parent = w.unit(m["parent"]) if m["parent"] else None
        w.changes += open_unit(w.unit(name), day, code=name, name=name, level=m["level"], parent=parent)


@line(r"(?P<units>NAMES) chuyển sang (?P<parent>NAMES) ngày (?P<day>DAY)")
def _move(w: World, m: re.Match[str]) -> None:
    for name in _names(m["units"]):
        w.changes += move_unit(w.unit(name), read_day(m["day"]), parent=w.unit(m["parent"]))


@line(r"(?P<units>NAMES) sáp nhập vào (?P<into>NAMES) ngày (?P<day>DAY)")
def _merge(w: World, m: re.Match[str]) -> None:
    units = [w.unit(name) for name in _names(m["units"])]
    w.changes += merge_units(w.tree, units, w.unit(m["into"]), read_day(m["day"]))


@line(r"(?P<unit>NAMES) chia thành (?P<parts>.+) ngày (?P<day>DAY)")
def _split(w: World, m: re.Match[str]) -> None:
    successors = []
    for name, weights in re.findall(r"(\w+)(?: \(([^)]*)\))?", m["parts"]):
        parts = [weight.rpartition(" ") for weight in weights.split(";") if weight]
        told = tuple((key.strip(), int(weight)) for key, _, weight in parts)
        successors.append(Successor(w.unit(name), told))
    w.changes += split_unit(w.tree, w.unit(m["unit"]), successors, read_day(m["day"]))


@line(r"(?P<units>NAMES) giải thể ngày (?P<day>DAY)")
def _close(w: World, m: re.Match[str]) -> None:
    for name in _names(m["units"]):
        w.changes += close_unit(w.tree, w.unit(name), read_day(m["day"]))


@line(r"lịch chốt ngày (?P<cutoff>\d+)(?: từ tháng (?P<month>MONTH))?")
def _calendar(w: World, m: re.Match[str]) -> None:
    month = Month.parse(m["month"]) if m["month"] else Month.of(2000, 1)
    w.calendar = w.calendar.with_change(month, int(m["cutoff"]))


@line(r"kế hoạch (?P<first>DAY) đến (?P<last>DAY)(?:, (?P<year>năm công tác|năm học))?")
def _plan(w: World, m: re.Match[str]) -> None:
    w.term = (read_day(m["first"]), read_day(m["last"]))
    w.year = {"năm công tác": PeriodKind.WORK_YEAR, "năm học": PeriodKind.SCHOOL_YEAR}.get(
        m["year"] or "", PeriodKind.YEAR
    )


@line(r"chỉ tiêu(?: (?P<key>[A-Z]\w*))?: (?P<text>.+)")
def _target(w: World, m: re.Match[str]) -> None:
    w.targets[m["key"] or "CT"] = m["text"]


@line(r"giao cho (?P<unit>NAMES): (?P<years>.+)")
def _allocate(w: World, m: re.Match[str]) -> None:
    pairs = (pair.rpartition(" ") for pair in m["years"].split(";"))
    w.shares[m["unit"]] = {year.strip(): read_amount(amount) for year, _, amount in pairs}


@line(r"số liệu (?P<keys>[^:]+): như (?P<key>.+)")
def _alike(w: World, m: re.Match[str]) -> None:
    for key in _names(m["keys"]):
        w.elements[key] = replace(w.elements[m["key"]], key=key, name=key.capitalize())


@line(r"số liệu (?P<key>[^:]+): nhập ở (?P<levels>[^;]+?)(?:; theo (?P<often>quý|nửa năm|năm học|năm))?")
def _entered(w: World, m: re.Match[str]) -> None:
    often = OFTEN.get(m["often"] or "", Often.MONTH)
    levels = frozenset(_names(m["levels"]))
    w.elements[m["key"]] = replace(w.elements[m["key"]], entered_at=levels, often=often)


@line(r"(?P<units>NAMES) tháng (?P<month>MONTH)(?: đến (?P<last>MONTH))?: được miễn")
def _excuse(w: World, m: re.Match[str]) -> None:
    for name in _names(m["units"]):
        for month in Month.parse(m["month"]).through(Month.parse(m["last"] or m["month"])):
            w.excused.add((w.unit(name), month))


@line(r"(?P<kept>NAMES) và (?P<merged>NAMES) là một người")
def _same_person(w: World, m: re.Match[str]) -> None:
    w.persons[m["merged"]] = m["kept"]


@line(r"xác nhận (?P<records>#\w+(?:, #\w+)*|tất cả)")
def _accept(w: World, m: re.Match[str]) -> None:
    every = list(w.sent) if m["records"] == "tất cả" else _names(m["records"])
    for record in every:
        w.accepted[record] = w.sent[record]


@line(r"thu hồi (?P<record>#\w+)")
def _withdraw(w: World, m: re.Match[str]) -> None:
    last = w.chains[m["record"]][-1]
    empty = {"figures": (), "participants": (), "coorganisers": (), "elements": ()}
    w.tell(last._replace(number=last.number + 1, withdrawn=True, **empty))


TOLD = (
    r"(?P<draft>nháp )?(?P<fix>sửa )?(?:(?P<record>#\w+) )?(?:(?P<units>NAMES) )?"
    r"(?:(?P<day>DAY)|tháng (?P<month>MONTH)(?: đến (?P<last>MONTH))?|số đầu kỳ (?P<opening>DAY))"
    r"(?: cùng (?P<joint>NAMES))?: (?P<body>.+)"
)


@line(TOLD)
def _tell(w: World, m: re.Match[str]) -> None:
    for version in versions_of(w, m):
        w.tell(version, draft=bool(m["draft"]))


def told_by(w: World, text: str) -> list[Version]:
    """The versions a line would tell, without telling them."""
    match = _pattern(TOLD).fullmatch(text)
    assert match is not None, text
    return list(versions_of(w, match))


def versions_of(w: World, m: re.Match[str]) -> Iterator[Version]:
    """The versions one line tells: several units or months make one each."""
    fixed = w.chains[m["record"]][-1] if m["fix"] else None
    units = [fixed.unit] if fixed else [w.unit(name) for name in _names(m["units"])]
    for unit in units:
        for month in (
            Month.parse(m["month"]).through(Month.parse(m["last"] or m["month"])) if m["month"] else [None]
        ):
            record = m["record"] or f"#{len(w.chains) + 1}"
            number = len(w.chains.get(record, ())) + 1
            joint = tuple(w.unit(name) for name in _names(m["joint"])) if m["joint"] else ()
            version = Version(record, number, unit, _kind(m), month=month, coorganisers=joint, title="Việc")
            yield _filled(w, version, m)


def _kind(m: re.Match[str]) -> RecordKind:
    if m["opening"]:
        return RecordKind.OPENING
    if m["day"]:
        return RecordKind.ACTIVITY
    return RecordKind.NIL if m["body"].startswith("không phát sinh") else RecordKind.MONTH_FIGURE


def _filled(w: World, version: Version, m: re.Match[str]) -> Version:
    if version.kind is RecordKind.NIL:
        named = m["body"].removeprefix("không phát sinh").strip()
        return version._replace(elements=tuple(_names(named)) if named else ())
    figures: list[Figure] = []
    seats: list[Participation] = []
    for told in m["body"].split(";"):
        key, amount, parts, persons = _figure(told.strip())
        element = w.elements[key]
        if amount is not None:
            figures.append(Figure(key, read_amount(amount, decimals=element.decimals)))
        for part, size in re.findall(r"(\w+) ([\d.]+)", parts or ""):
            figures.append(Figure(key, read_amount(size), f"giới:{part}"))
        seats += [Participation(key, person) for person in _names(persons or "") if person]
    text = m["day"] or m["opening"]
    paper = "BC 01" if m["opening"] else ""
    day = read_day(text) if text else None
    return version._replace(day=day, figures=tuple(figures), participants=tuple(seats), paper=paper)


def _figure(told: str) -> tuple[str, str | None, str | None, str | None]:
    """`lượt 100 (nữ 40, nam 50)`, `tập huấn [An, Bình] + 30`: key, amount, parts, persons."""
    form = r"(?P<key>[^\d\[]+?) (?:\[(?P<persons>[^\]]*)\])?(?: ?\+? ?(?P<amount>[\d.,]+))?(?: \((?P<parts>[^)]*)\))?"
    m = re.fullmatch(form, told)
    assert m is not None, told
    return m["key"], m["amount"], m["parts"], m["persons"]


def window_of(w: World, text: str) -> Window:
    """`01/03/2024 đến 15/03/2024`, or any period by name."""
    first, _, last = text.partition(" đến ")
    if last:
        return Window.through(read_day(first), read_day(last))
    if text == "cả nhiệm kỳ":
        return Window.through(*w.term)
    return Period.parse(text).window(w.calendar)
