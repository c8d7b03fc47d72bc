"""The organisation at work: who sends and accepts for its lowest units, and the verbs as their own people use them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any

from benchmarks import filling
from benchmarks.organisation import (
    FIRST,
    LAST,
    LEVELS,
    NOW,
    BenchUnit,
    asked,
    document,
    figures,
    found,
    request,
)
from tiendo.core.access import Actor
from tiendo.core.indicator import elements_of
from tiendo.core.period import Month
from tiendo.core.plan_document import plan_of
from tiendo.services import accounts, month_figures, months
from tiendo.storage import accounts as stored
from tiendo.storage import ledger
from tiendo.storage.accounts import StoredGrant
from tiendo.storage.rules import Catalogue

_TOGETHER = 500
"""Months taken as one event where that is not what is measured."""


class Stage:
    """A filled term but for its last month, which the highest units have told already; the lowest have not."""

    def __init__(
        self,
        size: str,
        *,
        sealed: bool,
        done: Callable[[str], object] = lambda _: None,
        filled: Sequence[Month] | None = None,
    ) -> None:
        self.units = found(size)
        done("units")
        self.figures = filling.fill(
            self.units, FILLED if filled is None else filled, sealed=sealed, done=done
        )
        self.catalogue: Catalogue = filling.read_rules()
        parents = {unit.parent for unit in self.units}
        self.bottom = [unit for unit in self.units if unit.code not in parents]
        self.actors = self._employ()
        done("accounts")
        self._tell_above()
        self._again = 0

    def _employ(self) -> dict[str, Actor]:
        """People above the lowest units, each of whom sends and accepts for those below: a few dozen grants."""
        above = sorted({unit.parent for unit in self.bottom if unit.parent})
        day = NOW.date() - timedelta(days=1_500)
        with ledger.writing(now=NOW, verb="create_account", person=filling.AUTHOR) as session:
            for code in above:
                stored.create_account(session, person=code, username=code, name=code, password_hash="!")  # noqa: S106 - nobody logs in
                held = [("reviewer", code), *(("sender", u.code) for u in self.bottom if u.parent == code)]
                for role, at in held:
                    place = (code, role, self.unit_id(at), ())
                    stored.grant_role(
                        session, StoredGrant(request("grant", code, role, at), *place, day, None)
                    )
        return {code: accounts.actor_of(code, NOW) for code in above}

    def unit_id(self, code: str) -> int:
        """The unit's number in the ledger."""
        return self.catalogue.tree.find(code, NOW.date())

    def elements(self) -> list[int]:
        """The numbers of the elements that targets are made of."""
        plan = plan_of(document(), ranks=dict(LEVELS))
        keys = {key for target in plan.targets for key in elements_of(target.indicator)}
        return sorted(self.catalogue.numbers[key] for key in keys)

    def amounts(self, unit: BenchUnit, month: Month = LAST) -> dict[int, int]:
        """What a unit tells of a month, by the number of each element."""
        told = figures(unit, month, self.catalogue.elements)
        return {self.catalogue.numbers[key]: amount for key, amount in told.items()}

    def _tell_above(self) -> None:
        lowest = {unit.code for unit in self.bottom}
        some = [unit for unit in self.units if unit.code not in lowest]
        told = [
            {"unit": u.code, "month": LAST, "figures": figures(u, LAST, self.catalogue.elements)}
            for u in some
        ]
        month_figures.set_month_figures(months=told, **asked("above"))
        months.send_months(months=[named(unit) for unit in some], **asked("above sent"))
        self.accept_all(some)

    def accept_all(self, some: Sequence[BenchUnit]) -> None:
        """Accept the last month of units in large batches."""
        for at in range(0, len(some), _TOGETHER):
            asked_for = [named(unit) for unit in some[at : at + _TOGETHER]]
            how = asked("accept", some[at].code)
            shown = months.months_to_accept(actor=how["actor"], months=asked_for, now=NOW)
            seen = [{**one, "seen": look.seen} for one, look in zip(asked_for, shown, strict=True)]
            months.accept_months(months=seen, **how)

    # One unit's own people

    def by(self, unit: BenchUnit, *about: object) -> dict[str, Any]:
        """Who acts for a unit, and under which request."""
        return {"actor": self.actors[str(unit.parent)], "request": request(*about, unit.code), "now": NOW}

    def type(self, unit: BenchUnit) -> object:
        """Type the last month's figures."""
        told = figures(unit, LAST, self.catalogue.elements)
        return month_figures.set_month_figure(**named(unit), figures=told, **self.by(unit, "type"))

    def send(self, unit: BenchUnit) -> object:
        """Send the last month."""
        return months.send_month(**named(unit), **self.by(unit, "send"))

    def seen(self, unit: BenchUnit) -> str:
        """What the one who accepts is shown."""
        return months.month_to_accept(actor=self.actors[str(unit.parent)], **named(unit), now=NOW).seen

    def accept(self, unit: BenchUnit, seen: str) -> object:
        """Accept the last month."""
        return months.accept_month(**named(unit), seen=seen, **self.by(unit, "accept"))

    def move_head(self) -> None:
        """Another unit corrects its month and sends it, so that what was kept is out of date."""
        self._again += 1
        unit = self.bottom[self._again % len(self.bottom)]
        about = ("again", self._again)
        more: dict[str, Any] = {"figures": {"trees_planted": 1_000 + self._again}, "reason": "again"}
        month_figures.set_month_figure(**named(unit), **more, **self.by(unit, *about, "type"))
        months.send_month(**named(unit), **self.by(unit, *about, "send"))


FILLED = [month for month in FIRST.through(LAST) if month != LAST]


def named(unit: BenchUnit) -> dict[str, Any]:
    """A unit's last month, as verbs name it."""
    return {"unit": unit.code, "month": LAST}
