"""Errors planted in the simulated work on purpose, and the list that names every one of them.

Whoever builds a check for wrong data can hold it against this list: it says where, in which record, and what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from tiendo.core.period import Month
from tiendo.demo import simulation_texts as texts
from tiendo.demo.organisation import PROVINCE
from tiendo.demo.simulation import ENGINE, FULL, SEED, Scale, first_call, id_of, moment, request_of
from tiendo.demo.simulation_levels import half_of, levels
from tiendo.demo.simulation_work import Tale, ideas_upto, tale_of


@dataclass(frozen=True)
class Plant:
    """An error to be planted in a unit's month; `other` is a neighbour that tells the same activity as well."""

    kind: str
    unit: str
    month: Month
    element: str
    other: str = ""


def _at(kind: str, unit: str, month: str, element: str, other: str = "") -> Plant:  # noqa: PLR0917 - a table row
    return Plant(kind, unit, Month.parse(month), element, other)


_TREES, _IDEAS, _CHILDREN = "trees_planted", "youth_ideas", "children_supported"
PLANTS = (
    _at("ten_times", "30988", "2023-11", _CHILDREN),
    _at("ten_times", "31081", "2023-07", "job_referrals"),
    _at("ten_times_activity", "30820", "2022-06", _TREES),
    _at("twice", "31003", "2024-02", _TREES, "31006"),
    _at("twice", "30853", "2022-03", _TREES, "30856"),
    _at("below_records", "30997", "2024-01", "career_counselling"),
    _at("below_records", "30904", "2023-05", "career_counselling"),
    _at("no_proof", PROVINCE, "2023-12", "new_party_members"),
    _at("no_proof", "31078", "2024-03", _TREES),
    _at("level_jumps", "30994", "2023-12", "youth_present"),
    _at("level_jumps", "30742", "2022-12", "members"),
    _at("cumulative_falls", "908", "2023-12", _IDEAS),
    _at("cumulative_falls", "899", "2022-09", _IDEAS),
)
"""All that is planted in the whole organisation."""

SAYS = {
    "ten_times": "Số của tháng gõ thừa một số 0: {told} thay vì {true}",
    "ten_times_activity": "Số của hoạt động gõ thừa một số 0: {told} thay vì {true}",
    "twice": "Cùng một hoạt động được cả đơn vị chủ trì và đơn vị bạn ghi, mỗi nơi {told}",
    "below_records": "Số cả tháng là {told}, thấp hơn tổng {true} của các hoạt động đã ghi trong tháng",
    "no_proof": "Số lớn hoặc số của cơ quan khác mà không có văn bản, minh chứng nào",
    "level_jumps": "Số hiện có tăng gấp ba so với kỳ trước: {told} thay vì {true}",
    "cumulative_falls": "Số lũy kế giảm: {told}, trong khi kỳ trước đã là {true}",
}
"""What is wrong, by kind. VN, for the list as people read it."""


@dataclass(frozen=True)
class Planted:
    """One planted error as the ledger holds it: where, in which record (`other`: and in which second), what is wrong.

    `told` is what was entered; `true` what would have been right, or what it contradicts. VN: lỗi cài sẵn
    """

    kind: str
    unit: str
    month: Month
    element: str
    record: str
    other: str
    told: int
    true: int

    @property
    def says(self) -> str:
        """What is wrong, in words."""
        return texts.marked(SAYS[self.kind].format(told=self.told, true=self.true))


def plants(scale: Scale) -> dict[tuple[str, Month], tuple[Plant, ...]]:
    """What is planted within a scale, by the units and months it is found in."""
    codes = {unit.code for unit in scale.units()}
    found: dict[tuple[str, Month], tuple[Plant, ...]] = {}
    for one in PLANTS:
        if one.unit in codes and scale.first <= one.month < scale.last:
            for code in filter(None, (one.unit, one.other)):
                found[code, one.month] = (*found.get((code, one.month), ()), one)
    return found


def plant(tale: Tale, some: Iterable[Plant], seed: str) -> list[Planted]:
    """Put errors into what a unit tells of a month, and say what was planted."""
    return [_PLANTERS[one.kind](tale, one, seed) for one in some]


def manifest(seed: str = SEED, scale: Scale = FULL) -> tuple[Planted, ...]:
    """All planted errors of a scale, in the order of the table."""
    units = {unit.code: number for number, unit in enumerate(scale.units(), start=1)}
    by_code = {unit.code: unit for unit in scale.units()}
    found = []
    for one in dict.fromkeys(p for some in plants(scale).values() for p in some):
        (told,) = plant(tale_of(by_code[one.unit], one.month, seed), [one], seed)
        if not told.record:
            record = month_record(seed, "month_figure", units[one.unit], one.month)
            told = Planted(**{**told.__dict__, "record": record})
        found.append(told)
    return tuple(found)


