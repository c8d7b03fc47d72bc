"""The whole table *state of a month x verb x who*, through the services on a real database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.services import stage
from tests.services.stage import asked
from tiendo.core.acceptance import PERMISSION, TRANSITIONS, MonthVerb
from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.core.period import Month
from tiendo.services import month_figures, month_returns, months, records

pytestmark = pytest.mark.usefixtures("organisation")

# Who may do what to a month of commune EA, which hangs under district E, which hangs under the province P.
WHO = {
    "type": {"reporter EA", "sender EA"},
    "nil": {"reporter EA", "sender EA"},
    "correct": {"reporter EA", "sender EA"},
    "withdraw": {"reporter EA", "sender EA"},
    "send": {"sender EA"},
    "accept": {"reviewer E"},
    "return": {"reviewer E"},
    "reopen": {"reviewer E"},
    "excuse": {"coordinator E"},
    "freeze": {"coordinator EA"},
}
PEOPLE = [
    *(f"{role} {unit}" for role in stage.ROLES for unit in ("EA", "E", "P")),
    *("sender EB", "reviewer W", "coordinator W", "nobody -"),
]
# What comes of it: the state afterwards, or the refusal.
NOT_SENT, NOT_ACCEPTED = "month.not_sent", "month.not_accepted"
TABLE = {
    #            open              sent          returned          accepted          sent_again        reopened
    "type":     ("open",        "sent",       "returned",       "accepted",       "sent_again",     "reopened"),
    "nil":      ("open",        "sent",       "returned",       "accepted",       "sent_again",     "reopened"),
    "correct":  ("open",        "sent",       "returned",       "accepted",       "sent_again",     "reopened"),
    "withdraw": ("open",        "sent",       "returned",       "accepted",       "sent_again",     "reopened"),
    "send":   ("sent",          "sent",       "sent",           "sent_again",     "sent_again",     "sent_again"),
    "accept": (NOT_SENT,        "accepted",   NOT_SENT,         NOT_SENT,         "accepted",       "accepted"),
    "return": (NOT_SENT,        "returned",   NOT_SENT,         NOT_SENT,         "returned",       NOT_SENT),
    "reopen": (NOT_ACCEPTED,    NOT_ACCEPTED, NOT_ACCEPTED,     "reopened",       NOT_ACCEPTED,     NOT_ACCEPTED),
    "excuse": ("open",          "sent",       "returned",       "accepted",       "sent_again",     "reopened"),
    "freeze": ("open",          "sent",       "returned",       "accepted",       "sent_again",     "reopened"),
}  # fmt: skip
STATES = ("open", "sent", "returned", "accepted", "sent_again", "reopened")


def test_the_table_is_the_one_core_decides_by() -> None:
    for verb, outcomes in TABLE.items():
        core = TRANSITIONS[MonthVerb(verb)]
        decided = {
            state: outcome for state, outcome in zip(STATES, outcomes, strict=True) if "." not in outcome
        }
        assert {state.value: after.value for state, after in core.items()} == decided
    assert set(PERMISSION) == {MonthVerb(verb) for verb in TABLE}


def bring(month: str, state: str) -> None:
    """Bring EA's month into a state."""
    steps: dict[str, list[Callable[[str], Any]]] = {
        "open": [],
        "sent": [_send],
        "returned": [_send, _return],
        "accepted": [_send, _accept],
        "sent_again": [_send, _accept, _send],
        "reopened": [_send, _accept, _reopen],
    }
    for step in steps[state]:
        step(month)


def _day(month: str) -> str:
    return f"{month}-10"


def _draft(month: str) -> None:
    stage.add(stage.told("EA", _day(month), trees=1))


def _send(month: str) -> None:
    _draft(month)
    stage.send("EA", month)


def _accept(month: str) -> None:
    stage.accept("EA", month)


def _return(month: str) -> None:
    month_returns.return_month(unit="EA", month=month, reason="thiếu", **asked())


def _reopen(month: str) -> None:
    month_returns.reopen_month(unit="EA", month=month, reason="sai", **asked())


