"""The life of a unit's month: its states, what each verb makes of them, and what accepting one month draws with it."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from tiendo.core.access import accepting_unit, acting_unit, is_root
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.orgunit import OrgTree, UnitId
from tiendo.core.period import Month

CONFLICT = ProblemKind.CONFLICT
register(
    "month.nothing_to_send",
    CONFLICT,
    "{month} has nothing new to send; if nothing happened, declare nil first.",
)
register(
    "month.not_sent", CONFLICT, "{month} waits for no answer; accepted or returned is what its unit has sent."
)
register(
    "month.not_accepted",
    CONFLICT,
    "{month} is not accepted; what waits for an answer is returned, not reopened.",
)
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
    """What can be done with a month. VN: thao tác với tháng."""

    TYPE = "type"
    NIL = "nil"
    CORRECT = "correct"
    WITHDRAW = "withdraw"
    SEND = "send"
    ACCEPT = "accept"
    RETURN = "return"
    REOPEN = "reopen"
    EXCUSE = "excuse"
    FREEZE = "freeze"


_S, _V = MonthState, MonthVerb
_SAME = MappingProxyType({state: state for state in _S})

TRANSITIONS: Mapping[MonthVerb, Mapping[MonthState, MonthState]] = {
    _V.TYPE: _SAME,
    _V.NIL: _SAME,
    _V.CORRECT: _SAME,
    _V.WITHDRAW: _SAME,
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
    _V.EXCUSE: _SAME,
    _V.FREEZE: _SAME,
}
"""The state after each verb; what is not listed is refused. What is typed, corrected or withdrawn is a draft until it
is sent; to excuse and to freeze leave marks beside the state; a month reopened by mistake is accepted as it is."""

REFUSAL: Mapping[MonthVerb, str] = {
    _V.ACCEPT: "month.not_sent",
    _V.RETURN: "month.not_sent",
    _V.REOPEN: "month.not_accepted",
}
"""The Problem where a verb does not fit the state."""

PERMISSION: Mapping[MonthVerb, str] = {
    _V.TYPE: "record.add",
    _V.NIL: "month.nil",
    _V.CORRECT: "record.correct",
    _V.WITHDRAW: "record.withdraw",
    _V.SEND: "month.send",
    _V.ACCEPT: "month.accept",
    _V.RETURN: "month.return",
    _V.REOPEN: "month.reopen",
    _V.EXCUSE: "month.excuse",
    _V.FREEZE: "period.freeze",
}
"""What each verb needs; see `permission_for` for a root."""

ABOVE_ONLY = frozenset({_V.ACCEPT, _V.RETURN, _V.REOPEN, _V.EXCUSE})
"""Verbs of the unit above; all others are the unit's own."""

NEEDS_REASON = frozenset({_V.RETURN, _V.REOPEN, _V.EXCUSE})
"""Verbs that are refused without a reason (Problem `month.reason_needed`)."""


def permission_for(verb: MonthVerb, *, root: bool) -> str:
    """The permission a verb needs; a root, which has nobody above, does what is done from above itself."""
    return "month.accept_root" if root and verb in ABOVE_ONLY else PERMISSION[verb]


def after(state: MonthState, verb: MonthVerb, *, month: Month) -> MonthState:
    """The state a verb leads to. Errors: Problem `month.*` where the verb does not fit the state."""
    following = TRANSITIONS[verb].get(state)
    if following is None:
        raise Problem(REFUSAL[verb], month=month.label, state=state.value)
    return following


def check_sending(state: MonthState, *, drafts: int, waiting: int, month: Month) -> None:
    """Refuse to send a month that says nothing new.

    `drafts`: what would be sent; `waiting`: records whose last sent version touches the month and is not accepted. A
    returned or reopened month may be sent as it is, so that a unit can stand by what it told; so may an open one into
    which something was moved. Errors: Problem `month.nothing_to_send`.
    """
    stands_by = state in (_S.RETURNED, _S.REOPENED) or (state is _S.OPEN and waiting > 0)
    if not drafts and not stands_by:
        raise Problem("month.nothing_to_send", month=month.label)


# Other months a step touches


def drawn_by_sending(state: MonthState) -> MonthState:
    """The state of another month touched by what is sent: what was accepted has been sent again."""
    return _S.SENT_AGAIN if state is _S.ACCEPTED else state


def drawn_by_accepting(state: MonthState) -> MonthState:
    """The state of another month drawn in by accepting one: accepted, where it could be accepted itself."""
    return TRANSITIONS[_V.ACCEPT].get(state, state)


