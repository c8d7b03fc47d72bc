"""Whatever happens, in time or late, in whatever order: the ledger says what a small obvious model says.

Hypothesis makes up histories; after some steps and at the end everything is held against `model.py`, on both engines.
"""

from __future__ import annotations

import os
import random
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from datetime import date
from typing import Any

import hypothesis.strategies as st
from hypothesis import settings
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.generative import ledger_again, ledger_checks, ledger_end, ledger_kept
from tests.generative.ledger_cast import (
    CODES,
    DAYS,
    LOW,
    PEOPLE,
    QUARTERS,
    RANKS,
    SEX,
    STOCKS,
)
from tests.generative.ledger_tellings import Telling, days, months, picks, some, tellings
from tests.generative.ledger_world import World, amounts_of
from tests.generative.model import BOOKS, Element, Fact
from tests.generative.model_tree import Change


class Histories(RuleBasedStateMachine):
    """One history of one ledger."""

    every = 5
    """After how many steps the tables are looked at."""

    def __init__(self) -> None:
        super().__init__()
        self.open_database = ExitStack()
        self.steps = 0
        self.sound = True
        self.moments: dict[int, dict[str, Any]] = {}

    @initialize(
        seed=st.integers(0, 2**16), again=st.booleans(),
        cutoff=st.sampled_from([0, 15, 28]), month=months, first=st.lists(tellings, max_size=8), both=st.booleans(),
    )  # fmt: skip
    def found(
        self, *, seed: int, again: bool, cutoff: int, month: int, first: list[Telling], both: bool
    ) -> None:
        self.chance, self.again = random.Random(seed), again
        self.open_database.enter_context(self.database())
        self.world = World()
        if cutoff:
            self.world.set_cutoff(month, cutoff)
        self.tell(first)
        self.send_all()
        if both:
            self.accept(0, whole=True)

    def teardown(self) -> None:
        with self.open_database:
            if self.steps and self.sound:
                held = ledger_end.check_all(self.world, self.moments, self.chance)
                if self.again:
                    self.tell_again(held)

    def tell_again(self, held: dict[str, Any]) -> None:
        versions = ledger_again.versions_told()
        with self.database():
            other = ledger_again.tell_again(self.log, versions, self.chance)
            for book, sums in held.items():
                for name, wanted in sums.items():
                    assert other[book][name] == wanted, (book, name)

    @invariant()
    def tables_are_right(self) -> None:
        self.steps += 1
        if self.steps % self.every == 0:
            self.sound = False
            ledger_checks.check_tables(self.world.log)
            ledger_kept.check_kept(self.world.log)
            self.moments[self.world.head()] = ledger_end.remembered()
            self.sound = True

    def database(self) -> AbstractContextManager[Any]:
        """Give a fresh database."""
        raise NotImplementedError

    # Whom and what

    @property
    def log(self) -> Any:
        return self.world.log

    def unit(self, pick: int, *, first: int = 1) -> int:
        units = [unit for unit in self.log.days().units() if unit >= first]
        return units[pick % len(units)]

    def new_unit(self) -> int:
        return max(self.log.days().units()) + 1

    def suits(self, unit: int, day: date | None, amounts: list[tuple[str, int]]) -> list[tuple[str, int]]:
        """Those elements a unit enters on a day, most of the time."""
        now = None if day is None else self.log.days().state(unit, day)
        elements = self.log.picture("reported").elements
        fit = [pair for pair in amounts if now is not None and now.level in elements[pair[0]].levels]
        return fit or [("trees", amount) for _, amount in amounts[:1]]

    def after_all(self, unit: int, day: date, soon: bool) -> date:
        """A day on which a unit may close for all that it has told: the first after its last fact, or the day."""
        facts = [fact for book in BOOKS for fact in self.log.live(book).values() if fact.unit == unit]
        tree = self.log.days()
        told = [fact.day or tree.first_day(fact.month or 0) for fact in facts if not fact.gone]
        later = [each for each in sorted(DAYS) if each > max(told, default=date.max)]
        return later[0] if soon and later else day

    # The tree

    @rule(pick=picks, place=picks, day=days, code=st.sampled_from(CODES), level=st.sampled_from(list(RANKS)))
    def open(self, *, pick: int, place: int, day: date, code: str, level: str) -> None:
        parent = self.unit(place)
        now = self.log.days().state(parent, day)
        fitting = [key for key, rank in RANKS.items() if now is not None and rank > RANKS[now.level]]
        level = level if level in fitting or not fitting else fitting[pick % len(fitting)]
        self.world.change_units(Change("open", self.new_unit(), day, code, f"Đơn vị {code}", level, parent))

    @rule(pick=picks, day=days, code=st.sampled_from(["", *CODES]))
    def rename(self, pick: int, day: date, code: str) -> None:
        self.world.change_units(Change("rename", self.unit(pick), day, code, "Tên mới"))

    @rule(pick=picks, place=picks, day=days, level=st.sampled_from(["", "", "", *RANKS]))
    def move(self, pick: int, place: int, day: date, level: str) -> None:
        self.world.change_units(
            Change("move", self.unit(pick, first=2), day, level=level, parent=self.unit(place))
        )

    @rule(
        picked=st.lists(picks, min_size=1, max_size=2),
        into=picks,
        day=days,
        new=st.booleans(),
        soon=st.booleans(),
    )
    def merge(self, *, picked: list[int], into: int, day: date, new: bool, soon: bool) -> None:
        closing = sorted({self.unit(pick, first=2) for pick in picked})
        day = max(self.after_all(unit, day, soon) for unit in closing)
        state = self.log.days().state(closing[0], day)
        changes = []
        if new and state is not None:
            receiver = self.new_unit()
            changes.append(Change("open", receiver, day, state.code, "Hợp nhất", state.level, state.parent))
        else:
            receiver = self.unit(into, first=2)
        ends = [Change("close", unit, day, successors=((receiver, ()),)) for unit in closing]
        self.world.change_units(*changes, *ends, *self.children_of(closing, receiver, day))

    @rule(
        pick=picks, ones=st.lists(picks, min_size=2, max_size=3), day=days,
        weights=st.lists(st.integers(0, 5), min_size=6, max_size=6), new=st.booleans(),
        soon=st.booleans(),
    )  # fmt: skip
    def split(
        self, *, pick: int, ones: list[int], day: date, weights: list[int], new: bool, soon: bool
    ) -> None:
        unit = self.unit(pick, first=2)
        day = self.after_all(unit, day, soon)
        receivers = list(dict.fromkeys(self.unit(one, first=2) for one in ones))
        state = self.log.days().state(unit, day)
        changes = []
        if new and state is not None:
            receivers[0] = self.new_unit()
            changes.append(Change("open", receivers[0], day, state.code, "Tách", state.level, state.parent))
        stated = [
            tuple((key, weights[2 * n + m]) for m, key in enumerate(STOCKS) if weights[2 * n + m] != 1)
            for n in range(len(receivers))
        ]
        changes.append(Change("close", unit, day, successors=tuple(zip(receivers, stated, strict=True))))
        self.world.change_units(*changes, *self.children_of([unit], receivers[0], day))

    @rule(pick=picks, heir=picks, day=days, named=st.booleans(), soon=st.booleans())
    def close(self, *, pick: int, heir: int, day: date, named: bool, soon: bool) -> None:
        unit = self.unit(pick, first=2)
        day = self.after_all(unit, day, soon)
        state = self.log.days().state(unit, day)
        place = self.unit(heir) if named else (state.parent if state else None)
        end = Change("close", unit, day, heir=place if named else None)
        self.world.change_units(end, *self.children_of([unit], place, day))

    def children_of(self, closing: list[int], to: int | None, day: date) -> list[Change]:
        """Moves of what hangs under units that close and does not close itself."""
        tree = self.log.days()
        children = [child for unit in closing for child in tree.children(unit, day) if child not in closing]
        return [Change("move", child, day, parent=to) for child in children if to is not None]

    # What is told

    def told_units(self, pick: int, day: date) -> int:
        tree = self.log.days()
        units = [unit for unit in tree.units() if unit > 1 and tree.state(unit, day) is not None]
        return units[pick % len(units)] if units else 2

    def tell(self, given: list[Telling]) -> None:
        for one in given:
            getattr(self, f"tell_{one.what}")(one)

    def amounts(self, unit: int, day: date | None, one: Telling) -> dict[tuple[str, str], int]:
        given = self.suits(unit, day, one.given)
        return amounts_of(given, {key: one.broken for key, _ in given})

    def tell_activity(self, one: Telling) -> None:
        unit = self.told_units(one.pick, one.day)
        others = frozenset({self.told_units(pick, one.day) for pick in one.joint} - {unit})
        amounts = tuple(self.amounts(unit, one.day, one).items())
        fact = Fact(self.world.new_id(), 1, unit, "activity", one.day, None, amounts, one.people, others)
        self.world.add(fact)

    def tell_opening(self, one: Telling) -> None:
        unit = self.told_units(one.pick, one.day)
        given = [pair for pair in one.given if pair[0] not in STOCKS] or [("trees", 3)]
        amounts = amounts_of(given, {key: one.broken for key, _ in given})
        fact = Fact(self.world.new_id(), 1, unit, "opening", one.day, None, tuple(amounts.items()))
        self.world.add(fact)

    def tell_month_figure(self, one: Telling) -> None:
        tree = self.log.days()
        unit, month = self.told_units(one.pick, one.day), tree.month_of(one.day)
        self.world.set_figures((unit, month), self.amounts(unit, tree.last_open(unit, month), one))

    def tell_nil(self, one: Telling) -> None:
        tree = self.log.days()
        unit, month = self.told_units(one.pick, one.day), tree.month_of(one.day)
        fit = self.suits(unit, tree.last_open(unit, month), one.given) if one.broken[0] else []
        self.world.set_nil((unit, month), frozenset(key for key, _ in fit))

    @rule(given=some)
    def draft(self, given: list[Telling]) -> None:
        self.tell(given)

    @rule(given=some)
    def tell_and_send(self, given: list[Telling]) -> None:
        self.tell(given)
        self.send_all()

    @rule(given=some)
    def tell_and_accept(self, given: list[Telling]) -> None:
        self.tell(given)
        self.send_all()
        self.accept(given[0].pick, whole=True)

    def record(self, pick: int, whats: set[str]) -> Fact | None:
        facts = [self.log.newest(record) for record in self.log.records()]
        facts = [fact for fact in facts if fact.what in whats]
        return facts[pick % len(facts)] if facts else None

    @precondition(lambda self: self.log.facts)
    @rule(one=tellings, stays=st.booleans(), sends=st.booleans())
    def correct(self, one: Telling, stays: bool, sends: bool) -> None:
        old = self.record(one.pick, {"activity", "opening", "nil"})
        if old is None:
            return
        if old.what == "nil":
            self.world.correct(old, replace(old, nils=frozenset(key for key, _ in one.given), gone=False))
        else:
            day = (old.day or one.day) if stays else one.day
            amounts, people = self.amounts(old.unit, day, one), one.people
            if old.what == "opening":
                people = frozenset()
                amounts = {pair: amount for pair, amount in amounts.items() if pair[0] not in STOCKS}
            new = replace(old, day=day, amounts=tuple(amounts.items()), named=people, gone=False)
            self.world.correct(old, new)
        if sends:
            self.send_all()

    @precondition(lambda self: self.log.facts)
    @rule(pick=picks)
    def withdraw(self, pick: int) -> None:
        old = self.record(pick, {"activity", "opening", "nil", "month_figure"})
        if old is not None:
            self.world.withdraw(old)

    # Months

    def places(self, wanted: set[str]) -> list[tuple[int, int]]:
        return sorted(place for place, state in self.log.states.items() if state in wanted)

    def unsent(self) -> list[tuple[int, int]]:
        sent = self.log.live("reported")
        newest = [self.log.newest(record) for record in self.log.records()]
        waiting = [fact for fact in newest if sent.get(fact.record) is not fact]
        waiting = [fact for fact in waiting if fact.record in sent or not fact.gone]
        touched = [*waiting, *(sent[fact.record] for fact in waiting if fact.record in sent)]
        return sorted({(fact.unit, self.log.month(fact)) for fact in touched})

    def send_all(self) -> None:
        for place in self.unsent():
            self.world.send(place)

    @precondition(lambda self: self.log.facts)
    @rule(pick=picks)
    def send(self, pick: int) -> None:
        places = self.unsent()
        if places:
            self.world.send(places[pick % len(places)])

    @precondition(lambda self: self.log.facts)
    @rule(accepts=st.booleans())
    def send_together(self, accepts: bool) -> None:
        places = [place for place in self.unsent() if self.log.drafts(place)]
        if places:
            self.world.send_many(places)
        waiting = self.places({"sent", "sent_again", "reopened"})
        if accepts and waiting:
            self.world.accept_many(waiting)

    @precondition(lambda self: self.log.states)
    @rule(pick=picks, whole=st.booleans())
    def accept(self, pick: int, whole: bool) -> None:
        places = self.places({"sent", "sent_again", "reopened"})
        if places:
            turned = places[pick % len(places) :] + places[: pick % len(places)]
            for place in turned if whole else turned[:1]:
                if self.log.state(place) != "accepted":
                    self.world.accept(place)

    @precondition(lambda self: self.log.states)
    @rule(pick=picks, verb=st.sampled_from(["return", "reopen"]))
    def go_back(self, pick: int, verb: str) -> None:
        places = self.places({"accepted"} if verb == "reopen" else {"sent", "sent_again"})
        if places:
            self.world.go_back(places[pick % len(places)], verb)

    # What stands beside, and what all depends on

    @rule(
        what=st.sampled_from(["excuse", "merge", "merge", "cutoff", "redefine", "ask", "define", "freeze"]),
        pick=picks, other=picks, month=months,
    )  # fmt: skip
    def aside(self, what: str, pick: int, other: int, month: int) -> None:
        getattr(self, f"aside_{what}")(pick, other, month)

    def aside_excuse(self, pick: int, other: int, month: int) -> None:
        self.world.excuse((self.unit(pick), month), excused=other % 3 > 0)

    def aside_merge(self, pick: int, other: int, month: int) -> None:
        self.world.merge(PEOPLE[pick % len(PEOPLE)], PEOPLE[other % len(PEOPLE)])

    def aside_cutoff(self, pick: int, other: int, month: int) -> None:
        self.world.set_cutoff(month, [15, 28, 31][pick % 3])

    def aside_redefine(self, pick: int, other: int, month: int) -> None:
        held = list(self.log.picture("reported").elements.values())
        element, level = held[pick % len(held)], list(RANKS)[other % len(RANKS)]
        levels = frozenset(element.levels ^ {level}) or element.levels
        self.world.redefine(replace(element, restate=[1, 3, 12][month % 3], levels=levels))

    def aside_ask(self, pick: int, other: int, month: int) -> None:
        held = [e for e in self.log.picture("reported").elements.values() if not e.cumulative]
        element = held[pick % len(held)]
        months, ends = [(1, frozenset(range(12))), (3, QUARTERS), (12, frozenset({11}))][other % 3]
        self.world.redefine(replace(element, months=months, ends=ends))

    def aside_define(self, pick: int, other: int, month: int) -> None:
        """A further element, or further parts of one there is."""
        if pick % 2:
            self.world.redefine(Element("later", "flow", LOW, parts=(SEX,)))
        else:
            held = self.log.picture("reported").elements["trained"]
            self.world.redefine(replace(held, parts=(("sex:f", "sex:m", "sex:x"),)))

    def aside_freeze(self, pick: int, other: int, month: int) -> None:
        self.world.freeze(self.unit(pick), "2023-Q4", {"cây": other})


def test_the_ledger_says_what_the_model_says(engine: str, database_factory: Any) -> None:
    class Here(Histories):
        def database(self) -> Any:
            return database_factory.fresh(engine)

    heavy = os.environ.get("TIENDO_HYPOTHESIS") == "heavy"
    chosen = settings(max_examples=40 if heavy else 14, stateful_step_count=60 if heavy else 25)
    run_state_machine_as_test(Here, settings=chosen)
