"""Persons merged and erased, accounts and grants, months, excuses, proof and decisions as stored facts."""

from __future__ import annotations

import hashlib
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.storage import scene
from tests.storage.scene import EAST, EAST_A, EAST_B, MARCH, PROVINCE
from tiendo.core.errors import Problem
from tiendo.core.period import Month
from tiendo.core.submission import Evidence, EvidenceKind
from tiendo.storage import accounts, catalogue, files, months, persons, posting, records, rules, sql
from tiendo.storage.ledger import read_head
from tiendo.storage.persons import Named

pytestmark = pytest.mark.usefixtures("ledger")


def name(*named: Named) -> None:
    with scene.event() as session:
        persons.add_persons(session, named)


def test_one_person_typed_twice_is_found_and_merged_in_both_books() -> None:
    name(Named("p1", "Nguyễn Thị Hoà", date(2000, 1, 2)), Named("p2", "nguyễn  thị HÒA", date(2000, 1, 2)))
    with sql.snapshot() as cursor:
        assert persons.find_same(cursor, Named("", "Nguyễn Thị Hòa", date(2000, 1, 2))) == ["p1", "p2"]
        assert persons.find_same(cursor, Named("", "Nguyễn Thị Hoa", date(2000, 1, 2))) == []
    one = scene.activity(EAST_A, date(2024, 3, 8), "p1", trained=0)
    scene.both(
        one, scene.activity(EAST_A, date(2024, 3, 9), "p2"), scene.month_figure(EAST_A, MARCH, trained=9)
    )
    assert scene.balances(EAST, "trained") == {("2024-03", EAST_A): 7}
    with scene.event() as session:
        posting.merge_persons(session, "p1", "p2")
    for book in (1, 2):
        assert scene.balances(EAST, "trained", book=book) == {("2024-03", EAST_A): 8}
        seats = scene.query(
            "SELECT person, SUM(sign) FROM seat_entry WHERE book = %s GROUP BY person ORDER BY person", book
        )
        assert [(person, int(count)) for person, count in seats] == [("p1", 2), ("p2", 0)]
    with pytest.raises(Problem, match="same person"), scene.event() as session:
        posting.merge_persons(session, "p2", "p1")


def test_a_name_can_be_erased_and_the_count_stays() -> None:
    name(Named("p1", "Trần Đức", date(2001, 5, 6)))
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), "p1"))
    with scene.event("erase") as session:
        persons.erase_name(session, "p1")
    with sql.snapshot() as cursor:
        assert persons.read_names(cursor, ["p1"]) == {}
    assert scene.query("SELECT person FROM seat_entry") == [("p1",)]


def test_names_sort_the_vietnamese_way() -> None:
    given = ["Lê Văn Đạt", "Lê Văn Dũng", "Trần An", "Lê Ân", "Lê Ánh", "Lê An"]
    assert sorted(given, key=persons.sort_key) == [
        "Lê An", "Trần An", "Lê Ánh", "Lê Ân", "Lê Văn Dũng", "Lê Văn Đạt",
    ]  # fmt: skip


def test_accounts_and_grants() -> None:
    hashed = accounts.hash_password("mật khẩu rất dài")
    with scene.event() as session:
        accounts.create_account(session, person="a1", username="lan", name="Lan", password_hash=hashed)
        grant = accounts.StoredGrant("g1", "a1", "sender", EAST_A, ("A1",), date(2024, 1, 1), None)
        accounts.grant_role(session, grant)
    with pytest.raises(Problem, match="already"), scene.event() as session:
        accounts.create_account(session, person="a2", username="lan", name="Lan", password_hash="")
    with scene.event() as session:
        accounts.end_grant(session, "g1", date(2024, 5, 1))
    with sql.snapshot() as cursor:
        assert accounts.find_account(cursor, "lan") == accounts.Account("a1", "lan", "Lan", True)
        assert accounts.read_grants(cursor, person="a1") == [grant._replace(to_day=date(2024, 5, 1))]
        assert accounts.read_grants(cursor, person="a1", known=2) == [grant]
        assert accounts.read_grants(cursor, unit=EAST_B) == []
    from django.contrib.auth import authenticate
    from django.http import HttpRequest

    found = authenticate(HttpRequest(), username="lan", password="mật khẩu rất dài")
    assert found is not None
    assert found.person == "a1"


def test_months_and_what_lies_in_them() -> None:
    first = scene.activity(EAST_A, date(2024, 3, 8), trees=5)
    scene.send(first)
    moved = scene.activity(EAST_A, date(2024, 4, 8), trees=5, record=first.record, number=2)
    with scene.event() as session:
        records.add_versions(session, [moved], author="ann")
        months.add_month_events(session, [months.MonthTold(EAST_A, MARCH, "send_month", "sent")])
    with sql.snapshot() as cursor:
        assert months.read_months(cursor, [EAST_A, EAST_B]) == {(EAST_A, MARCH): "sent"}
        rows = months.live_rows(cursor, [EAST_A], months=[Month.of(2024, 4)])
        assert [(row.book, row.number, str(row.month)) for row in rows] == [
            (0, 2, "2024-04"),
            (1, 1, "2024-03"),
        ]
        assert months.live_rows(cursor, [EAST_B], months=[MARCH]) == []
        events = months.read_month_events(cursor, EAST_A, MARCH)
        assert events == [months.MonthTold(EAST_A, MARCH, "send_month", "sent", "", "tester", 3)]
        keys = rules.catalogue_at(cursor, 3).keys
        told = records.read_history(cursor, rows[0].id, keys=keys)
        assert [(t.version.number, t.author, t.postings) for t in told] == [
            (1, "tester", ((1, 2),)),
            (2, "ann", ()),
        ]


