"""What waits for the level above: who has sent a month, and one month against its records and the month before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from tiendo.core.acceptance import (
    MonthState,
    MonthVerb,
    closure,
    permission_for,
    seen_digest,
    verbs_for,
    viewer_at,
)
from tiendo.core.access import Actor, is_root, may
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.submission import RecordKind, Version
from tiendo.services.answers import namer
from tiendo.services.gate import unit_at, unit_in
from tiendo.services.month_lines import effective, entered_by, figures_shown, lines_of, months_back, told_here
from tiendo.services.questions import Question, question
from tiendo.services.steps import ACCEPTED, SENT, Standing
from tiendo.services.work_shown import last_step, named_in, standing_of_rows, told_of
from tiendo.storage.cells import read_excuses
from tiendo.storage.months import count_months
from tiendo.storage.work_list import MonthStep, read_steps, work_rows, work_versions

_VERBS = (MonthVerb.ACCEPT, MonthVerb.RETURN, MonthVerb.REOPEN, MonthVerb.EXCUSE)
WAITING = (MonthState.SENT, MonthState.SENT_AGAIN)
"""States in which the level above has to answer."""


def inbox_of(
    *, actor: Actor, unit: int | str, now: datetime, month: Month | str | None = None
) -> dict[str, Any]:
    """The units directly below and how their month stands; without a month the latest that waits. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        calendar = asked.catalogue.calendar
        place = unit_at(asked.tree, unit, asked.today)
        today = calendar.month_of(asked.today)
        at = Month.parse(month) if isinstance(month, str) else month
        below = _below(asked, place, today if at is None else min(at, today))
        _require_any(asked, place, below or _below(asked, place, today))
        steps = read_steps(asked.cursor, below)
        states = {(step.unit, step.month): MonthState(step.state) for step in steps}
        waiting = Counter(month for (_, month), state in states.items() if state in WAITING)
        if at is None:
            at = max(waiting) if waiting else today - 1
        rows = work_rows(asked.cursor, below, [at])
        excused = read_excuses(asked.cursor, below)
        standing = standing_of_rows(rows, steps)
        first = calendar.month_of(asked.tree.life(place)[0])
        return {
            "schema": 1,
            "unit": namer(asked.tree)(place),
            "month": str(at),
            "before": str(at - 1) if at > first else "",
            "after": str(at + 1) if at < today else "",
            "waiting": [{"month": str(one), "count": number} for one, number in sorted(waiting.items())],
            "children": [
                _child(asked, one, at, standing=standing, steps=steps, excused=(one, at) in excused)
                for one in below
            ],
            "may": _may(asked, below),
        }


def waiting_below(asked: Question, unit: UnitId) -> int:
    """How many months wait for the actor's answer at a unit; nobody but those who may accept them is told."""
    below = _below(asked, unit, asked.catalogue.calendar.month_of(asked.today))
    if not any(_may_do(asked, MonthVerb.ACCEPT, one) for one in below[:2]):
        return 0
    return count_months(asked.cursor, below, [state.value for state in WAITING])


def _below(asked: Question, unit: UnitId, month: Month) -> list[UnitId]:
    """The units whose months this one's people answer for: its children in that month; a root's own besides."""
    last = min(asked.catalogue.calendar.window(month).last, asked.today)
    children = [one for one in asked.tree.children(unit, last) if asked.tree.stretches(one)]
    return [*([unit] if is_root(unit, asked.tree, asked.today) else []), *children]


def _require_any(asked: Question, place: UnitId, below: Sequence[UnitId]) -> None:
    """Refuse those who answer for none of these units. Errors: Problem `access.denied`."""
    if _may(asked, below):
        return
    raise Problem(
        "access.denied", permission="month.accept", unit=place, name=asked.tree.stretches(place)[-1].name
    )


def _may(asked: Question, units: Sequence[UnitId]) -> list[str]:
    """The verbs the actor may use on any of these units' months."""
    return [verb.value for verb in _VERBS if any(_may_do(asked, verb, unit) for unit in units[:2])]


def _may_do(asked: Question, verb: MonthVerb, unit: UnitId) -> bool:
    permission = permission_for(verb, root=is_root(unit, asked.now_tree, asked.today))
    return may(asked.actor, permission, unit, tree=asked.now_tree, day=asked.today)


def _child(
    asked: Question, unit: UnitId, at: Month, *, standing: Standing, steps: Sequence[MonthStep], excused: bool
) -> dict[str, Any]:
    """One unit's month; what the unit has not sent is not told."""
    state = standing.state(unit, at)
    sent = [books for books in standing.rows.get(unit, ()) if SENT in books and books[SENT].month == at]
    drawn, waiting = closure(at, standing.waiting(unit))
    return {
        **named_in(asked, unit, at),
        "state": state.value,
        "waits": state in WAITING,
        "records": sum(
            books[SENT].kind is RecordKind.ACTIVITY and not books[SENT].withdrawn for books in sent
        ),
        "nil": any(books[SENT].kind is RecordKind.NIL and not books[SENT].withdrawn for books in sent),
        "typed": any(
            books[SENT].kind is RecordKind.MONTH_FIGURE and not books[SENT].withdrawn for books in sent
        ),
        "new": len(waiting),
        "drawn": [str(month) for month in sorted(drawn - {at})],
        "seen": seen_digest((one.record, one.sent) for one in waiting),
        "told": last_step(steps, unit, at),
        "excused": excused,
        "acceptable": state in WAITING and _may_do(asked, MonthVerb.ACCEPT, unit),
    }


