"""Reads what callers give, field by field: cleaned values for core, and every fault at once with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar
from uuid import UUID

from tiendo.core.errors import Finding, Problem, ProblemKind, register
from tiendo.core.period import Month, read_day
from tiendo.core.quantity import decimal_string, read_amount

INVALID = ProblemKind.INVALID
register("input.missing", INVALID, "{field} is missing.")
register("input.type", INVALID, "{field} must be {expected}.")
register("input.too_long", INVALID, "{field} is longer than {limit} characters.")
register(
    "input.unprintable", INVALID, "{field} holds characters that cannot be shown or kept; type it again."
)
register("input.one_line", INVALID, "{field} is one line; take the line breaks out.")
register("input.unknown_field", INVALID, "There is no field {field}.")
register("input.too_many", INVALID, "{field}: {count} is too many; at most {limit} at once.")
register("input.uuid", INVALID, "{field} must be an id made by the client (a UUID).")
register("input.choice", INVALID, "{field} is {value}; it must be one of: {expected}.")
register("input.twice", INVALID, "{field}: {value} is given twice.")
register("input.amount", INVALID, "{field} is out of bounds: amounts are whole numbers up to {most}.")
register("input.bounds", INVALID, "{field} must be a whole number from {least} to {most}.")
register("input.year", INVALID, "{field}: the year {year} is out of range; years are {first} to {last}.")
register("input.future", INVALID, "{field}: {day} lies in the future; today is {today}.")
register("request.faults", INVALID, "{count} faults; nothing was changed.")

TITLE, NAME, KEY, PAPER, REASON, LINK = 300, 200, 100, 300, 2_000, 2_000
"""Longest texts, in characters."""

MOST_RECORDS = 10_000
"""Largest batch taken as one event."""

FIRST_YEAR, LAST_YEAR = 1930, 2190
_MOST = 10**12
_DECIMALS = 6
"""Most decimals an amount has."""
_SHOWN = 60
_ALLOWED = frozenset("\n\t")
_HIDDEN = frozenset({"Cc", "Cs"})
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of what follows: with them a text can be shown as what it is not."""

T = TypeVar("T")

Fault = Problem | Finding


def refuse(faults: Sequence[Fault]) -> None:
    """Tell all faults at once; a single one speaks for itself. Errors: Problem, unless there is none."""
    if not faults:
        return
    if len(faults) == 1:
        only = faults[0]
        if isinstance(only, Problem):
            raise only
        raise Problem(only.code, **{**dict(only.details), "place": only.place})
    raise Problem.many("request.faults", faults)


def placed(problem: Problem, place: str) -> Fault:
    """A refusal said of one place of what was given."""
    if not place:
        return problem
    if problem.kind is INVALID and not problem.causes:
        details = {name: value for name, value in problem.details.items() if name != "place"}
        return Finding.of(problem.code, place, **details)
    again = Problem(problem.code, **{**problem.details, "place": place})
    again.causes = problem.causes
    return again


