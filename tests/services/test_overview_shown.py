"""The overview of a unit, its lists of names and one target as studied: figures worked out by hand, both books."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tests.services.test_progress import APRIL_END, adopt
from tests.services.test_statements import counting
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services import overview, plans, target_shown, units

pytestmark = pytest.mark.usefixtures("organisation")

NEXT_APRIL = date(2025, 4, 30)
CONTROL = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "SET TRANSACTION")


def work() -> None:
    """Đông A: 300 trees in March 2024, accepted; Tây A: 50 in April 2024, sent; Đông B: none in March, told as 0."""
    adopt()
    stage.add(stage.told(trees=300), stage.told("WA", "2024-04-02", trees=50), stage.told("EB", trees=0))
    for unit, month in (("EA", "2024-03"), ("WA", "2024-04"), ("EB", "2024-03")):
        stage.send(unit, month)
    stage.accept("EA", "2024-03")


def look(unit: str = "P", as_of: date = APRIL_END, **more: Any) -> dict[str, Any]:
    return overview.overview_of(actor=SYSTEM, unit=unit, as_of=as_of, now=stage.NOW, **more)


def rows(answer: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for area in answer["areas"] for row in area["rows"]}


def listed(target: str, which: str, unit: str = "P") -> list[str]:
    found = overview.names_of(
        actor=SYSTEM, unit=unit, target=target, which=which, as_of=APRIL_END, now=stage.NOW
    )
    assert found["counts"][which] == len(found["units"])
    return [one["code"] for one in found["units"]]


def test_months_that_wait_are_counted_for_those_who_answer_for_them() -> None:
    """Đông B's March is sent and not accepted, as Tây A's April; Đông A's March is accepted."""
    work()
    seen = {"unit": "E", "as_of": APRIL_END, "now": stage.NOW}
    assert overview.overview_of(actor=stage.somebody("reviewer", "E"), **seen)["waiting"] == 1
    assert overview.overview_of(actor=stage.somebody("leader", "E"), **seen)["waiting"] == 0
    stage.add(stage.told("EA", "2024-03-20", trees=7))
    stage.send("EA", "2024-03")
    assert overview.overview_of(actor=stage.somebody("reviewer", "E"), **seen)["waiting"] == 2
    assert (
        overview.overview_of(actor=stage.somebody("reviewer", "P"), **{**seen, "unit": "EA"})["waiting"] == 0
    )


def test_a_row_tells_both_books_this_year_and_all() -> None:
    work()
    answer = look()
    trees = rows(answer)["TREES"]
    assert (trees["shown"]["value"], trees["accepted"], trees["accepted_whole"]) == ("350", "300", False)
    assert (trees["shown"]["goal"], trees["shown"]["attainment"]) == ("1.000", "35%")
    assert (trees["this_year"]["year"], trees["this_year"]["shown"]["value"]) == ("2024", "350")
    assert trees["prior"] is None  # no year went before 2024
    assert [area["name"] for area in answer["areas"]] == ["Việc"]
    assert [child["code"] for child in answer["children"]] == ["E", "W"]
    assert (answer["year"], answer["years"]) == ("2024", ["2024", "2025"])


def test_a_year_ago_are_the_same_days_of_the_year_before() -> None:
    work()
    stage.add(stage.told("WA", "2024-05-05", trees=7))
    stage.send("WA", "2024-05")
    later = rows(look(as_of=NEXT_APRIL))["TREES"]
    # by 30/04/2025 nothing of 2025 was told; by 30/04/2024 300 + 50 had been; the 7 of May do not count
    assert (later["prior"], later["shown"]["value"], later["this_year"]["year"]) == ("350", "357", "2025")
    assert later["this_year"]["shown"]["value"] is None


def test_a_year_that_is_over_is_looked_at_on_its_last_day() -> None:
    work()
    answer = look(as_of=NEXT_APRIL, year="2024")
    assert (answer["as_of"], answer["year"]) == ("2024-12-31", "2024")
    assert look(as_of=NEXT_APRIL, year="1066")["year"] == "2025"


def test_the_way_down_begins_where_the_asker_may_look() -> None:
    work()
    assert [one["code"] for one in look("EA")["path"]] == ["P", "E", "EA"]
    leader = stage.somebody("leader", "E")
    seen = overview.overview_of(actor=leader, unit="EA", as_of=APRIL_END, now=stage.NOW)
    assert [one["code"] for one in seen["path"]] == ["E", "EA"]


