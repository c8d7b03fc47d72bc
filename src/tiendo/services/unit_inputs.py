"""What callers say about units that change, read, then found in the tree: openings, receivers, places of children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tiendo.core import orgunit
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitChange, UnitId
from tiendo.formats.wording import NamedUnit
from tiendo.services.gate import unit_at
from tiendo.services.given import KEY, NAME, Given, refuse
from tiendo.services.writing import View
from tiendo.storage.ledger import read_head

_MOST = 1_000


@dataclass(frozen=True)
class Opening:
    """A unit to be opened, as given."""

    given: Given
    code: str
    name: str
    level: str
    parent: int | str | None
    day: date | None

    @property
    def sound(self) -> bool:
        """Whether all of it could be read."""
        return bool(self.code and self.name and self.level and self.parent is not None and self.day)

    def content(self) -> list[Any]:
        """What was given, as plain data."""
        return [self.code, self.name, self.level, self.parent, self.day]

    def changes(self, unit: UnitId, parent: UnitId | None) -> list[UnitChange]:
        """The change it makes, under the id the unit gets."""
        assert self.day is not None
        return orgunit.open_unit(
            unit, self.day, code=self.code, name=self.name, level=self.level, parent=parent
        )


Named = int | str | Opening | None
"""A unit as given, or one opened by the same event."""


def read_opening(given: Given, day: date | None = None) -> Opening:
    """A unit to be opened: code, name, level, parent, and its day unless all have the same."""
    opening = Opening(
        given,
        given.text("code", KEY, needed=True),
        given.text("name", NAME, needed=True),
        given.text("level", KEY, needed=True),
        given.unit("parent", needed=True),
        given.day("day") if day is None else day,
    )
    given.no_more()
    return opening


def read_units(given: Given, field: str) -> list[int | str]:
    """A list of units, each once."""
    found: list[int | str] = []
    for number, item in enumerate(given.items(field, _MOST, needed=True)):
        one = given.part({"unit": item}, f"{field}[{number}]").unit("unit", needed=True)
        if one in found:
            given.fault("input.twice", field=f"{field}[{number}]", value=str(one))
        elif one is not None:
            found.append(one)
    return found


def read_places(given: Given, field: str = "children_to") -> list[tuple[int | str, int | str]]:
    """Where children go, as {child: place}."""
    found = []
    value = given.data.get(field)
    for child, place in value.items() if isinstance(value, Mapping) else ():
        one = given.part({"child": child, "place": place}, field)
        pair = one.unit("child", needed=True), one.unit("place", needed=True)
        if pair[0] is not None and pair[1] is not None:
            found.append((pair[0], pair[1]))
    given.mapping(field, _MOST)
    return found


def read_receiver(given: Given, field: str, day: date | None) -> Named:
    """A unit that receives: one there is, or a mapping of one to be opened on that day."""
    value = given.data.get(field)
    if not isinstance(value, Mapping):
        return given.unit(field, needed=True)
    given.skip(field)
    return None if day is None else read_opening(given.part(value, field), day)


def read_successor(given: Given, day: date | None) -> tuple[Named, dict[str, int]]:
    """A successor in a split and its weights."""
    raw = given.mapping("parts", _MOST)
    inner = Given(raw, f"{given.place}.parts", faults=given.faults)
    weights = {element: inner.whole(element) or 0 for element in raw}
    if "code" not in given.data:
        unit = given.unit("unit", needed=True)
        given.no_more()
        return unit, weights
    return (None if day is None else read_opening(given, day)), weights


def content_of(named: Named) -> object:
    """A receiver as plain data."""
    return named.content() if isinstance(named, Opening) else named


# In the tree


def meant(view: View, day: date | None, named: Sequence[int | str | None]) -> list[UnitId]:
    """The units with these codes on a day, where the actor may change them. Errors: Problem, all faults at once."""
    given = view.order.given
    refuse(given.faults)
    assert day is not None
    found = []
    for one in named:
        assert one is not None
        try:
            found.append(unit_at(view.tree, one, day))
        except Problem as problem:
            given.note(problem)
    view.require(found)
    refuse(given.faults)
    return found


def placed_openings(view: View, openings: Sequence[Opening], *, first: UnitId) -> dict[int, UnitChange]:
    """Openings by their number, each under its unit above; what cannot be placed is noted, what hangs on it left out.

    The unit above is in the tree already, or opened in the same batch. `first`: the id of the first of them.
    """
    new = {one.code: n for n, one in enumerate(openings) if one.code}
    above: dict[int, UnitId] = {}
    waiting = {n for n, one in enumerate(openings) if one.sound}
    for n in sorted(waiting):
        one = openings[n]
        assert one.parent is not None
        assert one.day is not None
        try:
            above[n] = unit_at(view.tree, one.parent, one.day)
        except Problem as problem:
            batch = new.get(str(one.parent))
            if batch is None or (openings[batch].day or one.day) > one.day:
                one.given.note(problem, "parent")
            else:
                above[n] = first + batch
    sound = set(above)
    while unplaced := {n for n in sound if above[n] >= first and above[n] - first not in sound}:
        sound -= unplaced  # a fault of the unit above is told once, not by all below it
    return {n: openings[n].changes(first + n, above[n])[0] for n in sorted(sound)}


def note_of_tree(
    view: View, openings: Sequence[Opening], changes: Sequence[UnitChange], *, first: UnitId
) -> None:
    """Note at each opening of a batch what keeps the tree from being whole with it."""
    try:
        view.tree.with_changes(*changes)
    except Problem as problem:
        for cause in problem.causes:
            details = dict(cause.details)
            unit = details.get("unit")
            for name in ("unit", "other", "parent"):
                at = details.get(name)
                if isinstance(at, int) and at >= first:
                    told = openings[at - first]
                    details[name] = NamedUnit(at, told.code, told.name, short=True)
            opened = isinstance(unit, int) and unit >= first
            place = openings[unit - first].given if isinstance(unit, int) and opened else view.order.given
            place.note(Problem(cause.code, **details))


def receivers(view: View, day: date | None, named: Sequence[Named]) -> tuple[list[UnitId], list[UnitChange]]:
    """The units that receive, in order, and the changes that open those not there yet."""
    first = read_head(view.cursor).last_unit + 1
    opened: list[UnitChange] = []
    units: list[UnitId] = []
    for one in named:
        if isinstance(one, Opening):
            (parent,) = meant(view, day, [one.parent])
            units.append(first + len(opened))
            opened += one.changes(units[-1], parent)
        else:
            units += meant(view, day, [one])
    return units, opened


def places(
    view: View, day: date | None, named: Sequence[tuple[int | str, int | str]]
) -> dict[UnitId, UnitId]:
    """Children and the units they go to."""
    children = meant(view, day, [child for child, _ in named])
    return dict(zip(children, meant(view, day, [place for _, place in named]), strict=True))
