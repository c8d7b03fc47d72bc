"""What was read as plain data and back, so that a reading begun today is the same one after the program has changed.

Dataclasses become mappings by field name; enums, exact ratios and days become texts their type reads again.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any, TypeVar, cast

T = TypeVar("T")
Turn = Callable[[Any], Any]


def plain(value: Any) -> Any:
    """A value made of dataclasses as plain data."""
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | frozenset | set):
        return [plain(item) for item in value]
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    return str(value)


def again(kind: type[T], data: Any) -> T:
    """The value of a dataclass that plain data tells of; fields that are lacking take their defaults.

    Errors: KeyError, TypeError, ValueError for data that tells of no such value.
    """
    return cast("T", _turn(cast("Any", kind))(data))


@cache
def _turn(kind: Any) -> Turn:
    """How plain data becomes a value of a type."""
    if kind in (Any, object) or isinstance(kind, TypeVar):
        return lambda data: data
    origin, inside = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _maybe([one for one in inside if one is not type(None)])
    if origin is tuple:
        return _tuple(inside)
    if origin is not None and issubclass(origin, Mapping):
        item = _turn(inside[1])
        return lambda data: {key: item(value) for key, value in data.items()}
    if kind is date:
        return date.fromisoformat
    if is_dataclass(kind):
        return _dataclass(cast("type[Any]", kind))
    return kind if issubclass(kind, Enum | Fraction) else cast("Turn", kind)


def _maybe(kinds: list[Any]) -> Turn:
    """One of several types or nothing; of several dataclasses the first that fits the data's fields."""

    def turned(data: Any) -> Any:
        if data is None:
            return None
        if len(kinds) == 1:
            return _turn(kinds[0])(data)
        for one in kinds:
            if isinstance(data, Mapping) and {field.name for field in fields(one)} >= data.keys():
                return _turn(one)(data)
        raise TypeError("no type fits")

    return turned


def _tuple(inside: tuple[Any, ...]) -> Turn:
    if len(inside) == 2 and inside[1] is Ellipsis:
        return lambda data: tuple(map(_turn(inside[0]), data))
    return lambda data: tuple(_turn(kind)(item) for kind, item in zip(inside, data, strict=True))


def _dataclass(kind: type[Any]) -> Turn:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)]

    def turned(data: Any) -> Any:
        return kind(**{name: _turn(hints[name])(data[name]) for name in names if name in data})

    return turned
