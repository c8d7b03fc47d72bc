"""The example prepared through the services, in small: complete, the same on both engines, and what it claims to be."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tests.databases import DatabaseFactory

NOW = datetime(2025, 1, 1, tzinfo=UTC)
LAST_DAY = date(2024, 3, 31)
HEADS: dict[str, tuple[int, str]] = {}


def prepare(**more: Any) -> Any:
    from tiendo.demo.prepare import prepare as prepare_example
    from tiendo.demo.simulation import SMALL

    return prepare_example(**{"progress": lambda *_: None, "now": NOW, "scale": SMALL, **more})


def head() -> tuple[int, str]:
    from tiendo.storage.ledger import read_head
    from tiendo.storage.sql import snapshot

    with snapshot() as cursor:
        found = read_head(cursor)
    return found.seq, found.hash


@pytest.fixture(scope="module")
def prepared(engine: str, database_factory: DatabaseFactory) -> Iterator[str]:
    """Give the tests of this module one prepared database on each engine; none of them writes."""
    with database_factory.fresh(engine):
        assert prepare().complete
        HEADS[engine] = head()
        yield engine


def progress(unit: str, book: str = "reported") -> dict[str, dict[str, Any]]:
    from tiendo.core.submission import Book
    from tiendo.services.accounts import actor_of
    from tiendo.services.progress import progress_of

    answer = progress_of(actor=actor_of("lanhdao", NOW), unit=unit, as_of=LAST_DAY, now=NOW, book=Book(book))
    return {target["id"]: target for target in answer["targets"]}


def rows(query: str, *params: object) -> list[tuple[Any, ...]]:
    from tiendo.storage.sql import fetch_all, snapshot

    with snapshot() as cursor:
        return fetch_all(cursor, query, params)


def test_the_ledger_is_the_same_on_both_engines(prepared: str, database_factory: DatabaseFactory) -> None:
    if "sqlite" not in HEADS:
        with database_factory.fresh("sqlite"):
            prepare()
            HEADS["sqlite"] = head()
    assert HEADS[prepared] == HEADS["sqlite"]


@pytest.mark.engines("sqlite")
def test_stopped_and_gone_on_with_it_is_the_same(prepared: str, database_factory: DatabaseFactory) -> None:
    told: list[tuple[int, int, str]] = []
    with database_factory.fresh("sqlite"):
        left = iter([False] * 150 + [True])
        first = prepare(stop=lambda: next(left), progress=lambda *what: told.append(what))
        assert (first.events, first.complete) == (150, False)
        second = prepare(progress=lambda *what: told.append(what))
        assert second.complete
        assert head() == HEADS["sqlite"]
        assert prepare() == second  # nothing left to do
        assert head() == HEADS["sqlite"]
    done = [one for one, _, _ in told]
    assert done == sorted(done)
    assert told[-1][0] == told[-1][1]
    assert {"Lập đơn vị", "Lập tài khoản", "Số đầu kỳ", "01/2024"} <= {what for _, _, what in told}


@pytest.mark.engines("sqlite")
def test_where_a_ledger_stood_is_known_again_and_no_other(prepared: str) -> None:
    from tiendo.services import filling

    seq, sealed = head()
    assert filling.stand() == f"{seq} {sealed}"
    assert filling.holds(f"{seq} {sealed}")
    others = ["", "1", f"{seq - 1} {sealed}", f"{seq + 1} {sealed}", f"{seq} {'0' * 64}", f"x {sealed}"]
    assert [other for other in others if filling.holds(other)] == []


@pytest.mark.engines("sqlite")
def test_a_clock_before_the_last_day_is_refused(database: object) -> None:
    from tiendo.core.errors import Problem

    with pytest.raises(Problem) as refused:
        prepare(now=datetime(2024, 3, 30, tzinfo=UTC))
    assert refused.value.code == "demo.clock"
    assert head()[0] == 0


@pytest.mark.engines("sqlite")
def test_the_engine_waits_for_the_disk_again_afterwards(prepared: str) -> None:
    from django.db import connections

    with connections["default"].cursor() as cursor:
        cursor.execute("PRAGMA synchronous")
        assert cursor.fetchone()[0] in (0, 2)  # 0: tests never wait
        cursor.execute("PRAGMA cache_size")
        assert cursor.fetchone()[0] == -2000


def test_the_organisation_says_that_it_is_simulated_and_on_which_day_it_stands(prepared: str) -> None:
    from tiendo.services import installation

    assert installation.is_simulated()
    assert installation.operating_day() == LAST_DAY
    assert "mô phỏng" in installation.organisation_name()
    assert not installation.organisation().get("mfa_roles")  # nobody who tries it needs a second step


def test_the_ledger_proves_itself(prepared: str) -> None:
    from tiendo.services.accounts import actor_of
    from tiendo.services.proof import verify

    assert verify(actor=actor_of("thanhtra", NOW), now=NOW)["findings"] == []


def test_every_planted_error_is_where_the_list_says(prepared: str) -> None:
    from tiendo.demo.manifest import manifest
    from tiendo.demo.simulation import SMALL

    listed = manifest(scale=SMALL)
    assert sorted(one.kind for one in listed) == [
        "below_records", "cumulative_falls", "level_jumps", "no_proof", "ten_times", "twice",
    ]  # fmt: skip
    for one in listed:
        for record in filter(None, (one.record, one.other)):
            assert "mô phỏng" in one.says
            if one.kind != "no_proof":
                assert told_in(record, one.element) == one.told, one
        getattr(Truth, one.kind)(one)


def told_in(record: str, element: str) -> int:
    ((amount,),) = rows(
        "SELECT f.amount FROM figure f JOIN record r ON r.id = f.record JOIN element_number e ON e.id = f.element"
        " JOIN live l ON l.record = r.id AND l.number = f.number AND l.book = 2"
        " WHERE r.uuid = %s AND e.key = %s AND f.part = ''",
        record,
        element,
    )
    return int(amount)


def told_before(unit: str, element: str, month: Any) -> list[int]:
    """What was told of an element in earlier months, the latest first."""
    return [
        int(amount)
        for (amount,) in rows(
            "SELECT f.amount FROM figure f JOIN record r ON r.id = f.record"
            " JOIN element_number e ON e.id = f.element JOIN live l ON l.record = r.id AND l.number = f.number"
            " JOIN unit_stretch s ON s.unit = r.unit AND s.code = %s"
            " WHERE l.book = 2 AND e.key = %s AND f.part = '' AND l.month < %s AND r.kind = 'month_figure'"
            " ORDER BY l.month DESC",
            unit,
            element,
            int(month),
        )
    ]


class Truth:
    """What makes each kind of planted error one."""

    @staticmethod
    def ten_times(one: Any) -> None:
        assert one.told == 10 * one.true

    @staticmethod
    def twice(one: Any) -> None:
        query = (
            "SELECT v.title, v.day, r.unit FROM version v JOIN record r ON r.id = v.record WHERE r.uuid = %s"
        )
        ((title, day, unit),) = rows(query, one.record)
        ((other_title, other_day, other_unit),) = rows(query, one.other)
        assert (title, day) == (other_title, other_day)
        assert unit != other_unit

    @staticmethod
    def below_records(one: Any) -> None:
        query = (
            "SELECT SUM(f.amount) FROM figure f JOIN live l ON l.record = f.record AND l.number = f.number"
            " JOIN record r ON r.id = f.record JOIN element_number e ON e.id = f.element"
            " JOIN unit_stretch s ON s.unit = r.unit AND s.code = %s"
            " WHERE l.book = 2 AND l.month = %s AND l.kind = 'activity' AND e.key = %s AND f.part = ''"
        )
        ((told,),) = rows(query, one.unit, int(one.month), one.element)
        assert told == one.true > one.told

    @staticmethod
    def no_proof(one: Any) -> None:
        assert told_in(one.record, one.element) == one.told > 500
        query = "SELECT v.paper FROM version v JOIN record r ON r.id = v.record WHERE r.uuid = %s"
        assert rows(query, one.record) == [("",)]
        proofs = "SELECT 1 FROM evidence e JOIN record r ON r.id = e.record WHERE r.uuid = %s"
        assert rows(proofs, one.record) == []

    @staticmethod
    def level_jumps(one: Any) -> None:
        assert one.told == 3 * one.true

    @staticmethod
    def cumulative_falls(one: Any) -> None:
        assert one.told < one.true


def test_months_are_reported_nil_and_missing(prepared: str) -> None:
    coverage = progress("91")["T04"]["coverage"]
    assert coverage["expected"] == coverage["reported"] + coverage["nil"] + coverage["missing"]
    assert coverage["expected"] >= 23 * 5  # 23 units in six months, of which one may be excused
    assert min(coverage["reported"], coverage["nil"], coverage["missing"]) >= 5


def test_months_before_the_first_one_are_not_asked_for(prepared: str) -> None:
    assert progress("91")["T04"]["coverage"]["expected"] <= 23 * 6
    assert progress("91")["T12b"]["left_out"] == []


def test_a_little_is_not_accepted_yet(prepared: str) -> None:
    reported, accepted = progress("91")["T09"], progress("91", "accepted")["T09"]
    assert 0 < int(accepted["value"]) < int(reported["value"])
    states = dict(rows("SELECT state, COUNT(*) FROM month_state GROUP BY state"))
    assert states["accepted"] > 80
    assert states["sent"] > 3


def test_what_was_before_the_first_month_is_accepted_by_the_superior(prepared: str) -> None:
    kept = rows(
        "SELECT e.book, COUNT(*), SUM(e.amount) FROM entry e JOIN record r ON r.id = e.record"
        " WHERE r.kind = 'opening' GROUP BY e.book ORDER BY e.book"
    )
    assert len(kept) == 2
    assert kept[0][1:] == kept[1][1:]
    assert kept[0][1] > 0


def test_totals_are_of_the_right_size(prepared: str) -> None:
    found = progress("91")
    assert 4_000 <= int(found["T04"]["value"]) <= 12_000  # openings of three districts, and half a year
    assert 1_000 <= int(found["T11a"]["value"]) <= 15_000
    numerator, denominator = (int(found["T11b"][side]) for side in ("numerator", "denominator"))
    assert denominator > 40_000
    assert 0.5 < numerator / denominator < 0.75
    assert found["T12b"]["coverage"]["missing"] == 0


def test_districts_have_their_numbers_handed_down(prepared: str) -> None:
    found = progress("908")
    assert found["T04"]["goal"] is not None
    assert found["T05c"]["goal"] is None
    assert found["T05c"]["status"] == "not_assigned"


def test_a_unit_has_moved(prepared: str) -> None:
    stretches = rows(
        "SELECT p.code, u.name FROM unit_stretch u JOIN unit_stretch p ON p.unit = u.parent"
        " WHERE u.code = '31012' AND u.seq_to IS NULL ORDER BY u.start_day"
    )
    assert [code for code, _ in stretches] == ["913", "908"]
    assert "mô phỏng" in stretches[-1][1]


def test_corrections_returns_and_withdrawals_are_there(prepared: str) -> None:
    verbs = {verb for (verb,) in rows("SELECT DISTINCT verb FROM event")}
    assert {"move_unit", "name_person", "merge_persons", "post_opening", "excuse_months"} <= verbs
    assert rows("SELECT COUNT(*) FROM version WHERE number > 1")[0][0] >= 1
    assert rows("SELECT COUNT(*) FROM coorganiser")[0][0] >= 1
    assert rows("SELECT COUNT(*) FROM person_merge") == [(1,)]


def test_who_told_and_who_accepted_can_be_named(prepared: str) -> None:
    query = "SELECT DISTINCT a.username FROM event e JOIN account a ON a.person = e.person WHERE e.verb = %s"
    tellers = {name for (name,) in rows(query, "send_months")}
    assert {"mophong", "vanphong"} <= tellers
