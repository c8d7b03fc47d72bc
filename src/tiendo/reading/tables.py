"""Tables: annexes that hand targets to units, yearly phasing, rows that are targets themselves, blank forms."""

from __future__ import annotations

from dataclasses import dataclass

from tiendo.core.errors import Finding
from tiendo.reading.outline import Outline
from tiendo.reading.understood import Allocation, Candidates, Target


@dataclass(frozen=True)
class Tables:
    """What a document's tables came to."""

    targets: tuple[Target, ...] = ()
    allocations: tuple[Allocation, ...] = ()
    candidates: tuple[Candidates, ...] = ()
    findings: tuple[Finding, ...] = ()


def tables(found: Outline, before: int) -> Tables:
    """Everything the tables of a document hold; `before` targets are numbered already."""
    del found, before
    return Tables()
