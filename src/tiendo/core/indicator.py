"""What can be counted and what is made of it: data elements and the closed set of five indicator forms."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from tiendo.core.errors import Problem, ProblemKind, register

INVALID = ProblemKind.INVALID
register("element.levels", INVALID, "Data element {element}: name at least one level that enters it.")
register("element.decimals", INVALID, "Data element {element}: decimals must be 0 to 6.")
register("element.cumulative", INVALID, "Data element {element}: only flows may be typed cumulatively.")
register("element.restate", INVALID, "Data element {element}: restate_months must be 1 to 120.")
register("indicator.unknown_element", INVALID, "{clause}: data element {element} is not defined.")
register("indicator.kind", INVALID, "{clause}: {form} cannot be made of {element}, which is a {kind}.")
register("indicator.unknown_level", INVALID, "{clause}: level {level} does not exist.")
register("indicator.no_terms", INVALID, "{clause}: a ratio needs at least one numerator and one denominator.")
register("indicator.levels", INVALID, "{clause}: name the levels whose units are counted.")
register("indicator.over", INVALID, "{clause}: say for level {level} whether own or subtree is judged.")
register("indicator.judged", INVALID, "{clause}: nobody judged at level {level} enters {element}.")
register("indicator.units", INVALID, "{clause}: the terms of a sum must count in the same unit.")


class ElementKind(StrEnum):
    """How a data element behaves in time. VN: loại số liệu."""

    FLOW = "flow"
    STOCK = "stock"
    PERSONS = "persons"


class Often(StrEnum):
    """How often a data element is asked. VN: kỳ báo cáo."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"
    SCHOOL_YEAR = "school_year"

    def asks_in(self, number: int) -> bool:
        """Whether calendar month `number` (1-12) is the last month of a period, which holds its cell."""
        return number in _ASKED[self]

    @property
    def months(self) -> int:
        """Length of the period in months."""
        return {"month": 1, "quarter": 3, "half": 6, "year": 12, "school_year": 12}[self.value]


_ASKED = {
    Often.MONTH: frozenset(range(1, 13)),
    Often.QUARTER: frozenset({3, 6, 9, 12}),
    Often.HALF: frozenset({6, 12}),
    Often.YEAR: frozenset({12}),
    Often.SCHOOL_YEAR: frozenset({8}),
}


class Typed(StrEnum):
    """How a month figure is typed: as the month's increment or cumulative in the year. VN: lũy kế."""

    INCREMENT = "increment"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True)
class Owner:
    """The other body that owns a figure, with the paper it is taken from. VN: đơn vị cung cấp."""

    body: str
    number: str = ""
    day: str = ""


@dataclass(frozen=True)
class Dimension:
    """A breakdown of a whole into named parts. VN: phân tổ."""

    key: str
    name: str
    parts: tuple[tuple[str, str], ...]

    def part_keys(self) -> tuple[str, ...]:
        """Keys as stored beside entries: `dimension:part`, in declared order."""
        return tuple(f"{self.key}:{part}" for part, _ in self.parts)


@dataclass(frozen=True)
class DataElement:
    """Something that can be counted; amounts are integers of 10^-decimals of its unit. VN: chỉ số gốc, số liệu."""

    key: str
    name: str
    kind: ElementKind
    unit: str
    entered_at: frozenset[str]
    decimals: int = 0
    often: Often = Often.MONTH
    typed: Typed = Typed.INCREMENT
    owner: Owner | None = None
    restate_months: int = 12
    dimensions: tuple[Dimension, ...] = ()
    definition: str = ""
    record_kinds: tuple[str, ...] = ()

    def faults(self) -> list[Problem]:
        """Everything that makes this definition meaningless."""
        found = []
        if not self.entered_at:
            found.append(Problem("element.levels", element=self.key))
        if not 0 <= self.decimals <= 6:
            found.append(Problem("element.decimals", element=self.key))
        if self.typed is Typed.CUMULATIVE and self.kind is not ElementKind.FLOW:
            found.append(Problem("element.cumulative", element=self.key))
        if not 1 <= self.restate_months <= 120:
            found.append(Problem("element.restate", element=self.key))
        return found

    def part_keys(self) -> tuple[str, ...]:
        """All part keys of all dimensions."""
        return tuple(key for dimension in self.dimensions for key in dimension.part_keys())


