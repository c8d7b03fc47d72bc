"""When months are told, sent back, accepted and corrected: the course of each unit's month, and the steps it makes."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tiendo.core.period import Month
from tiendo.demo import manifest
from tiendo.demo import simulation_texts as texts
from tiendo.demo.organisation import DemoUnit
from tiendo.demo.simulation import (
    ENGINE,
    FIRST_CALL,
    FULL,
    SECOND_CALL,
    SEED,
    Scale,
    Step,
    account_of,
    call_day,
    moment,
    parent_of,
    request_of,
)
from tiendo.demo.simulation_people import COURSES, merging, name_participants
from tiendo.demo.simulation_rates import habits_of
from tiendo.demo.simulation_work import Tale, tale_of

_ANSWER = {FIRST_CALL: 12, SECOND_CALL: 27}
"""Days on which what was told on a call is answered."""

_STORIES = ((20, "return"), (30, "correct"), (37, "withdraw"), (39, "reopen"))
_HELD = 79
"""Bounds of a lot out of a thousand for what becomes of a month, and for one whose answer is put off."""

_OWN_PEOPLE = date(2024, 11, 15)
"""From this day on units' own people are seen at work, one by one; before, the engine acts for them in batches."""


@dataclass
class Course:
    """What becomes of a unit's month: told on a day (None: never), answered on another, with a story perhaps."""

    tale: Tale
    told: date | None
    answered: date | None
    story: str = ""


def simulate(seed: str = SEED, scale: Scale = FULL) -> list[Step]:
    """All steps of the work of a scale (the whole of it by default), in the order they are taken."""
    course = _Courses(seed, scale)
    return sorted(course.steps(), key=lambda step: step.order)


