"""What the deciding engine asks of whoever adds up: the ledger's balances, or the slow and obvious model in memory."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, MutableMapping
from typing import Any, NamedTuple, Protocol

from tiendo.core.coverage import Coverage
from tiendo.core.indicator import Judged
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Window
from tiendo.core.posting import Rules


class Contribution(NamedTuple):
    """What entered a unit's total through one child (or its own work), with that child's coverage."""

    amount: int
    coverage: Coverage


class Part(NamedTuple):
    """One unit's own work in a window, as far as it lies under the unit asked.

    `known`: every expected cell is told; for a stock, the level is confirmed or not asked of this unit (its cells
    do not matter then, and are left out).
    """

    amount: int
    coverage: Coverage
    known: bool


class Work(NamedTuple):
    """What a unit is judged on: its set of work, and whether all of it has been heard of."""

    amount: int
    known: bool


OWN = 0
"""Key of a unit's own work among its contributions; no unit has the id 0."""


class SumsKey(NamedTuple):
    """Names something worked out on a unit's sums in a window; it may be kept as long as these stand."""

    what: Hashable
    elements: tuple[str, ...]
    unit: UnitId
    window: Window
    over: bool = False


class Readings(Protocol):
    """Sums over one book at one head. All windows are already cut at the day looked at.

    For a stock every amount is its level on the window's last day.
    """

    @property
    def worked_out(self) -> MutableMapping[SumsKey, Any]:
        """Outcomes, and what else has been worked out on these very sums already."""

    @property
    def rules(self) -> Rules:
        """Elements, calendar and tree these sums are based on."""

    def contributions(self, unit: UnitId, element: str, window: Window) -> Mapping[UnitId, Contribution]:
        """Sums by the child they entered through; own work under OWN. Their total is the unit's value."""

    def named(self, unit: UnitId, element: str, window: Window) -> int:
        """Distinct named persons in a unit's subtree."""

    def parts(self, unit: UnitId, element: str, window: Window) -> Mapping[UnitId, Part]:
        """Own work, openings included, of every unit that entered or owes something under `unit` in the window."""

    def named_over(self, unit: UnitId, element: str, window: Window, *, units: Collection[UnitId]) -> int:
        """Distinct named persons of some units' own work, as far as it lies under `unit`."""

    def works(self, units: Mapping[UnitId, Judged], element: str, window: Window) -> Mapping[UnitId, Work]:
        """The work each of `units` is judged on: hosted or co-organised, by it, its predecessors or those below."""
