"""Vietnamese for pages: the same texts the command line tells in."""

from __future__ import annotations

from tiendo.core.achievement import Status
from tiendo.formats.wording import Wording

_VIETNAMESE = Wording("vi")

told = _VIETNAMESE.told
"""A refusal as a person reads it."""

goal = _VIETNAMESE.goal
"""A number to be reached, with what its comparator adds to it."""

words = {status.value: _VIETNAMESE.word(status.value) for status in Status}
"""Statuses in words."""
