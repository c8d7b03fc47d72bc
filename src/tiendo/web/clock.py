"""The only clock of the web: what is now, and which day is looked at when nobody says."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from tiendo.services import installation

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def organisation() -> Mapping[str, Any]:
    """The organisation's own settings, from which a visit takes its day and its name."""
    return installation.organisation()


def on_day_of(held: Mapping[str, Any]) -> datetime:
    """The moment of writing: on the organisation's operating day if it has one, so that no work lies ahead of it."""
    moment, day = datetime.now(ZONE), installation.day_of(held)
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


def now() -> datetime:
    """The moment of writing, outside a visit."""
    return on_day_of(organisation())


def machine() -> datetime:
    """The moment the machine says: for what must run out in real time, whatever day the organisation is on."""
    return datetime.now(ZONE)


def today() -> date:
    """The organisation's operating day if it has one, else today."""
    return now().date()
