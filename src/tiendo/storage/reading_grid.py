"""Lines of sums by element, unit and child, that can be brought up to date without disturbing whoever reads them."""

from __future__ import annotations

from collections.abc import Collection, Hashable, KeysView, Mapping
from types import MappingProxyType

from tiendo.core.orgunit import UnitId

Lines = Mapping[UnitId, list[int]]

NOTHING: Lines = MappingProxyType({})


class Grid:
    """Lines of a fixed width, zero where nothing was added. A renewed grid shares the lines that do not change."""

    def __init__(self, width: int, rows: dict[Hashable, dict[UnitId, dict[UnitId, list[int]]]] | None = None):
        self._width = width
        self._rows = {} if rows is None else dict(rows)
        self._own: set[object] | None = None if rows is None else set()
        """What may be changed in place; None: everything, nobody else holds it."""

    def renewed(self) -> Grid:
        """A grid with the same lines, changed apart from this one."""
        return Grid(self._width, self._rows)

    def at(self, key: Hashable, unit: UnitId) -> Lines:
        """The lines of a unit by the child they came through."""
        units = self._rows.get(key)
        return NOTHING if units is None else units.get(unit, NOTHING)

    def units(self, key: Hashable) -> KeysView[UnitId]:
        """The units that have lines."""
        return self._rows.get(key, {}).keys()

    def line(self, key: Hashable, unit: UnitId, via: UnitId) -> list[int]:
        """A line to add to."""
        vias = self._vias(key, unit)
        line = vias.get(via)
        if line is None:
            line = vias[via] = [0] * self._width
            self._hold((key, unit, via))
        elif not self._holds((key, unit, via)):
            line = vias[via] = list(line)
            self._hold((key, unit, via))
        return line

    def _vias(self, key: Hashable, unit: UnitId) -> dict[UnitId, list[int]]:
        if not self._holds(key):
            self._rows[key] = dict(self._rows.get(key, {}))
            self._hold(key)
        units = self._rows.setdefault(key, {})
        if not self._holds((key, unit)):
            units[unit] = dict(units.get(unit, {}))
            self._hold((key, unit))
        return units.setdefault(unit, {})

    def _holds(self, what: object) -> bool:
        return self._own is None or what in self._own

    def _hold(self, what: object) -> None:
        if self._own is not None:
            self._own.add(what)

    def cut(
        self,
        keys: Collection[Hashable],
        *,
        units: Collection[UnitId],
        vias: Collection[UnitId],
        run: int,
        parts: int,
    ) -> None:
        """Empty lines of some units and children from a run on, in each of the equal parts a line consists of."""
        size = self._width // parts
        for key in [key for key in keys if key in self._rows]:
            for unit in [unit for unit in units if unit in self._rows[key]]:
                for via in [via for via in vias if via in self._rows[key][unit]]:
                    line = self.line(key, unit, via)
                    for part in range(parts):
                        line[part * size + run : (part + 1) * size] = [0] * (size - run)