class _Courses:
    """The courses of all units' months."""

    def __init__(self, seed: str, scale: Scale) -> None:
        self.seed, self.scale = seed, scale
        self.made: list[Step] = []

    def steps(self) -> list[Step]:
        """The steps of all units' months and of what lies beside them."""
        told: dict[tuple[date, Month], list[Tale]] = defaultdict(list)
        answered: dict[tuple[date, Month], list[Tale]] = defaultdict(list)
        planted = manifest.plants(self.scale)
        for unit in self.scale.units():
            for month in self.scale.first.through(self.scale.last):
                place = (unit.code, month)
                course = self.course(unit, month, planted=place in planted or place in COURSES)
                manifest.plant(course.tale, planted.get(place, ()), self.seed)
                if course.told is None or course.told > self.scale.last_day:
                    self.silent(course.tale)
                    continue
                self.made += name_participants(course.tale, self.seed)
                self.play(course)
                told[course.told, month].append(course.tale)
                if course.answered is not None and course.answered <= self.scale.last_day:
                    answered[course.answered, month].append(course.tale)
        # One event for each month told on a day: posting reads what stands in all units and months of an event.
        for (day, _), tales in told.items():
            self.tell(day, tales)
        for (day, _), tales in answered.items():
            self.answer(day, tales)
        self.move()
        return [*self.made, *merging(self.scale, self.seed)]

    # One month

    def course(self, unit: DemoUnit, month: Month, *, planted: bool) -> Course:
        """When a month is told and answered, and what else becomes of it."""
        rng = Random(f"{self.seed}/course/{unit.code}/{month}")  # noqa: S311 - a simulation, nothing secret
        tale, lot = tale_of(unit, month, self.seed), int(rng.random() * 1000)
        call = self.call(unit, month, rng, planted=planted)
        if call is None:
            return Course(tale, None, None)
        answered = self.answer_day(call)
        if planted or unit.level == "province":
            return Course(tale, call, answered)
        story = next((story for bound, story in _STORIES if lot < bound), "")
        if not story and lot < _HELD:
            answered = self.answer_day(answered)
        return Course(tale, call, answered, story)

    def call(self, unit: DemoUnit, month: Month, rng: Random, *, planted: bool) -> date | None:
        """The day a month is told on; None when it never is."""
        habits, lot, wait = habits_of(unit, self.seed), int(rng.random() * 100), int(rng.random() * 3)
        if month == self.scale.last:
            eager = habits.on_time >= 96 and lot < 55
            return self.scale.last_day - timedelta(days=1) if eager else None
        if planted or lot < habits.on_time or unit.level == "province":
            return call_day(month, FIRST_CALL)
        if lot < habits.on_time + habits.late:
            return call_day(month, SECOND_CALL)
        late = lot < habits.on_time + habits.late + habits.very_late
        return call_day(month, SECOND_CALL, 1 + wait) if late else None

    @staticmethod
    def answer_day(day: date) -> date:
        """The next day on which months are answered, after a day."""
        if day.day < _ANSWER[FIRST_CALL]:
            return day.replace(day=_ANSWER[FIRST_CALL])
        if day.day < _ANSWER[SECOND_CALL]:
            return day.replace(day=_ANSWER[SECOND_CALL])
        return call_day(Month.of(day.year, day.month), _ANSWER[FIRST_CALL])

    # Stories

    def play(self, course: Course) -> None:
        """Make the steps of a month's story, which puts its acceptance off where it was sent back."""
        if not course.story or course.answered is None or course.answered > self.scale.last_day:
            return
        rng = Random(f"{self.seed}/story/{course.tale.unit.code}/{course.tale.month}")  # noqa: S311
        getattr(self, f"_{course.story}")(course, rng)

    def _return(self, course: Course, rng: Random) -> None:
        tale, day = course.tale, course.answered
        true = tale.figures.get("children_supported")
        if day is None or not isinstance(true, int) or not true or tale.unit.level == "province":
            return
        tale.figures["children_supported"] = true * 10
        above = account_of(parent_of(tale.unit, self.scale, day))
        reason = texts.marked(texts.pick(rng, texts.RETURNED))
        self.single(day, 10, "return_month", above, tale, {"reason": reason})
        mended = day + timedelta(days=3)
        if mended > self.scale.last_day:
            course.answered = None
            return
        figures = {"children_supported": true}
        self.single(mended, 9, "set_month_figure", "", tale, {"figures": figures, "reason": reason})
        self.single(mended, 10, "send_month", "", tale, {})
        course.answered = self.answer_day(mended)

    def _correct(self, course: Course, rng: Random) -> None:
        tale, day = course.tale, course.answered
        told = next((r for r in tale.records if "children_supported" in r["figures"]), None)
        if told is None or day is None:
            return
        later = day + timedelta(days=20 + int(rng.random() * 150))
        figures = {"children_supported": told["figures"]["children_supported"] + 1 + int(rng.random() * 9)}
        reason = texts.marked(texts.pick(rng, texts.CORRECTED))
        self.again(
            tale, later, "correct_record", {"record": told["record"], "figures": figures, "reason": reason}
        )

    def _withdraw(self, course: Course, rng: Random) -> None:
        tale, day = course.tale, course.answered
        if not tale.records or day is None:
            return
        later = day + timedelta(days=10 + int(rng.random() * 60))
        reason = texts.marked(texts.pick(rng, texts.WITHDRAWN))
        self.again(tale, later, "withdraw_record", {"record": tale.records[-1]["record"], "reason": reason})

    def _reopen(self, course: Course, rng: Random) -> None:
        tale, day = course.tale, course.answered
        told = tale.figures.get("career_counselling")
        if day is None or not isinstance(told, int) or not told:
            return
        later = day + timedelta(days=30 + int(rng.random() * 60))
        if later > self.scale.last_day:
            return
        above = account_of(parent_of(tale.unit, self.scale, later))
        reason = texts.marked(texts.pick(rng, texts.REOPENED))
        self.single(later, 9, "reopen_month", above, tale, {"reason": reason})
        what = {"figures": {"career_counselling": told + 3}, "reason": reason, **_named(tale)}
        self.again(tale, later + timedelta(days=1), "set_month_figure", what)

    def silent(self, tale: Tale) -> None:
        """A month nobody tells: an island may be excused, and at the very end some have written but not sent."""
        lot = int(Random(f"{self.seed}/silent/{tale.unit.code}/{tale.month}").random() * 100)  # noqa: S311
        month, unit = tale.month, tale.unit
        if month == self.scale.last and lot < 15:
            self._write(self.scale.last_day - timedelta(days=2), [tale], account_of(unit.code))
        elif unit.island and month + 1 < self.scale.last and lot < 35:
            day = call_day(month, _ANSWER[SECOND_CALL])
            above = account_of(parent_of(unit, self.scale, day))
            self.single(day, 9, "excuse_month", above, tale, {"reason": texts.marked(texts.EXCUSED)})

    def again(self, tale: Tale, day: date, verb: str, what: dict[str, Any]) -> None:
        """A correction after acceptance: told, sent again, and accepted at the next occasion."""
        accepted = self.answer_day(day)
        if day > self.scale.last_day:
            return
        by = account_of(tale.unit.code)
        self.step(moment(day, 14), 0, verb, by, what, key=f"{tale.unit.code}/{tale.month}")
        self.single(day, 15, "send_month", "", tale, {})
        if accepted <= self.scale.last_day:
            above = account_of(parent_of(tale.unit, self.scale, accepted))
            self.single(accepted, 16, "accept_month", above, tale, {})

    def single(self, day: date, hour: int, verb: str, by: str, tale: Tale, what: dict[str, Any]) -> None:  # noqa: PLR0917
        """A step about one unit's month, by its own people unless another account is named."""
        named = {"unit": tale.unit.code, "month": tale.month, **what}
        by = by or account_of(tale.unit.code)
        self.step(moment(day, hour), 0, verb, by, named, key=f"{tale.unit.code}/{tale.month}")

    # Batches

    def tell(self, day: date, tales: list[Tale]) -> None:
        """What is told on a day: written down and sent, in batches or by each unit's own people."""
        if day < _OWN_PEOPLE or self.scale.districts:
            self._tell(day, tales, ENGINE)
            return
        for tale in tales:
            self._tell(day, [tale], account_of(tale.unit.code))

    def _tell(self, day: date, tales: list[Tale], by: str) -> None:
        self._write(day, tales, by)
        months = [_named(tale) for tale in tales]
        at, key = moment(day, 16), f"{tales[0].month}/{by}"
        self.step(at, 4, "send_months", by, {"months": months}, key=key)

    def _write(self, day: date, tales: list[Tale], by: str) -> None:
        at, key = moment(day, 16), f"{tales[0].month}/{by}"
        records = [record for tale in tales for record in tale.records]
        figures = [_named(tale, figures=tale.figures) for tale in tales if tale.figures]
        nils = [_named(tale, elements=tale.nils) for tale in tales if tale.nils or tale.nothing]
        if records:
            self.step(at, 1, "add_records", by, {"records": records}, key=key)
        if figures:
            self.step(at, 2, "set_month_figures", by, {"months": figures}, key=key)
        if nils:
            self.step(at, 3, "report_nils", by, {"months": nils}, key=key)

    def answer(self, day: date, tales: list[Tale]) -> None:
        """What is accepted on a day, by the engine or by the people above each unit."""
        groups: dict[str, list[Tale]] = defaultdict(list)
        for tale in tales:
            own = day >= _OWN_PEOPLE
            groups[account_of(parent_of(tale.unit, self.scale, day)) if own else ENGINE].append(tale)
        for by, some in groups.items():
            months = [_named(tale) for tale in some]
            self.step(moment(day, 9), 5, "accept_months", by, {"months": months}, key=f"{some[0].month}/{by}")

    def move(self) -> None:
        """The units that move."""
        for move in self.scale.moves:
            what = {"unit": move.unit, "parent": move.to, "day": move.day, "name": move.name}
            self.step(moment(move.day, 8), 0, "move_unit", "quantri", what, key=move.unit)

    def step(self, at: Any, rank: int, verb: str, by: str, what: dict[str, Any], *, key: str) -> None:  # noqa: PLR0917
        """One more step, its request named by verb, moment and key."""
        lists = [value for value in what.values() if isinstance(value, list)]
        size = max([1, *map(len, lists)])
        request = request_of(self.seed, verb, at, key)
        self.made.append(Step(at, rank, verb, by, request, what, size))


def _named(tale: Tale, **more: Any) -> dict[str, Any]:
    return {"unit": tale.unit.code, "month": tale.month, **more}