DO: dict[str, Callable[[dict[str, str], dict[str, Any]], Any]] = {
    "type": lambda at, who: records.add_record(**stage.told("EA", _day(at["month"]), trees=1), **who),
    "nil": lambda at, who: month_figures.report_nil(**at, **who),
    "correct": lambda at, who: records.correct_record(
        record=_record(at["month"]), title="Khác", reason="sai", **who
    ),
    "withdraw": lambda at, who: records.withdraw_record(record=_record(at["month"]), reason="sai", **who),
    "send": lambda at, who: months.send_month(**at, **who),
    "accept": lambda at, who: months.accept_month(**at, seen=stage.shown(**at).seen, **who),
    "return": lambda at, who: month_returns.return_month(**at, reason="thiếu", **who),
    "reopen": lambda at, who: month_returns.reopen_month(**at, reason="sai", **who),
    "excuse": lambda at, who: month_returns.excuse_month(**at, reason="bão", **who),
    "freeze": lambda at, who: month_returns.freeze_period(
        unit=at["unit"], period=at["month"], report=lambda *given: {"unit": given[0]}, **who
    ),
}


def do(verb: str, month: str, actor: Actor) -> None:
    DO[verb]({"unit": "EA", "month": month}, asked(actor))


def _record(month: str) -> str:
    """The record drafted last in EA's month; one is drafted where there is none."""
    query = (
        "SELECT r.uuid FROM record r JOIN live l ON l.record = r.id"
        " WHERE l.month = %s AND l.withdrawn = 0 AND r.kind = 'activity' ORDER BY r.id DESC"
    )
    found = stage.rows(query, int(Month.parse(month)))
    return str(found[0][0]) if found else stage.add(stage.told("EA", _day(month), trees=1))[0].record


def outcome(verb: str, month: str, actor: Actor) -> str:
    """The state after a verb, or the code of its refusal."""
    try:
        do(verb, month, actor)
    except Problem as problem:
        return problem.code
    return state_of(month)


def state_of(month: str) -> str:
    found = stage.rows("SELECT state FROM month_state WHERE unit = 4 AND month = %s", int(Month.parse(month)))
    return str(found[0][0]) if found else "open"


def test_every_state_every_verb_everybody() -> None:
    people = {name: somebody(name) for name in PEOPLE}
    fresh = (str(Month.parse("2005-01") + number) for number in range(10_000))
    wrong = []
    for verb, outcomes in TABLE.items():
        for state, expected in zip(STATES, outcomes, strict=True):
            month = next(fresh)
            bring(month, state)
            for name in PEOPLE:
                if name in WHO[verb]:
                    continue
                if (got := outcome(verb, month, people[name])) != "access.denied" or state_of(month) != state:
                    wrong.append((verb, state, name, got, "access.denied"))
            for name in sorted(WHO[verb]):
                month = next(fresh)
                bring(month, state)
                if verb == "send":
                    _draft(month)
                if (got := outcome(verb, month, people[name])) != expected:
                    wrong.append((verb, state, name, got, expected))
    assert wrong == []


def somebody(name: str) -> Actor:
    role, unit = name.split()
    return Actor("nobody") if role == "nobody" else stage.somebody(role, unit)


@pytest.mark.parametrize("state", ["open", "sent", "accepted", "sent_again"])
def test_sending_needs_something_to_send(state: str) -> None:
    bring(stage.MARCH, state)
    with pytest.raises(Problem) as refused:
        stage.send()
    assert refused.value.code == "month.nothing_to_send"
    assert state_of(stage.MARCH) == state


def test_a_month_given_back_may_be_sent_as_it_is() -> None:
    bring("2024-03", "returned")
    assert stage.send("EA", "2024-03").state == "sent"
    bring("2024-02", "reopened")
    assert stage.send("EA", "2024-02").state == "sent_again"