def month_record(seed: str, kind: str, unit: int, month: Month) -> str:
    """The id a month figure got that was told in the batch of its month's first call (`unit`: the internal id)."""
    day = first_call(month)
    request = request_of(seed, "set_month_figures", moment(day, 16), f"{month}/{ENGINE}")
    return str(uuid5(UUID(request), f"{kind}:{unit}:{month}"))


# How each kind is planted


def _whole(told: Any) -> int:
    return int(told[""] if isinstance(told, Mapping) else told)


def _planted(one: Plant, *, told: int, true: int, record: str = "", other: str = "") -> Planted:
    return Planted(one.kind, one.unit, one.month, one.element, record, other, told, true)


def _ten_times(tale: Tale, one: Plant, seed: str) -> Planted:  # noqa: ARG001
    true = max(_whole(tale.figures.get(one.element, 0)), 12)
    tale.figures[one.element] = true * 10
    _not_nil(tale, one.element)
    return _planted(one, told=true * 10, true=true)


def _activity(tale: Tale, one: Plant, seed: str, **more: Any) -> str:
    """One more activity, of the planted kind; answers its id."""
    record = id_of(seed, "planted", one.kind, tale.unit.code, tale.month)
    career = one.element == "career_counselling"
    told = {
        "record": record,
        "unit": tale.unit.code,
        "day": date(tale.month.year, tale.month.number, 17),
        "title": texts.marked(texts.TITLES["career" if career else "environment"][0]),
        "area": "2.2",
        "place": tale.unit.place,
        **more,
    }
    tale.records.append(told)
    for element in told["figures"]:
        _not_nil(tale, element)
    return record


def _ten_times_activity(tale: Tale, one: Plant, seed: str) -> Planted:
    record = _activity(tale, one, seed, figures={"env_activities": 1, one.element: 1_800})
    return _planted(one, told=1_800, true=180, record=record)


def _twice(tale: Tale, one: Plant, seed: str) -> Planted:
    proof = {"kind": "link", "text": f"{texts.LINKS}{one.unit}-{one.month}"}
    _activity(tale, one, seed, figures={"env_activities": 1, one.element: 150}, proofs=[proof])
    host, other = (id_of(seed, "planted", one.kind, code, one.month) for code in (one.unit, one.other))
    return _planted(one, told=150, true=0, record=host, other=other)


def _below_records(tale: Tale, one: Plant, seed: str) -> Planted:
    told = max(_whole(tale.figures.get(one.element, 0)), 20)
    tale.figures[one.element] = told
    others = sum(_whole(record["figures"].get(one.element, 0)) for record in tale.records)
    _activity(tale, one, seed, figures={one.element: told + 35})
    return _planted(one, told=told, true=told + 35 + others)


def _no_proof(tale: Tale, one: Plant, seed: str) -> Planted:
    if one.unit == PROVINCE:
        given = next(r for r in tale.records if one.element in r["figures"])
        given.pop("proofs", None)
        given.pop("paper", None)
        return _planted(one, told=given["figures"][one.element], true=0, record=given["record"])
    record = _activity(tale, one, seed, figures={"env_activities": 1, one.element: 4_000})
    return _planted(one, told=4_000, true=0, record=record)


def _level_jumps(tale: Tale, one: Plant, seed: str) -> Planted:
    true = levels(tale.unit, half_of(one.month), seed)[one.element]
    tale.figures[one.element] = true * 3
    return _planted(one, told=true * 3, true=true)


def _cumulative_falls(tale: Tale, one: Plant, seed: str) -> Planted:
    before = ideas_upto(tale.unit, one.month - 3, seed)
    tale.figures[one.element] = before // 2
    return _planted(one, told=before // 2, true=before)


def _not_nil(tale: Tale, element: str) -> None:
    tale.nothing = False
    if element in tale.nils:
        tale.nils.remove(element)


_PLANTERS: Mapping[str, Callable[[Tale, Plant, str], Planted]] = {
    "ten_times": _ten_times,
    "ten_times_activity": _ten_times_activity,
    "twice": _twice,
    "below_records": _below_records,
    "no_proof": _no_proof,
    "level_jumps": _level_jumps,
    "cumulative_falls": _cumulative_falls,
}
