"""Whose files may be cited: knowing a file's name is no right to it, for whoever cites a file may look at it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from tiendo.core.access import SYSTEM
from tiendo.core.errors import Problem
from tiendo.core.submission import Evidence
from tiendo.services.drafts import sees_proof
from tiendo.services.given import Given
from tiendo.services.writing import View
from tiendo.storage import files, records


def citable(view: View, proofs: Iterable[Evidence]) -> frozenset[str]:
    """The files among proofs that the actor brought, or may see already with a record that cites them.

    Two statements at most, one where everything was brought by the actor, which is the rule.
    """
    wanted = {proof.sha256 for proof in proofs} - {""}
    if not wanted or view.actor == SYSTEM:
        return frozenset(wanted)
    own = files.brought_by(view.cursor, view.actor.person, wanted)
    others = wanted - own
    cited = records.citing(view.cursor, others) if others else []
    seen = {
        one.sha256
        for one in cited
        if sees_proof(view.actor, one.unit, one.reported, tree=view.tree, day=view.today)
    }
    return frozenset(own | seen)


def check_proofs(given: Given, proofs: Iterable[Evidence], *, may_cite: Collection[str], today: date) -> None:
    """Note papers of days to come, and files not in the store; those of others are told as if they were not there."""
    for proof in proofs:
        if proof.day is not None and proof.day > today:
            given.fault("input.future", field="proofs", day=proof.day, today=today)
        if not proof.sha256:
            continue
        try:
            files.file_path(proof.sha256)
            if proof.sha256 not in may_cite:
                raise Problem("file.missing", sha256=proof.sha256[:64])
        except Problem as problem:
            given.note(problem)
