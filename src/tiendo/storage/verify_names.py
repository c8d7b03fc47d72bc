"""What a finding calls things: codes and keys that people know, a number only where nothing bears it."""

from __future__ import annotations

from dataclasses import dataclass

from tiendo.core.errors import Problem
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.storage.rules import Catalogue
from tiendo.storage.sql import BOOK_OF


@dataclass(frozen=True)
class Names:
    """Names of units, elements and months."""

    catalogue: Catalogue

    def unit(self, unit: UnitId) -> str:
        """The unit's last code."""
        stretches = self.catalogue.tree.stretches(unit)
        return stretches[-1].code if stretches else f"#{unit}"

    def element(self, number: int) -> str:
        """The element's key."""
        return self.catalogue.keys.get(number, f"#{number}")

    def book(self, number: object) -> str:
        """The book's name."""
        book = BOOK_OF.get(number) if isinstance(number, int) else None
        return book.value if book else f"#{number}"

    def column(self, name: str, value: object) -> str:
        """`name=value` for the value of a stored column; a value that is no number stands as it is."""
        if not isinstance(value, int):
            return f"{name}={value}"
        if name in ("unit", "via"):
            return f"{name}={self.unit(value) if value else ''}"
        if name == "element":
            return f"{name}={self.element(value)}"
        if name == "month":
            return f"{name}={month_name(value)}"
        return f"{name}={value}"


def month_name(index: int) -> str:
    """`2024-03`, or the number where there is no such month."""
    try:
        month = Month(index)
    except Problem:
        return f"#{index}"
    return f"{month.year}-{month.number:02}"
