"""People named by a record itself: found again, counted once, seen by who may, and erased like all others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from tests.services import stage
from tests.services.test_every_verb import contents
from tests.services.test_progress import APRIL_END, PLAN
from tests.services.test_statements import counting
from tiendo.core.access import SYSTEM, Actor
from tiendo.core.errors import Problem
from tiendo.services import overview, persons, plans, records
from tiendo.services.people_shown import people_of

pytestmark = pytest.mark.usefixtures("organisation")

AN = {"name": "Nguyễn Văn An", "birth": "05/03/2001"}
BINH = {"name": "Trần Thị Bình", "birth": "2002-07-20", "digits": "079302001234"}
PERSONS = {
    "key": "TRAINED", "clause": "c", "area": "a", "name": "Người được tập huấn", "basis": "whole term",
    "comparator": ">=", "goal": "10", "indicator": {"form": "persons", "element": "trained"},
}  # fmt: skip


def named(*people: dict[str, Any], unit: str = "EA", day: str = "2024-03-08", **more: Any) -> dict[str, Any]:
    return stage.told(unit, day) | {"people": {"trained": list(people)}} | more


def faults(given: dict[str, Any], **more: Any) -> list[tuple[str, str]]:
    """What a record is refused for: place and code, nothing having changed."""
    before = contents()
    with pytest.raises(Problem) as problem:
        records.add_record(**given, **stage.asked(), **more)
    assert contents() == before
    found = problem.value.causes or (problem.value,)
    return [(str(getattr(one, "place", "") or dict(one.details).get("place", "")), one.code) for one in found]


def counted(unit: str = "P") -> str:
    answer = overview.overview_of(actor=SYSTEM, unit=unit, as_of=APRIL_END, now=stage.NOW)
    rows = {row["id"]: row for area in answer["areas"] for row in area["rows"]}
    return str(rows["TRAINED"]["shown"]["value"])


def test_the_same_person_in_two_records_counts_once_in_the_overview() -> None:
    plans.adopt_plan(unit="P", document={**PLAN, "targets": [*PLAN["targets"], PERSONS]}, **stage.asked())
    records.add_record(**named(AN, BINH), **stage.asked())
    again = {"name": "  NGUYỄN  văn an", "birth": "5/3/2001"}
    records.add_record(**named(again, day="2024-03-20"), **stage.asked())
    records.add_record(**named(AN, {"name": "Lê Cúc", "birth": "01/01/2003"}, unit="EB"), **stage.asked())
    for unit in ("EA", "EB"):
        stage.send(unit)
    assert (counted("EA"), counted("EB"), counted("E"), counted("P")) == ("2", "2", "3", "3")
    assert len(stage.rows("SELECT id FROM person")) == 3
    assert sorted(name for (name,) in stage.rows("SELECT name FROM person_name")) == [
        "Lê Cúc",
        "Nguyễn Văn An",
        "Trần Thị Bình",
    ]


def test_names_stand_in_the_one_erasable_table_only() -> None:
    records.add_record(**named(AN, BINH), **stage.asked())
    everything = str(contents() | {"person_name": []})
    for word in ("Nguyễn", "Bình", "079302001234", "2001-03-05", "2002-07-20"):
        assert word not in everything


def test_digits_tell_people_of_one_name_and_birth_day_apart() -> None:
    one, other = {**AN, "digits": "111"}, {**AN, "digits": "222"}
    records.add_record(**named(one, other), **stage.asked())
    records.add_record(**named(other, day="2024-03-09"), **stage.asked())
    assert len(stage.rows("SELECT id FROM person")) == 2
    records.add_record(**named(AN, day="2024-03-10"), **stage.asked())  # without digits it is one of them
    assert len(stage.rows("SELECT id FROM person")) == 2


def test_every_fault_is_told_with_its_place_and_nothing_is_kept() -> None:
    told = named(
        {"name": "", "birth": "05/03/2001"},
        {"name": "12345", "birth": "05/03/2001"},
        {"name": "Lê Cúc"},
        {"name": "Lê Dung", "birth": "31/02/2001"},
        {"name": "Lê Én", "birth": "02/06/2024"},
        {"name": "Lê Gấm", "birth": "01/01/2000", "digits": "07-9"},
        AN,
        {**AN, "name": "nguyễn văn AN"},
        {"name": "Lê Hà", "birth": "01/01/2000", "lạ": 1},
        {"person": "ai đó"},
        title="",
    )
    assert sorted(faults(told)) == [
        ("", "record.no_title"),
        ("people.trained[0]", "person.no_name"),
        ("people.trained[1]", "person.no_name"),
        ("people.trained[2]", "person.no_birth"),
        ("people.trained[3].birth", "period.no_such_day"),
        ("people.trained[4]", "input.future"),
        ("people.trained[5]", "person.digits"),
        ("people.trained[7]", "person.twice"),
        ("people.trained[8]", "input.unknown_field"),
        ("people.trained[9]", "record.unknown_person"),
    ]


def test_what_cannot_be_a_list_of_people_is_refused() -> None:
    wrong: list[tuple[Any, str]] = [
        ("An", "input.type"),
        ({"trained": "An"}, "input.type"),
        ({"trained": ["An"]}, "input.type"),
        ({"trained": [AN] * 2_001}, "input.too_many"),
        ({"trained": [{"name": "x" * 201, "birth": "05/03/2001"}]}, "input.too_long"),
        ({"trained": [{"name": "a\x00b", "birth": "05/03/2001"}]}, "input.unprintable"),
        ({"trees": [AN]}, "record.persons_kind"),
        ({"không có": [AN]}, "record.unknown_element"),
    ]
    for people, code in wrong:
        assert code in [one for _, one in faults(stage.told() | {"people": people})], people


def test_either_a_number_or_names() -> None:
    assert faults(named(AN, figures={"trained": 12})) == [("", "person.and_number")]
    records.add_record(**named(AN, figures={"trained": 0, "trees": 3}), **stage.asked())
    records.add_record(**named(figures={"trained": 12}), **stage.asked())


def test_only_who_may_name_names() -> None:
    before = contents()
    for role, unit in (("reviewer", "E"), ("steward", "P"), ("reporter", "EB")):
        actor = stage.somebody(role, unit)
        before = contents()
        with pytest.raises(Problem) as problem:
            records.add_record(**named(AN), **stage.asked(actor))
        assert problem.value.code == "access.denied"
        assert contents() == before
    records.add_record(**named(AN), **stage.asked(stage.somebody("reporter", "EA")))


def test_the_same_request_with_other_people_is_another_request() -> None:
    given, asked = named(AN), stage.asked()
    first = records.add_record(**given, **asked)
    assert records.add_record(**given, **asked) == first
    with pytest.raises(Problem) as problem:
        records.add_record(**{**given, "people": {"trained": [BINH]}}, **asked)
    assert problem.value.code == "request.differs"


def ids(record: str, number: int) -> list[str]:
    query = (
        "SELECT p.person FROM participation p JOIN record r ON r.id = p.record"
        " WHERE r.uuid = %s AND p.number = %s ORDER BY p.person"
    )
    return [person for (person,) in stage.rows(query, record, number)]


def test_a_correction_keeps_some_adds_others_and_leaves_the_rest() -> None:
    record = records.add_record(**named(AN, BINH), **stage.asked()).record
    an = _id_of("Nguyễn Văn An")
    change = {"people": {"trained": [{"person": an}, {"name": "Lê Cúc", "birth": "01/01/2003"}]}}
    records.correct_record(record=record, **change, **stage.asked())
    assert ids(record, 2) == sorted([an, _id_of("Lê Cúc")])
    records.correct_record(record=record, title="Khác", **stage.asked())
    assert ids(record, 3) == ids(record, 2)
    records.correct_record(record=record, people={"trained": []}, figures={"trained": 5}, **stage.asked())
    assert ids(record, 4) == []


def _id_of(name: str) -> str:
    return str(stage.rows("SELECT person FROM person_name WHERE name = %s", name)[0][0])


def test_somebody_of_another_record_is_not_named_by_an_id() -> None:
    """An id is all that exports show; who cites it might read the name, so only the record's own ids are taken."""
    records.add_record(**named(BINH, unit="EB"), **stage.asked())
    record = records.add_record(**named(AN), **stage.asked()).record
    with pytest.raises(Problem) as problem:
        records.correct_record(
            record=record, people={"trained": [{"person": _id_of("Trần Thị Bình")}]}, **stage.asked()
        )
    assert problem.value.code == "record.unknown_person"


