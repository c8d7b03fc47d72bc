"""One paragraph walked from left to right: each quantity read, licensed or passed over, and told as a target."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial

from tiendo.reading.comparing import Comparison, comparison, is_lower_better
from tiendo.reading.counting import Unit, unit_after
from tiendo.reading.kinds import Kind, counted, share
from tiendo.reading.licence import Setting, Verdict, announced, aspires, verdict
from tiendo.reading.measuring import measure
from tiendo.reading.mentions import Mention, mentions
from tiendo.reading.milestones import WORK, Milestone, milestones
from tiendo.reading.passages import Passage
from tiendo.reading.periods import UNSTATED, Periods, rate_of_share
from tiendo.reading.phases import phase
from tiendo.reading.qualifying import LARGE, belongs, describes, each_worth, says_of_each
from tiendo.reading.shapes import (
    distribution,
    equation_left,
    label_unit,
    none_promised,
    rank,
    total_unit,
)
from tiendo.reading.understood import WORDS, Allocation, Clause, Condition, Goal, Target, TargetKind
from tiendo.reading.universals import Universal, universals
from tiendo.reading.words import keys

_SHARES = {TargetKind.SHARE_OF_UNITS, TargetKind.SHARE_OF_POPULATION, TargetKind.RATIO}
_QUOTED = 400
"""Tokens of the longest quote."""
_SHORT_LABEL = 5


@dataclass
class Reading:
    """What the paragraphs read so far leave to the next."""

    text: str
    document: str
    targets: list[Target] = field(default_factory=list)
    passed: list[tuple[int, int, str]] = field(default_factory=list)
    phased: list[Allocation] = field(default_factory=list)
    carry: bool = False
    share: TargetKind | None = None
    numbers: int = 0


class Walk:
    """One paragraph's quantities, from left to right."""

    def __init__(self, reading: Reading, walked: Passage, clause: Clause, *, setting: Setting) -> None:
        self.reading, self.passage, self.clause, self.setting = reading, walked, clause, setting
        self.periods: Periods
        self.default = UNSTATED
        self.conditions: dict[int, list[Condition]] = {}
        self.shares: dict[int, tuple[int, Mention]] = {}
        self.begun = len(reading.targets)
        self.last: tuple[Mention, Comparison] | None = None
        self.seen: dict[int, Mention] = {}
        self.kept: set[int] = set()
        self.sentence = -1
        self.unit = ""

    def run(self) -> None:
        """Read the paragraph's quantities into the reading."""
        found = mentions(self.passage)
        self.reading.numbers += len(found)
        grades = distribution(self.passage, found)
        said = list(universals(self.passage, self.setting, self.clause.section))
        waiting = sorted(
            [(none[0], partial(self._none, *none)) for none in none_promised(self.passage, self.setting)]
            + [(every.first, partial(self._every, every)) for every in said]
            + [(done.first, partial(self._done, done)) for done in self._milestones(found, said)],
            key=lambda told: told[0],
        )
        for number, one in enumerate(found):
            while waiting and waiting[0][0] < one.first:
                waiting.pop(0)[1]()
            self._one(one, grades.get(number))
        for _, add in waiting:
            add()

    def _one(self, one: Mention, grade: Goal | None) -> None:
        ranked = rank(self.passage, one, listed=self._listed(one))
        if ranked:
            self._add(
                one,
                Kind(TargetKind.RANK, ranked),
                Comparison(Goal.AT_MOST, True, one.first),
                Verdict(True, "rank", 85),
            )
            return
        compared = comparison(self.passage, one)
        unit = None if one.percent else unit_after(self.passage, one)
        named = None
        if unit is not None and not unit.name:
            named = label_unit(self.passage, one) or total_unit(self.passage, one) or self._shared_unit(one)
        if not one.percent and self._phased(one, unit):
            self._pass(one, "phase")
            return
        if equation_left(self.passage, unit):
            self._pass(one, "equation")
            return
        judged = verdict(self.passage, one, unit, setting=self.setting, compared=compared)
        if named is not None and (judged.taken or judged.rule == "listed.bare"):
            unit, judged = named, Verdict(True, "label", 75)
        elif not judged.taken and judged.rule == "text.bare" and self._continues(one):
            judged = Verdict(True, "count.verb", 65)
        if not judged.taken:
            self._pass(one, judged.rule)
            return
        if one.percent:
            self._share(one, compared, judged, grade=grade)
        elif unit is not None:
            self._count(one, unit, compared, judged=judged)

    def _phased(self, one: Mention, unit: Unit | None) -> bool:
        """Whether the number is a year's part of a sum this paragraph promises; the sum's words end before it."""
        part = phase(self.passage, one, unit)
        if part is None:
            return False
        name = unit.name if unit is not None else ""
        targets, words = self.reading.targets, self.passage.words
        for number in range(len(targets) - 1, self.begun - 1, -1):
            whole = targets[number]
            if whole.kind is TargetKind.CUMULATIVE_TOTAL and name in ("", whole.unit):
                break
        else:
            return False
        if one.value > whole.value or whole.number_end > words[one.first].start:
            return False
        before = words[max(0, part.first - 1)]
        if whole.start < before.start < whole.end:
            quote = self.reading.text[whole.start : before.start].rstrip(" ,;:(")
            targets[number] = whole = replace(whole, quote=quote, end=whole.start + len(quote))
        start, end = words[one.first].start, words[part.last - 1].end
        self.reading.phased.append(
            Allocation(whole.measure, "", part.year, one.value, whole.unit, start, end, WORDS)
        )
        return True

    def _shared_unit(self, one: Mention) -> Unit | None:
        """The unit of the number before, for `…, trong đó cấp trên 5, cấp dưới 12`."""
        first, last = self.passage.clause(one.first)
        ends = one.last >= last - (
            last < len(self.passage.words) or self.passage.words[last - 1].text in ".,;"
        )
        short = 0 < one.first - first <= _SHORT_LABEL
        if not (ends and short and self.unit and self.sentence == self.passage.sentences[one.first]):
            return None
        return Unit(self.unit, known=True, last=one.last)

    def _continues(self, one: Mention) -> bool:
        """Whether the number opens a further item of a list whose verb was given before: `mở 12 lớp …; 8 lớp …`."""
        first, _ = self.passage.clause(one.first)
        opens = not any(word.is_word for word in self.passage.words[first : one.first])
        return opens and self.sentence == self.passage.sentences[one.first]

    def _listed(self, one: Mention) -> bool:
        return self.setting is Setting.LISTED or (
            self.setting is Setting.TEXT and announced(self.passage, one)
        )

    def _share(self, one: Mention, compared: Comparison, judged: Verdict, *, grade: Goal | None) -> None:
        segment = self.passage.segments[one.first]
        held = self.shares.get(segment)
        if (
            held is not None
            and self._same_clause(held[1], one)
            and not compared.stated
            and _is_units(self.reading, held[0])
        ):
            self._condition(one, None, compared, held=held[0])
            return
        compared = self._spread(one, compared)
        period, _ = self._period(one, None)
        kind = share(self.passage, one, compared, period=period, before=self.reading.share)
        if grade is not None:
            kind, judged = Kind(TargetKind.SHARE_OF_POPULATION, "%"), Verdict(True, "distribution", 85)
            compared = compared if compared.stated else Comparison(grade, True, compared.first)
        elif (
            not compared.stated
            and kind.kind is not TargetKind.RATE_OF_CHANGE
            and is_lower_better(self.passage, one)
            and one.value < 50
        ):
            compared = Comparison(Goal.AT_MOST, False, compared.first)
        if kind.kind in _SHARES:
            self.reading.share = kind.kind
        before = self._said_of_each(one) if kind.kind is TargetKind.SHARE_OF_UNITS else None
        if before is not None:
            self.reading.targets.pop()
        number = self._add(one, kind, compared, judged, period=period)
        if before is not None:
            self._condition_of(number, before)
        if kind.kind in _SHARES:
            self.shares[segment] = (number, one)

    def _said_of_each(self, one: Mention) -> Target | None:
        """The target before a share that only says what each of its units must have."""
        targets = self.reading.targets
        if self.last is None or len(targets) == self.begun or not says_of_each(self.passage, self.last, one):
            return None
        last = targets[-1]
        return last if last.number_start == self.passage.words[self.last[0].first].start else None

    def _condition_of(self, number: int, said: Target) -> None:
        """Keep a number that was read as a target as the condition of a share."""
        self.reading.passed.append((said.number_start, said.number_end, "condition"))
        told = self.reading.text[said.number_start : said.number_end]
        condition = Condition(said.comparator, said.value, said.unit, f"{told} {said.unit}")
        self.reading.targets[number] = _with(self.reading.targets[number], condition, "")

    def _same_clause(self, before: Mention, one: Mention) -> bool:
        return self.passage.clauses[before.first] == self.passage.clauses[one.first]

    def _spread(self, one: Mention, compared: Comparison) -> Comparison:
        """`khoảng` covers the shares listed under one predicate."""
        if compared.stated or self.last is None:
            return compared
        before, held = self.last
        between = self.passage.words[before.last : one.first]
        bare = len(between) <= 14 and not any(word.key in _PREDICATE for word in between)
        if (
            held.goal is Goal.ABOUT
            and before.percent
            and bare
            and not any(word.text == ";" for word in between)
        ):
            return Comparison(Goal.ABOUT, True, compared.first)
        return compared

    def _count(self, one: Mention, unit: Unit, compared: Comparison, *, judged: Verdict) -> None:
        segment = self.passage.segments[one.first]
        held = self.shares.get(segment)
        if held is not None and belongs(self.passage, one, held[1]):
            self._condition(one, unit, compared, held=held[0])
            return
        if self._qualifies(one, unit, compared):
            self._pass(one, "qualifier")
            return
        if segment in self.kept and not compared.stated:
            compared = Comparison(Goal.EQUAL, True, compared.first)
        period, own = self._period(one, unit)
        kind = counted(self.passage, one, unit, compared=compared, period=period, own=own)
        if kind.kind is TargetKind.LEVEL:
            if compared.goal is Goal.EQUAL:
                self.kept.add(segment)
            if unit.money and unit.period and own:
                period, own = self.periods.of(one) or self.default, False
        self.seen[self.passage.clauses[one.first]] = one
        self._add(one, kind, compared, judged, period=period, unit=unit)

    def _qualifies(self, one: Mention, unit: Unit, compared: Comparison) -> bool:
        """Whether a bare number only describes what the number before it in its clause counts."""
        if (
            unit.money
            and self.sentence == self.passage.sentences[one.first]
            and each_worth(self.passage, one)
        ):
            return True
        before = self.seen.get(self.passage.clauses[one.first])
        return before is not None and not compared.stated and describes(self.passage, before, one)

    def _period(self, one: Mention, unit: Unit | None) -> tuple[str, bool]:
        """The period and whether the sentence itself names it."""
        if unit is not None and unit.period:
            return unit.period, True
        said = rate_of_share(self.passage, one) if one.percent else ""
        said = said or self.periods.of(one)
        return (said, True) if said else (self.default, False)

    def _condition(self, one: Mention, unit: Unit | None, compared: Comparison, *, held: int) -> None:
        target = self.reading.targets[held]
        self._pass(one, "condition")
        if target.condition is not None:
            return
        words = self.passage.words
        end = unit.last if unit is not None else one.last
        told = self.reading.text[words[compared.first].start : words[min(end, len(words)) - 1].end]
        name = "".join([unit.name, *(f"/{rate}" for rate in unit.rates)]) if unit is not None else "%"
        condition = Condition(compared.goal, one.value, name, told)
        period = unit.period if unit is not None and unit.period else ""
        self.reading.targets[held] = _with(target, condition, period)

    def _none(self, place: int, after: int, unit: str) -> None:
        one = Mention(place, after, Fraction(0))
        period, _ = self._period(one, None)
        self._add(
            one,
            Kind(TargetKind.ZERO, unit),
            Comparison(Goal.EQUAL, True, place),
            Verdict(True, "none", 70),
            period=period,
        )

    def _milestones(self, numbers: Sequence[Mention], said: Sequence[Universal]) -> Iterator[Milestone]:
        """Work to be done by a time, where nothing else is promised in the same segment."""
        segments = self.passage.segments
        taken = {segments[one.first] for one in said}
        found = milestones(self.passage, self.setting, self.periods, numbers)
        return (one for one in found if segments[one.first] not in taken)

    def _done(self, said: Milestone) -> None:
        one = Mention(said.first, said.last, Fraction(1))
        compared = Comparison(Goal.AT_LEAST, True, said.first)
        kind = Kind(TargetKind.CUMULATIVE_TOTAL, WORK, said.body)
        number = self._add(one, kind, compared, Verdict(True, "done", 60), period=said.period)
        words = self.passage.words
        measure = self.reading.text[words[said.begin].start : words[said.end - 1].end]
        self.reading.targets[number] = replace(self.reading.targets[number], measure=measure)

    def _every(self, said: Universal) -> None:
        one = Mention(said.first, said.last, Fraction(LARGE), percent=True)
        period, _ = self._period(one, None)
        self._add(
            one,
            Kind(said.kind, "%", said.body),
            Comparison(Goal.AT_LEAST, True, said.first),
            Verdict(True, "every", said.confidence),
            period=period,
        )

    def _pass(self, one: Mention, why: str) -> None:
        words = self.passage.words
        self.reading.passed.append((words[one.first].start, words[one.last - 1].end, why))

    def _add(
        self,
        one: Mention,
        kind: Kind,
        compared: Comparison,
        judged: Verdict,
        *,
        period: str = "",
        unit: Unit | None = None,
    ) -> int:
        period = period or self._period(one, None)[0]
        lost = 10 * (period == UNSTATED) + 20 * one.doubtful + 10 * (unit is not None and not unit.known)
        judged = replace(judged, confidence=max(5, judged.confidence - lost))
        self.last, self.sentence = (one, compared), self.passage.sentences[one.first]
        self.unit = unit.name if unit is not None else ""
        self.reading.targets.append(self._target(one, kind, compared, judged=judged, period=period))
        return len(self.reading.targets) - 1

    def _target(
        self, one: Mention, kind: Kind, compared: Comparison, *, judged: Verdict, period: str
    ) -> Target:
        start, end = self._span(one)
        words = self.passage.words
        return Target(
            id=f"T{len(self.reading.targets) + 1:02}",
            quote=self.reading.text[start:end],
            start=start,
            end=end,
            number_start=words[one.first].start,
            number_end=words[one.last - 1].end,
            measure=measure(self.reading.text, self.passage, one, compared.first),
            value=one.value,
            value_max=one.value_max,
            denominator=one.denominator,
            unit=kind.unit.replace("%", one.scale) if one.percent and one.scale else kind.unit,
            comparator=compared.goal,
            kind=kind.kind,
            period=period,
            scope=kind.scope,
            condition=None,
            aspiration=aspires(self.passage, one),
            baseline=one.baseline,
            confidence=judged.confidence,
            rule=judged.rule,
            clause=self.clause.id,
        )

    def _span(self, one: Mention) -> tuple[int, int]:
        """The quote of a number: its segment, or what is near it in one without end."""
        words = self.passage.words
        first, last = self.passage.segment(one.first)
        if last - first > _QUOTED:
            first, last = max(first, one.first - _QUOTED // 4), min(last, one.last + _QUOTED // 4)
        while last - 1 > first and words[last - 1].text in ";.":
            last -= 1
        return words[first].start, words[last - 1].end


_PREDICATE = frozenset(keys("có được đạt"))


def _is_units(reading: Reading, number: int) -> bool:
    return reading.targets[number].kind is TargetKind.SHARE_OF_UNITS


def _with(target: Target, condition: Condition, period: str) -> Target:
    return replace(target, condition=condition, period=period or target.period)
