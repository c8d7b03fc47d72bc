"""Proposes an indicator for every target that was read: the door to it; values are in `proposed`."""

from __future__ import annotations

from tiendo.reading.proposed import (
    Answer,
    AreaSeen,
    Candidate,
    Choice,
    Condition,
    Form,
    Need,
    NewElement,
    Option,
    Part,
    Piece,
    Proposal,
    Question,
    Verdict,
)

__all__ = [
    "Answer",
    "AreaSeen",
    "Candidate",
    "Choice",
    "Condition",
    "Form",
    "Need",
    "NewElement",
    "Option",
    "Part",
    "Piece",
    "Proposal",
    "Question",
    "Verdict",
]
