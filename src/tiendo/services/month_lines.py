"""A unit's month by data element: what records told, what was typed beside, what counts, what is lacking."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from tiendo.core.coverage import CellKey, Expectation, cells
from tiendo.core.indicator import DataElement, ElementKind, Typed
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.posting import Rules, own_entries
from tiendo.core.quantity import ValueState, print_amount
from tiendo.core.submission import RecordKind, Version, last_open_day

Versions = Sequence[Version]


def months_back(month: Month, elements: Iterable[DataElement]) -> tuple[Month, ...]:
    """The months whose versions say all about one month: its year, and as long as a level told holds."""
    longest = max(
        (element.restate_months for element in elements if element.kind is ElementKind.STOCK), default=1
    )
    first = min(Month.of(month.year - 1, 9), month - max(longest, 12))
    return first.through(month)


def level_in(unit: UnitId, month: Month, rules: Rules) -> str:
    """The unit's level on its last open day of a month; empty without one."""
    day = last_open_day(rules.tree, unit, month, calendar=rules.calendar)
    stretch = None if day is None else rules.tree.stretch_at(unit, day)
    return "" if stretch is None else stretch.level


def entered_by(unit: UnitId, month: Month, rules: Rules) -> list[DataElement]:
    """The data elements a unit enters in a month."""
    level = level_in(unit, month, rules)
    return [element for element in rules.elements.values() if level in element.entered_at]


def lines_of(
    unit: UnitId,
    month: Month,
    versions: Versions,
    rules: Rules,
    *,
    keys: Iterable[str],
    excused: Collection[tuple[UnitId, Month]] = (),
) -> list[dict[str, Any]]:
    """One line for each data element: `records` the sum of activities, `typed` the month figure, `counted` what counts.

    `state`: figure, nil, missing (asked in this month and not heard of) or not_applicable (not asked). Amounts are
    printed, None where nothing was told.
    """
    live = [version for version in versions if not version.withdrawn]
    dated, typed = _dated(live, month, rules), _typed(live, month, rules)
    counted = _counted(unit, month, live, rules)
    told, expectation = cells(live, rules), Expectation(rules, excused)
    lines = []
    for key in keys:
        element = rules.elements[key]
        cell = CellKey(unit, key, month)
        state = told.get(cell)
        if state is None:
            state = ValueState.MISSING if expectation.expected(cell) else ValueState.NOT_APPLICABLE
        lines.append(
            {
                "element": key,
                "name": element.name,
                "unit": element.unit,
                "kind": element.kind.value,
                "often": element.often.value,
                "cumulative": element.typed is Typed.CUMULATIVE,
                "records": shown(dated.get(key), element),
                "typed": shown(typed.get(key, {}).get(""), element),
                "short": element.typed is not Typed.CUMULATIVE
                and typed.get(key, {}).get("", dated.get(key, 0)) < dated.get(key, 0),
                "counted": shown(counted.get(key), element),
                "state": state.value,
                "asked": expectation.expected(cell),
            }
        )
    return lines


def told_here(line: Mapping[str, Any]) -> bool:
    """Whether a line is told in its month itself, not by a level or a period told before."""
    return line["state"] == "nil" or any(line[name] is not None for name in ("records", "typed", "counted"))


def shown(amount: int | None, element: DataElement) -> str | None:
    """An amount printed with its element's decimals."""
    return None if amount is None else print_amount(amount, decimals=element.decimals)


def _dated(live: Versions, month: Month, rules: Rules) -> dict[str, int]:
    """What activities of the month told: sums, named persons once, the last level of a stock."""
    sums: dict[str, int] = {}
    persons: dict[str, set[str]] = defaultdict(set)
    for version in sorted(live, key=lambda one: (one.day or date.min, one.record)):
        if version.kind is not RecordKind.ACTIVITY or version.month_touched(rules.calendar) != month:
            continue
        for figure in version.figures:
            if not figure.part:
                stock = rules.elements[figure.element].kind is ElementKind.STOCK
                sums[figure.element] = figure.amount + (0 if stock else sums.get(figure.element, 0))
        for seat in version.participants:
            persons[seat.element].add(seat.person)
    for key, some in persons.items():
        sums[key] = sums.get(key, 0) + len(some)
    return sums


def _typed(live: Versions, month: Month, rules: Rules) -> dict[str, dict[str, int]]:
    """The month figures typed, by element and part."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for version in live:
        if version.kind is RecordKind.MONTH_FIGURE and version.month_touched(rules.calendar) == month:
            for figure in version.figures:
                found[figure.element][figure.part] = figure.amount
    return found


def _counted(unit: UnitId, month: Month, live: Versions, rules: Rules) -> dict[str, int]:
    """What the month brings into the books, records and month figure together; of levels the last one told."""
    sums: dict[str, int] = defaultdict(int)
    named: dict[str, set[str]] = defaultdict(set)
    for key, amount in own_entries(live, rules).items():
        if key.unit == unit and not key.part and rules.calendar.month_of(key.day) == month:
            sums[key.element] += amount
    levels: dict[str, tuple[date, int]] = {}
    for version in live:
        if version.month_touched(rules.calendar) != month:
            continue
        for seat in version.participants:
            named[seat.element].add(seat.person)
        for figure in version.figures:
            day = version.day_counted(rules.calendar, rules.tree) or date.min
            known = rules.elements[figure.element].kind
            if known is not ElementKind.STOCK:
                sums.setdefault(figure.element, 0)
            elif not figure.part and day >= levels.get(figure.element, (date.min, 0))[0]:
                levels[figure.element] = (day, figure.amount)
    for element, some in named.items():
        sums[element] += len(some)
    return dict(sums) | {element: amount for element, (_, amount) in levels.items()}


def effective(versions: Versions) -> list[Version]:
    """The newest version of every record: its draft where it has one, else what was sent."""
    newest = {version.record: version for version in sorted(versions, key=lambda one: one.number)}
    return list(newest.values())


def figures_shown(version: Version, elements: Mapping[str, DataElement]) -> list[dict[str, Any]]:
    """The figures of a version in words, wholes only; named persons are counted."""
    found: dict[str, int] = {}
    for figure in version.figures:
        if not figure.part:
            found[figure.element] = found.get(figure.element, 0) + figure.amount
    for seat in version.participants:
        found[seat.element] = found.get(seat.element, 0) + 1
    return [
        {
            "element": key,
            "name": elements[key].name,
            "amount": shown(amount, elements[key]),
            "unit": elements[key].unit,
        }
        for key, amount in found.items()
    ]
