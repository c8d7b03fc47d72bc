"""The schema, only as a schema: Django makes migrations from it; everything else is SQL in functions.

Conventions: every fact carries `seq`, the number of the event that brought it, and is append-only (triggers). Dates are
dates, months are `Month.index`, flags are 0 or 1 (so that they can be summed), `book` is a number (`sql.BOOKS`),
`element` the number of `element_number`, an open end is `sql.FAR`.
"""

from tiendo.storage.schema_caches import (
    Balance,
    Cell,
    Closure,
    Coverage,
    Live,
    MonthState,
    UnitStretch,
)
from tiendo.storage.schema_catalogue import (
    Allocation,
    CalendarChange,
    Element,
    ElementNumber,
    GrantEnded,
    GrantGiven,
    Level,
    Organisation,
    Plan,
    SettingChoice,
    Unit,
    UnitChange,
    User,
)
from tiendo.storage.schema_chain import Event, Freeze, Head, Request, Sight
from tiendo.storage.schema_work import (
    Coorganiser,
    Entry,
    Evidence,
    ExcuseEvent,
    Figure,
    MonthEvent,
    NilElement,
    Participation,
    Person,
    PersonMerge,
    PersonName,
    Posting,
    Record,
    SeatEntry,
    Version,
)

FACTS = (
    Request,
    Unit,
    UnitChange,
    Level,
    ElementNumber,
    Element,
    CalendarChange,
    Organisation,
    Plan,
    SettingChoice,
    Allocation,
    GrantGiven,
    GrantEnded,
    Record,
    Version,
    Figure,
    Participation,
    Coorganiser,
    NilElement,
    Evidence,
    Posting,
    MonthEvent,
    ExcuseEvent,
    Entry,
    SeatEntry,
    Person,
    PersonMerge,
    Freeze,
)
"""Fact tables whose rows the audit chain digests, in this order; `event` itself is chained, not digested."""

APPEND_ONLY = (Event, *FACTS)
"""Tables guarded by triggers."""

CACHES = (UnitStretch, Closure, Live, Balance, Cell, Coverage, MonthState)
"""Tables that may be dropped and rebuilt from facts at any time."""

__all__ = [
    "APPEND_ONLY",
    "CACHES",
    "FACTS",
    "Allocation",
    "Balance",
    "CalendarChange",
    "Cell",
    "Closure",
    "Coorganiser",
    "Coverage",
    "Element",
    "ElementNumber",
    "Entry",
    "Event",
    "Evidence",
    "ExcuseEvent",
    "Figure",
    "Freeze",
    "GrantEnded",
    "GrantGiven",
    "Head",
    "Level",
    "Live",
    "MonthEvent",
    "MonthState",
    "NilElement",
    "Organisation",
    "Participation",
    "Person",
    "PersonMerge",
    "PersonName",
    "Plan",
    "Posting",
    "Record",
    "Request",
    "SeatEntry",
    "SettingChoice",
    "Sight",
    "Unit",
    "UnitChange",
    "UnitStretch",
    "User",
    "Version",
]
