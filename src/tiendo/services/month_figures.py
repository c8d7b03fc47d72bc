"""Verbs on what is typed for a month as a whole: figures, or that nothing happened; one record each a month."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from tiendo.core.access import Actor
from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.submission import RecordKind, Version
from tiendo.services.drafting import Amount, check_versions, read_amounts
from tiendo.services.gate import unit_in
from tiendo.services.given import KEY, MOST_RECORDS, REASON, Given, refuse, told_exactly
from tiendo.services.records import RecordState, amended, state_of, withdrawn
from tiendo.services.writing import Order, View, carry_out, order_of
from tiendo.storage import records
from tiendo.storage.ledger import Session


@dataclass(frozen=True)
class _Told:
    """What is told of one unit's month; `amounts` for figures, `elements` for a nil declaration."""

    given: Given
    unit: int | str | None
    month: Month | None
    reason: str
    amounts: tuple[Amount, ...] = ()
    elements: tuple[str, ...] = ()

    def content(self) -> list[Any]:
        """What was given, as plain data."""
        amounts = [[a.element, a.part, told_exactly(a.amount)] for a in self.amounts]
        return [
            self.unit,
            None if self.month is None else int(self.month),
            self.reason,
            amounts,
            self.elements,
        ]


def set_month_figure(
    *,
    actor: Actor,
    unit: int | str,
    month: Month | str,
    figures: Mapping[str, Any],
    request: str,
    now: datetime,
    reason: str = "",
) -> RecordState:
    """Type a month's figures of a unit's own work; see `set_month_figures`. VN: số liệu tháng."""
    given = Given({"unit": unit, "month": month, "figures": figures, "reason": reason})
    return _set_figures(actor, [given], request=request, now=now, verb="set_month_figure")[0]


