"""Records through the services: drafts, corrections, withdrawals, openings, month figures, nil, proof, joint work."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.services import cases, stage
from tests.services.stage import EAST, EAST_A, EAST_B, PROVINCE, asked, told
from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.services import month_figures, months, persons, records, units

pytestmark = pytest.mark.usefixtures("organisation")


def refusal(code: str, verb: Any, /, **given: Any) -> Problem:
    with pytest.raises(Problem) as problem:
        verb(**given, **asked())
    assert problem.value.code == code
    return problem.value


def test_amounts_are_read_with_the_decimals_of_their_element() -> None:
    stage.add(told(km="37,5", trees="1,5 triệu"), told(km=5))
    stage.send()
    assert stage.total(PROVINCE, "km") == 380
    assert stage.total(PROVINCE, "trees") == 1_500_000


def test_a_correction_says_only_what_changes() -> None:
    (state,) = stage.add(
        {**told(trees=5, turns={"": 9, "sex:f": 4}), "place": "Đình", "coorganisers": ["EB"]}
    )
    again = records.correct_record(record=state.record, figures={"trees": 6}, **asked())
    assert (again.newest, again.reported) == (2, 0)
    stage.send()
    assert (stage.total(PROVINCE, "trees"), stage.total(EAST, "turns", part="sex:f")) == (6, 4)
    problem = refusal("record.no_reason", records.correct_record, record=state.record, figures={"trees": 7})
    assert problem.details["record"] == state.record
    records.correct_record(
        record=state.record, figures={"trees": 7, "turns": None}, reason="đếm lại", **asked()
    )
    assert stage.total(PROVINCE, "trees") == 6
    stage.send()
    assert (stage.total(PROVINCE, "trees"), stage.total(PROVINCE, "turns")) == (7, 0)
    assert stage.rows("SELECT place FROM version WHERE number = 3") == [("Đình",)]
    assert stage.rows("SELECT unit FROM coorganiser WHERE number = 3") == [(EAST_B,)]


def test_the_same_again_is_no_new_version() -> None:
    (state,) = stage.add(told(trees=5))
    assert records.correct_record(record=state.record, figures={"trees": 5}, **asked()).newest == 1
    assert stage.figure("EA", trees=9).newest == 1
    assert stage.figure("EA", trees=9).newest == 1
    assert stage.figure("EA", trees="10").newest == 2


def test_a_correction_that_changes_nothing_writes_nothing() -> None:
    (state,) = stage.add(told(trees=5))
    before = stage.events()
    again = records.correct_record(record=state.record, figures={"trees": "05"}, **asked())
    assert (again.record, again.newest, again.reported) == (state.record, 1, 0)
    assert stage.events() == before


@pytest.mark.parametrize(
    ("first", "again"),
    [
        ("1.200", "1200"),
        ("１２０", "120"),
        ("02", "2"),
        ("1,5 triệu", "1.500.000"),
        ("1200", "1\u00a0200"),
    ],
)
def test_the_same_amount_written_otherwise_is_the_same_request(first: str, again: str) -> None:
    request, record = stage.an_id(), stage.an_id()
    given = {"actor": SYSTEM, "request": request, "now": stage.NOW}
    activity = {"record": record, "unit": "EA", "day": "2024-03-08", "title": "Ra quân"}
    made = records.add_record(**activity, figures={"trees": first}, **given)
    before = stage.events()
    assert records.add_record(**activity, figures={"trees": again}, **given) == made
    assert stage.events() == before
    with pytest.raises(Problem) as problem:
        records.add_record(**activity, figures={"trees": "7"}, **given)
    assert problem.value.code == "request.differs"
    typed = {"unit": "EA", "month": "2024-04", "actor": SYSTEM, "request": stage.an_id(), "now": stage.NOW}
    figure = month_figures.set_month_figure(figures={"turns": {"": first, "sex:f": "1"}}, **typed)
    same = month_figures.set_month_figure(figures={"turns": {"": again, "sex:f": "01"}}, **typed)
    assert same.record == figure.record


def test_who_corrects_what_has_moved_on_is_told() -> None:
    (state,) = stage.add(told(trees=5))
    records.correct_record(record=state.record, title="Khác", base=1, **asked())
    problem = refusal("record.stale", records.correct_record, record=state.record, title="Nữa", base=1)
    assert problem.details["newest"] == 2
    refusal("record.stale", records.withdraw_record, record=state.record, base=1)


def test_unit_and_kind_of_a_record_never_change() -> None:
    (state,) = stage.add(told(trees=5))
    refusal("input.unknown_field", records.correct_record, record=state.record, unit="EB")
    refusal("input.unknown_field", records.correct_record, record=state.record, kind="nil")
    typed = stage.figure("EA", trees=9)
    refusal("record.field", records.correct_record, record=typed.record, title="Việc")
    refusal("record.unknown", records.correct_record, record=stage.an_id(), title="Việc")


def test_a_withdrawal_is_the_negative_and_happens_once() -> None:
    (state,) = stage.add(told(trees=5))
    stage.send()
    stage.accept()
    records.withdraw_record(record=state.record, reason="trùng", **asked())
    twice = refusal("record.withdrawn", records.withdraw_record, record=state.record, reason="trùng")
    assert "“" in twice.render()  # by its title and day
    assert state.record not in twice.render()
    assert stage.send().state == "sent_again"
    assert (stage.total(PROVINCE, "trees"), stage.total(PROVINCE, "trees", book=2)) == (0, 5)
    stage.accept()
    assert stage.total(PROVINCE, "trees", book=2) == 0
    back = records.correct_record(record=state.record, figures={"trees": 4}, reason="vẫn có", **asked())
    assert back.newest == 3
    stage.send()
    assert stage.total(PROVINCE, "trees") == 4


def test_a_month_figure_posts_what_the_records_do_not_say() -> None:
    stage.add(told(trees=30))
    first = stage.figure("EA", trees=50, km=7)
    stage.send()
    assert stage.total(PROVINCE, "trees") == 50
    second = stage.figure("EA", trees=20)
    assert (second.record, second.newest) == (first.record, 2)
    stage.send()
    assert (stage.total(PROVINCE, "trees"), stage.total(PROVINCE, "km")) == (30, 7)
    assert stage.figure("EA", trees=None, km=None).newest == 3
    stage.send()
    assert (stage.total(PROVINCE, "trees"), stage.total(PROVINCE, "km")) == (30, 0)
    refusal(
        "record.no_figures", month_figures.set_month_figure, unit="EB", month="2024-03", figures={"km": None}
    )


def test_nil_declarations_add_up_and_can_be_taken_back() -> None:
    one = month_figures.report_nil(unit="EA", month="2024-03", elements=["trees"], **asked())
    two = month_figures.report_nil(unit="EA", month="2024-03", elements=["km", "trees"], **asked())
    assert (two.record, two.newest) == (one.record, 2)
    assert [n for (n,) in stage.rows("SELECT COUNT(*) FROM nil_element WHERE number = 2")] == [2]
    assert month_figures.report_nil(unit="EA", month="2024-03", **asked()).newest == 3
    assert month_figures.report_nil(unit="EA", month="2024-03", elements=["km"], **asked()).newest == 3
    assert stage.send().state == "sent"
    withdrawn = records.withdraw_record(record=one.record, reason="có việc", **asked())
    assert withdrawn.newest == 4
    again = month_figures.report_nil(unit="EA", month="2024-03", elements=["km"], **asked())
    assert (again.record, again.newest) == (one.record, 5)
    corrected = records.correct_record(record=one.record, elements=["trees"], reason="nhầm", **asked())
    assert corrected.newest == 6
    refusal("record.level", month_figures.report_nil, unit="E", month="2024-03", elements=["km"])
    refusal("record.unknown_element", month_figures.report_nil, unit="E", month="2024-03", elements=["lạ"])


def test_an_opening_is_told_at_once_and_accepted_with_its_month() -> None:
    given = {"unit": "E", "day": "2022-12-31", "paper": "5-BC", "figures": {"km": "9,5"}}
    state = records.post_opening(record=stage.an_id(), **given, **asked())
    assert (state.newest, state.reported, state.accepted) == (1, 1, 0)
    assert stage.total(PROVINCE, "km") == 95
    assert [one.kind for one in stage.shown("E", "2022-12").records] == ["opening"]
    assert stage.accept("E", "2022-12").state == "accepted"
    assert stage.total(PROVINCE, "km", book=2) == 95
    refusal("record.no_paper", records.post_opening, **{**given, "record": stage.an_id(), "paper": ""})
    stock = {**given, "record": stage.an_id(), "figures": {"youth": 1}}
    refusal("record.opening_stock", records.post_opening, **stock)
    later = records.post_opening(record=stage.an_id(), **given, **asked())
    assert stage.rows("SELECT state FROM month_state WHERE unit = %s", EAST) == [("sent_again",)]
    assert later.accepted == 0


def test_proof_may_come_later_and_is_no_correction() -> None:
    (state,) = stage.add({**told(trees=5), "proofs": [cases.PROOF]})
    stage.send()
    given = [{"kind": "link", "text": "https://vi.du/bai"}, {"kind": "paper", "text": "tủ 3"}]
    after = records.attach_proof(record=state.record, proofs=given, **asked())
    assert (after.newest, after.reported) == (1, 1)
    assert [kind for (kind,) in stage.rows("SELECT kind FROM evidence ORDER BY seq, n")] == [
        "document",
        "link",
        "paper",
    ]
    refusal("input.missing", records.attach_proof, record=state.record, proofs=[])


def test_areas_are_those_of_the_plans() -> None:
    stage.add({**told(trees=1), "area": "bất kỳ"})
    cases.adopted()
    stage.add({**told(trees=1), "area": "A1"})
    problem = refusal("record.unknown_area", records.add_record, **{**told(trees=1), "area": "A9"})
    assert problem.details["areas"] == "A1"


def test_who_has_a_right_in_one_area_only_keeps_to_it() -> None:
    from tiendo.services import accounts

    cases.adopted()
    accounts.create_account(username="an", name="An", **asked())
    accounts.grant_role(
        username="an", role="reporter", unit="EA", from_day="2024-01-01", areas=["A1"], **asked()
    )
    an = accounts.actor_of("an", stage.NOW)
    (state,) = stage.add({**told(trees=1), "area": "A1"}, actor=an)
    assert records.correct_record(record=state.record, title="Khác", **asked(an)).newest == 2
    (other,) = stage.add(told(trees=1))
    for area in ({"area": "A2"}, {}):
        with pytest.raises(Problem) as problem:
            stage.add({**told(trees=1), **area}, actor=an)
        assert problem.value.code == "access.denied"
    for change in ({"record": other.record, "title": "Khác"}, {"record": state.record, "area": ""}):
        with pytest.raises(Problem) as problem:
            records.correct_record(**change, **asked(an))
        assert problem.value.code == "access.denied"


def test_named_persons_count_once() -> None:
    born = {"birth": "2000-01-02"}
    hoa = persons.name_person(unit="EA", name="Nguyễn Thị Hoà", **born, **asked())
    same = persons.name_person(unit="EA", name="nguyễn thị  HÒA", **born, **asked())
    other = persons.name_person(unit="EA", name="Nguyễn Thị Hoa", **born, **asked())
    assert (hoa.known, same.known, other.known) == (False, True, False)
    assert same.person == hoa.person != other.person
    for day in ("2024-03-08", "2024-03-09"):
        stage.add({**told("EA", day), "participants": {"trained": [hoa.person, other.person]}})
    stage.send()
    seats = "SELECT COUNT(DISTINCT person) FROM seat_entry"
    assert stage.rows(seats) == [(2,)]
    persons.merge_persons(kept=hoa.person, merged=other.person, **asked())
    alive = "SELECT COUNT(*) FROM (SELECT person FROM seat_entry GROUP BY person HAVING SUM(sign) > 0) s"
    assert stage.rows(alive) == [(1,)]
    refusal("person.same", persons.merge_persons, kept=hoa.person, merged=other.person)
    refusal("person.unknown", persons.erase_person, person="ai đó")


def test_looking_at_a_person_leaves_a_trace_and_no_event() -> None:
    hoa = persons.name_person(unit="EA", name="Nguyễn Thị Hoà", **asked())
    stage.add({**told("EA"), "participants": {"trained": [hoa.person]}})
    inspector, blind = stage.somebody("inspector", "E"), stage.somebody("inspector", "W")
    before = stage.events()
    assert persons.look_at_person(actor=inspector, person=hoa.person, now=stage.NOW).name == "Nguyễn Thị Hoà"
    assert stage.rows("SELECT person FROM sight") == [(inspector.person,)]
    with pytest.raises(Problem) as problem:
        persons.look_at_person(actor=blind, person=hoa.person, now=stage.NOW)
    assert problem.value.code == "access.denied"
    assert stage.events() == before
    persons.erase_person(person=hoa.person, **asked())
    with pytest.raises(Problem) as problem:
        persons.look_at_person(actor=inspector, person=hoa.person, now=stage.NOW)
    assert problem.value.code == "person.erased"


def test_no_name_reaches_the_audit_line() -> None:
    persons.name_person(unit="EA", name="Nguyễn Thị Hoà", birth="2000-01-02", digits="0123", **asked())
    stage.somebody("reporter", "EA")
    said = " ".join(payload for (payload,) in stage.rows("SELECT payload FROM event"))
    assert "Hoà" not in said
    assert '"0123"' not in said  # as a value: an id may hold the same four digits


def test_a_record_of_a_unit_is_nobody_elses() -> None:
    (state,) = stage.add(told(trees=5))
    for role, unit in (("reporter", "EB"), ("sender", "E"), ("steward", "P"), ("reviewer", "E")):
        actor = stage.somebody(role, unit)
        for verb, more in (
            (records.correct_record, {"title": "Khác"}),
            (records.withdraw_record, {}),
            (records.attach_proof, {"proofs": [cases.PROOF]}),
        ):
            with pytest.raises(Problem) as problem:
                verb(record=state.record, **more, **asked(actor))
            assert problem.value.code == "access.denied"


def test_an_ended_grant_is_asked_for_again_under_the_lock() -> None:
    """What the caller holds may be out of date: rights are read where the event is written."""
    from tiendo.services import accounts

    accounts.create_account(username="an", name="An", **asked())
    grant = accounts.grant_role(username="an", role="reporter", unit="EA", from_day="2024-01-01", **asked())
    an = accounts.actor_of("an", stage.NOW)
    stage.add(told(trees=1), actor=an)
    accounts.end_grant(grant=grant.id, day="2024-06-01", **asked())
    with pytest.raises(Problem) as problem:
        stage.add(told(trees=1), actor=an)
    assert problem.value.code == "access.denied"


def test_a_naive_moment_is_a_bug() -> None:
    with pytest.raises(ValueError, match="aware"):
        months.send_month(
            actor=stage.SYSTEM,
            unit="EA",
            month="2024-03",
            request=stage.an_id(),
            now=datetime(2024, 6, 1),  # noqa: DTZ001
        )


def test_codes_are_read_on_the_day_they_are_used_for() -> None:
    units.close_unit(unit="EA", day="2024-02-01", **asked())
    again = units.open_unit(
        code="EA", name="Đông A mới", level="commune", parent="E", day="2024-02-01", **asked()
    )
    old, new = stage.add(told("EA", "2024-01-08", trees=1), told("EA", "2024-02-08", trees=1))
    assert (old.unit, new.unit) == (EAST_A, again.id)
    assert stage.send("EA", "2024-01").unit == EAST_A
    assert stage.send("EA", "2024-02").unit == again.id
