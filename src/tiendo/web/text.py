"""Vietnamese for pages: texts of refusals and of statuses, from the same catalogue the command line uses."""

from __future__ import annotations

import gettext
from pathlib import Path

from tiendo.core.errors import Finding, Problem

_TEXTS = gettext.translation("django", Path(__file__).parent.parent / "locale", ["vi"], fallback=True)

words = {
    "met": "đạt",
    "exceeded": "vượt",
    "on_pace": "đúng tiến độ",
    "behind": "chậm tiến độ",
    "running": "đang thực hiện",
    "not_met": "không đạt",
    "no_data": "chưa có số liệu",
    "not_assigned": "chưa giao",
    "not_applicable": "không áp dụng",
}
"""Statuses in words."""


def told(problem: Problem | Finding) -> str:
    """A refusal as a person reads it, what it holds inside included."""
    details = dict(problem.details)
    inner = {name: told(v) if isinstance(v, Problem | Finding) else v for name, v in details.items()}
    return problem.template.fill(inner, _TEXTS.gettext)