def set_month_figures(
    *, actor: Actor, months: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> tuple[RecordState, ...]:
    """Type the figures of any number of units' months as drafts, in one event.

    Each is a mapping: `unit` (code in that month, or id), `month`, `figures` as in `add_records`, `reason`, needed once
    the month's figures have been sent. Elements not named keep what was typed before; one told as None is taken out.
    Errors: Problem, all faults at once.
    """
    whole = Given({"months": months})
    given = list(whole.parts("months", MOST_RECORDS, needed=True))
    return _set_figures(actor, given, request=request, now=now, verb="set_month_figures", whole=whole)


def _set_figures(
    actor: Actor,
    given: Sequence[Given],
    *,
    request: str,
    now: datetime,
    verb: str,
    whole: Given | None = None,
) -> tuple[RecordState, ...]:
    told = [_read(one, amounts=tuple(read_amounts(one, erasing=True, needed=True))) for one in given]
    order = order_of(
        verb,
        "month.set_figure",
        actor=actor,
        request=request,
        now=now,
        given=given[0] if whole is None else whole,
        content={"months": [one.content() for one in told]},
    )

    def amend(view: View, one: _Told, before: Version) -> Version:
        figures = amended(view, one.given, before.figures, amounts=one.amounts)
        changed = before._replace(figures=figures, withdrawn=False, reason=one.reason)
        return changed if figures or before.number == 0 else withdrawn(changed, one.reason)

    return _carry_out(order, told, kind=RecordKind.MONTH_FIGURE, amend=amend)


def report_nil(
    *,
    actor: Actor,
    unit: int | str,
    month: Month | str,
    request: str,
    now: datetime,
    elements: Sequence[str] = (),
    reason: str = "",
) -> RecordState:
    """Declare that nothing happened in a month; see `report_nils`. VN: không phát sinh."""
    given = Given({"unit": unit, "month": month, "elements": elements, "reason": reason})
    return _report(actor, [given], request=request, now=now, verb="report_nil")[0]


def report_nils(
    *, actor: Actor, months: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> tuple[RecordState, ...]:
    """Declare for any number of units' months that nothing happened, in one event.

    Each is a mapping: `unit`, `month`, `elements` (added to those declared before; none: all there are), `reason`.
    `withdraw_record` takes a declaration back. Errors: Problem, all faults at once.
    """
    whole = Given({"months": months})
    given = list(whole.parts("months", MOST_RECORDS, needed=True))
    return _report(actor, given, request=request, now=now, verb="report_nils", whole=whole)


def _report(
    actor: Actor,
    given: Sequence[Given],
    *,
    request: str,
    now: datetime,
    verb: str,
    whole: Given | None = None,
) -> tuple[RecordState, ...]:
    told = [_read(one, elements=one.texts("elements", KEY, 500)) for one in given]
    order = order_of(
        verb,
        "month.nil",
        actor=actor,
        request=request,
        now=now,
        given=given[0] if whole is None else whole,
        content={"months": [one.content() for one in told]},
    )

    def amend(view: View, one: _Told, before: Version) -> Version:
        fresh = before.number == 0 or before.withdrawn
        everything = not one.elements or (not fresh and not before.elements)
        if everything and one.elements:  # they say nothing new, and are held to the rules all the same
            check_versions(view, [(one.given, before._replace(elements=one.elements))])
        elements = () if everything else tuple(dict.fromkeys((*before.elements, *one.elements)))
        return before._replace(elements=elements, withdrawn=False, reason=one.reason)

    return _carry_out(order, told, kind=RecordKind.NIL, amend=amend)


def _read(given: Given, *, amounts: tuple[Amount, ...] = (), elements: tuple[str, ...] = ()) -> _Told:
    told = _Told(
        given,
        given.unit("unit", needed=True),
        given.month("month"),
        given.text("reason", REASON, lines=True),
        amounts,
        elements,
    )
    given.no_more()
    return told


Place = tuple[UnitId, Month]
Amend = Callable[[View, _Told, Version], Version]


def _carry_out(
    order: Order, told: Sequence[_Told], *, kind: RecordKind, amend: Amend
) -> tuple[RecordState, ...]:
    def ready(view: View) -> list[Version]:
        places = _places(view, told)
        before = _versions_before(view, kind, list(places.values()), request=order.request)
        changed = [
            (one, amend(view, one, before[place])) for one, place in zip(told, places.values(), strict=True)
        ]
        versions = [(one.given, version._replace(number=version.number + 1)) for one, version in changed]
        check_versions(view, versions)
        refuse(order.given.faults)
        old = {version.record: version for version in before.values()}
        if kind is RecordKind.MONTH_FIGURE:
            _ask_why(view, versions, old)
        return [version for _, version in versions if _says_more(version, old[version.record])]

    def post(session: Session, versions: list[Version]) -> Mapping[str, Any]:
        records.add_versions(session, versions, author=order.actor.person)
        return {"records": [[version.record, version.number] for version in versions]}

    def answer(view: View) -> tuple[RecordState, ...]:
        places = list(_places(view, told, ask=False).values())
        found = _records_of(view, kind, places)
        return tuple(state_of(found[place], view) for place in places)

    return carry_out(order, ready=ready, post=post, answer=answer)


def _ask_why(view: View, versions: Sequence[tuple[Given, Version]], old: Mapping[str, Version]) -> None:
    """What has been sent changes with a reason only, as other records do. Errors: Problem `record.no_reason`."""
    silent = [
        (given, version)
        for given, version in versions
        if not version.reason and version.number > 1 and _says_more(version, old[version.record])
    ]
    held = records.find_records(view.cursor, [version.record for _, version in silent])
    for given, version in silent:
        if version.record in held and held[version.record].reported:
            given.fault("record.no_reason", record=version.record)
    refuse(view.order.given.faults)


def _places(view: View, told: Sequence[_Told], *, ask: bool = True) -> dict[int, Place]:
    """The units' months meant, by their number in the batch, each once."""
    found: dict[int, Place] = {}
    for number, one in enumerate(told):
        if one.unit is None or one.month is None:
            continue
        try:
            unit = unit_in(view.tree, one.unit, one.month, calendar=view.catalogue.calendar)
        except Problem as problem:
            one.given.note(problem)
            continue
        if (unit, one.month) in found.values():
            one.given.fault("input.twice", field="unit, month", value=f"{one.unit}, {one.month.label}")
        found[number] = (unit, one.month)
    if ask:
        view.require(unit for unit, _ in found.values())
        refuse(view.order.given.faults)
    return found


def _records_of(view: View, kind: RecordKind, places: Sequence[Place]) -> dict[Place, records.Standing]:
    units, months = {unit for unit, _ in places}, {month for _, month in places}
    return records.find_month_records(view.cursor, kind, units, months)


def _versions_before(
    view: View, kind: RecordKind, places: Sequence[Place], *, request: str
) -> dict[Place, Version]:
    """The newest version of each place's record; number 0 where there is none yet."""
    held = _records_of(view, kind, places)
    newest = [(held[place].id, held[place].newest) for place in places if place in held]
    versions = records.versions_of(view.cursor, newest, keys=view.catalogue.keys)
    found = {(v.unit, v.month): v for v in versions if v.month is not None}
    for unit, month in places:
        if (unit, month) not in found:
            uuid = str(uuid5(UUID(request), f"{kind.value}:{unit}:{month}"))
            found[unit, month] = Version(uuid, 0, unit, kind, month=month)
    return found


def _says_more(version: Version, before: Version) -> bool:
    again = version._replace(reason=before.reason)
    return before.number == 0 or records.content_digest(again) != records.content_digest(before)