@dataclass(frozen=True)
class Waiting:
    """A record's last sent and last accepted version (0: none) with the months they touch."""

    record: str
    sent: int
    sent_month: Month | None
    accepted: int = 0
    accepted_month: Month | None = None

    @property
    def waits(self) -> bool:
        """Whether something was sent that is not accepted."""
        return self.sent not in (0, self.accepted)

    @property
    def months(self) -> frozenset[Month]:
        """Every month touched by the version to be accepted or the one it replaces."""
        return frozenset(month for month in (self.sent_month, self.accepted_month) if month is not None)


def closure(month: Month, records: Iterable[Waiting]) -> tuple[frozenset[Month], tuple[Waiting, ...]]:
    """All that accepting a month accepts: what waits and touches it, or a month touched by these, and so on.

    Answers the months touched, and what waits in order of record. Records already accepted as last sent draw nothing in
    and need not be given.
    """
    touching: dict[Month, list[Waiting]] = defaultdict(list)
    for record in records:
        if record.waits:
            for touched in record.months:
                touching[touched].append(record)
    months: set[Month] = set()
    chosen: dict[str, Waiting] = {}
    left = [month]
    while left:
        at = left.pop()
        if at not in months:
            months.add(at)
            for record in touching[at]:
                chosen[record.record] = record
                left.extend(record.months)
    return frozenset(months), tuple(chosen[key] for key in sorted(chosen))


def seen_digest(pairs: Iterable[tuple[str, int]]) -> str:
    """Digest of the (record, version) pairs an approver was shown, so that nothing unseen is accepted."""
    told = json.dumps(sorted([record, number] for record, number in pairs), separators=(",", ":"))
    return hashlib.sha256(told.encode()).hexdigest()


# Whose turn it is


class Viewer(StrEnum):
    """Where somebody stands towards a unit's month. VN: góc nhìn.

    `both` is a root, and the superior of a closed unit: it sends and accepts.
    """

    BELOW = "below"
    OWN = "own"
    ABOVE = "above"
    HIGHER = "higher"
    BOTH = "both"


class Viewed(StrEnum):
    """A month as seen from where somebody stands. VN: việc của ai.

    `ready`: the next step is the viewer's. `waiting`: it lies with somebody below the viewer. `above`: it lies with, or
    was settled by, somebody above. `here`: settled at the viewer or below.
    """

    WAITING = "waiting"
    READY = "ready"
    HERE = "here"
    ABOVE = "above"


_WITH_UNIT = frozenset({_S.OPEN, _S.RETURNED, _S.REOPENED})


def state_for(state: MonthState, viewer: Viewer) -> Viewed:
    """A month's state as seen from where somebody stands."""
    if viewer is Viewer.BELOW:
        return Viewed.ABOVE
    if state is _S.ACCEPTED:
        return Viewed.ABOVE if viewer is Viewer.OWN else Viewed.HERE
    if viewer is Viewer.BOTH:
        return Viewed.READY
    if viewer is Viewer.OWN:
        return Viewed.READY if state in _WITH_UNIT else Viewed.ABOVE
    return Viewed.READY if viewer is Viewer.ABOVE and state not in _WITH_UNIT else Viewed.WAITING


def viewer_at(viewer: UnitId, unit: UnitId, *, tree: OrgTree, day: date) -> Viewer | None:
    """Where the people of one unit stand towards the months of another on a day; None: nowhere near."""
    acting = acting_unit(unit, tree, day)
    accepting = accepting_unit(unit, tree, day)
    if viewer == acting:
        return Viewer.BOTH if accepting == acting or is_root(unit, tree, day) else Viewer.OWN
    if viewer == accepting:
        return Viewer.ABOVE
    if viewer == unit or unit in tree.path(viewer, day):
        return Viewer.BELOW
    above = acting if accepting is None else accepting
    return Viewer.HIGHER if above is not None and viewer in tree.path(above, day) else None


def verbs_for(state: MonthState, viewer: Viewer) -> tuple[MonthVerb, ...]:
    """What can be done next with a month in a state by those who stand there, permission apart."""
    own, above = viewer in (Viewer.OWN, Viewer.BOTH), viewer in (Viewer.ABOVE, Viewer.BOTH)
    return tuple(verb for verb in _V if state in TRANSITIONS[verb] and (above if verb in ABOVE_ONLY else own))
