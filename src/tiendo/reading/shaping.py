"""Makes an indicator of a target that was read: one of the five forms, with the figures it needs.

A share of an organisation's own units is judged unit by unit; a share of people or of other things is a ratio; the
rest is a sum, a level or persons counted once, as the words and the figure found for them say. VN: cách tính
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from tiendo.core.indicator import Comparator, DataElement, ElementKind, Judged
from tiendo.reading.numbers_written import decimals_of, written
from tiendo.reading.promised import Promise, name_of
from tiendo.reading.proposed import Condition, Form, Need, Part
from tiendo.reading.scopes import Rungs, Scope
from tiendo.reading.understood import Goal, Target, TargetKind
from tiendo.reading.wanted import Catalogue, Wanted
from tiendo.reading.words import lexicon, tokens

_COMPARATORS = {
    Goal.AT_LEAST: Comparator.AT_LEAST,
    Goal.MORE: Comparator.MORE_THAN,
    Goal.AT_MOST: Comparator.AT_MOST,
    Goal.LESS: Comparator.LESS_THAN,
    Goal.EQUAL: Comparator.EXACTLY,
    Goal.ABOUT: Comparator.AT_LEAST,
}
FORMS = {
    ElementKind.FLOW: Form.TOTAL,
    ElementKind.STOCK: Form.LEVEL,
    ElementKind.PERSONS: Form.PERSONS,
}
"""The form that counts a data element of each kind alone."""

_COUNTS = frozenset({TargetKind.CUMULATIVE_TOTAL, TargetKind.ANNUAL_COUNT, TargetKind.ZERO})
_UNITS = frozenset({TargetKind.SHARE_OF_UNITS, TargetKind.PER_UNIT_MINIMUM})
_MOST_SHARE = 10


@dataclass(frozen=True)
class Shape:
    """An indicator before its time is known; `lowest` is the level its scope may or may not mean."""

    form: Form
    needs: tuple[Need, ...]
    comparator: Comparator
    goal: str
    unit: str
    levels: tuple[str, ...] = ()
    over: tuple[tuple[str, Judged], ...] = ()
    condition: Condition | None = None
    lowest: str = ""
    unsure: int = 0

    @property
    def share(self) -> bool:
        """Whether its goal is a percentage."""
        return self.form in {Form.RATIO, Form.UNIT_SHARE}

    @property
    def flows(self) -> bool:
        """Whether it counts what happens in a time, rather than what is there on a day."""
        counted = [one for one in self.needs if one.part is not Part.DENOMINATOR]
        return any(kind_of(one) is not ElementKind.STOCK for one in counted)


def kind_of(need: Need) -> ElementKind:
    """The kind of the element proposed for a need."""
    chosen = next((one.kind for one in need.candidates if one.element == need.element), None)
    return chosen or need.new.kind


class Shaper:
    """Shapes targets with one catalogue and one organisation's levels."""

    def __init__(self, catalogue: Catalogue, rungs: Rungs) -> None:
        self.catalogue, self.rungs = catalogue, rungs

    def shape(self, target: Target, promise: Promise) -> Shape:
        """The indicator of a target whose words are a promise."""
        percent = "%" in target.unit
        if target.kind in _UNITS and (percent or target.kind is TargetKind.PER_UNIT_MINIMUM):
            scope = self._scope(target, promise)
            if scope.levels:
                return self._unit_share(target, promise, scope)
            return self._things(target, promise)
        if percent and target.kind is not TargetKind.RATE_OF_CHANGE:
            return self._ratio(target, promise)
        return self._counted(target, promise)

    # Sums, levels, persons

    def _counted(self, target: Target, promise: Promise) -> Shape:
        rated = target.kind is TargetKind.RATE_OF_CHANGE or target.kind is TargetKind.RANK
        kind = ElementKind.STOCK if rated else counted_kind(target, promise)
        unit = "%" if "%" in target.unit else target.unit.split("/")[0]
        entered = self.rungs.top if rated else self._entered(kind)
        digits = decimals_of(target.value)
        wanted = Wanted(
            Part.COUNTED, promise.words, kind, unit, entered, digits, most_months=_often(target),
            head=head_of(promise.subject), called=name_of(promise),
        )  # fmt: skip
        need = self.catalogue.need(wanted, suits=lambda one: not rated or one.kind is ElementKind.STOCK)
        goal = written(target.value)
        comparator = _sound(_COMPARATORS[target.comparator], target.value)
        return Shape(FORMS[kind_of(need)], (need,), comparator, goal, unit, unsure=30 * rated)

    def _entered(self, kind: ElementKind) -> tuple[str, ...]:
        return self.rungs.holding if kind is ElementKind.STOCK else self.rungs.counting

    # Shares of people and things

    def _ratio(self, target: Target, promise: Promise) -> Shape:
        population = promise.subject or people_in(promise.lead) or promise.lead
        people = is_about(population, "person")
        done = promise.predicate.lower().startswith(("được", "đã được"))
        counted = ElementKind.PERSONS if people and done else ElementKind.STOCK
        unit = "người" if people else _thing(population, target.unit)
        return self._divided(
            target, population, promise.brief if promise.subject else promise.words, kind=counted, unit=unit
        )

    def _divided(
        self,
        target: Target,
        population: str,
        words: str,
        *,
        kind: ElementKind,
        unit: str,
        least: bool = False,
    ) -> Shape:
        """A share of a population: whom the words are true of, over all of them."""
        months, head = _often(target), head_of(population)
        part = Wanted(Part.NUMERATOR, words, kind, unit, self._entered(kind), most_months=months, head=head)
        number = self.catalogue.need(part)
        decimals = self._decimals(number)
        whole = Wanted(
            Part.DENOMINATOR,
            population,
            ElementKind.STOCK,
            unit,
            self.rungs.holding,
            most_months=months,
            head=head,
        )
        of = self.catalogue.need(
            whole, suits=lambda one: one.decimals == decimals, besides=(number.element,)
        )  # fmt: skip
        if number.is_new and of.is_new and number.element == of.element:
            number = _renewed(self.catalogue, part)
        return self._shared(target, Form.RATIO, (number, of), least=least)

    def _decimals(self, need: Need) -> int:
        held = self.catalogue.elements.get(need.element)
        return held.decimals if held else need.new.decimals

    def _things(self, target: Target, promise: Promise) -> Shape:
        """A share of units that are no level of this organisation: those that do, over those there are."""
        least = target.kind is TargetKind.PER_UNIT_MINIMUM and "%" not in target.unit
        subject = (target.scope or promise.lead) if least else promise.subject or target.scope
        subject = subject.removeprefix("mỗi ")
        unit = _thing(subject, target.unit)
        words = promise.words if least else promise.about or promise.words
        return self._divided(target, subject or words, words, kind=ElementKind.STOCK, unit=unit, least=least)

    # Shares of an organisation's units

    def _scope(self, target: Target, promise: Promise) -> Scope:
        minimum = target.kind is TargetKind.PER_UNIT_MINIMUM and "%" not in target.unit
        own = promise.lead if minimum else promise.subject
        for words in (own, target.scope):
            scope = self.rungs.meant(words) if _is_body(words) else Scope(())
            if scope.levels:
                return scope
        return Scope(())

    def _unit_share(self, target: Target, promise: Promise, scope: Scope) -> Shape:
        least = target.kind is TargetKind.PER_UNIT_MINIMUM and "%" not in target.unit
        comparator, amount, unit = _condition(target, least=least)
        words = promise.about if least else promise.predicate or promise.words
        kind = _kind_of_work(target, words)

        def suits(one: DataElement) -> bool:
            return one.decimals == 0 and self.rungs.fits(scope.levels, one.entered_at)

        entered = (*scope.levels, scope.lowest) if scope.lowest else scope.levels
        wanted = Wanted(Part.CONDITION, words, kind, unit, entered, most_months=_often(target))
        need = self.catalogue.need(wanted, suits=suits)
        held = self.catalogue.elements.get(need.element)
        knows = held.entered_at if held else frozenset(entered)
        shape = self._shared(target, Form.UNIT_SHARE, (need,), least=least)
        return replace(
            shape, levels=scope.levels, over=self.rungs.over(scope.levels, knows),
            condition=Condition(comparator, amount), lowest=scope.lowest if scope.lowest in knows else "",
        )  # fmt: skip

    @staticmethod
    def _shared(target: Target, form: Form, needs: tuple[Need, ...], *, least: bool = False) -> Shape:
        value = Fraction(100) if least and "%" not in target.unit else target.value
        comparator = Comparator.AT_LEAST if least else _COMPARATORS[target.comparator]
        most = Fraction(100) if form is Form.UNIT_SHARE else Fraction(100 * _MOST_SHARE)
        if value >= most and comparator is Comparator.MORE_THAN:
            comparator = Comparator.AT_LEAST
        goal = written(min(value, most)) + "%"
        return Shape(form, needs, _sound(comparator, value), goal, "%")


