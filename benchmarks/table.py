"""What is asked in every row of the table of figures, and the bounds it has to keep."""

from __future__ import annotations

MONTH_STATEMENTS = 50
"""Bound of one month sent or accepted: a number, whatever the size of the tree."""

QUESTIONS = {
    "month_sent": "one month sent by a unit at the bottom: all ancestors right",
    "month_accepted": "one month accepted: all ancestors right",
    "reports": "{count} units x {elements} elements reported, one by one: typed and sent, in all",
    "overview_top": "overview of the highest unit, after another month was sent",
    "overview_district": "overview of a district, after another month was sent",
    "overview_commune": "overview of a commune, after another month was sent",
    "overview_district_new": "overview of a district nobody has looked at yet",
    "overview_top_first": "overview of the highest unit, first answer of a new process",
    "reporting": "reporting rate of the whole tree, valid in time, after another month was sent",
    "proof_balances": "proof: recompute every balance of a term in both books and compare",
    "proof": "proof of everything: facts, entries, balances, cells, counts, chain",
}
"""Every row there is, in the order in which they are shown."""

BOUNDS: dict[str, tuple[float | None, int | None]] = {
    "month_sent": (20, MONTH_STATEMENTS),
    "month_accepted": (20, MONTH_STATEMENTS),
    "reports": (60_000, 2 * MONTH_STATEMENTS),
    "overview_top": (50, 12),
    "overview_district": (50, 12),
    "overview_commune": (50, 12),
    "reporting": (40, None),
    "proof_balances": (10_000, None),
}
"""Milliseconds and statements allowed, by row; what is not named is shown beside the others and has no bound."""

QUIET = 1.2
"""Up to this many times its best a machine counts as undisturbed."""

PROVEN = 2_100_000
"""Values the bound of the proof is meant for: a term of one book in a region. More of them may take longer."""


def bound_of(key: str, values: int) -> tuple[float | None, int | None]:
    """Milliseconds and statements allowed for a row, where so many values were posted in all."""
    allowed, statements = BOUNDS.get(key, (None, None))
    if key == "proof_balances" and allowed is not None:
        allowed = round(allowed * max(1, values / PROVEN))
    return allowed, statements
