"""The proof of the ledger, for those who may ask for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from tiendo.core.access import Actor, require
from tiendo.services.questions import question
from tiendo.storage.verify import verify as prove


def verify(*, actor: Actor, now: datetime, core: bool = False) -> dict[str, Any]:
    """Recompute entries from facts, sums from entries and the chain from its beginning; list all that differs.

    Errors: Problem `access.denied`.
    """
    with question(actor=actor, known=None, now=now) as asked:
        for unit in asked.tree.open_units(asked.today):
            if asked.tree.parent(unit, asked.today) is None:
                require(asked.actor, "ledger.verify", unit, tree=asked.tree, day=asked.today)
        findings = prove()
        return {
            "schema": 1,
            "known": asked.known,
            "agrees": not findings,
            "findings": [
                {"code": one.code, "place": one.place, "details": dict(one.details), "text": one.text}
                for one in findings
            ],
        }