def test_a_number_told_beside_names_before_may_stay() -> None:
    person = persons.name_person(unit="EA", **AN, **stage.asked()).person
    told = stage.told("EA", trained=4) | {"participants": {"trained": [person]}}
    stage.add(told)
    records.correct_record(
        record=told["record"], people={"trained": [{"person": person}]}, title="Khác", **stage.asked()
    )


# Seeing


def seen(record: str, actor: Actor, **more: Any) -> list[str]:
    shown = people_of(actor=actor, record=record, now=stage.NOW, **more)
    return [one.name for one in shown.people.get("trained", ())]


def test_own_people_see_names_at_once_who_has_the_right_when_asking_others_never_and_each_look_is_noted() -> (
    None
):
    own, above = stage.somebody("reporter", "EA"), stage.somebody("reviewer", "E")
    inspector, leader = stage.somebody("inspector", "P"), stage.somebody("leader", "P")
    record = records.add_record(**named(BINH, AN), **stage.asked(own)).record
    assert seen(record, own) == ["Nguyễn Văn An", "Trần Thị Bình"]
    with pytest.raises(Problem) as problem:
        seen(record, inspector, asked_for=True)  # not sent yet: it is not there
    assert problem.value.code == "record.unknown"
    stage.send()
    assert seen(record, inspector) == []
    assert seen(record, inspector, asked_for=True) == ["Nguyễn Văn An", "Trần Thị Bình"]
    for who in (above, leader, stage.somebody("reporter", "EB"), Actor("nobody")):
        assert seen(record, who, asked_for=True) == []
        assert not people_of(actor=who, record=record, now=stage.NOW).may
    assert stage.rows("SELECT person, what FROM sight ORDER BY id") == [
        (own.person, f"persons record {record}"),
        (inspector.person, f"persons record {record}"),
    ]


def test_an_erased_name_is_gone_and_still_counted() -> None:
    record = records.add_record(**named(AN, BINH), **stage.asked()).record
    persons.erase_person(person=_id_of("Nguyễn Văn An"), **stage.asked())
    shown = people_of(actor=SYSTEM, record=record, now=stage.NOW).people["trained"]
    assert [(one.name, one.birth) for one in shown] == [("Trần Thị Bình", date(2002, 7, 20)), ("", None)]


def test_a_long_list_takes_no_more_statements_than_a_short_one() -> None:
    def statements(many: int, day: str) -> int:
        people = [{"name": f"Người {n}", "birth": "01/01/2000", "digits": str(n)} for n in range(many)]
        given, asked = named(*people, day=day), stage.asked()
        with counting() as counted:
            records.add_record(**given, **asked)
        return len([one for one in counted.queries if "INSERT" not in one])

    statements(1, "2024-02-29")  # tree and elements are read once
    assert statements(3, "2024-03-01") == statements(300, "2024-03-02")