def test_an_excused_month_is_no_longer_expected() -> None:
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=5))
    assert scene.coverage(PROVINCE, "trees", "2024-03") == (1, 0, 1, 0)
    for excused, expected in ((True, (0, 0, 1, 0)), (False, (1, 0, 1, 0))):
        with scene.event() as session:
            months.excuse_months(session, [(EAST_A, MARCH)], excused=excused, reason="bão")
        assert scene.coverage(PROVINCE, "trees", "2024-03") == expected


def test_proof_may_come_later() -> None:
    numbers = scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=5))
    (number,) = numbers.values()
    sha256 = files.store_file([b"anh ", b"chup"], limit=100)
    assert sha256 == hashlib.sha256(b"anh chup").hexdigest()
    assert files.file_path(sha256).read_bytes() == b"anh chup"
    orphan = files.store_file([b"khac"], limit=100)
    with pytest.raises(Problem, match="larger"):
        files.store_file([b"x" * 101], limit=100)
    given = [
        (number, Evidence(EvidenceKind.FILE, "ảnh", None, sha256)),
        (number, Evidence(EvidenceKind.DOCUMENT, "12-BC", date(2024, 3, 9))),
    ]
    with scene.event() as session:
        records.add_evidence(session, given)
    later = datetime.now(UTC) + timedelta(days=2)
    with sql.snapshot() as cursor:
        assert [(p.record, p.evidence) for p in records.read_evidence(cursor, [number])] == given
        assert records.read_evidence(cursor, [number], known=2) == []
        assert files.missing_files(cursor) == []
        found = files.old_files(now=later)
        assert files.sweep_files(cursor, found, now=later) == [orphan]
    with pytest.raises(Problem, match="not in the store"):
        files.file_path(orphan)
    with pytest.raises(Problem):
        files.file_path("../../etc/passwd")


def test_decisions_are_read_as_they_were_known() -> None:
    with scene.event() as session:
        catalogue.adopt_plan(session, "KH1", {"plan": "KH1", "year": 2021})
        catalogue.set_organisation(session, "operating_day", "2024-11-30")
        catalogue.set_plan_setting(session, "KH1", "base", option="a", paper="1-QĐ", day=date(2024, 1, 1))
        row = catalogue.Allocated("KH1", "T04", EAST_A, 2024, 500, "2-QĐ", date(2024, 1, 2), 0)
        catalogue.allocate(session, [row])
    with scene.event() as session:
        catalogue.allocate(session, [row._replace(amount=None)])
    with sql.snapshot() as cursor:
        assert catalogue.read_plans(cursor) == {"KH1": {"plan": "KH1", "year": 2021}}
        assert catalogue.read_plans(cursor, known=1) == {}
        assert catalogue.read_organisation(cursor) == {"operating_day": "2024-11-30"}
        assert catalogue.read_choices(cursor, "KH1") == [
            catalogue.Choice("KH1", "base", "a", "1-QĐ", date(2024, 1, 1), 2)
        ]
        found = catalogue.read_allocations(cursor, "KH1", units=[EAST_A])
        assert [(a.amount, a.seq) for a in found] == [(500, 2), (None, 3)]
        assert len(catalogue.read_allocations(cursor, "KH1", known=2)) == 1


def test_the_calendar_changes_only_for_months_without_facts() -> None:
    scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=5, youth=3))
    with pytest.raises(Problem) as refused, scene.event() as session:
        catalogue.set_calendar(session, MARCH, 15)
    assert refused.value.code == "calendar.month_has_facts"
    with scene.event() as session:
        catalogue.set_calendar(session, Month.of(2024, 4), 15)
    scene.send(scene.activity(EAST_A, date(2024, 4, 20), trees=7))
    assert scene.balances(EAST_A, "trees") == {("2024-03", 0): 5, ("2024-05", 0): 7}
    # the level of March still tells April, which now ends on the 15th
    assert scene.query("SELECT MIN(last_day) FROM cell WHERE month = %s", int(Month.of(2024, 4)))[0][0] in (
        date(2024, 4, 15),
        "2024-04-15",
    )
    with sql.snapshot() as cursor:
        head = read_head(cursor)
        assert rules.catalogue_at(cursor, 1).calendar.changes == ()
        now = rules.read_catalogue(cursor, head.tree_mark, head.catalogue_mark)
        assert now.calendar.changes == ((Month.of(2024, 4), 15),)
        assert rules.catalogue_at(cursor, head.seq) is now


def test_an_element_may_be_asked_elsewhere_but_never_become_another_kind() -> None:
    from dataclasses import replace

    scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=5))
    trees = scene.ELEMENTS[0]
    with scene.event() as session:
        catalogue.define_elements(session, [replace(trees, entered_at=frozenset({"district"}))])
    assert scene.coverage(EAST, "trees", "2024-03") == (0, 0, 1, 0)
    with pytest.raises(Problem) as refused, scene.event() as session:
        catalogue.define_elements(session, [replace(trees, decimals=1)])
    assert refused.value.code == "element.immutable"
