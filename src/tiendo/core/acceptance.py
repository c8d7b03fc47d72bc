"""The life of a unit's month: its states, what each verb makes of them, and what accepting one month draws with it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.period import Month

CONFLICT = ProblemKind.CONFLICT
register("month.nothing_to_send", CONFLICT, "{month} has nothing new to send; if nothing happened, declare nil first.")
register("month.not_sent", CONFLICT, "{month} is {state}; only a month that was sent can be accepted or returned.")
register("month.not_accepted", CONFLICT, "{month} is {state}; only an accepted month can be reopened.")
register("month.reason_needed", ProblemKind.INVALID, "Say why, so that the unit knows what to do.")
register("month.seen_differs", ProblemKind.STALE, "{month} has changed since it was shown; look at it again.")


class MonthState(StrEnum):
    """Where a unit's month stands. VN: trạng thái tháng."""

    OPEN = "open"
    SENT = "sent"
    RETURNED = "returned"
    ACCEPTED = "accepted"
    SENT_AGAIN = "sent_again"
    REOPENED = "reopened"


class MonthVerb(StrEnum):
    """What can be done with a month."""

    TYPE = "type"
    SEND = "send"
    ACCEPT = "accept"
    RETURN = "return"
    REOPEN = "reopen"
    EXCUSE = "excuse"
    FREEZE = "freeze"


_S, _V = MonthState, MonthVerb

TRANSITIONS: Mapping[MonthVerb, Mapping[MonthState, MonthState]] = {
    _V.TYPE: {state: state for state in _S},
    _V.SEND: {
        _S.OPEN: _S.SENT,
        _S.SENT: _S.SENT,
        _S.RETURNED: _S.SENT,
        _S.ACCEPTED: _S.SENT_AGAIN,
        _S.SENT_AGAIN: _S.SENT_AGAIN,
        _S.REOPENED: _S.SENT_AGAIN,
    },
    _V.ACCEPT: {_S.SENT: _S.ACCEPTED, _S.SENT_AGAIN: _S.ACCEPTED, _S.REOPENED: _S.ACCEPTED},
    _V.RETURN: {_S.SENT: _S.RETURNED, _S.SENT_AGAIN: _S.RETURNED},
    _V.REOPEN: {_S.ACCEPTED: _S.REOPENED},
    _V.EXCUSE: {state: state for state in _S},
    _V.FREEZE: {state: state for state in _S},
}
"""The state after each verb; what is not listed is refused. Typing, excusing and freezing change no state."""

PERMISSION: Mapping[MonthVerb, str] = {
    _V.TYPE: "record.add",
    _V.SEND: "month.send",
    _V.ACCEPT: "month.accept",
    _V.RETURN: "month.return",
    _V.REOPEN: "month.reopen",
    _V.EXCUSE: "month.excuse",
    _V.FREEZE: "period.freeze",
}

_REFUSAL = {_V.ACCEPT: "month.not_sent", _V.RETURN: "month.not_sent", _V.REOPEN: "month.not_accepted"}


def after(state: MonthState, verb: MonthVerb, *, month: Month) -> MonthState:
    """The state a verb leads to. Errors: Problem `month.*` where the verb does not fit the state."""
    following = TRANSITIONS[verb].get(state)
    if following is None:
        raise Problem(_REFUSAL[verb], month=month.label, state=state.value)
    return following


def drawn_by_sending(state: MonthState) -> MonthState:
    """The state of another month touched by what is sent: what was accepted has been sent again."""
    return MonthState.SENT_AGAIN if state is MonthState.ACCEPTED else state


@dataclass(frozen=True)
class Waiting:
    """A record's last sent and last accepted version (0: none) with the months they touch."""

    record: str
    sent: int
    sent_month: Month | None
    accepted: int = 0
    accepted_month: Month | None = None

    @property
    def months(self) -> frozenset[Month]:
        """Every month touched by the version to be accepted or the one it replaces."""
        return frozenset(month for month in (self.sent_month, self.accepted_month) if month is not None)


def closure(month: Month, records: Iterable[Waiting]) -> tuple[frozenset[Month], tuple[Waiting, ...]]:
    """All that accepting a month accepts: records touching it, the months these touch, and so on.

    Records already accepted as last sent still carry their month, but are not accepted again.
    """
    months, chosen = {month}, {}
    left = {record.record: record for record in records if record.sent and record.sent != record.accepted}
    grown = True
    while grown:
        grown = False
        for record in list(left.values()):
            if record.months & months:
                chosen[record.record] = left.pop(record.record)
                months |= record.months
                grown = True
    return frozenset(months), tuple(chosen[key] for key in sorted(chosen))


def seen_digest(pairs: Iterable[tuple[str, int]]) -> str:
    """Digest of the (record, version) pairs an approver was shown, so that nothing unseen is accepted."""
    told = json.dumps(sorted([record, number] for record, number in pairs), separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


class Viewed(StrEnum):
    """A month's state as seen from where somebody stands. VN: việc của ai."""

    WAITING = "waiting"
    READY = "ready"
    HERE = "here"
    DONE = "done"


def viewed(state: MonthState, *, stands_above: bool) -> Viewed:
    """Whose turn it is: `waiting` for the unit itself, `ready` for the one above, `here` mine to do, `done` by both."""
    if state is MonthState.ACCEPTED:
        return Viewed.DONE
    with_unit = state in (MonthState.OPEN, MonthState.RETURNED, MonthState.REOPENED)
    if with_unit:
        return Viewed.WAITING if stands_above else Viewed.HERE
    return Viewed.HERE if stands_above else Viewed.READY
