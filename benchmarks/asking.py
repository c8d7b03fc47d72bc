"""The questions that are measured, as any screen asks them."""

from __future__ import annotations

from typing import Any

from benchmarks.organisation import AS_OF, NOW
from tiendo.core.access import SYSTEM
from tiendo.services import progress


def overview(unit: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A unit's targets with their years, and the same of each child."""
    how: dict[str, Any] = {"actor": SYSTEM, "unit": unit, "as_of": AS_OF, "now": NOW}
    return progress.progress_of(**how), progress.children_of(**how)


def reporting(unit: str) -> dict[str, Any]:
    """Who has been heard from below a unit."""
    return progress.coverage_of(actor=SYSTEM, unit=unit, as_of=AS_OF, now=NOW)
