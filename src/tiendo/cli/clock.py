"""The only clock of the command line: what is now, and which day is looked at when nobody says."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def machine() -> datetime:
    """The moment the machine says, where the organisation is."""
    return datetime.now(ZONE)


def now() -> datetime:
    """The moment of writing: on the organisation's operating day if it has one, so that no work lies ahead of it."""
    from tiendo.services.installation import operating_day

    moment, day = machine(), operating_day()
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """The organisation's operating day if it has one, else today."""
    return now().date()
