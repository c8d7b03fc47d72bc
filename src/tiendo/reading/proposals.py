"""Proposes an indicator for every target that was read, matched to the data elements there are.

The values are in `proposed`; this is the door to them and to the making of them. Nothing is adopted here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tiendo.core.indicator import DataElement
from tiendo.core.orgunit import Level
from tiendo.core.plan import Area
from tiendo.reading.areas import AreaGuesser, areas_of
from tiendo.reading.asking import Asked, questions, term_question
from tiendo.reading.promised import Promise, name_of, promises
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
from tiendo.reading.scopes import Rungs
from tiendo.reading.shaping import Shape, Shaper
from tiendo.reading.term import Term, term_of
from tiendo.reading.timing import timing
from tiendo.reading.understood import Target, Understood
from tiendo.reading.wanted import SURELY, Catalogue

__all__ = [
    "Answer", "AreaSeen", "Candidate", "Choice", "Condition", "Form", "Need", "NewElement", "Option", "Part", "Piece",
    "Proposal", "Question", "Verdict", "areas_of", "plan_questions", "propose",
]  # fmt: skip

_LONGEST_NAME = 200


def propose(
    understood: Understood,
    *,
    elements: Mapping[str, DataElement],
    levels: Sequence[Level],
    areas: Sequence[Area] = (),
    units: Mapping[str, int] | None = None,
) -> tuple[Proposal, ...]:
    """A proposal for each target, in reading order. VN: đề xuất cách tính.

    `elements`: the catalogue; `levels`: the organisation's; `areas`: of the plan it goes to, else the document's own;
    `units`: how many units each level has, where effects of answers should tell.
    """
    maker = _Maker(
        shaper=Shaper(Catalogue(elements), Rungs(levels)),
        guesser=AreaGuesser(understood, areas or areas_of(understood)),
        term=term_of(understood),
        levels={one.key: one.name for one in levels},
        units=units or {},
    )
    said = {clause.id: clause.text for clause in understood.clauses}
    found = promises(understood)
    return tuple(
        maker.made(target, found[target.id], said.get(target.clause, target.quote))
        for target in understood.targets
    )


def plan_questions(understood: Understood) -> tuple[Question, ...]:
    """The questions about the plan as a whole: from which day work counts."""
    head = understood.head
    year = head.day.year if head.day else head.year
    month = head.day.month if head.day else head.month
    issued = (year, month) if year and month else None
    found = term_question(term_of(understood), issued)
    return () if found is None else (found,)


@dataclass(frozen=True)
class _Maker:
    shaper: Shaper
    guesser: AreaGuesser
    term: Term | None
    levels: Mapping[str, str]
    units: Mapping[str, int]

    def made(self, target: Target, promise: Promise, said: str) -> Proposal:
        shape = self.shaper.shape(target, promise)
        when = timing(target, shape, said, term=self.term)
        name = named(name_of(promise))
        asked = Asked(
            target,
            target.id,
            name,
            words=promise.words,
            shape=shape,
            timing=when,
            term=self.term,
            scope=promise.subject or promise.lead,
            levels=self.levels,
            units=self.units,
        )
        area = self.guesser.guess(promise.words, said)
        return Proposal(
            target=target.id, key=target.id, clause=target.clause, name=name, form=shape.form,
            needs=shape.needs, basis=when.basis, comparator=shape.comparator, goal=shape.goal, unit=shape.unit,
            area=area, questions=questions(asked, self.shaper.catalogue), levels=shape.levels, over=shape.over,
            condition=shape.condition, by=when.by, counts_from=when.counts_from, counts_to=when.counts_to,
            aspiration=target.aspiration, confidence=confidence(target, shape, area),
        )  # fmt: skip


def named(words: str) -> str:
    """A target's name from its words: one line that begins with a capital, cut at a word."""
    name = " ".join(words.split()).strip(" .,;:-–")
    if len(name) > _LONGEST_NAME:
        name = name[:_LONGEST_NAME].rsplit(" ", 1)[0] + " …"
    return name[:1].upper() + name[1:] if name else "–"


def confidence(target: Target, shape: Shape, area: AreaSeen | None) -> int:
    """How sure reading and proposal are together, in percent: what is new, close or unlike lowers it."""
    sure = target.confidence
    for need in shape.needs:
        if need.is_new:
            sure -= 10
        elif need.candidates[0].score < SURELY:
            sure -= 20  # what is only near has to be looked at: figures of two things must not become one
        elif need.margin < 60:
            sure -= 5
    if area is None or area.margin < 20:
        sure -= 5
    return max(0, sure - shape.unsure)
