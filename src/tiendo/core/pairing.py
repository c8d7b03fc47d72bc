"""Which units' parts of a ratio belong together: they are summed together or left out together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

from tiendo.core.indicator import DataElement, Level, Ratio, elements_of, pair_level_is_mixed, terms_of
from tiendo.core.orgunit import Level as TreeLevel
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Window
from tiendo.core.posting import Rules


@dataclass
class Group:
    """Units whose parts meet, and the units by which a group left out is named.

    `whole` is False where a level cannot be held against the work it belongs to: it stands elsewhere now.
    """

    named: set[UnitId] = field(default_factory=set)
    members: set[UnitId] = field(default_factory=set)
    whole: bool = True


def pairs(
    ratio: Ratio,
    unit: UnitId,
    window: Window,
    *,
    rules: Rules,
    parts: Mapping[str, Collection[UnitId]],
) -> list[Group]:
    """The groups of a ratio under a unit; `parts` are the units with a part of each element there.

    Work is paired where it was done. A level stands where the unit is on the last day, with whoever took over from
    it: held against work, a unit that closed goes with its successors, and one that moved in or out is left out. The
    groups are not to be changed: as long as the same units have parts, they are the same.
    """
    units = frozenset().union(*parts.values())
    kinds = frozenset(isinstance(term, Level) for term in terms_of(ratio))
    key = ("pairs", elements_of(ratio), kinds, unit, window)

    def made() -> tuple[frozenset[UnitId], list[Group]]:
        return units, _pairs(ratio, unit, window, rules=rules, units=units, kinds=kinds)

    held = rules.once(key, made)
    if held[0] != units:
        held = rules.worked_out[key] = made()
    return held[1]


def _pairs(
    ratio: Ratio,
    unit: UnitId,
    window: Window,
    *,
    rules: Rules,
    units: Collection[UnitId],
    kinds: Collection[bool],
) -> list[Group]:
    """`kinds`: whether the parts are levels, work (False) or both."""
    tree, elements = rules.tree, tuple(rules.elements[key] for key in elements_of(ratio))
    groups: dict[UnitId, Group] = {}
    settled = rules.once(("settled pairs", elements_of(ratio)), dict[UnitId, _Settled])
    for each in sorted(units):
        if each not in settled:
            settled[each] = _settled(each, tree=tree, elements=elements)
        upto, since = settled[each]
        if upto is not None and since <= window.last:
            if unit in upto:
                _join(groups, {upto[-1]}, each, whole=True)
            continue
        last = tree.last_day_under(each, unit, window.last) or window.last
        stands = _places(each, unit, window, last=last, kinds=kinds, tree=tree)
        whole = stands is not None
        nodes = {
            upto[-1]
            for one, day in ([(each, last)] if stands is None else stands)
            if unit in (upto := _path_to_pair(one, day, tree=tree, elements=elements))
        }
        if nodes:
            _join(groups, nodes, each, whole=whole)
    return list({id(group): group for group in groups.values()}.values())


_Settled = tuple[tuple[UnitId, ...] | None, date]


def _settled(each: UnitId, *, tree: OrgTree, elements: tuple[DataElement, ...]) -> _Settled:
    """Path down to where a unit's parts meet, and its first day; None where that depends on the day asked about.

    Most units never moved, changed nor closed, nor did those above them: work and levels alike stand where they
    always stood.
    """
    first, closed = tree.life(each)
    levels = ({stretch.level for stretch in tree.stretches(one)} for one in tree.path(each, first))
    if closed is not None or tree.path_change_days(each) or any(len(held) > 1 for held in levels):
        return None, first
    return _path_to_pair(each, first, tree=tree, elements=elements), first


def _join(groups: dict[UnitId, Group], nodes: set[UnitId], each: UnitId, *, whole: bool) -> None:
    """Add a unit to the group of these nodes, making one of several."""
    only = groups.get(next(iter(nodes))) if len(nodes) == 1 else None
    if only is not None:
        only.members.add(each)
        only.whole = only.whole and whole
        return
    joined = Group(set(nodes), {each}, whole)
    for node in nodes:
        held = groups.get(node)
        if held is not None:
            joined.named |= held.named
            joined.members |= held.members
            joined.whole = joined.whole and held.whole
    for node in joined.named:
        groups[node] = joined


def _places(
    each: UnitId, unit: UnitId, window: Window, *, last: date, kinds: Collection[bool], tree: OrgTree
) -> list[tuple[UnitId, date]] | None:
    """Where a unit's parts stand, with the day: levels alone are held against nothing that stayed elsewhere."""
    if True not in kinds:
        return [(each, last)]
    if False in kinds:
        return _standing(each, unit, window, tree=tree)
    return [(each, window.last)] if unit in tree.path(each, window.last) else []


def _standing(
    each: UnitId, unit: UnitId, window: Window, *, tree: OrgTree
) -> list[tuple[UnitId, date]] | None:
    """Where a unit's levels stand under another on a window's last day, with that day; None: not as its work does.

    Nowhere when it closed without successor: its levels are no more, and nobody can tell them.
    """
    last, closed = window.last, tree.life(each)[1]
    until = last if closed is None or closed > last else closed - timedelta(days=1)
    if tree.entered_on(each, unit, until) is None or _came(each, unit, window, until=until, tree=tree):
        return None
    if until == last:
        return [(each, last)]
    heirs = [heir for heir in tree.heirs(each, last) if tree.is_open(heir, last)]
    if any(unit not in tree.path(heir, last) for heir in heirs):
        return None
    return [(heir, last) for heir in heirs]


def _came(each: UnitId, unit: UnitId, window: Window, *, until: date, tree: OrgTree) -> bool:
    """Whether a unit moved in after the window began."""
    entered = tree.entered_on(each, unit, until)
    return entered is not None and entered > max(window.start, tree.life(each)[0])


def _path_to_pair(
    each: UnitId, day: date, *, tree: OrgTree, elements: tuple[DataElement, ...]
) -> tuple[UnitId, ...]:
    """The path down to where the parts of a ratio meet for a unit on a day, empty if nowhere: see the decision.

    The highest unit on the path that enters some parts but not all, else the unit itself; and from there up to the
    nearest that enters whatever nobody at or below it enters.
    """
    path = tree.path(each, day)
    if not path:
        return ()
    levels = tuple((tree.stretch_at(each, day) or tree.stretches(each)[-1]).level for each in path)
    place = _pair_place(levels, elements, tree.levels)
    return () if place is None else path[: place + 1]


@lru_cache(maxsize=1024)
def _pair_place(
    levels: tuple[str, ...], elements: tuple[DataElement, ...], known: tuple[TreeLevel, ...]
) -> int | None:
    """How far down a path of units of these levels the parts of a ratio meet."""
    ranks = {level.key: level.rank for level in known}
    mixed = [place for place, level in enumerate(levels) if pair_level_is_mixed(level, elements)]
    place = mixed[0] if mixed else len(levels) - 1
    while place >= 0:
        here = levels[place]  # what its equals enter, nobody at or below it does
        if all(any(at == here or ranks[at] > ranks[here] for at in one.entered_at) for one in elements):
            return place
        place -= 1
    return None
