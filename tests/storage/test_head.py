"""One head: events in a row, chained, idempotent, all or nothing; writers wait for each other and lose nothing."""

from __future__ import annotations

import hashlib
import threading
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from django.db import connections

from tests.storage import scene
from tests.storage.scene import EAST_A, EAST_B, MARCH, PROVINCE, WEST_A
from tiendo.core.errors import Problem
from tiendo.core.submission import Book
from tiendo.storage import chain, posting, records, sql
from tiendo.storage.ledger import find_request, read_head, writing

pytestmark = pytest.mark.usefixtures("ledger")


def unbroken() -> int:
    """Recompute the whole chain from the tables; the number of its events."""
    with sql.snapshot() as cursor:
        head = read_head(cursor)
        facts = dict(chain.stored_facts(cursor))
        previous = chain.GENESIS
        events = list(chain.stored_events(cursor))
    for event, digest, before, sealed in events:
        assert before == previous
        assert digest == chain.facts_digest(facts.get(event.seq, {}))
        assert sealed == chain.event_hash(previous, event, digest)
        previous = sealed
    assert head.hash == previous
    assert [event.seq for event, *_ in events] == list(range(1, head.seq + 1))
    return head.seq


def test_an_event_is_chained_to_the_one_before() -> None:
    with writing(now=scene.NOW, verb="note", person="ann", request="") as session:
        session.payload["unit"] = 4
    rows = scene.query("SELECT previous, hash, digest, posted_at, payload FROM event ORDER BY seq")
    first, second = rows
    assert first[0] == "0" * 64
    assert second[0] == first[1]
    # an event without facts: the digest of nothing; the hash of the previous one and of the event's own text
    assert second[2] == hashlib.sha256(b"").hexdigest()
    text = f'[2,"2024-06-01T08:00:00.000000Z","note","ann","","{{\\"unit\\":4}}","{second[2]}"]'
    assert second[1] == hashlib.sha256(f"{first[1]}\n{text}".encode()).hexdigest()
    assert second[4] == '{"unit":4}'
    assert unbroken() == 2


def test_time_never_runs_backwards_and_is_kept_in_utc() -> None:
    hanoi = timezone(timedelta(hours=7))
    for now in (datetime(2024, 6, 2, 6, 0, tzinfo=hanoi), datetime(2020, 1, 1, tzinfo=UTC)):
        with writing(now=now, verb="note", person="ann"):
            pass
    assert scene.query("SELECT posted_at FROM event ORDER BY seq") == [
        ("2024-06-01T08:00:00.000000Z",),
        ("2024-06-01T23:00:00.000000Z",),
        ("2024-06-01T23:00:00.000000Z",),
    ]


def test_the_chain_covers_every_fact() -> None:
    scene.both(
        scene.activity(EAST_A, date(2024, 3, 8), "ann", trees=5, youth=9), scene.nil(EAST_B, MARCH, "trees")
    )
    scene.change(scene.close(EAST_B, date(2024, 5, 1), (EAST_A, {})))
    assert unbroken() == 3


def test_an_error_rolls_everything_back() -> None:
    before = scene.query("SELECT seq, hash FROM head")
    with pytest.raises(RuntimeError), scene.event() as session:
        version = scene.activity(EAST_A, date(2024, 3, 8), trees=5)
        numbers = records.add_versions(session, [version], author="ann")
        posting.post(session, Book.REPORTED, [(numbers[version.record], 1)])
        raise RuntimeError
    assert scene.query("SELECT seq, hash FROM head") == before
    for table in ("record", "version", "live", "entry", "balance", "cell", "coverage", "posting"):
        assert scene.query(f"SELECT COUNT(*) FROM {table}") == [(0,)]


def test_an_audit_line_that_cannot_be_written_rolls_the_write_back(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> str:
        raise OSError("no audit")

    monkeypatch.setattr(chain, "event_hash", fail)
    with pytest.raises(OSError, match="no audit"):
        scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=5))
    assert scene.query("SELECT COUNT(*) FROM entry") == [(0,)]
    assert scene.query("SELECT COUNT(*) FROM record") == [(0,)]


def test_the_same_request_again_is_answered_and_another_under_its_id_refused() -> None:
    for expected in (None, 2):
        with writing(now=scene.NOW, verb="note", person="ann", request="r-1", content={"a": 1}) as session:
            assert (session.done.seq if session.done else None) == expected
    assert scene.query("SELECT seq FROM head") == [(2,)]
    for verb, content in (("note", {"a": 2}), ("other", {"a": 1})):
        again = writing(now=scene.NOW, verb=verb, person="ann", request="r-1", content=content)
        with pytest.raises(Problem) as refused, again:
            pass
        assert refused.value.code == "request.differs"
    with sql.snapshot() as cursor:
        done = find_request(cursor, "r-1")
    assert done is not None
    assert done.seq == 2


def test_a_cancelled_session_writes_nothing() -> None:
    with scene.event() as session:
        session.cancel()
    assert scene.query("SELECT seq FROM head") == [(1,)]


def test_the_snapshot_cannot_write() -> None:
    from django.db import DatabaseError

    with pytest.raises(DatabaseError), sql.snapshot() as cursor:
        cursor.execute("UPDATE head SET seq = 7")


def test_a_snapshot_stays_what_it_was_while_others_write() -> None:
    with sql.snapshot() as cursor:
        assert read_head(cursor).seq == 1
        scene.send(scene.activity(EAST_A, date(2024, 3, 8), trees=5))
        assert read_head(cursor).seq == 1
    with sql.snapshot() as cursor:
        assert read_head(cursor).seq == 2


def test_sixteen_writers_on_shared_ancestors_lose_nothing() -> None:
    failures: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for day in (1, 2, 3):
                unit = (EAST_A, EAST_B, WEST_A)[(number + day) % 3]
                scene.send(scene.activity(unit, date(2024, 3, day), trees=number))
        except BaseException as failure:  # noqa: BLE001 (reported by the test)
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(1, 17)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    # 3 x (1 + ... + 16) = 408 trees in 48 events after the first
    assert sum(scene.balances(PROVINCE, "trees").values()) == 408
    assert unbroken() == 49


def test_one_event_at_a_time() -> None:
    with scene.event() as outer, pytest.raises(RuntimeError), scene.event():
        assert outer.seq == 2


def test_tables_of_another_schema_are_refused() -> None:
    from tiendo.storage import database

    with sql.write() as cursor:
        cursor.execute("UPDATE head SET schema = 'other'")
    with pytest.raises(Problem) as refused:
        database.prepare()
    assert refused.value.code == "database.schema"


def test_a_moment_names_what_was_known_then() -> None:
    from tiendo.storage.ledger import known_at, read_events

    with writing(now=scene.NOW + timedelta(hours=1), verb="note", person="ann") as session:
        session.payload["why"] = "đã xem"
    with sql.snapshot() as cursor:
        moments = [scene.NOW - timedelta(seconds=1), scene.NOW, scene.NOW + timedelta(hours=2)]
        assert [known_at(cursor, moment) for moment in moments] == [0, 1, 2]
        line = read_events(cursor, [2])[2]
    assert (line.verb, line.person, line.payload) == ("note", "ann", {"why": "đã xem"})
