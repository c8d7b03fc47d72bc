"""Data elements as plain data and back, so that a plan's file and a catalogue's are read by the same rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tiendo.core.document_reader import Reader
from tiendo.core.errors import Problem
from tiendo.core.indicator import DataElement, Dimension, ElementKind, Often, Owner, Typed
from tiendo.core.period import read_day

ELEMENT_FIELDS = (
    *("key", "name", "kind", "unit", "entered_at", "decimals", "often", "typed", "owner"),
    *("restate_months", "dimensions", "definition", "record_kinds"),
)


def read_elements(data: object, *, ranks: Mapping[str, int]) -> tuple[dict[str, DataElement], list[Problem]]:
    """Data elements from plain data (a list of mappings) and everything wrong with them."""
    reader = Reader()
    return elements_in(reader, {"elements": data}, ranks=ranks), reader.faults


def elements_in(
    reader: Reader, root: Mapping[str, Any], *, ranks: Mapping[str, int]
) -> dict[str, DataElement]:
    """The data elements under a document's field `elements`; faults go to the reader."""
    found: dict[str, DataElement] = {}
    seen: set[str] = set()
    for place, item in reader.items(root, "elements", ""):
        reader.once(item, place, seen)
        element = _element(reader, item, place, ranks)
        if element is not None:
            found[element.key] = element
    return found


def _element(reader: Reader, item: Any, place: str, ranks: Mapping[str, int]) -> DataElement | None:
    data = reader.mapping(item, place, ELEMENT_FIELDS)
    kind = reader.choice(data, "kind", place, options=ElementKind)
    often = reader.choice(data, "often", place, options=Often, default="month")
    typed = reader.choice(data, "typed", place, options=Typed, default="increment")
    entered = [
        reader.member(level, "entered_at", where, among=ranks)
        for where, level in reader.items(data, "entered_at", place)
    ]
    key, name = reader.key(data, "key", place), reader.text(data, "name", place)
    unit = reader.text(data, "unit", place)
    decimals = reader.whole(data, "decimals", place, default=0)
    restate = reader.whole(data, "restate_months", place, default=12)
    owner = _owner(reader, data.get("owner"), f"{place}.owner")
    dimensions = _dimensions(reader, data, place)
    definition = reader.text(data, "definition", place, needed=False)
    record_kinds = reader.texts(data, "record_kinds", place)
    # What cannot be read stands here as what agrees with all else: other faults are told all the same.
    element = DataElement(
        key=key or name or "–", name=name, kind=kind or ElementKind.FLOW, unit=unit, entered_at=frozenset(entered),
        often=often or Often.MONTH, typed=typed or Typed.INCREMENT, decimals=decimals, restate_months=restate,
        owner=owner, dimensions=dimensions, definition=definition, record_kinds=record_kinds,
    )  # fmt: skip
    for problem in element.faults():
        reader.fault("plan.value", place, problem=problem)
    if not (key and kind and often and typed):
        return None
    return replace(element, entered_at=frozenset(filter(None, entered)))


def _owner(reader: Reader, item: Any, place: str) -> Owner | None:
    if item is None:
        return None
    data = reader.mapping(item, place, ("body", "number", "day"))
    number, day = (reader.text(data, field, place, needed=False) for field in ("number", "day"))
    if day:
        reader.tried(lambda: read_day(day), place, field="day")
    return Owner(reader.text(data, "body", place), number, day)


def _dimensions(reader: Reader, data: Mapping[str, Any], place: str) -> tuple[Dimension, ...]:
    found: dict[str, Dimension] = {}
    for where, item in reader.items(data, "dimensions", place):
        dimension = _dimension(reader, item, where)
        if dimension.key in found:
            reader.fault("plan.duplicate", where, key=dimension.key, field="key")
        found[dimension.key] = dimension
    return tuple(found.values())


def _dimension(reader: Reader, item: Any, place: str) -> Dimension:
    data = reader.mapping(item, place, ("key", "name", "parts"))
    parts = reader.open_mapping(data.get("parts"), f"{place}.parts")
    if not parts:
        reader.fault("plan.missing", place, field="parts")
    named = tuple(
        (reader.key({"parts": key}, "parts", place), reader.text(parts, key, f"{place}.parts"))
        for key in parts
    )
    return Dimension(reader.key(data, "key", place), reader.text(data, "name", place), named)
