"""What holds for every writing verb: one event, the same request twice, a refused one, an audit that fails."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import Any

import pytest

from tests.services import cases, stage
from tests.services.cases import CASES, Case
from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.storage import ledger
from tiendo.storage.models import APPEND_ONLY, CACHES, PersonName, SignInCode, User

pytestmark = pytest.mark.usefixtures("database")
each = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


def prepared(case: Case) -> dict[str, Any]:
    if not case.founding:
        stage.found()
    return case.make()


def plain(answer: Any) -> Any:
    if isinstance(answer, tuple) and not hasattr(answer, "_fields"):
        return [plain(one) for one in answer]
    return asdict(answer) if is_dataclass(answer) and not isinstance(answer, type) else answer


def contents() -> dict[str, Any]:
    """Every row of every table."""
    tables = [model._meta.db_table for model in (*APPEND_ONLY, *CACHES, PersonName, SignInCode, User)]
    return {table: sorted(map(repr, stage.rows(f"SELECT * FROM {table}"))) for table in [*tables, "head"]}


@each
def test_a_verb_is_one_event_and_the_same_again_changes_nothing(case: Case) -> None:
    asked, request = prepared(case), stage.an_id()
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
def test_who_has_no_right_changes_nothing(case: Case) -> None:
    if case.founding:
        pytest.skip("nobody needs a right to found an organisation")
    asked, before = prepared(case), contents()
    with pytest.raises(Problem) as refused:
        case.verb(actor=Actor("nobody"), **asked, request=stage.an_id(), now=stage.NOW)
    assert refused.value.code == "access.denied"
    assert contents() == before


@each
def test_a_failing_audit_rolls_everything_back(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, before = prepared(case), contents()

    def fail(*given: object) -> None:
        raise RuntimeError("the audit line cannot be written")

    with monkeypatch.context() as broken:
        broken.setattr(ledger, "seal", fail)
        with pytest.raises(RuntimeError):
            cases.run(case, asked, stage.an_id())
    assert contents() == before
    cases.run(case, asked, stage.an_id())


@each
def test_a_request_needs_an_id_of_its_own(case: Case) -> None:
    asked, before = prepared(case), contents()
    wrong: list[Any] = ["", None, 5, "không phải", "\ud800", "x" * 10_000_000]
    for request in wrong:
        with pytest.raises(Problem) as refused:
            cases.run(case, asked, request)
        told = [refused.value, *refused.value.causes]
        assert {one.code for one in told} & {"input.uuid", "input.missing"}
    assert contents() == before
