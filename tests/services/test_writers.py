"""Sixteen writers at once on shared ancestors: nothing lost, nothing doubled, the chain whole, nobody stuck."""

from __future__ import annotations

import os
import threading
from itertools import pairwise
from typing import Any

import pytest
from django.db import connections

from tests.services import stage
from tests.services.stage import asked, told
from tiendo.core.errors import Problem
from tiendo.services import units

pytestmark = pytest.mark.usefixtures("organisation")
WRITERS, TIMES = 16, 20 if os.environ.get("TIENDO_HYPOTHESIS") == "heavy" else 3


def together(work: list[Any]) -> list[BaseException]:
    """Run all at once in threads of their own; what went wrong."""
    wrong: list[BaseException] = []
    start = threading.Barrier(len(work))

    def run(one: Any) -> None:
        try:
            start.wait()
            one()
        except BaseException as error:  # noqa: BLE001 (it is handed to the test)
            wrong.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(one,)) for one in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return wrong


def test_sixteen_writers_at_once() -> None:
    codes = [f"C{n:02}" for n in range(WRITERS)]
    some = [
        {"code": code, "name": code, "level": "commune", "parent": "E" if n % 2 else "W", "day": stage.START}
        for n, code in enumerate(codes)
    ]
    units.open_units(units=some, **asked())
    before = stage.events()

    def work(code: str) -> Any:
        def run() -> None:
            for _ in range(TIMES):
                stage.add(told(code, trees=2))
                stage.send(code)
                stage.accept(code)

        return run

    assert together([work(code) for code in codes]) == []
    assert stage.events() == before + 3 * TIMES * WRITERS
    for book in (1, 2):
        assert stage.total(stage.PROVINCE, "trees", book=book) == 2 * TIMES * WRITERS
    chain = stage.rows("SELECT previous, hash FROM event ORDER BY seq")
    assert all(earlier[1] == later[0] for earlier, later in pairwise(chain))


def test_one_request_sent_by_many_at_once_is_carried_out_once() -> None:
    given, request = told(trees=2), stage.an_id()

    def run() -> None:
        stage.records.add_records(actor=stage.SYSTEM, records=[given], request=request, now=stage.NOW)

    before = stage.events()
    assert together([run] * 8) == []
    assert stage.events() == before + 1


def test_one_record_told_by_many_requests_is_kept_once() -> None:
    given = told(trees=2)
    wrong = together([lambda: stage.add(given)] * 8)
    assert [error.code for error in wrong if isinstance(error, Problem)] == ["record.exists"] * 7
    assert len(wrong) == 7