def _renewed(catalogue: Catalogue, wanted: Wanted) -> Need:
    """A need with a new element of another name than what it would share one with."""
    other = replace(wanted, words=f"{wanted.words} (đạt)")
    need = catalogue.need(other)
    return replace(need, words=wanted.words, element=need.new.key)


def _sound(comparator: Comparator, value: Fraction) -> Comparator:
    """At least nothing, and less than nothing, promise nothing: such a goal is a ceiling."""
    floor = comparator in {Comparator.AT_LEAST, Comparator.LESS_THAN}
    return Comparator.AT_MOST if value == 0 and floor else comparator


def counted_kind(target: Target, promise: Promise) -> ElementKind:
    """How a bare count behaves: turns and things add up, people count once, what is kept is a level."""
    words, counted = tokens(promise.words), tokens(target.unit)
    forms = lexicon("forms")
    if forms["turns"].at(counted, 0):
        return ElementKind.FLOW
    if target.kind is TargetKind.LEVEL or forms["lasting"].has(words):
        return ElementKind.STOCK
    if counted and lexicon("units")["person"].at(counted, 0) and target.kind in _COUNTS:
        return ElementKind.PERSONS
    return ElementKind.FLOW


def _often(target: Target) -> int:
    """So many months may lie between two reports of what a target is held against."""
    return {"month": 1, "quarter": 3}.get(target.period, 12)


