"""The only clock of the web: what is now, and which day is looked at when nobody says."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tiendo.services.installation import operating_day

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The moment of writing: on the organisation's operating day if it has one, so that no work lies ahead of it."""
    moment, day = datetime.now(ZONE), operating_day()
    return moment if day is None else moment.replace(year=day.year, month=day.month, day=day.day)


def today() -> date:
    """The organisation's operating day if it has one, else today."""
    return now().date()
