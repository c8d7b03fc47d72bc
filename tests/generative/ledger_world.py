"""Does things to the real ledger, through the services where they have a say, and tells the model what was done."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests.generative.ledger_cast import (
    ELEMENTS,
    NOW,
    PEOPLE,
    RANKS,
    UNITS,
    core_change,
    core_element,
    core_level,
)
from tests.generative.model import Element, Fact
from tests.generative.model_log import Log, Place
from tests.generative.model_tree import Change
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.core.period import Month
from tiendo.services import catalogue as catalogue_services
from tiendo.services import month_figures, month_returns, months, persons, records
from tiendo.storage import catalogue, sql, tree
from tiendo.storage.ledger import read_head, writing
from tiendo.storage.persons import Named, add_persons

# Refusals that depend on what a unit is and has told: the machine asks for much that cannot be.
COMMON = {
    "request.faults", "record.level", "record.level_twice", "record.unit_closed", "record.month_closed",
    "record.coorganiser_closed", "record.coorganiser_self", "record.withdrawn", "record.no_figures",
}  # fmt: skip


class World:
    """A ledger and the model of it."""

    def __init__(self) -> None:
        self.log = Log(RANKS)
        self.requests = 0
        self.frozen: list[tuple[int, str, str, str]] = []
        with writing(now=NOW, verb="found", person="steward") as session:
            tree.define_levels(session, [core_level(key) for key in RANKS])
            catalogue.define_elements(session, [core_element(element) for element in ELEMENTS])
            tree.change_units(session, [core_change(change) for change in UNITS])
            add_persons(session, [Named(person, person) for person in PEOPLE])
        self.log.changes = [(1, change) for change in UNITS]
        self.log.elements = [(1, element) for element in ELEMENTS]

    def head(self) -> int:
        """The number of the last event."""
        with sql.snapshot() as cursor:
            return int(read_head(cursor).seq)

    def new_id(self) -> str:
        """A client-made id, the same in every run of the same history."""
        self.requests += 1
        return str(uuid.UUID(int=self.requests, version=4))

    def asked(self) -> dict[str, Any]:
        """The fields every verb takes."""
        return {"actor": SYSTEM, "request": self.new_id(), "now": NOW}

    @contextmanager
    def refusals(self, *codes: str) -> Iterator[None]:
        """Let a step be refused for one of these reasons; nothing must have happened then."""
        before = self.head()
        try:
            yield
        except Problem as problem:
            reasons = {problem.code, *(cause.code for cause in problem.causes)}
            assert reasons <= {*codes, *COMMON}, problem
            assert self.head() == before

    # The tree

    def change_units(self, *changes: Change) -> None:
        """Let things happen to units; the model says beforehand whether they can."""
        possible = self.log.takes(*changes)
        try:
            with writing(now=NOW, verb="tree", person="steward") as session:
                tree.change_units(session, [core_change(change) for change in changes])
        except Problem as problem:
            assert not possible, (problem, problem.causes)
            return
        assert possible, "the program takes changes the model refuses"
        self.log.changes += [(self.head(), change) for change in changes]

    # Records

    def add(self, fact: Fact) -> None:
        """Write an activity or an opening down."""
        given: dict[str, Any] = {
            "record": fact.record, "unit": fact.unit, "day": fact.day, "figures": figures_of(fact),
        }  # fmt: skip
        if fact.what == "opening":
            with self.refusals("record.opening_stock"):
                records.post_opening(paper="12-BC", **given, **self.asked())
                self.log.facts[fact.record, 1] = fact
                self.log.tell(self.head(), fact)
            return
        with self.refusals():
            records.add_records(
                records=[
                    given
                    | {"title": "Việc", "participants": seats_of(fact), "coorganisers": sorted(fact.joint)}
                ],
                **self.asked(),
            )
            self.log.facts[fact.record, 1] = fact

    def correct(self, old: Fact, new: Fact) -> None:
        """Say all fields of a record anew; what it says already makes no version."""
        changes: dict[str, Any] = {}
        if old.what == "nil":
            changes["elements"] = sorted(new.nils)
        else:
            gone = {key: None for (key, _), _ in old.amounts if not new.says(key)}
            changes["figures"] = {**gone, **figures_of(new)}
        if old.day is not None:
            changes["day"] = new.day
        if old.what == "activity":
            without = {key: [] for key, _ in old.named}
            changes |= {"participants": {**without, **seats_of(new)}, "coorganisers": sorted(new.joint)}
        with self.refusals("record.opening_stock"):
            state = records.correct_record(record=old.record, reason="sửa", **changes, **self.asked())
            self._keep(old, new, state.newest)

    def _keep(self, old: Fact, new: Fact, newest: int) -> None:
        new = replace(new, number=old.number)
        if new != old:
            new = replace(new, number=old.number + 1)
            self.log.facts[new.record, new.number] = new
        assert newest == new.number, (old, new, newest)

    def withdraw(self, old: Fact) -> None:
        """Take a record back."""
        with self.refusals():
            state = records.withdraw_record(record=old.record, reason="rút", **self.asked())
            assert not old.gone
            new = replace(old, amounts=(), named=frozenset(), joint=frozenset(), nils=frozenset(), gone=True)
            self._keep(old, new, state.newest)

    def month_fact(self, what: str, place: Place) -> Fact | None:
        """The newest version of the one record of a kind a unit has for a month."""
        held = (self.log.newest(record) for record in self.log.records())
        return next((f for f in held if (f.what, f.unit, f.month) == (what, *place)), None)

    def set_figures(self, place: Place, amounts: Mapping[tuple[str, str], int]) -> None:
        """Type a month's figures; elements not named keep what was typed."""
        unit, month = place
        fact = Fact("", 1, unit, "month_figure", month=month, amounts=tuple(amounts.items()))
        with self.refusals():
            state = month_figures.set_month_figure(
                unit=unit, month=Month(month), figures=figures_of(fact), reason="gõ", **self.asked()
            )
            old = self.month_fact("month_figure", place)
            if old is None:
                self.log.facts[state.record, 1] = replace(fact, record=state.record)
                return
            kept = [(key, amount) for key, amount in old.amounts if not fact.says(key[0])]
            told = tuple(sorted([*kept, *fact.amounts]))
            self._keep(old, replace(old, amounts=told, gone=False), state.newest)

    def set_nil(self, place: Place, keys: frozenset[str]) -> None:
        """Declare that nothing happened, for some elements (none named: for all)."""
        unit, month = place
        with self.refusals():
            state = month_figures.report_nil(
                unit=unit, month=Month(month), elements=sorted(keys), reason="gõ", **self.asked()
            )
            old = self.month_fact("nil", place)
            if old is None:
                fact = Fact(state.record, 1, unit, "nil", month=month, nils=keys)
                self.log.facts[state.record, 1] = fact
                return
            everything = not keys or (not old.gone and not old.nils)
            new = replace(old, nils=frozenset() if everything else old.nils | keys, gone=False)
            self._keep(old, new, state.newest)

    # Months

    def send(self, place: Place) -> None:
        """Send a month."""
        nothing = () if self.log.drafts(place) else ("month.nothing_to_send", "month.all_sent")
        with self.refusals(*nothing):
            answer = months.send_month(unit=place[0], month=Month(place[1]), **self.asked())
            self.log.send(answer.event, place)
            assert answer.state.value == self.log.state(place)

    def accept(self, place: Place) -> None:
        """Accept a month, after comparing what the approver is shown."""
        unit, month = place[0], Month(place[1])
        shown = months.month_to_accept(actor=SYSTEM, unit=unit, month=month, now=NOW)
        drawn, facts = self.log.waiting(place)
        assert {(one.record, one.version) for one in shown.records} == {(f.record, f.number) for f in facts}
        assert {int(month) for month in shown.drawn} == drawn - {place[1]}
        sent = self.log.state(place) in {"sent", "sent_again", "reopened"}
        with self.refusals(*([] if sent else ["month.not_sent"])):
            answer = months.accept_month(unit=unit, month=month, seen=shown.seen, **self.asked())
            self.log.accept(answer.event, place)
            assert answer.state.value == self.log.state(place) == "accepted"

    def send_many(self, places: Sequence[Place]) -> None:
        """Send months in one event."""
        given = [{"unit": unit, "month": Month(month)} for unit, month in places]
        with self.refusals():
            answers = months.send_months(months=given, **self.asked())
            self.log.send(answers[0].event, *places)
            assert [one.state.value for one in answers] == [self.log.state(place) for place in places]

    def accept_many(self, places: Sequence[Place]) -> None:
        """Accept months in one event, each as it is shown before."""
        given = [{"unit": unit, "month": Month(month)} for unit, month in places]
        shown = months.months_to_accept(actor=SYSTEM, months=given, now=NOW)
        seen = months.seen_of_months(actor=SYSTEM, months=given, now=NOW)
        assert seen == tuple(each.seen for each in shown)
        given = [one | {"seen": each.seen} for one, each in zip(given, shown, strict=True)]
        with self.refusals():
            answers = months.accept_months(months=given, **self.asked())
            self.log.accept(answers[0].event, *places)
            assert [one.state.value for one in answers] == ["accepted"] * len(places)

    def go_back(self, place: Place, verb: str) -> None:
        """Return a month, or reopen it: nothing that counts changes."""
        do = {"return": month_returns.return_month, "reopen": month_returns.reopen_month}[verb]
        with self.refusals():
            answer = do(unit=place[0], month=Month(place[1]), reason="xem lại", **self.asked())
            self.log.states[place] = {"return": "returned", "reopen": "reopened"}[verb]
            assert answer.state.value == self.log.state(place)

    def excuse(self, place: Place, *, excused: bool) -> None:
        """Excuse a month, or ask for it again."""
        with self.refusals():
            answer = month_returns.excuse_month(
                unit=place[0], month=Month(place[1]), reason="bão", excused=excused, **self.asked()
            )
            self.log.excuses.append((answer.event, place, excused))

    def freeze(self, unit: int, period: str, numbers: Mapping[str, int]) -> None:
        """Freeze a report; what is stored must be there unchanged in the end."""
        with self.refusals():
            state = month_returns.freeze_period(
                unit=unit, period=period, report=lambda *_: dict(numbers), **self.asked()
            )
            text = json.dumps(numbers, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
            assert state.sha256 == hashlib.sha256(text.encode()).hexdigest()
            self.frozen.append((unit, period, text, state.sha256))

    # What all depends on

    def merge(self, kept: str, merged: str) -> None:
        """Let two persons be one."""
        one, other = self.log.person(kept), self.log.person(merged)
        with self.refusals(*(["person.same"] if one == other else [])):
            answer = persons.merge_persons(kept=kept, merged=merged, **self.asked())
            assert one != other
            self.log.merges.append((answer.event, one, other))

    def set_cutoff(self, month: int, cutoff: int) -> None:
        """Let months end on another day from a month on."""
        taken = self.log.last_month() >= month
        with self.refusals(*(["calendar.month_has_facts"] if taken else [])):
            catalogue_services.set_calendar(month=Month(month), cutoff=cutoff, **self.asked())
            self.log.cutoffs.append((self.head(), month, cutoff))

    def redefine(self, element: Element) -> None:
        """Change who enters a data element, or how long a level holds."""
        with writing(now=NOW, verb="define", person="steward") as session:
            catalogue.define_elements(session, [core_element(element)])
        self.log.elements.append((self.head(), element))


def figures_of(fact: Fact) -> dict[str, dict[str, int]]:
    """Figures as services take them."""
    given: dict[str, dict[str, int]] = {}
    for (key, part), amount in fact.amounts:
        given.setdefault(key, {})[part] = amount
    return given


def seats_of(fact: Fact) -> dict[str, list[str]]:
    """Named persons as services take them."""
    given: dict[str, list[str]] = {}
    for key, person in sorted(fact.named):
        given.setdefault(key, []).append(person)
    return given


def amounts_of(
    pairs: Sequence[tuple[str, int]], parts: Mapping[str, Sequence[int]]
) -> dict[tuple[str, str], int]:
    """Amounts by element, each broken down so that no dimension's parts exceed the whole."""
    found: dict[tuple[str, str], int] = {}
    kinds = {element.key: element for element in ELEMENTS}
    for key, whole in pairs:
        found[key, ""] = whole
        for dimension in kinds[key].parts:
            left = whole
            for part, wish in zip(dimension, parts.get(key, ()), strict=False):
                found[key, part] = min(left, wish)
                left -= found[key, part]
    return dict(sorted(found.items()))
