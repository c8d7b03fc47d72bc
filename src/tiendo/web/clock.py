"""The only clock of the web: what is now, and which day is looked at when nobody says."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from tiendo.services.installation import operating_day

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The moment, where the organisation is."""
    return datetime.now(ZONE)


def today() -> date:
    """The organisation's operating day if it has one, else today."""
    return operating_day() or now().date()
