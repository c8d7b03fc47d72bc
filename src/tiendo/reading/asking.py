"""The questions a target's words leave open, in one sentence each, where the answer changes a figure.

Every question has a default, so that a plan can be taken over before anybody has decided. VN: điểm văn bản chưa nói rõ
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from tiendo.core.indicator import Comparator, ElementKind, Judged
from tiendo.core.plan import Basis
from tiendo.reading.numbers_written import written
from tiendo.reading.proposed import Form, NewElement, Option, Part, Question
from tiendo.reading.said import Said, said
from tiendo.reading.shaping import FORMS, Shape
from tiendo.reading.term import Term
from tiendo.reading.timing import Timing
from tiendo.reading.understood import Goal, Target
from tiendo.reading.wanted import Catalogue, Wanted
from tiendo.reading.words import lexicon, tokens

CLOSE = 120
"""Per mille between two candidates below which which of them is meant is asked."""


@dataclass(frozen=True)
class Asked:
    """A target with what was proposed for it: what questions are about."""

    target: Target
    key: str
    name: str
    words: str
    shape: Shape
    timing: Timing
    term: Term | None
    scope: str
    levels: Mapping[str, str]
    units: Mapping[str, int]

    @property
    def years(self) -> int:
        """How many years the plan has."""
        return self.term.years if self.term else 1

    def ask(
        self, what: str, options: tuple[Option, ...], default: str, *, code: str = "", **details: str
    ) -> Question:
        """A question about this target."""
        text = said(code or f"ask.{what}", name=self.name, **details)
        return Question(f"{self.key}.{what}", self.target.id, text, options, default)


def questions(asked: Asked, catalogue: Catalogue) -> tuple[Question, ...]:
    """Everything about a target that changes its figure and is not said."""
    found = (
        _time(asked),
        _levels(asked),
        _range(asked),
        _about(asked),
        _persons(asked, catalogue),
        _share_of(asked),
    )
    return tuple(one for one in found if one is not None)


def _time(asked: Asked) -> Question | None:
    """Each year, or once: only in a plan of several years that does not say."""
    if asked.timing.stated or asked.years == 1:
        return None
    basis, shape = asked.timing.basis, asked.shape
    goal = shape.goal if shape.share else f"{shape.goal} {shape.unit}".strip()
    yearly = Option(
        "each_year",
        said("ask.basis.each_year"),
        {"basis": Basis.EACH_YEAR.value},
        _over_years(asked) if not shape.share and shape.flows else said("ask.effect.every_year", goal=goal),
    )
    if basis is Basis.AT_THE_END:
        end = Option("at_the_end", said("ask.lasting.at_the_end"), {}, said("ask.effect.last_day"))
        yearly = replace(yearly, label=said("ask.lasting.each_year"))
        return asked.ask("time", (end, yearly), "at_the_end", code="ask.lasting")
    whole = Option("whole_term", said("ask.basis.whole_term"), {}, said("ask.effect.once", goal=goal))
    code = "ask.ratio_time" if shape.share else "ask.basis"
    details = {} if shape.share else {"goal": goal}
    return asked.ask("time", (whole, yearly), "whole_term", code=code, **details)


def _over_years(asked: Asked) -> Said:
    goal = f"{asked.shape.goal} {asked.shape.unit}".strip()
    whole = f"{written(asked.target.value * asked.years)} {asked.shape.unit}".strip()
    return said("ask.effect.sum", goal=goal, years=str(asked.years), whole=whole)


def _levels(asked: Asked) -> Question | None:
    """Whether “all levels” means the lowest as well."""
    shape, lowest = asked.shape, asked.shape.lowest
    if not lowest or shape.condition is None:
        return None
    name = asked.levels.get(lowest, lowest)
    wider = (*shape.levels, lowest)
    over = {level: judged.value for level, judged in shape.over} | {lowest: Judged.OWN.value}
    patch = {"levels": list(wider), "over": over}
    options = (
        Option(
            "without",
            said("ask.levels.without", level=name),
            {},
            _counted(asked, shape.levels),
            levels=shape.levels,
        ),
        Option("with", said("ask.levels.with", level=name), patch, _counted(asked, wider), levels=wider),
    )
    return asked.ask("levels", options, "without", scope=asked.scope)


def _counted(asked: Asked, levels: tuple[str, ...]) -> Said | None:
    """How many units are counted, where that is known."""
    if not asked.units:
        return None
    return said("ask.effect.units", count=str(sum(asked.units.get(level, 0) for level in levels)))


def _range(asked: Asked) -> Question | None:
    target = asked.target
    if target.value_max is None or target.value_max == target.value:
        return None
    low, high = _goal(asked.shape, target.value), _goal(asked.shape, target.value_max)
    options = (
        Option("low", said("ask.range.low", low=low), {}, said("ask.effect.goal", goal=low)),
        Option("high", said("ask.range.high", high=high), {"goal": high}, said("ask.effect.goal", goal=high)),
    )
    return asked.ask("range", options, "low", low=low, high=high)


def _goal(shape: Shape, value: Fraction) -> str:
    return written(value) + ("%" if shape.share else "")


def _about(asked: Asked) -> Question | None:
    if asked.target.comparator is not Goal.ABOUT:
        return None
    goal = asked.shape.goal
    most = {"comparator": Comparator.AT_MOST.value}
    options = (
        Option(
            "at_least",
            said("ask.about.at_least", goal=goal),
            {},
            said("ask.effect.from", goal=goal),
        ),
        Option("at_most", said("ask.about.at_most", goal=goal), most, said("ask.effect.up_to", goal=goal)),
    )
    return asked.ask("about", options, "at_least", goal=goal)


def _persons(asked: Asked, catalogue: Catalogue) -> Question | None:
    """Persons or turns, where somebody can come again."""
    shape = asked.shape
    if shape.form is not Form.PERSONS or lexicon("forms")["once"].has(tokens(asked.words)):
        return None
    need = shape.needs[0]
    turns = Wanted(
        Part.COUNTED,
        f"Lượt {asked.name[:1].lower()}{asked.name[1:]}",
        ElementKind.FLOW,
        "lượt",
        need.new.entered_at,
    )
    other = catalogue.need(turns, suits=lambda one: one.kind is ElementKind.FLOW)
    made: tuple[NewElement, ...] = (other.new,) if other.is_new else ()
    patch: dict[str, Any] = {"form": Form.TOTAL.value, "element": other.element, "unit": "lượt"}
    options = (
        Option("once", said("ask.persons.once"), {}, said("ask.effect.persons")),
        Option("turns", said("ask.persons.turns"), patch, said("ask.effect.turns"), elements=made),
    )
    return asked.ask("persons", options, "once")


def _share_of(asked: Asked) -> Question | None:
    """Of whom a share is taken, where several figures of the catalogue are about as likely."""
    need = next((one for one in asked.shape.needs if one.part is Part.DENOMINATOR), None)
    if asked.shape.form is not Form.RATIO or need is None or need.is_new or need.margin >= CLOSE:
        return None
    if need.candidates[0].score >= 1000:  # it is called just so
        return None
    above = {one.element for one in asked.shape.needs if one.part is Part.NUMERATOR}
    likely = [
        one
        for one in need.candidates
        if need.candidates[0].score - one.score < CLOSE and one.element not in above
    ]
    if len(likely) < 2:
        return None
    options = tuple(
        Option(
            one.element,
            said("ask.share_of.element", element=one.name, unit=one.unit),
            {} if one.element == need.element else {"denominators": [{FORMS[one.kind].value: one.element}]},
        )
        for one in likely
    )
    return asked.ask("share_of", options, need.element)


def term_question(term: Term | None, issued: tuple[int, int] | None) -> Question | None:
    """From which day work counts in a term named by its congresses. `issued`: year and month of the paper."""
    if term is None or not term.from_congress:
        return None
    first, start = term.named[0], term.start
    options = [
        Option(
            "whole_years",
            said("ask.from.day", day=f"01/01/{start.year}"),
            {},
            said("ask.effect.years", years=str(term.years)),
        ),
        Option(
            "congress",
            said("ask.from.day", day=f"01/01/{first}"),
            {"*": {"counts_from": f"{first}-01-01"}},
            said("ask.effect.years", years=str(term.years + 1)),
        ),
    ]
    if issued is not None and (first, 1) < issued and start.year == issued[0]:
        year, month = issued
        day = f"01/{month:02}/{year}"
        options.append(
            Option(
                "issued",
                said("ask.from.issued", day=day),
                {"*": {"counts_from": f"{year}-{month:02}-01"}},
                said("ask.effect.since", day=day),
            )
        )
    span = f"{first}–{term.named[1]}"
    return Question("term.from", "*", said("ask.from", term=span), tuple(options), "whole_years")
