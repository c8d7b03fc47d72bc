"""What is tampered with is found and named, the guards having been taken away first."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from sqlite3 import connect

import pytest

from tests.storage import scene
from tests.storage.scene import EAST_A, EAST_B, MARCH, WEST, WEST_A
from tiendo.storage import months, sql, triggers, verify_apart, verify_sums
from tiendo.storage.verify import verify

pytestmark = pytest.mark.usefixtures("ledger")


@pytest.fixture(autouse=True)
def work(ledger: object) -> Iterator[None]:
    """Some work of every kind, in both books, and a unit that moved."""
    scene.both(
        scene.activity(EAST_A, date(2024, 3, 8), "ann", "bob", trees=100),
        scene.activity(EAST_B, date(2024, 2, 9), youth=50),
        scene.month_figure(EAST_A, MARCH, trees=130, turns=20, turns__sex_f=8),
        scene.nil(WEST_A, MARCH),
    )
    scene.change(scene.move(EAST_B, date(2024, 4, 1), WEST))
    with scene.event("send") as session:
        months.add_month_events(session, [months.MonthTold(EAST_A, MARCH, "send_month", "sent")])
    yield


def tamper(statement: str) -> None:
    with sql.write() as cursor:
        triggers.drop(cursor)
        cursor.execute(statement)
        assert cursor.rowcount > 0
        triggers.create(cursor)


def codes() -> list[tuple[str, str]]:
    return sorted({(finding.code, finding.place.split()[0]) for finding in verify()})


def test_an_honest_ledger_agrees() -> None:
    assert verify() == []


def test_missing_guards_are_told() -> None:
    with sql.write() as cursor:
        triggers.drop(cursor)
    assert {finding.code for finding in verify()} == {"verify.trigger"}


TAMPERED = [
    (
        "UPDATE figure SET amount = 101 WHERE amount = 100",
        ["verify.digest", "verify.entry", "verify.version"],
    ),
    (
        "UPDATE entry SET amount = 31 WHERE amount = 30",
        ["verify.balance", "verify.digest", "verify.entry"],
    ),
    ("DELETE FROM entry WHERE amount = 30", ["verify.balance", "verify.digest", "verify.entry"]),
    ("UPDATE balance SET amount = amount + 1 WHERE unit = 1 AND via = 2", ["verify.balance"]),
    ("UPDATE balance SET amount = amount + 1 WHERE unit = 4 AND via = 0", ["verify.balance"]),
    ("UPDATE balance SET amount = amount + 1 WHERE unit IN (1, 2, 4)", ["verify.balance"]),
    ("DELETE FROM balance WHERE via <> 0", ["verify.balance"]),
    ("DELETE FROM balance WHERE unit = 4", ["verify.balance"]),
    (
        "INSERT INTO balance SELECT unit, element, book, 1, part, 0, 5 FROM balance LIMIT 1",
        ["verify.balance"],
    ),
    (
        "INSERT INTO balance SELECT unit, element, book, month, part, 99, 5 FROM balance LIMIT 1",
        ["verify.balance"],
    ),
    ("UPDATE coverage SET nil = nil + 1 WHERE unit = 1", ["verify.coverage"]),
    ("UPDATE coverage SET reported = reported - 1, nil = nil + 1", ["verify.coverage"]),
    (
        "UPDATE coverage SET figures = figures + 1013, nils = nils - 1009 WHERE via <> 0",
        ["verify.coverage"],
    ),
    ("DELETE FROM coverage WHERE via <> 0", ["verify.coverage"]),
    ("DELETE FROM cell WHERE told = 2", ["verify.cell", "verify.coverage"]),
    ("UPDATE event SET verb = 'other' WHERE seq = 2", ["verify.hash"]),
    ("UPDATE event SET payload = '{\"a\":1}' WHERE seq = 2", ["verify.hash"]),
    ("DELETE FROM event WHERE seq = 2", ["verify.digest", "verify.gap", "verify.link"]),
    ("DELETE FROM seat_entry WHERE person = 'ann'", ["verify.digest", "verify.seat"]),
    ("UPDATE version SET title = 'Khác' WHERE title = 'Việc'", ["verify.digest", "verify.version"]),
    ("UPDATE live SET number = 7 WHERE book = 1 AND kind = 'activity'", ["verify.kept"]),
    ("UPDATE live SET withdrawn = 1 WHERE book = 2", ["verify.kept"]),
    ("DELETE FROM live", ["verify.kept"]),
    ("UPDATE month_state SET state = 'open' WHERE unit = 4", ["verify.kept"]),
    ("DELETE FROM month_state", ["verify.kept"]),
    ("UPDATE unit_stretch SET name = 'Khác' WHERE unit = 4", ["verify.kept"]),
    ("UPDATE unit_stretch SET code = 'X' WHERE unit = 5", ["verify.kept"]),
    ("DELETE FROM closure WHERE ancestor = 1 AND unit = 6 AND depth = 2", ["verify.kept"]),
    ("UPDATE unit_change SET name = 'Khác' WHERE unit = 4", ["verify.digest", "verify.kept"]),
    ("UPDATE unit_change SET parent = 77 WHERE unit = 4", ["verify.digest", "verify.halted"]),
    ("UPDATE level SET rank = 9 WHERE key = 'province'", ["verify.digest", "verify.halted"]),
    (
        "UPDATE element_number SET key = 'khac' WHERE key = 'trees'",
        ["verify.digest", "verify.halted", "verify.version"],
    ),
    ("UPDATE element SET definition = '{' WHERE key = 'trees'", ["verify.digest", "verify.halted"]),
]


@pytest.mark.parametrize(("statement", "found"), TAMPERED)
def test_what_was_tampered_with_is_found_and_named(statement: str, found: list[str]) -> None:
    tamper(statement)
    assert sorted({finding.code for finding in verify()}) == found
    assert all(finding.place for finding in verify())


@pytest.mark.parametrize(
    "statement", [one for one, _ in TAMPERED if " balance " in one or " coverage " in one]
)
def test_sums_of_many_units_are_proven_in_shares_at_once(
    statement: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_sums, "SHARE", 1)
    monkeypatch.setattr(verify_sums, "ALONE_UP_TO", 0)
    assert verify() == []
    tamper(statement)
    shares = {(finding.code, finding.place) for finding in verify()}
    monkeypatch.undo()
    assert shares == {(finding.code, finding.place) for finding in verify()} != set()


@pytest.mark.parametrize("end", ["MIN", "MAX"])
def test_both_halves_are_heard(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_sums, "SHARE", 1)
    monkeypatch.setattr(verify_sums, "ALONE_UP_TO", 0)
    unit = f"(SELECT {end}(unit) FROM balance WHERE via = 0)"
    tamper(f"UPDATE balance SET amount = amount + 1 WHERE via = 0 AND unit = {unit}")
    assert {finding.code for finding in verify()} == {"verify.balance"}


BALANCE = "INSERT INTO balance (unit, element, book, month, part, via, amount) SELECT"
ROW = "FROM balance WHERE via = 0 ORDER BY unit LIMIT 1"


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("share", [400, 1])
@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (f"{BALANCE} unit, element, book, month, part, {2**62 + 5}, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} unit, element, book, month, part, {2**63 - 1}, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} unit, element, book, month, part, -{2**62 + 5}, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} {2**62}, element, book, month, part, 0, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} -{2**63 - 1}, element, book, month, part, 0, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} 'abc', element, book, month, part, 0, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} unit, 'abc', book, month, part, 0, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} unit, element, 9, month, part, 0, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} unit, element, book, 'abc', part, 0, 5 {ROW}", "verify.balance"),
        (f"{BALANCE} unit, element, book, month, 'x', 0, 'abc' {ROW}", "verify.sums"),
        ("UPDATE balance SET amount = amount || 'x' WHERE via = 0", "verify.sums"),
    ],
)
def test_what_a_database_without_types_lets_in_is_found(
    statement: str, found: str, share: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_sums, "SHARE", share)
    monkeypatch.setattr(verify_sums, "ALONE_UP_TO", 0 if share == 1 else 2)
    tamper(statement)
    assert {finding.code for finding in verify()} == {found}


@pytest.mark.engines("sqlite")
def test_a_sum_that_is_no_whole_number_is_told_as_it_stands() -> None:
    tamper("UPDATE balance SET amount = amount + 0.5 WHERE via = 0 AND amount = 130")
    assert {"found": "130.5", "expected": 130} in [dict(finding.details) for finding in verify()]


@pytest.mark.engines("sqlite")
@pytest.mark.parametrize("executable", ["", "/nowhere/python", "/bin/false"])
def test_where_no_second_process_can_be_had_one_looks_at_all(
    executable: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(verify_sums, "SHARE", 1)
    monkeypatch.setattr(verify_sums, "ALONE_UP_TO", 0)
    monkeypatch.setattr(sys, "executable", executable)
    assert verify() == []
    tamper("UPDATE balance SET amount = amount + 1 WHERE unit = (SELECT MIN(unit) FROM balance)")
    assert {finding.code for finding in verify()} == {"verify.balance"}


def test_a_process_that_cannot_read_the_database_gives_no_answers(tmp_path: Path) -> None:
    nowhere = verify_apart.asking(str(tmp_path / "nowhere.sqlite3"), "SELECT 1", ["SELECT 1, 0"])
    with nowhere as answers:
        assert answers() is None


def test_a_second_process_ends_with_the_first_and_takes_nothing_from_the_folder(tmp_path: Path) -> None:
    path = tmp_path / "one.sqlite3"
    connect(path).close()
    (tmp_path / "json.py").write_text("raise SystemExit('not the one that is meant')")
    first = (
        "import os, sys; sys.path.pop(0); from tiendo.storage import verify_apart\n"
        f"with verify_apart.asking({str(path)!r}, 'PRAGMA cache_size = -2000', [{ENDLESS!r}]):\n"
        "    print('begun', flush=True); sys.stdin.read(1); os._exit(9)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", first],
        check=False,
        cwd=tmp_path,
        input="x",
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (done.returncode, done.stdout) == (9, "begun\n"), done.stderr
    for _ in range(200):
        if str(path) not in open_files():
            break
        time.sleep(0.05)
    assert str(path) not in open_files()


ENDLESS = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT COUNT(*), 0 FROM n"


def open_files() -> set[str]:
    """What any process holds open, as far as one may see."""
    found = set()
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            found.add(str(link.readlink()))
    return found


def test_questions_asked_apart_are_answered_from_one_read_in_their_order(tmp_path: Path) -> None:
    path = tmp_path / "Tỉnh đoàn.sqlite3"
    with closing(connect(path)) as one, one:
        one.execute("CREATE TABLE t AS SELECT 7 AS a, 5 AS b")
    asked = ["SELECT a, b FROM t", "SELECT b, a FROM t"]
    with verify_apart.asking(str(path), "PRAGMA cache_size = -2000", asked) as answers:
        assert answers() == [(7, 5), (5, 7)]


def test_the_place_names_the_record() -> None:
    tamper("UPDATE entry SET amount = 101 WHERE amount = 100 AND book = 1")
    (entry,) = [finding for finding in verify() if finding.code == "verify.entry"]
    assert entry.place.startswith(f"entry reported C{EAST_A} trees")
    assert dict(entry.details) == {"found": 101, "expected": 100}


@pytest.mark.parametrize(
    ("statement", "verb", "tables"),
    [
        ("UPDATE month_event SET reason = 'bịa'", "send", "month_event (1)"),
        ("DELETE FROM month_event", "send", "–"),
        ("DELETE FROM event WHERE seq = (SELECT MAX(seq) FROM event)", "–", "month_event (1)"),
    ],
)
def test_an_event_whose_facts_changed_says_what_it_did_and_where_they_stand(
    statement: str, verb: str, tables: str
) -> None:
    tamper(statement)
    (event,) = [finding for finding in verify() if finding.code == "verify.digest"]
    assert dict(event.details) == {"verb": verb, "tables": tables}
