"""Makes an indicator of a target that was read: one of the five forms, with the figures it needs.

A share of an organisation's own units is judged unit by unit; a share of people or of other things is a ratio; the
rest is a sum, a level or persons counted once, as the words and the figure found for them say. VN: cách tính
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from tiendo.core.indicator import Comparator, DataElement, ElementKind, Judged
from tiendo.reading.numbers_written import decimals_of, written
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

    def shape(self, target: Target) -> Shape:
        """The indicator of a target."""
        percent = "%" in target.unit
        if target.kind in _UNITS and (percent or target.kind is TargetKind.PER_UNIT_MINIMUM):
            scope = self._scope(target)
            return self._unit_share(target, scope) if scope.levels else self._things(target)
        if percent and target.kind is not TargetKind.RATE_OF_CHANGE:
            return self._ratio(target)
        return self._counted(target)

    # Sums, levels, persons

    def _counted(self, target: Target) -> Shape:
        rated = target.kind is TargetKind.RATE_OF_CHANGE or target.kind is TargetKind.RANK
        kind = ElementKind.STOCK if rated else counted_kind(target)
        unit = "%" if "%" in target.unit else target.unit.split("/")[0]
        entered = self.rungs.top if rated else self._entered(kind)
        digits = decimals_of(target.value)
        wanted = Wanted(Part.COUNTED, target.measure, kind, unit, entered, digits)
        need = self.catalogue.need(wanted, suits=lambda one: not rated or one.kind is ElementKind.STOCK)
        goal = written(target.value)
        comparator = _sound(_COMPARATORS[target.comparator], target.value)
        return Shape(FORMS[kind_of(need)], (need,), comparator, goal, unit, unsure=30 * rated)

    def _entered(self, kind: ElementKind) -> tuple[str, ...]:
        return self.rungs.holding if kind is ElementKind.STOCK else self.rungs.counting

    # Shares of people and things

    def _ratio(self, target: Target) -> Shape:
        population, event = divided(target)
        people = is_about(population, "person")
        counted = ElementKind.PERSONS if people and event else ElementKind.STOCK
        unit = "người" if people else _thing(population, target.unit)
        whole = Wanted(Part.DENOMINATOR, population, ElementKind.STOCK, unit, self.rungs.holding)
        of = self.catalogue.need(whole, suits=lambda one: one.name.lower() != target.measure.lower())
        part = Wanted(Part.NUMERATOR, target.measure, counted, unit, self._entered(counted))
        decimals = self._decimals(of)
        number = self.catalogue.need(
            part, suits=lambda one: one.decimals == decimals, besides=(of.element,)
        )  # fmt: skip
        if number.element == of.element:
            number = _renewed(self.catalogue, part)
        return self._shared(target, Form.RATIO, (number, of))

    def _decimals(self, need: Need) -> int:
        held = self.catalogue.elements.get(need.element)
        return held.decimals if held else need.new.decimals

    def _things(self, target: Target) -> Shape:
        """A share of units that are no level of this organisation: those that do, over those there are."""
        subject = target.scope if is_about(target.scope, "level") else divided(target)[0]
        unit = _thing(subject, target.unit)
        held = self.rungs.holding
        of = self.catalogue.need(Wanted(Part.DENOMINATOR, subject, ElementKind.STOCK, unit, held))
        words = _joined(subject, target.measure)
        part = Wanted(Part.NUMERATOR, words, ElementKind.STOCK, unit, held)
        number = self.catalogue.need(
            part, suits=lambda one: one.kind is ElementKind.STOCK, besides=(of.element,)
        )
        if number.element == of.element:
            number = _renewed(self.catalogue, part)
        return self._shared(
            target, Form.RATIO, (number, of), least=target.kind is TargetKind.PER_UNIT_MINIMUM
        )

    # Shares of an organisation's units

    def _scope(self, target: Target) -> Scope:
        for words in (target.scope, divided(target)[0]):
            scope = self.rungs.meant(words)
            if scope.levels:
                return scope
        return Scope(())

    def _unit_share(self, target: Target, scope: Scope) -> Shape:
        least = target.kind is TargetKind.PER_UNIT_MINIMUM
        comparator, amount, unit = _condition(target, least=least)
        words = _promised(target, scope_words=target.scope)
        kind = _kind_of_work(target)

        def suits(one: DataElement) -> bool:
            return one.decimals == 0 and self.rungs.fits(scope.levels, one.entered_at)

        entered = scope.levels
        need = self.catalogue.need(Wanted(Part.CONDITION, words, kind, unit, entered), suits=suits)
        held = self.catalogue.elements.get(need.element)
        over = self.rungs.over(scope.levels, held.entered_at if held else entered)
        shape = self._shared(target, Form.UNIT_SHARE, (need,), least=least)
        condition = Condition(comparator, amount)
        return replace(
            shape, levels=scope.levels, over=over, condition=condition, lowest=scope.lowest
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


def counted_kind(target: Target) -> ElementKind:
    """How a bare count behaves: turns and things add up, people count once, what is kept is a level."""
    words, counted = tokens(target.measure), tokens(target.unit)
    forms = lexicon("forms")
    if forms["turns"].at(counted, 0) or forms["turns"].at(words, 0):
        return ElementKind.FLOW
    if target.kind is TargetKind.LEVEL or forms["lasting"].has(words):
        return ElementKind.STOCK
    if counted and lexicon("units")["person"].at(counted, 0) and target.kind in _COUNTS:
        return ElementKind.PERSONS
    return ElementKind.FLOW


def is_about(words: str, what: str) -> bool:
    """Whether the first noun of some words is a person or a body (`level`)."""
    found = tokens(words)
    units = lexicon("units")
    return any(units[what].at(found, place) for place in range(min(4, len(found))))


def divided(target: Target) -> tuple[str, bool]:
    """Who a share is taken of, and whether something is done with them: the measure up to its predicate."""
    words = tokens(target.measure)
    places = list(lexicon("forms")["predicate"].within(words, 1))
    first = [place for place, _, meaning in places if meaning == "first"]
    lasting = {
        at + n for at, length, _ in lexicon("forms")["lasting"].within(words) for n in range(length)
    }  # fmt: skip
    then = [place for place, _, _ in places if place not in lasting]
    cut = (first or then or [len(words)])[0]
    population = target.measure[: words[cut - 1].end] if words else target.measure
    if cut == len(words) and target.scope:
        population = target.scope
    return population.strip(" ,;:"), bool(first)


def _condition(target: Target, *, least: bool) -> tuple[Comparator, int, str]:
    """What each unit must have: stated, or the number itself where it is said of every unit; else one."""
    said = target.condition
    if said is not None and said.value.denominator == 1:
        comparator = _sound(_COMPARATORS[said.comparator], said.value)
        return comparator, said.value.numerator, said.unit.split("/")[0]
    if least and "%" not in target.unit and target.value.denominator == 1 and target.value > 0:
        return _COMPARATORS[target.comparator], target.value.numerator, target.unit.split("/")[0]
    return Comparator.AT_LEAST, 1, ""


def _promised(target: Target, *, scope_words: str) -> str:
    """The words about what units do, without who does it."""
    said = target.condition.text if target.condition and len(target.condition.text) > 12 else target.measure
    rest = said.removeprefix(scope_words).strip() if scope_words else said
    words = tokens(rest)
    places = [place for place, _, _ in lexicon("forms")["predicate"].within(words)]
    return rest[words[places[0]].start :] if places and places[0] < len(words) - 1 else rest or said


def _kind_of_work(target: Target) -> ElementKind:
    """Whether units have to do something in a time, or to have something on a day."""
    yearly = target.period in {"annual", "school_year", "month", "quarter"}
    said = tokens(target.condition.text if target.condition else "") + tokens(target.measure)
    if lexicon("forms")["lasting"].has(said):
        return ElementKind.STOCK
    return ElementKind.FLOW if yearly or lexicon("forms")["event"].has(said) else ElementKind.STOCK


def _thing(population: str, unit: str) -> str:
    """What is counted in a share: the first noun known to be counted, else what its unit says after the sign."""
    words = tokens(population)
    for place in range(min(3, len(words))):
        found = lexicon("units")["count"].at(words, place)
        if found:
            return found[1]
    return unit.replace("%", "").strip() or "đơn vị"


def _joined(subject: str, measure: str) -> str:
    return measure if measure.lower().startswith(subject.lower()) else f"{subject} {measure}"
