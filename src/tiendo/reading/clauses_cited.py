"""The clauses a plan keeps of its document, each under a key that targets, tasks, duties and settings cite.

The key is the number path (`II.1.3`); where several pieces share one it says which (`II.2.1.lead`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from tiendo.core.document_reader import MAX_TEXT
from tiendo.reading.understood import Clause, ClauseKind, SectionKind, Understood

_KEPT = {
    ClauseKind.HEADING,
    ClauseKind.LEAD,
    ClauseKind.ITEM,
    ClauseKind.PARAGRAPH,
    ClauseKind.CLOSING,
    ClauseKind.PREAMBLE,
}
_SECTIONS = set(SectionKind) - {SectionKind.RESULTS, SectionKind.ANNEX}
_KEY = re.compile(r"[\w./-]{1,56}")
_TITLE = "0"


@dataclass(frozen=True)
class Cited:
    """Keys by a clause's id, and texts by key; `title` is the key of the piece that names the document."""

    keys: dict[str, str]
    texts: dict[str, str]
    title: str = _TITLE

    def key(self, clause: str) -> str:
        """The key of a clause; the document's title for one that is not kept."""
        return self.keys.get(clause, self.title)


def clauses_cited(understood: Understood) -> Cited:
    """The clauses of a document that its plan keeps: what asks for something, and all that is cited."""
    cited = {
        one.clause
        for pieces in (understood.targets, understood.tasks, understood.duties, understood.requirements)
        for one in pieces
    }
    head = understood.head
    title = f"{head.title} {head.date_text}".strip()
    keys: dict[str, str] = {}
    texts = {_TITLE: title[:MAX_TEXT]}
    for clause in understood.clauses:
        kept = clause.kind in _KEPT and clause.section in _SECTIONS
        text = clause.text.strip()[:MAX_TEXT]
        if text and (kept or clause.id in cited):
            key = _free(clause, texts)
            keys[clause.id], texts[key] = key, text
    return Cited(keys, texts)


def _free(clause: Clause, taken: dict[str, str]) -> str:
    path = clause.path if _KEY.fullmatch(clause.path) else ""
    for key in (path, f"{path}.{clause.kind.value}" if path else "", clause.id):
        if key and key not in taken:
            return key
    number = 2
    while f"{clause.id}.{number}" in taken:
        number += 1
    return f"{clause.id}.{number}"
