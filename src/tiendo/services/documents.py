"""Documents given whole (a plan, elements): plain bounded data in NFC, before anybody reads meaning into it."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from tiendo.services.given import Given

_DEEP, _NODES, _TEXT = 20, 100_000, 20_000
_WHOLE = 10**15


def read_document(given: Given, field: str) -> Any:
    """A field that holds plain data (mappings, lists, texts, whole numbers, days), cleaned; faults stay with `given`.

    Days become ISO text, so that the document is the same however it was read.
    """
    given.skip(field)
    value = given.data.get(field)
    if value is None or value in ("", {}, []):
        given.fault("input.missing", field=field)
        return None
    return _Cleaner(given).clean(value, field, 0)


class _Cleaner:
    """Walks a document once; counts what it meets, so that no document is too large to be looked at."""

    def __init__(self, given: Given) -> None:
        self.given = given
        self.met = 0

    def clean(self, value: object, place: str, depth: int) -> Any:
        self.met += 1
        if self.met > _NODES or depth > _DEEP:
            if self.met <= _NODES + 1 or depth == _DEEP + 1:
                self.given.fault("input.too_many", field=place, count=min(self.met, _NODES + 1), limit=_NODES)
            return None
        if isinstance(value, Mapping):
            return {
                self.text(str(key), place): self.clean(item, f"{place}.{str(key)[:60]}", depth + 1)
                for key, item in value.items()
            }
        if isinstance(value, list | tuple):
            return [self.clean(item, f"{place}[{number}]", depth + 1) for number, item in enumerate(value)]
        return self.plain(value, place)

    def plain(self, value: object, place: str) -> Any:
        """A single value."""
        if isinstance(value, str):
            return self.text(value, place)
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, date) and not isinstance(value, datetime):
            return value.isoformat()
        if isinstance(value, int):
            if abs(value) <= _WHOLE:
                return int(value)
            self.given.fault("input.amount", field=place, most=_WHOLE)
        else:
            self.given.fault("input.type", field=place, expected="text, a whole number, a list or a mapping")
        return None

    def text(self, value: str, place: str) -> str:
        """A text in NFC, of bounded length."""
        if len(value) > _TEXT:
            self.given.fault("input.too_long", field=place, limit=_TEXT)
            return ""
        text = unicodedata.normalize("NFC", value)
        if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t\r" for letter in text):
            self.given.fault("input.unprintable", field=place)
            return ""
        return text
