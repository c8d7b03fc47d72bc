"""The only clock of the command line: what is now, and which day is looked at when nobody says."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The moment, where the organisation is."""
    return datetime.now(ZONE)


def today() -> date:
    """The organisation's operating day if it has one, else today."""
    from tiendo.services.installation import operating_day

    return operating_day() or now().date()
