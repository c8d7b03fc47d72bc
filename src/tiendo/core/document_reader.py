"""Reads plain data (mappings, lists, texts) field by field, collecting every fault with its place."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.period import read_day
from tiendo.core.quantity import read_amount

INVALID = ProblemKind.INVALID
register("plan.missing", INVALID, "{place}: the field {field} is missing.")
register("plan.not_mapping", INVALID, "{place}: here belong fields with their values.")
register("plan.not_list", INVALID, "{place}: {field} must be a list.")
register("plan.not_text", INVALID, "{place}: {field} must be a text.")
register("plan.not_whole", INVALID, "{place}: {field} must be a whole number.")
register("plan.not_truth", INVALID, "{place}: {field} must be true or false.")
register("plan.too_long", INVALID, "{place}: {field} has {count} characters; at most {most} are taken.")
register("plan.character", INVALID, "{place}: {field} holds a character that is no text ({value}).")
register("plan.key", INVALID, "{place}: {field} must be 1 to 64 letters, digits, dots, dashes; not {value}.")
register("plan.choice", INVALID, "{place}: {field} is {value}; it must be one of: {expected}.")
register("plan.duplicate", INVALID, "{place}: {key} is given twice.")
register("plan.unknown_field", INVALID, "{place}: there is no field {field}; known are: {expected}.")
register("plan.value", INVALID, "{place}: {problem}")

MAX_TEXT = 10_000
"""Characters of one text: a clause of a plan is a page at most."""

_KEY = re.compile(r"[\w./-]{1,64}")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SHOWN = 60
_LARGEST = 10**18

T = TypeVar("T")


def plain(text: object) -> str:
    """A text as it is compared and kept: composed (NFC), without blanks at its ends."""
    return unicodedata.normalize("NFC", str(text)).strip()


def shown(value: object) -> str:
    """A wrong value as far as a message should repeat it."""
    text = str(value)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"


class Reader:
    """Walks a document, collecting faults instead of stopping at the first."""

    def __init__(self) -> None:
        self.faults: list[Problem] = []

    def fault(self, code: str, place: str, **details: object) -> None:
        """Note a fault at a place."""
        self.faults.append(Problem(code, place=place, **details))

    def mapping(self, data: object, place: str, fields: Iterable[str]) -> dict[str, Any]:
        """A mapping with none but the fields named; an empty one where it is something else."""
        if not isinstance(data, Mapping):
            self.fault("plan.not_mapping", place)
            return {}
        known = list(fields)
        for key in data:
            if key not in known:
                self.fault(
                    "plan.unknown_field", place, field=shown(key), expected=", ".join(known), on_key=True
                )
        return {str(key): value for key, value in data.items() if key in known}

    def optional(
        self, data: Mapping[str, Any], key: str, place: str, fields: Iterable[str]
    ) -> dict[str, Any]:
        """A mapping field that may be left out."""
        value = data.get(key)
        return {} if value is None else self.mapping(value, f"{place}.{key}", fields)

    def open_mapping(self, value: object, place: str) -> dict[str, Any]:
        """A mapping whose keys are the writer's own; an empty one where it is left out."""
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            self.fault("plan.not_mapping", place)
            return {}
        return {plain(key): item for key, item in value.items()}

    def items(self, data: Mapping[str, Any], key: str, place: str) -> list[tuple[str, Any]]:
        """The entries of a list field with their places."""
        value = data.get(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.fault("plan.not_list", place, field=key)
            return []
        base = f"{place}.{key}" if place else key
        return [(f"{base}[{number}]", item) for number, item in enumerate(value)]

    def once(self, item: object, place: str, seen: set[str]) -> None:
        """Note a key that an item before it has, sound or not, and keep it among those seen."""
        key = item.get("key") if isinstance(item, Mapping) else None
        key = plain(key) if isinstance(key, str | int) else ""
        if key in seen:
            self.fault("plan.duplicate", place, key=shown(key), field="key")
        if key:
            seen.add(key)

    def texts(self, data: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
        """The entries of a list of texts."""
        found = [self.text({key: item}, key, where) for where, item in self.items(data, key, place)]
        return tuple(filter(None, found))

    def text(self, data: Mapping[str, Any], key: str, place: str, *, needed: bool = True) -> str:
        """A text field, stripped and in NFC; numbers are taken as their digits."""
        value = data.get(key)
        if isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST:
            value = str(value)
        if isinstance(value, date):
            value = value.isoformat()
        if value is not None and not isinstance(value, str):
            self.fault("plan.not_text", place, field=key)
            return ""
        text = plain(value or "")
        if wrong := _NO_TEXT.search(text):
            self.fault("plan.character", place, field=key, value=f"U+{ord(wrong[0]):04X}")
            return ""
        if needed and not text:
            self.fault("plan.missing", place, field=key)
        if len(text) > MAX_TEXT:
            self.fault("plan.too_long", place, field=key, count=len(text), most=MAX_TEXT)
            return text[:MAX_TEXT]
        return text

    def key(self, data: Mapping[str, Any], key: str, place: str) -> str:
        """A field by which others refer to this item: short, without spaces or colons."""
        text = self.text(data, key, place)
        if text and not _KEY.fullmatch(text):
            self.fault("plan.key", place, field=key, value=shown(text))
        return text

    def choice(
        self, data: Mapping[str, Any], key: str, place: str, *, options: Any, default: Any = None
    ) -> Any:
        """One of an enumeration's values."""
        value = data.get(key)
        value = default if value is None else value
        if value is None:
            self.fault("plan.missing", place, field=key)
            return None
        try:
            return options(value)
        except ValueError:
            expected = ", ".join(option.value for option in options)
            self.fault("plan.choice", place, field=key, value=shown(value), expected=expected)
            return None

    def member(self, value: object, field: str, place: str, *, among: Iterable[str]) -> str:
        """A text that must be one of those named; empty with a fault otherwise."""
        known = list(among)
        if value in known:
            return str(value)
        self.fault("plan.choice", place, field=field, value=shown(value), expected=", ".join(known))
        return ""

    def whole(self, data: Mapping[str, Any], key: str, place: str, *, default: int | None = None) -> int:
        """A whole number; a text is read the Vietnamese way (`300.000`, `02`). Needed unless it has a default."""
        value = data.get(key)
        value = default if value is None else value
        if value is None:
            self.fault("plan.missing", place, field=key)
            return 0
        if isinstance(value, str):
            return self.tried(lambda: read_amount(value), place, field=key) or 0
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) > _LARGEST:
            self.fault("plan.not_whole", place, field=key)
            return default or 0
        return value

    def truth(self, data: Mapping[str, Any], key: str, place: str) -> bool:
        """A yes or no, no when left out."""
        value = data.get(key)
        if value is not None and not isinstance(value, bool):
            self.fault("plan.not_truth", place, field=key)
        return value is True

    def day(self, data: Mapping[str, Any], key: str, place: str, *, needed: bool = False) -> date | None:
        """A day field."""
        text = self.text(data, key, place, needed=needed)
        return self.tried(lambda: read_day(text), place, field=key) if text else None

    def tried(self, read: Callable[[], T], place: str, *, field: str = "") -> T | None:
        """What `read` gives, or its Problem noted at this place."""
        try:
            return read()
        except Problem as problem:
            self.faults.append(Problem("plan.value", place=place, problem=problem, field=field))
            return None
