"""What holds for every writing verb: one event, the same request twice, a refused one, an audit that fails."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import asdict, is_dataclass
from typing import Any

import pytest

from tests.databases import DatabaseFactory
from tests.services import cases, stage
from tests.services.cases import CASES, Case
from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.storage import ledger
from tiendo.storage.models import APPEND_ONLY, CACHES, PersonName, SignInCode, User

each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@pytest.fixture
def prepared(case: Case, engine: str, database_factory: DatabaseFactory) -> Iterator[dict[str, Any]]:
    """What the verb is asked for, in an organisation that was founded unless the verb founds one."""
    with database_factory.fresh(engine, None if case.founding else stage.found):
        yield case.make()


def plain(answer: Any) -> Any:
    if isinstance(answer, tuple) and not hasattr(answer, "_fields"):
        return [plain(one) for one in answer]
    return asdict(answer) if is_dataclass(answer) and not isinstance(answer, type) else answer


def contents() -> dict[str, Any]:
    """Every row of every table."""
    tables = [model._meta.db_table for model in (*APPEND_ONLY, *CACHES, PersonName, SignInCode, User)]
    return {table: sorted(map(repr, stage.rows(f"SELECT * FROM {table}"))) for table in [*tables, "head"]}


@each
def test_a_verb_is_one_event_and_the_same_again_changes_nothing(case: Case, prepared: dict[str, Any]) -> None:
    asked, request = prepared, stage.an_id()
    before = stage.events()
    first = cases.run(case, asked, request)
    assert stage.events() == before + 1
    verb, told, payload = stage.rows("SELECT verb, request, payload FROM event WHERE seq = %s", before + 1)[0]
    assert (verb, told) == (case.name, request)
    assert json.loads(payload)
    after = contents()
    assert plain(cases.run(case, asked, request)) == plain(first)
    assert contents() == after
    with pytest.raises(Problem) as refused:
        cases.run(case, {**asked, **case.other}, request)
    assert refused.value.code == "request.differs"
    assert contents() == after


@each
def test_what_is_refused_or_fails_changes_nothing(
    case: Case, prepared: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A request without an id of its own, by somebody without the right, or whose audit line cannot be written."""
    before = contents()
    for request in ("", None, 5, "không phải", "\ud800", "x" * 10_000_000):
        assert refused_by(lambda: cases.run(case, prepared, request)) & {"input.uuid", "input.missing"}  # noqa: B023 - at once
    if not case.founding:  # nobody needs a right to found an organisation
        nobody = {"actor": Actor("nobody"), "request": stage.an_id(), "now": stage.NOW}
        assert refused_by(lambda: case.verb(**prepared, **nobody)) == {"access.denied"}
    with monkeypatch.context() as broken:
        broken.setattr(ledger, "seal", fail)
        with pytest.raises(RuntimeError):
            cases.run(case, prepared, stage.an_id())
    assert contents() == before
    cases.run(case, prepared, stage.an_id())


def refused_by(asked: Callable[[], object]) -> set[str]:
    """Codes of the problem and its causes."""
    with pytest.raises(Problem) as refused:
        asked()
    return {one.code for one in (refused.value, *refused.value.causes)}


def fail(*given: object) -> None:
    raise RuntimeError("the audit line cannot be written")