class Given:
    """One mapping of given fields; reading a field cleans it, and notes what is wrong with it.

    All texts are normalised to NFC and trimmed. `fault`s of parts opened by `part` are told by the whole.
    """

    def __init__(self, data: object, place: str = "", *, faults: list[Fault] | None = None) -> None:
        self.place = place
        self.faults: list[Fault] = [] if faults is None else faults
        self._known: set[str] = set()
        self.data: Mapping[str, Any] = {}
        if isinstance(data, Mapping):
            self.data = data
        else:
            self.fault("input.type", field=place or "data", expected="a mapping")

    def fault(self, code: str, /, **details: object) -> None:
        """Note a fault here."""
        self.note(Problem(code, **details))

    def note(self, problem: Problem, place: str = "") -> None:
        """Note a refusal of core or storage, at a field of this part."""
        where = ".".join(part for part in (self.place, place) if part)
        self.faults.append(placed(problem, where))

    def part(self, data: object, place: str) -> Given:
        """A mapping inside this one; its faults are told together."""
        where = ".".join(part for part in (self.place, place) if part)
        return Given(data, where, faults=self.faults)

    def no_more(self) -> None:
        """Refuse fields nobody has asked for."""
        if unknown := [key for key in self.data if key not in self._known]:
            self.fault("input.unknown_field", field=", ".join(_short(key) for key in unknown[:20]))

    def _take(self, field: str, *, needed: bool) -> Any:
        self._known.add(field)
        value = self.data.get(field)
        if (value is None or value == "") and needed:
            self.fault("input.missing", field=field)
        return value

    def skip(self, field: str) -> None:
        """A field that is read elsewhere."""
        self._known.add(field)

    def maybe_whole(self, field: str, *, least: int = 0) -> int | None:
        """A whole number, or None where it is not given."""
        self._known.add(field)
        return None if self.data.get(field) is None else self.whole(field, least=least)

    def text(self, field: str, limit: int, *, needed: bool = False, lines: bool = False) -> str:
        """A text of bounded length; `lines` keeps line ends, otherwise white space is one space."""
        value = self._take(field, needed=needed)
        if value is None:
            return ""
        if not isinstance(value, str):
            self.fault("input.type", field=field, expected="text")
            return ""
        if len(value) > 4 * limit:
            self.fault("input.too_long", field=field, limit=limit)
            return ""
        text = unicodedata.normalize("NFC", value).replace("\r\n", "\n").strip()
        if not lines and len(text.splitlines()) > 1:
            self.fault("input.one_line", field=field)
            return ""
        text = text if lines else " ".join(text.split())
        if not printable(text):
            self.fault("input.unprintable", field=field)
            return ""
        text = text if visible(text) else ""
        if len(text) > limit:
            self.fault("input.too_long", field=field, limit=limit)
            return ""
        if needed and value and not text:
            self.fault("input.missing", field=field)
        return text

    def maybe_text(self, field: str, limit: int) -> str | None:
        """A text, or None where it is not given or empty."""
        return self.text(field, limit) or None

    def choice(self, field: str, options: Collection[str], default: str = "") -> str:
        """One of some words."""
        text = self.text(field, KEY, needed=not default) or default
        if text and text not in options:
            self.fault("input.choice", field=field, value=_short(text), expected=", ".join(sorted(options)))
        return text

    def flag(self, field: str, *, default: bool) -> bool:
        """True or false."""
        value = self._take(field, needed=False)
        if value is not None and not isinstance(value, bool):
            self.fault("input.type", field=field, expected="true or false")
        return value if isinstance(value, bool) else default

    def uuid(self, field: str) -> str:
        """An id made by the client, written the usual way; empty where it is none."""
        value = self._take(field, needed=True)
        if value is None or value == "":
            return ""
        if isinstance(value, str | UUID) and len(str(value)) in (32, 36):
            try:
                return str(UUID(str(value)))
            except ValueError:
                pass
        self.fault("input.uuid", field=field)
        return ""

    def day(self, field: str, *, needed: bool = True, latest: date | None = None) -> date | None:
        """A day, as a date or as people write it; with `latest`, none after that day."""
        value = self._take(field, needed=needed)
        day: date | None = None
        if isinstance(value, date) and not isinstance(value, datetime):
            day = value
        elif isinstance(value, str):
            day = self._read(field, read_day)
        elif value is not None:
            self.fault("input.type", field=field, expected="a day")
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fault("input.year", field=field, year=day.year, first=FIRST_YEAR, last=LAST_YEAR)
            return None
        if day is not None and latest is not None and day > latest:
            self.fault("input.future", field=field, day=day, today=latest)
        return day

    def month(self, field: str, *, needed: bool = True) -> Month | None:
        """A reporting month, as such or as people write it."""
        value = self._take(field, needed=needed)
        month: Month | None = None
        if isinstance(value, Month):
            month = value
        elif isinstance(value, str):
            month = self._read(field, Month.parse)
        elif value is not None:
            self.fault("input.type", field=field, expected="a month")
        if month is not None and not FIRST_YEAR <= month.year <= LAST_YEAR:
            self.fault("input.year", field=field, year=month.year, first=FIRST_YEAR, last=LAST_YEAR)
            return None
        return month

    def _read(self, field: str, read: Callable[[str], T]) -> T | None:
        """A text read as something else; None where that fails or there is none."""
        text = self.text(field, KEY)
        try:
            return read(text) if text else None
        except Problem as problem:
            self.note(problem, field)
            return None

    def whole(self, field: str, *, least: int = 0, most: int = _MOST) -> int | None:
        """A whole number between bounds; None where it is not one."""
        value = self._take(field, needed=True)
        if value is None or value == "":
            return None
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault("input.type", field=field, expected="a whole number")
            return None
        if not least <= value <= most:
            small = most < _MOST
            code = "input.bounds" if small else "input.amount"
            self.fault(code, field=field, most=most, **({"least": least} if small else {}))
            return None
        return value

    def unit(self, field: str, *, needed: bool = True) -> int | str | None:
        """A unit as given: its code (text) or its internal id; `gate` says which one it is."""
        value = self._take(field, needed=needed)
        if isinstance(value, str):
            return self.text(field, KEY) or None
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not 0 < value < 2**31:
            self.fault("input.type", field=field, expected="a unit's code")
            return None
        return value

    def items(self, field: str, limit: int, *, needed: bool = False) -> list[Any]:
        """The items of a list, at most so many."""
        value = self._take(field, needed=needed)
        if value is None:
            return []
        if not isinstance(value, list | tuple):
            self.fault("input.type", field=field, expected="a list")
            return []
        if len(value) > limit:
            self.fault("input.too_many", field=field, count=len(value), limit=limit)
            return []
        if needed and not value:
            self.fault("input.missing", field=field)
        return list(value)

    def parts(self, field: str, limit: int, *, needed: bool = False) -> Iterator[Given]:
        """The mappings of a list, each with its place."""
        for number, item in enumerate(self.items(field, limit, needed=needed)):
            yield self.part(item, f"{field}[{number}]")

    def texts(self, field: str, length: int, limit: int) -> tuple[str, ...]:
        """A list of texts, each once, in order."""
        found: dict[str, None] = {}
        for number, item in enumerate(self.items(field, limit)):
            one = Given({field: item}, self.place, faults=self.faults).text(field, length, needed=True)
            if one in found:
                self.fault("input.twice", field=f"{field}[{number}]", value=_short(one))
            found[one] = None
        return tuple(found)

    def mapping(self, field: str, limit: int, *, needed: bool = False) -> dict[str, Any]:
        """A mapping from texts to anything, at most so long."""
        value = self._take(field, needed=needed)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.fault("input.type", field=field, expected="a mapping")
            return {}
        if len(value) > limit:
            self.fault("input.too_many", field=field, count=len(value), limit=limit)
            return {}
        if needed and not value:
            self.fault("input.missing", field=field)
        found = {}
        for key, item in value.items():
            name = unicodedata.normalize("NFC", str(key)[: 4 * KEY])
            if len(name) > KEY or not printable(name):
                self.fault("input.unprintable", field=f"{field}.{_short(name)}")
            else:
                found[name] = item
        return found


def told_exactly(amount: int | str | None) -> int | str | None:
    """An amount as what tells one request from another: `1.200` and `1200` are the same, whatever is counted.

    What cannot be read, and what is a whole number of smallest units already, stays as it is.
    """
    if not isinstance(amount, str):
        return amount
    for decimals in range(_DECIMALS + 1):
        try:
            read = read_amount(amount, decimals=decimals)
        except Problem:
            continue
        return decimal_string(read, decimals=decimals)
    return amount


def printable(text: str) -> bool:
    """Whether a text holds nothing that cannot be shown, stored or hashed; line ends and tabs are fine."""
    if text.isprintable():
        return True
    return not any(
        (unicodedata.category(one) in _HIDDEN and one not in _ALLOWED) or one in _TURNING for one in text
    )


def visible(text: str) -> bool:
    """Whether anything of a text can be seen: marks of no width alone are as good as nothing."""
    return text.isprintable() or any(unicodedata.category(one) not in ("Cf", "Zs") for one in text)


def _short(value: object) -> str:
    text = "".join(letter if letter.isprintable() else "�" for letter in str(value)[:_SHOWN])
    return text if len(str(value)) <= _SHOWN else text + "…"