class Comparator(StrEnum):
    """How a value is held against a number. VN: dấu so sánh."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    EXACTLY = "="

    @property
    def early(self) -> bool:
        """Whether it may be met before everything is in: more can only help."""
        return self in (Comparator.AT_LEAST, Comparator.MORE_THAN)

    def holds(self, left: int, right: int) -> bool:
        """Compare two integers (cross-multiplied where they stand for ratios)."""
        match self:
            case Comparator.AT_LEAST:
                return left >= right
            case Comparator.MORE_THAN:
                return left > right
            case Comparator.AT_MOST:
                return left <= right
            case Comparator.LESS_THAN:
                return left < right
            case _:
                return left == right


class Judged(StrEnum):
    """Whose work a unit is judged on in a share of units."""

    OWN = "own"
    SUBTREE = "subtree"


def _hash_once(self: object) -> int:
    """Hash what names sums: it is looked up a hundred times an answer."""
    held = self.__dict__
    found: int | None = held.get("_hash")
    if found is None:
        found = held["_hash"] = hash((type(self), *held.values()))
    return found


@dataclass(frozen=True)
class Total:
    """Sum of a flow over the window."""

    element: str
    form: str = field(default="total", init=False)
    __hash__ = _hash_once


@dataclass(frozen=True)
class Level:
    """Sum of a stock's levels on the window's last day."""

    element: str
    form: str = field(default="level", init=False)
    __hash__ = _hash_once


@dataclass(frozen=True)
class Persons:
    """Distinct named persons plus the declared rest."""

    element: str
    form: str = field(default="persons", init=False)
    __hash__ = _hash_once


Term = Total | Level | Persons


@dataclass(frozen=True)
class Ratio:
    """Sum of numerators over sum of denominators, over the units where all parts are known. VN: tỷ lệ."""

    numerators: tuple[Term, ...]
    denominators: tuple[Term, ...]
    form: str = field(default="ratio", init=False)
    __hash__ = _hash_once


@dataclass(frozen=True)
class Condition:
    """What a unit must reach to count. VN: điều kiện."""

    term: Term
    comparator: Comparator
    amount: int
    __hash__ = _hash_once


@dataclass(frozen=True)
class UnitShare:
    """Share of the units of some levels that meet a condition. VN: tỷ lệ đơn vị đạt."""

    levels: tuple[str, ...]
    condition: Condition
    over: tuple[tuple[str, Judged], ...]
    form: str = field(default="unit_share", init=False)
    __hash__ = _hash_once

    def judged(self, level: str) -> Judged:
        """Own or subtree, for a level."""
        return dict(self.over)[level]


Indicator = Total | Level | Persons | Ratio | UnitShare

_KIND_OF_FORM = {"total": ElementKind.FLOW, "level": ElementKind.STOCK, "persons": ElementKind.PERSONS}


def terms_of(indicator: Indicator) -> tuple[Term, ...]:
    """Every elementary term of an indicator, in reading order."""
    if isinstance(indicator, Ratio):
        return indicator.numerators + indicator.denominators
    if isinstance(indicator, UnitShare):
        return (indicator.condition.term,)
    return (indicator,)


@lru_cache(maxsize=1024)
def elements_of(indicator: Indicator) -> tuple[str, ...]:
    """Keys of the data elements an indicator is made of, each once."""
    return tuple(dict.fromkeys(term.element for term in terms_of(indicator)))


def indicator_faults(
    indicator: Indicator, *, clause: str, elements: Mapping[str, DataElement], ranks: Mapping[str, int]
) -> list[Problem]:
    """Why an indicator is meaningless, naming the clause; empty when it is sound. `ranks`: level -> depth."""
    found = list(_term_faults(indicator, clause, elements))
    if isinstance(indicator, Ratio) and not (indicator.numerators and indicator.denominators):
        found.append(Problem("indicator.no_terms", clause=clause))
    if isinstance(indicator, UnitShare):
        found.extend(_share_faults(indicator, clause, elements, ranks))
    return found


def _term_faults(indicator: Indicator, clause: str, elements: Mapping[str, DataElement]) -> Iterator[Problem]:
    for term in terms_of(indicator):
        element = elements.get(term.element)
        if element is None:
            yield Problem("indicator.unknown_element", clause=clause, element=term.element)
        elif element.kind is not _KIND_OF_FORM[term.form]:
            yield Problem(
                "indicator.kind", clause=clause, form=term.form, element=term.element, kind=element.kind.value
            )
    if isinstance(indicator, Ratio):
        for side in (indicator.numerators, indicator.denominators):
            scales = {elements[t.element].decimals for t in side if t.element in elements}
            if len(scales) > 1:
                yield Problem("indicator.units", clause=clause)


def _share_faults(
    share: UnitShare, clause: str, elements: Mapping[str, DataElement], ranks: Mapping[str, int]
) -> Iterator[Problem]:
    if not share.levels:
        yield Problem("indicator.levels", clause=clause)
    over = dict(share.over)
    element = elements.get(share.condition.term.element)
    for level in share.levels:
        if level not in ranks:
            yield Problem("indicator.unknown_level", clause=clause, level=level)
        elif level not in over:
            yield Problem("indicator.over", clause=clause, level=level)
        elif element is not None and not _enters(element, level, over[level], ranks):
            yield Problem("indicator.judged", clause=clause, level=level, element=element.key)


def _enters(element: DataElement, level: str, judged: Judged, ranks: Mapping[str, int]) -> bool:
    if level in element.entered_at:
        return True
    return judged is Judged.SUBTREE and any(
        ranks.get(entered, -1) > ranks[level] for entered in element.entered_at
    )


def pair_level_is_mixed(level: str, parts: tuple[DataElement, ...]) -> bool:
    """Whether units of a level enter some but not all parts of a ratio, so that others must be paired with them."""
    entered = [level in part.entered_at for part in parts]
    return any(entered) and not all(entered)