def _is_body(words: str) -> bool:
    """Whether the first noun is an organisation of people or a place, not a thing in one (`nhà`, `công trình`)."""
    return is_about(words, "level")


def is_about(words: str, what: str) -> bool:
    """Whether the first noun of some words is a person or a body (`level`)."""
    found = tokens(words)
    units = lexicon("units")
    return any(units[what].at(found, place) for place in range(min(4, len(found))))


def head_of(words: str) -> str:
    """The noun some words are about: the first that is counted, or that people or bodies are called by."""
    found = tokens(words)
    for place in range(min(2, len(found))):
        lengths = [
            hit[0]
            for table in ("person", "count", "level")
            if (hit := lexicon("units")[table].at(found, place))
        ]
        if lengths:
            return words[found[place].start : found[place + max(lengths) - 1].end]
    return ""


def people_in(words: str) -> str:
    """The last people some words name; empty where they name none."""
    found = tokens(words)
    named = list(lexicon("units")["person"].within(found))
    if not named:
        return ""
    place, length, _ = named[-1]
    return words[found[place].start : found[place + length - 1].end]


def _condition(target: Target, *, least: bool) -> tuple[Comparator, int, str]:
    """What each unit must have: stated, or the number itself where it is said of every unit; else one."""
    said = target.condition
    if said is not None and said.value.denominator == 1:
        comparator = _sound(_COMPARATORS[said.comparator], said.value)
        return comparator, said.value.numerator, said.unit.split("/")[0]
    if least and "%" not in target.unit and target.value.denominator == 1 and target.value > 0:
        return _COMPARATORS[target.comparator], target.value.numerator, target.unit.split("/")[0]
    return Comparator.AT_LEAST, 1, ""


def _kind_of_work(target: Target, words: str) -> ElementKind:
    """Whether units have to do something in a time, or to have something on a day."""
    yearly = target.period in {"annual", "school_year", "month", "quarter"}
    said = tokens(words)
    if lexicon("forms")["lasting"].has(said):
        return ElementKind.STOCK
    first = lexicon("forms")["event"].at(said, 0)
    return ElementKind.FLOW if yearly or first else ElementKind.STOCK


def _thing(population: str, unit: str) -> str:
    """What is counted in a share: the first noun known to be counted, else what its unit says after the sign."""
    words = tokens(population)
    for place in range(min(3, len(words))):
        found = lexicon("units")["count"].at(words, place)
        if found:
            return found[1]
    if is_about(population, "person"):
        return "người"
    return unit.partition("/")[0].replace("%", "").strip() or "đơn vị"
