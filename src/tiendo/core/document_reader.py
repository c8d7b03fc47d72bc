"""Reads plain data (mappings, lists, texts) field by field, collecting every fault with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.period import read_day

INVALID = ProblemKind.INVALID
register("plan.missing", INVALID, "{place}: {field} is missing.")
register("plan.type", INVALID, "{place}: {field} must be {expected}.")
register("plan.choice", INVALID, "{place}: {field} is {value}; it must be one of: {expected}.")
register("plan.unknown_field", INVALID, "{place}: there is no field {field}.")
register("plan.value", INVALID, "{place}: {problem}")

T = TypeVar("T")


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
            self.fault("plan.type", place, field="", expected="a mapping")
            return {}
        for key in data:
            if key not in fields:
                self.fault("plan.unknown_field", place, field=str(key))
        return dict(data)

    def items(self, data: Mapping[str, Any], key: str, place: str) -> list[tuple[str, Any]]:
        """The entries of a list field with their places."""
        value = data.get(key) or []
        if not isinstance(value, list):
            self.fault("plan.type", place, field=key, expected="a list")
            return []
        base = f"{place}.{key}" if place else key
        return [(f"{base}[{number}]", item) for number, item in enumerate(value)]

    def text(self, data: Mapping[str, Any], key: str, place: str, *, needed: bool = True) -> str:
        """A text field, stripped; numbers are taken as their digits."""
        value = data.get(key)
        if isinstance(value, int) and not isinstance(value, bool):
            value = str(value)
        if isinstance(value, date):
            value = value.isoformat()
        if value is None or value == "":
            if needed:
                self.fault("plan.missing", place, field=key)
            return ""
        if not isinstance(value, str):
            self.fault("plan.type", place, field=key, expected="text")
            return ""
        return value.strip()

    def choice(self, data: Mapping[str, Any], key: str, place: str, *, options: Any, default: Any = None) -> Any:
        """One of an enumeration's values."""
        value = data.get(key, default)
        try:
            return options(value)
        except ValueError:
            if value is None:
                self.fault("plan.missing", place, field=key)
            else:
                expected = ", ".join(option.value for option in options)
                self.fault("plan.choice", place, field=key, value=str(value), expected=expected)
            return None

    def whole(self, data: Mapping[str, Any], key: str, place: str, *, default: int) -> int:
        """A whole number field."""
        value = data.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int):
            self.fault("plan.type", place, field=key, expected="a whole number")
            return default
        return value

    def day(self, data: Mapping[str, Any], key: str, place: str, *, needed: bool = False) -> date | None:
        """A day field."""
        value = data.get(key)
        if isinstance(value, date):
            return value
        text = self.text(data, key, place, needed=needed)
        return self.tried(lambda: read_day(text), place) if text else None

    def tried(self, read: Callable[[], T], place: str) -> T | None:
        """What `read` gives, or its Problem noted at this place."""
        try:
            return read()
        except Problem as problem:
            self.faults.append(Problem("plan.value", place=place, problem=problem))
            return None