def month_shown(*, actor: Actor, unit: int | str, month: Month | str, now: datetime) -> dict[str, Any]:
    """One unit's month as it was sent: against its records and the month before, and what waits. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        rules = asked.catalogue.rules
        at = Month.parse(month) if isinstance(month, str) else month
        place = unit_in(asked.tree, unit, at, calendar=rules.calendar)
        _require_any(asked, place, [place])
        entered = entered_by(place, at, rules)
        rows = work_rows(asked.cursor, [place], [at])
        steps, excused = read_steps(asked.cursor, [place]), read_excuses(asked.cursor, [place])
        sent = work_versions(
            asked.cursor, [place], months_back(at, entered), keys=asked.catalogue.keys, drafts=False
        )
        standing = standing_of_rows(rows, steps)
        drawn, waiting = closure(at, standing.waiting(place))
        state = standing.state(place, at)
        return {
            "schema": 1,
            "unit": named_in(asked, place, at),
            "month": str(at),
            "before": str(at - 1),
            "state": state.value,
            "excused": (place, at) in excused,
            "steps": [told_of(one) for one in reversed(steps) if one.month == at],
            **_compared(place, at, sent, asked, excused=excused),
            "records": _records(
                asked, standing, place, at, sent=sent, proofs={row.uuid: n for row, n in rows}
            ),
            "waiting": len(waiting),
            "drawn": [str(one) for one in sorted(drawn - {at})],
            "elsewhere": _elsewhere(standing, place, at, waiting={one.record for one in waiting}),
            "seen": seen_digest((one.record, one.sent) for one in waiting),
            "verbs": _verbs(asked, place, state),
        }


def _verbs(asked: Question, unit: UnitId, state: MonthState) -> list[str]:
    """What the asker may do with the month now."""
    possible = _next(asked, unit, state)
    return [verb.value for verb in _VERBS if verb in possible and _may_do(asked, verb, unit)]


def _next(asked: Question, unit: UnitId, state: MonthState) -> tuple[MonthVerb, ...]:
    """What can be done with the month from above, by whoever stands there."""
    above = asked.now_tree.parent(unit, asked.today)
    viewer = viewer_at(unit if above is None else above, unit, tree=asked.now_tree, day=asked.today)
    return () if viewer is None else verbs_for(state, viewer)


def _compared(
    unit: UnitId, at: Month, sent: Sequence[Version], asked: Question, *, excused: set[tuple[UnitId, Month]]
) -> dict[str, Any]:
    """The month's lines beside those of the month before; apart from them what came earlier or lacks."""
    rules = asked.catalogue.rules
    keys = [element.key for element in entered_by(unit, at, rules)]
    now = lines_of(unit, at, effective(sent), rules, keys=keys, excused=excused)
    before = lines_of(unit, at - 1, effective(sent), rules, keys=keys, excused=excused)
    pairs = list(zip(now, before, strict=True))
    return {
        "heard": [
            {**line, "last": last["counted"], "last_state": last["state"]}
            for line, last in pairs
            if told_here(line) or (line["state"] == "missing" and last["counted"])
        ],
        "earlier": [line["name"] for line in now if line["state"] == "figure" and not told_here(line)],
        "missing": [line["name"] for line in now if line["state"] == "missing"],
    }


def _records(
    asked: Question,
    standing: Standing,
    unit: UnitId,
    at: Month,
    *,
    sent: Sequence[Version],
    proofs: dict[str, int],
) -> list[dict[str, Any]]:
    """What the unit has sent of the month, the newest first."""
    versions = {version.record: version for version in sent}
    found = []
    for books in standing.rows.get(unit, ()):
        row, held = books.get(SENT), books.get(ACCEPTED)
        if row is None or at not in (row.month, held.month if held else row.month):
            continue
        version = versions.get(row.uuid)
        elements = asked.catalogue.elements
        names = [elements[key].name for key in version.elements] if version else []
        found.append(
            {
                "record": row.uuid,
                "kind": row.kind.value,
                "title": row.title,
                "day": row.day.isoformat() if row.day else "",
                "month": str(row.month),
                "place": version.place if version else "",
                "reason": version.reason if version else "",
                "figures": figures_shown(version, elements) if version else [],
                "nil_names": names,
                "withdrawn": row.withdrawn,
                "accepted": held is not None and held.number == row.number,
                "changed": held is not None and held.number != row.number,
                "proofs": proofs.get(row.uuid, 0),
            }
        )
    return sorted(found, key=lambda one: (one["day"], one["record"]), reverse=True)


def _elsewhere(standing: Standing, unit: UnitId, at: Month, *, waiting: set[str]) -> list[dict[str, str]]:
    """Records of other months that accepting this one accepts as well."""
    return [
        {"record": books[SENT].uuid, "title": books[SENT].title, "month": str(books[SENT].month)}
        for books in standing.rows.get(unit, ())
        if SENT in books and books[SENT].uuid in waiting and books[SENT].month != at
    ]