def test_three_lists_of_names() -> None:
    work()
    # the term's goal is the province's own; nothing was handed down, so nobody below is late with it
    assert listed("TREES", "not_met") == []
    assert listed("TREES", "zero", "E") == ["EB"]
    assert listed("TREES", "missing") == ["E", "W"]
    assert listed("TREES", "missing", "E") == ["E", "EA", "EB"]
    assert listed("SHARE", "not_met") == ["EB", "WA"]


def test_a_target_tells_its_units_and_its_curve() -> None:
    work()
    allocated = {"target": "TREES", "unit": "E", "year": 2024, "amount": 400}
    plans.set_allocations(plan="P1", rows=[allocated], paper="12-QĐ", day="2024-01-05", **stage.asked())
    answer = target_shown.target_shown(actor=SYSTEM, unit="P", target="TREES", as_of=APRIL_END, now=stage.NOW)
    assert [(one["code"], one["target"]["value"], one["accepted"]) for one in answer["units"]] == [
        ("E", "300", "300"),
        ("W", "50", None),
    ]
    points = {point["month"]: (point["value"], point["due"]) for point in answer["curve"]["points"]}
    assert len(points) == 24
    # 31 of 731 days are gone at the end of January: 1 000 x 31 / 731 = 42; of March 91: 124; of April 121: 165
    assert points["01/2024"] == (None, "42")  # nothing was told yet, which is not zero
    assert points["03/2024"] == ("300", "124")
    assert points["04/2024"] == ("350", "165")
    assert points["12/2025"] == (None, "1000")
    assert [one["key"] for one in answer["settings"]] == ["basis"]
    assert answer["settings"][0]["decided"] is False
    assert answer["given"] == []
    east = target_shown.target_shown(actor=SYSTEM, unit="E", target="TREES", as_of=APRIL_END, now=stage.NOW)
    (given,) = east["given"]
    assert (given["year"], given["shown"], given["inherited"]) == ("2024", "400", [])
    assert given["own"] == {"paper": "12-QĐ", "day": "2024-01-05"}


def test_a_number_handed_down_goes_on_with_the_unit_that_took_over() -> None:
    work()
    rows = [
        {"target": "TREES", "unit": unit, "year": 2024, "amount": amount}
        for unit, amount in (("EA", 300), ("EB", 100))
    ]
    plans.set_allocations(plan="P1", rows=rows, paper="12-QĐ", day="2024-01-05", **stage.asked())
    into = {"code": "EN", "name": "Đông Mới", "level": "commune", "parent": "E"}
    units.merge_units(units=["EA", "EB"], into=into, day="2024-04-01", **stage.asked())
    asked = {"actor": SYSTEM, "target": "TREES", "as_of": APRIL_END, "now": stage.NOW}
    (given,) = target_shown.target_shown(unit="EN", **asked)["given"]
    assert (given["shown"], given["own"]) == ("400", None)
    assert [(one["name"], one["shown"]) for one in given["inherited"]] == [
        ("Đông A", "300"),
        ("Đông B", "100"),
    ]


def test_own_work_and_former_children_stand_beside() -> None:
    work()
    stage.add(stage.told("E", "2024-04-03", trees=11))
    stage.send("E", "2024-04")
    east = target_shown.target_shown(actor=SYSTEM, unit="E", target="TREES", as_of=APRIL_END, now=stage.NOW)
    assert [(one.get("own"), one["shown"]) for one in east["beside"]] == [(True, "11")]


@pytest.mark.parametrize(
    "ask",
    [
        lambda actor: overview.overview_of(actor=actor, unit="P", as_of=APRIL_END, now=stage.NOW),
        lambda actor: overview.names_of(
            actor=actor, unit="P", target="TREES", which="zero", as_of=APRIL_END, now=stage.NOW
        ),
        lambda actor: target_shown.target_shown(
            actor=actor, unit="P", target="TREES", as_of=APRIL_END, now=stage.NOW
        ),
    ],
)
def test_who_may_not_see_figures_sees_none(ask: Any) -> None:
    work()
    for actor in (Actor("nobody"), stage.somebody("leader", "E")):
        with pytest.raises(Problem) as refused:
            ask(actor)
        assert refused.value.code == "access.denied"


def test_an_overview_that_was_read_takes_one_statement() -> None:
    work()
    look()
    with counting() as found:
        look()
    queries = [query for query in found.queries if not query.startswith(CONTROL)]
    assert len(queries) == 2, queries  # the head and what waits; SYSTEM has no grants to read