def test_the_root_accepts_its_own_and_nobody_else_does() -> None:
    stage.add({**stage.told("P", "2024-03-08"), "figures": {}})
    stage.send("P")
    seen = stage.shown("P").seen
    for name in ("reviewer E", "sender P", "leader P", "steward P"):
        with pytest.raises(Problem, match="may not"):
            months.accept_month(unit="P", month=stage.MARCH, seen=seen, **asked(somebody(name)))
    chief = somebody("reviewer P")
    place = {"unit": "P", "month": stage.MARCH}
    assert month_returns.return_month(**place, reason="thiếu", **asked(chief)).state == "returned"
    stage.send("P")
    assert months.accept_month(**place, seen=seen, **asked(chief)).state == "accepted"
    assert month_returns.reopen_month(**place, reason="sai", **asked(chief)).state == "reopened"


@pytest.mark.parametrize("reason", ["", "   ", None, "x" * 2_001, 7])
@pytest.mark.parametrize(
    "verb", [month_returns.return_month, month_returns.reopen_month, month_returns.excuse_month]
)
def test_going_back_needs_a_reason(verb: Callable[..., Any], reason: Any) -> None:
    bring(stage.MARCH, "accepted" if verb is month_returns.reopen_month else "sent")
    before = state_of(stage.MARCH)
    with pytest.raises(Problem) as refused:
        verb(unit="EA", month=stage.MARCH, reason=reason, **asked())
    assert refused.value.code in {"month.reason_needed", "input.too_long", "input.type"}
    assert state_of(stage.MARCH) == before


def test_what_was_not_seen_is_not_accepted() -> None:
    _send(stage.MARCH)
    seen = stage.shown().seen
    _send(stage.MARCH)
    with pytest.raises(Problem) as refused:
        months.accept_month(unit="EA", month=stage.MARCH, seen=seen, **asked())
    assert (refused.value.code, refused.value.kind) == ("month.seen_differs", "stale")
    assert stage.total(stage.PROVINCE, "trees", book=2) == 0
    assert stage.accept().state == "accepted"
    assert stage.total(stage.PROVINCE, "trees", book=2) == 2


def test_a_record_moved_to_another_month_draws_both_in() -> None:
    (state,) = stage.add(stage.told("EA", "2024-03-10", trees=5))
    stage.send()
    stage.accept()
    records.correct_record(record=state.record, day="2024-04-02", reason="nhầm ngày", **asked())
    assert stage.send("EA", "2024-04").state == "sent"
    assert state_of("2024-03") == "sent_again"
    look = stage.shown("EA", "2024-04")
    assert [(one.version, one.accepted, str(one.accepted_month)) for one in look.records] == [
        (2, 1, "2024-03")
    ]
    assert [str(month) for month in look.drawn] == ["2024-03"]
    months.accept_month(unit="EA", month="2024-04", seen=look.seen, **asked())
    assert (state_of("2024-03"), state_of("2024-04")) == ("accepted", "accepted")
    assert stage.total(stage.PROVINCE, "trees", book=2) == 5


def test_the_right_to_act_for_a_closed_unit_passes_to_its_superior() -> None:
    from tiendo.services import units

    stage.add(stage.told("EA", "2024-03-10", trees=5))
    own, above, top = somebody("sender EA"), somebody("sender E"), somebody("reviewer E")
    units.close_unit(unit="EA", day="2024-04-01", **asked())
    for actor in (own, somebody("sender EB"), somebody("sender P")):
        with pytest.raises(Problem) as refused:
            stage.send(4, actor=actor)
        assert refused.value.code == "access.denied"
    stage.add(stage.told("EA", "2024-03-20", trees=2), actor=above)
    assert stage.send(4, actor=above).state == "sent"
    assert stage.accept(4, actor=top).state == "accepted"
    with pytest.raises(Problem) as refused:
        stage.add(stage.told(4, "2024-04-20", trees=2), actor=above)
    assert refused.value.code == "record.unit_closed"
    assert month_figures.set_month_figure(
        unit="EA", month=stage.MARCH, figures={"trees": 9}, **asked(above)
    ).newest == 1  # fmt: skip
