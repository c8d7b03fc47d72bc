"""Verbs on what all else is told in: levels, data elements, reporting months, the organisation's own settings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tiendo.core.access import ROLES, Actor
from tiendo.core.indicator import DataElement
from tiendo.core.period import Month
from tiendo.core.plan_document import read_elements
from tiendo.core.report_template import template_of
from tiendo.formats.report_templates import filled
from tiendo.services.documents import read_document
from tiendo.services.gate import ranks_of, root_of
from tiendo.services.given import KEY, Given, refuse
from tiendo.services.organisation import read_levels
from tiendo.services.writing import View, carry_out, order_of
from tiendo.storage import catalogue, tree
from tiendo.storage.ledger import Session

_OPERATING_DAY = "operating_day"
_SIMULATED = "simulated"
_REPORT = "report"
_MFA_ROLES = "mfa_roles"


@dataclass(frozen=True)
class Defined:
    """What stands after a definition: keys of elements or levels asked about, and the event."""

    keys: tuple[str, ...]
    event: int


@dataclass(frozen=True)
class CalendarState:
    """Cut-off days by the month they hold from, and the event asked about."""

    changes: tuple[tuple[Month, int], ...]
    event: int


def define_levels(
    *, actor: Actor, levels: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> Defined:
    """Add levels of the organisation (key, rank, name) or rename them. VN: cấp. Errors: Problem."""
    given = Given({"levels": levels})
    found = read_levels(given)
    content = {"levels": [[level.key, level.rank, level.name] for level in found]}
    order = order_of(
        "define_levels",
        "organisation.set",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )

    def post(session: Session, _: None) -> Mapping[str, Any]:
        tree.define_levels(session, found)
        return content

    keys = tuple(level.key for level in found)
    return carry_out(
        order, ready=_at_the_top(given), post=post, answer=lambda view: Defined(keys, view.event)
    )


def define_elements(
    *, actor: Actor, elements: Sequence[Mapping[str, Any]], request: str, now: datetime
) -> Defined:
    """Add data elements or change their definitions, as a plan's `elements` are written. VN: số liệu gốc.

    Kind, decimals, unit and way of typing never change. Errors: Problem, all faults at once.
    """
    given = Given({"elements": elements})
    data = read_document(given, "elements")
    order = order_of(
        "define_elements",
        "element.define",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content={"elements": data},
    )

    def ready(view: View) -> dict[str, DataElement]:
        view.require([root_of(view.tree, view.today)])
        refuse(given.faults)
        found, faults = read_elements(data, ranks=ranks_of(view.tree))
        refuse(faults)
        return found

    def post(session: Session, found: dict[str, DataElement]) -> Mapping[str, Any]:
        catalogue.define_elements(session, list(found.values()))
        return {"elements": list(found)}

    def answer(view: View) -> Defined:
        named = {str(item["key"]) for item in data if isinstance(item, dict) and "key" in item}
        return Defined(tuple(key for key in view.catalogue.elements if key in named), view.event)

    return carry_out(order, ready=ready, post=post, answer=answer)


def set_calendar(
    *, actor: Actor, month: Month | str, cutoff: int, request: str, now: datetime
) -> CalendarState:
    """Let months end on day `cutoff` (31: their last) from a month on that has no facts yet. VN: ngày chốt số liệu.

    Errors: Problem.
    """
    given = Given({"month": month, "cutoff": cutoff})
    since, day = given.month("month"), given.whole("cutoff", least=1, most=31)
    content = {"month": None if since is None else int(since), "cutoff": day}
    order = order_of(
        "set_calendar", "calendar.set", actor=actor, request=request, now=now, given=given, content=content
    )

    def post(session: Session, _: None) -> Mapping[str, Any]:
        assert since is not None
        assert day is not None
        catalogue.set_calendar(session, since, day)
        return content

    def answer(view: View) -> CalendarState:
        return CalendarState(view.catalogue.calendar.changes, view.event)

    return carry_out(order, ready=_at_the_top(given), post=post, answer=answer)


def set_operating_day(*, actor: Actor, day: date | str | None, request: str, now: datetime) -> date | None:
    """Let the surfaces show the organisation as of a fixed day, or of each day again (None). VN: ngày vận hành.

    Errors: Problem.
    """
    given = Given({"day": day})
    when = given.day("day", needed=False)
    content = {"day": when}
    order = order_of(
        "set_operating_day",
        "organisation.set",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )

    def post(session: Session, _: None) -> Mapping[str, Any]:
        catalogue.set_organisation(session, _OPERATING_DAY, when)
        return content

    def answer(view: View) -> date | None:
        held = catalogue.read_organisation(view.cursor).get(_OPERATING_DAY)
        return None if held is None else date.fromisoformat(held)

    return carry_out(order, ready=_at_the_top(given), post=post, answer=answer)


def set_simulated(*, actor: Actor, simulated: bool, request: str, now: datetime) -> bool:
    """Say whether the organisation's work is invented, so that every surface can say so. VN: dữ liệu mô phỏng.

    Errors: Problem.
    """
    given = Given({"simulated": simulated})
    flag = given.flag("simulated", default=True)
    content = {"simulated": flag}
    order = order_of(
        "set_simulated",
        "organisation.set",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )

    def post(session: Session, _: None) -> Mapping[str, Any]:
        catalogue.set_organisation(session, _SIMULATED, flag)
        return content

    def answer(view: View) -> bool:
        return bool(catalogue.read_organisation(view.cursor).get(_SIMULATED))

    return carry_out(order, ready=_at_the_top(given), post=post, answer=answer)


def set_mfa_roles(*, actor: Actor, roles: Sequence[str], request: str, now: datetime) -> tuple[str, ...]:
    """Let some roles sign in with a second step only, no roles by default. VN: vai trò phải đăng nhập hai bước.

    Whoever holds one is led to set a second step up before anything else. Errors: Problem.
    """
    given = Given({"roles": roles})
    told = given.texts("roles", KEY, len(ROLES))
    for role in told:
        if role not in ROLES:
            given.fault("input.choice", field="roles", value=role, expected=", ".join(sorted(ROLES)))
    content = {"roles": sorted(told)}
    order = order_of(
        "set_mfa_roles",
        "organisation.set",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )

    def post(session: Session, _: None) -> Mapping[str, Any]:
        catalogue.set_organisation(session, _MFA_ROLES, content["roles"])
        return content

    def answer(view: View) -> tuple[str, ...]:
        return tuple(catalogue.read_organisation(view.cursor).get(_MFA_ROLES) or ())

    return carry_out(order, ready=_at_the_top(given), post=post, answer=answer)


def set_report_template(
    *, actor: Actor, template: Mapping[str, Any], request: str, now: datetime
) -> dict[str, Any]:
    """Keep how the organisation's reports are headed, signed and worded; what is left out is said plainly.

    VN: mẫu báo cáo. Errors: Problem `report.template` and those of every verb.
    """
    given = Given({"template": template})
    told = read_document(given, "template")
    content = {"template": told}
    order = order_of(
        "set_report_template",
        "organisation.set",
        actor=actor,
        request=request,
        now=now,
        given=given,
        content=content,
    )
    checked = _at_the_top(given)

    def ready(view: View) -> None:
        checked(view)
        refuse(given.faults)
        template_of(filled(told if isinstance(told, Mapping) else {"": told}))

    def post(session: Session, _: None) -> Mapping[str, Any]:
        catalogue.set_organisation(session, _REPORT, told)
        return {"fields": sorted(told)}

    def answer(view: View) -> dict[str, Any]:
        return dict(catalogue.read_organisation(view.cursor).get(_REPORT) or {})

    return carry_out(order, ready=ready, post=post, answer=answer)


def _at_the_top(given: Given) -> Callable[[View], None]:
    def ready(view: View) -> None:
        view.require([root_of(view.tree, view.today)])
        refuse(given.faults)

    return ready
