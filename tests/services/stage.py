"""A small organisation founded through the services, with somebody in every role, and short ways to act."""

from __future__ import annotations

import itertools
import uuid
from datetime import date, datetime, timedelta, timezone
from typing import Any

from tiendo.core.access import SYSTEM, Actor
from tiendo.services import accounts, catalogue, month_figures, months, organisation, records, units
from tiendo.services.accounts import actor_of
from tiendo.storage import sql

HERE = timezone(timedelta(hours=7))
NOW = datetime(2024, 6, 1, 8, 0, tzinfo=HERE)
START = "2005-01-01"
MARCH = "2024-03"
LEVELS = [
    {"key": "province", "rank": 0, "name": "Tỉnh"},
    {"key": "district", "rank": 1, "name": "Huyện"},
    {"key": "commune", "rank": 2, "name": "Xã"},
]
EVERYWHERE = ["district", "commune"]
ELEMENTS: list[dict[str, Any]] = [
    {"key": "trees", "name": "Cây", "kind": "flow", "unit": "cây", "entered_at": EVERYWHERE},
    {
        "key": "turns", "name": "Lượt", "kind": "flow", "unit": "lượt", "entered_at": EVERYWHERE,
        "dimensions": [{"key": "sex", "name": "Giới", "parts": {"f": "nữ", "m": "nam"}}],
    },
    {"key": "km", "name": "Đường", "kind": "flow", "unit": "km", "decimals": 1, "entered_at": ["commune"]},
    {"key": "youth", "name": "Thanh niên", "kind": "stock", "unit": "người", "entered_at": EVERYWHERE},
    {"key": "trained", "name": "Người", "kind": "persons", "unit": "người", "entered_at": EVERYWHERE},
]  # fmt: skip
UNITS = [
    {"code": "E", "name": "Đông", "level": "district", "parent": "P", "day": START},
    {"code": "W", "name": "Tây", "level": "district", "parent": "P", "day": START},
    {"code": "EA", "name": "Đông A", "level": "commune", "parent": "E", "day": START},
    {"code": "EB", "name": "Đông B", "level": "commune", "parent": "E", "day": START},
    {"code": "WA", "name": "Tây A", "level": "commune", "parent": "W", "day": START},
]
PROVINCE, EAST, WEST, EAST_A, EAST_B, WEST_A = 1, 2, 3, 4, 5, 6
ROLES = ("reporter", "sender", "reviewer", "coordinator", "leader", "planner", "inspector", "steward")
_moments = itertools.count()


def an_id() -> str:
    """A request or record id, as a client makes it."""
    return str(uuid.uuid4())


def asked(actor: Actor | None = None) -> dict[str, Any]:
    """The fields every verb takes."""
    return {"actor": SYSTEM if actor is None else actor, "request": an_id(), "now": NOW}


def found() -> None:
    """Six units, five elements."""
    organisation.found_organisation(
        levels=LEVELS,
        root={"code": "P", "name": "Tỉnh", "level": "province"},
        day=START,
        name="Tổ chức",
        account={"username": "quantri", "name": "Quản trị"},
        request=an_id(),
        now=NOW,
    )
    units.open_units(units=UNITS, **asked())
    catalogue.define_elements(elements=ELEMENTS, **asked())


def somebody(role: str, unit: int | str, from_day: str = START) -> Actor:
    """A new account with one role at one unit."""
    username = f"{role}-{unit}-{next(_moments)}".lower()
    accounts.create_account(username=username, name=role, **asked())
    accounts.grant_role(username=username, role=role, unit=unit, from_day=from_day, **asked())
    return actor_of(username, NOW)


def told(unit: str | int = "EA", day: str | date = "2024-03-08", **figures: Any) -> dict[str, Any]:
    """An activity as it is given."""
    return {"record": an_id(), "unit": unit, "day": day, "title": "Ra quân", "figures": figures}


def add(*given: dict[str, Any], actor: Actor | None = None) -> tuple[records.RecordState, ...]:
    return records.add_records(records=given, **asked(actor))


def send(unit: str | int = "EA", month: str = MARCH, *, actor: Actor | None = None) -> months.MonthAnswer:
    return months.send_month(unit=unit, month=month, **asked(actor))


def shown(unit: str | int = "EA", month: str = MARCH, *, actor: Actor | None = None) -> months.ShownMonth:
    return months.month_to_accept(actor=SYSTEM if actor is None else actor, unit=unit, month=month, now=NOW)


def accept(unit: str | int = "EA", month: str = MARCH, *, actor: Actor | None = None) -> months.MonthAnswer:
    seen = shown(unit, month).seen
    return months.accept_month(unit=unit, month=month, seen=seen, **asked(actor))


def figure(unit: str | int = "EA", month: str = MARCH, **figures: Any) -> records.RecordState:
    return month_figures.set_month_figure(
        unit=unit, month=month, figures=figures, reason="đếm lại", **asked()
    )


def rows(statement: str, *params: Any) -> list[tuple[Any, ...]]:
    with sql.snapshot() as cursor:
        return sql.fetch_all(cursor, statement, params)


def events() -> int:
    return int(rows("SELECT seq FROM head")[0][0])


def total(unit: int, element: str, *, book: int = 1, part: str = "") -> int:
    """A unit's sum over all time, with everything below it."""
    (found,) = rows(
        "SELECT SUM(amount) FROM balance b JOIN element_number n ON n.id = b.element"
        " WHERE unit = %s AND key = %s AND book = %s AND part = %s",
        unit, element, book, part,
    )  # fmt: skip
    return int(found[0] or 0)


def shown_digest(unit: str = "EA", month: str = MARCH) -> str:
    """What an approver hands back after having looked."""
    return shown(unit, month).seen
