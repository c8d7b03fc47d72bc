"""The simulated work, without a database: the same for a seed, in order, plausible, and marked as simulated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from tiendo.core.period import Month
from tiendo.demo import allocations, founding, organisation
from tiendo.demo.accounts import accounts
from tiendo.demo.simulation import FULL, SEED, SMALL, Scale, Step, moment
from tiendo.demo.simulation_course import simulate
from tiendo.demo.simulation_texts import MARK

SCALES = [pytest.param(FULL, id="whole"), pytest.param(SMALL, id="small")]


@cache
def steps(scale: Scale = FULL) -> tuple[Step, ...]:
    return tuple(simulate(SEED, scale))


def contents(step: Step) -> tuple[object, ...]:
    return (step.order, step.verb, step.by, dict(step.what))


def records(scale: Scale = FULL) -> list[dict[str, Any]]:
    return [record for step in steps(scale) if step.verb == "add_records" for record in step.what["records"]]


def figures(scale: Scale = FULL) -> Iterator[tuple[str, Month, dict[str, Any]]]:
    for step in steps(scale):
        if step.verb == "set_month_figures":
            yield from ((one["unit"], one["month"], one["figures"]) for one in step.what["months"])


def sent(scale: Scale = FULL) -> list[tuple[str, Month, date]]:
    return [
        (one["unit"], one["month"], step.at.date())
        for step in steps(scale)
        if step.verb == "send_months"
        for one in step.what["months"]
    ]


def whole(told: Any) -> int:
    return int(told[""] if isinstance(told, dict) else told)


@pytest.mark.parametrize("scale", SCALES)
def test_the_same_seed_makes_the_same_steps(scale: Scale) -> None:
    again = simulate(SEED, scale)
    assert [contents(step) for step in again] == [contents(step) for step in steps(scale)]


def test_another_seed_makes_another_history() -> None:
    assert [step.request for step in simulate("khác", SMALL)] != [step.request for step in steps(SMALL)]


def test_a_unit_does_the_same_whoever_else_is_there() -> None:
    alone = Scale(SMALL.first, SMALL.last_day, ("912",))
    mine = {record["record"]: record for record in records(alone) if record["unit"].startswith("311")}
    theirs = {record["record"]: record for record in records(SMALL)}
    assert len(mine) > 5
    assert all(theirs[key] == record for key, record in mine.items())


@pytest.mark.parametrize("scale", SCALES)
def test_steps_are_in_order_and_nothing_happens_after_the_last_day(scale: Scale) -> None:
    made = steps(scale)
    assert [step.order for step in made] == sorted(step.order for step in made)
    assert made[-1].at <= moment(scale.last_day, 23)
    assert len({step.request for step in made}) == len(made)
    ids = [record["record"] for record in records(scale)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("scale", SCALES)
def test_nothing_is_told_before_it_happened(scale: Scale) -> None:
    for step in steps(scale):
        if step.verb == "add_records":
            assert all(record["day"] <= step.at.date() for record in step.what["records"])


def texts() -> Iterator[str]:
    yield founding.NAME
    for record in records():
        yield record["title"]
        yield from (proof["text"] for proof in record.get("proofs", ()) if proof["kind"] != "link")
    for step in (*steps(), *founding.steps(FULL, SEED)):
        yield from (step.what[name] for name in ("reason", "paper") if name in step.what)
        if step.verb in ("name_person", "create_account", "move_unit"):
            yield step.what["name"]


def test_every_title_paper_reason_and_person_says_that_it_is_simulated() -> None:
    found = list(texts())
    assert len(found) > 8_000
    assert [text for text in found if MARK.strip("()") not in text] == []
    links = [p["text"] for record in records() for p in record.get("proofs", ()) if p["kind"] == "link"]
    assert len(links) > 500
    assert all(link.startswith("https://mo-phong.example/") for link in links)


# The whole organisation: orders of magnitude


def test_there_is_as_much_as_an_organisation_of_this_size_would_tell() -> None:
    assert 5_000 <= len(records()) <= 10_000
    assert 5_500 <= len(list(figures())) <= 8_000
    size = Counter[str]()
    for step in steps():
        size[step.verb] += step.size
    assert 3_000 <= size["report_nils"] <= 6_500
    assert 6_500 <= size["send_months"] <= 7_421  # 181 units in 41 months
    assert 6_300 <= size["accept_months"] < size["send_months"]
    assert 60 <= size["return_month"] <= 200
    assert 8 <= size["correct_record"] <= 80
    assert 10 <= size["withdraw_record"] <= 80
    assert 1 <= size["reopen_month"] <= 20
    assert 3 <= size["excuse_month"] <= 30
    assert size["name_person"] == 35
    assert size["merge_persons"] == size["move_unit"] == 1


def test_every_unit_has_a_life() -> None:
    told = Counter(unit for unit, _, _ in sent())
    assert set(told) == {unit.code for unit in FULL.units()}
    assert min(told[unit.code] for unit in FULL.units() if not unit.island) >= 30
    assert min(told[unit.code] for unit in FULL.units() if unit.island) >= 25
    active = Counter(record["unit"] for record in records())
    assert min(active[unit.code] for unit in FULL.units()) >= 1


def test_islands_are_late_and_others_mostly_in_time() -> None:
    islands = {unit.code for unit in FULL.units() if unit.island}
    late: dict[bool, list[int]] = {True: [], False: []}
    for unit, month, day in sent():
        if month != FULL.last:
            following = month + 1
            late[unit in islands].append((day - date(following.year, following.number, 5)).days)
    in_time = {island: sum(days <= 0 for days in some) / len(some) for island, some in late.items()}
    assert in_time[True] < 0.5
    assert in_time[False] > 0.85
    assert max(late[True]) > 75  # three months


def test_the_youth_month_and_the_summer_are_the_peaks() -> None:
    trees = Counter[int]()
    for record in records():
        if record["day"].year == 2023:
            trees[record["day"].month] += whole(record.get("figures", {}).get("trees_planted", 0))
    assert trees[3] > trees[2] > trees[12]
    assert trees[3] + trees[6] + trees[7] + trees[8] > 35_000
    assert trees[12] < trees[3] / 3


def test_large_units_do_more_than_small_ones() -> None:
    done = Counter[str]()
    for unit, _, told in figures():
        done[unit] += whole(told.get("children_supported", 0))
    assert done["906"] > 2 * done["912"]


def test_amounts_are_whole_and_parts_fit_into_their_whole() -> None:
    some = [(element, told) for _, _, row in figures() for element, told in row.items()]
    some += [pair for record in records() for pair in record.get("figures", {}).items()]
    assert len(some) > 40_000
    broken_down = 0
    for _, told in some:
        if isinstance(told, dict):
            broken_down += 1
            sums = Counter[str]()
            for part, amount in told.items():
                sums[part.partition(":")[0]] += amount
            assert all(amount <= told[""] for amount in sums.values())
            assert all(type(amount) is int and amount >= 0 for amount in told.values())
        else:
            assert type(told) is int
            assert told >= 0
    assert broken_down > 2_000


# Accounts and allocations


def test_usernames_can_be_guessed() -> None:
    names = {account.username for account in accounts(FULL, SEED)}
    assert {"vanphong", "lanhdao", "kehoach", "thanhtra", "mophong"} <= names
    assert {"huyen.906", "tructhuoc.05", "xa.30754", "chidoan.30754-01"} <= names
    assert len(names) == 8 + 180 + 1


def test_the_engine_may_do_nothing_after_the_last_day() -> None:
    (engine,) = [account for account in accounts(FULL, SEED) if account.username == "mophong"]
    assert {role.to_day for role in engine.roles} == {date(2024, 12, 1)}


def handed_down() -> dict[tuple[str, str, int], int]:
    return {
        (row["target"], row["unit"], row["year"]): row["amount"]
        for decision in allocations.decisions(FULL.units(), FULL.last_day)
        for row in decision.rows
    }


def test_half_of_the_targets_that_can_be_are_handed_down_and_nothing_is_lost() -> None:
    rows = handed_down()
    assert {target for target, _, _ in rows} == {"T04", "T05a", "T05b", "T09", "T11a"}  # of ten
    assert [rows["T04", "91", year] for year in (2021, 2022, 2023, 2024, 2025)] == [
        48_000, 60_000, 63_000, 66_000, 63_000,
    ]  # fmt: skip
    below = [unit.code for unit in FULL.units() if unit.parent == "91"]
    assert len(below) == 20
    assert sum(rows["T04", code, 2023] for code in below) == 63_000
    communes = [unit.code for unit in FULL.units() if unit.parent == "906"]
    assert sum(rows["T11a", code, 2022] for code in communes) == rows["T11a", "906", 2022]
    assert rows["T11a", "906", 2022] > rows["T11a", "912", 2022] > 0


def test_some_years_are_not_decided_yet() -> None:
    rows = handed_down()
    assert ("T04", "906", 2025) in rows
    assert ("T05b", "906", 2024) in rows
    assert ("T05b", "906", 2025) not in rows
    assert ("T05a", "91", 2024) not in rows  # the province's own years are decided for some targets only


def test_papers_are_not_decided_before_their_day() -> None:
    made = [step for step in founding.steps(FULL, SEED) if step.verb == "set_allocations"]
    assert [step.what["day"] for step in made] == [
        date(2021, 7, 15), date(2021, 7, 20), date(2022, 1, 10), date(2023, 1, 10), date(2024, 1, 10),
    ]  # fmt: skip
    assert all(step.what["day"] <= step.at.date() for step in made)


def test_the_small_scale_is_a_part_of_the_whole() -> None:
    assert len(FULL.units()) == len(organisation.units()) == 181
    assert [unit.code for unit in SMALL.units()[:4]] == ["91", "908", "912", "913"]
    assert len(SMALL.units()) == 1 + 3 + 9 + 4 + 6
