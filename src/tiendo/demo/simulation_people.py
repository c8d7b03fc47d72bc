"""A few people named in records: courses whose participants are counted once, one of them under two spellings.

All are invented. What a record holds is the id a person gets when the unit names it, which follows from the request.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any
from uuid import UUID, uuid5

from tiendo.core.period import Month
from tiendo.demo import simulation_texts as texts
from tiendo.demo.simulation import Scale, Step, account_of, first_call, id_of, moment, request_of
from tiendo.demo.simulation_work import Tale

COURSES: Mapping[tuple[str, Month], int] = {
    ("30985", Month.of(2023, 11)): 12,
    ("31054", Month.of(2024, 2)): 8,
    ("30820", Month.of(2024, 5)): 15,
}
"""Units and months in which the participants of a course are named, and how many there are."""

_FIRST, _AGAIN = ("30985", Month.of(2023, 11)), ("31054", Month.of(2024, 2))
_MERGED = date(2024, 3, 20)


@dataclass(frozen=True)
class _Person:
    step: Step

    @property
    def id(self) -> str:
        """The id the person gets when it is named by this step."""
        return uuid5(UUID(self.step.request), "person").hex


def name_participants(tale: Tale, seed: str) -> list[Step]:
    """Give the tale of a course its record with named participants; answers the steps that name them."""
    place = (tale.unit.code, tale.month)
    if place not in COURSES:
        return []
    people = _people(place, seed)
    record: dict[str, Any] = {
        "record": id_of(seed, "course", *place),
        "unit": tale.unit.code,
        "day": date(tale.month.year, tale.month.number, 20),
        "title": texts.marked("Bế giảng lớp nghề, có danh sách học viên"),
        "area": "2.2",
        "place": tale.unit.place,
        "participants": {"vocational_trainees": [person.id for person in people]},
        "proofs": [{"kind": "paper", "text": texts.marked("Danh sách học viên lưu tại đơn vị")}],
    }
    tale.records.append(record)
    tale.nothing = False
    if "vocational_trainees" in tale.nils:
        tale.nils.remove("vocational_trainees")
    return [person.step for person in people]


def merging(scale: Scale, seed: str) -> list[Step]:
    """The step that finds one person under two dates of birth, where both courses are there."""
    codes = {unit.code for unit in scale.units()}
    if not {_FIRST[0], _AGAIN[0]} <= codes or scale.last_day < _MERGED:
        return []
    kept, merged = _people(_FIRST, seed)[0].id, _people(_AGAIN, seed)[0].id
    at = moment(_MERGED, 10)
    what = {"kept": kept, "merged": merged}
    return [Step(at, 0, "merge_persons", "quantri", request_of(seed, "merge_persons", at, kept), what)]


def _people(place: tuple[str, Month], seed: str) -> list[_Person]:
    code, month = place
    rng = Random(f"{seed}/people/{code}/{month}")  # noqa: S311 - a simulation, nothing secret
    found = []
    for number in range(COURSES[place]):
        name, birth = (
            texts.person_name(rng),
            date(1996 + int(rng.random() * 10), 1 + int(rng.random() * 12), 12),
        )
        if (
            place == _AGAIN and number == 0
        ):  # the same person as in the first course, its day of birth mistyped
            first = _people(_FIRST, seed)[0].step.what
            name, birth = first["name"], first["birth"].replace(day=21)
        at = moment(first_call(month), 10, number)
        what = {"unit": code, "name": name, "birth": birth}
        request = request_of(seed, "name_person", at, f"{code}/{number}")
        found.append(_Person(Step(at, 0, "name_person", account_of(code), request, what)))
    return found
