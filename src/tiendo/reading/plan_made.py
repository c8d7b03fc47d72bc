"""Makes a plan's document of what was read and what people decided on it: the shape plan.yaml has.

Only rows somebody confirmed, corrected or split are taken; what they leave open becomes the plan's settings.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tiendo.core.indicator import DataElement, ElementKind
from tiendo.core.plan import Area
from tiendo.core.plan_fields import INDICATOR_FIELDS, TERMS
from tiendo.core.plan_patches import apply_fields
from tiendo.core.plan_written import element_data, filled
from tiendo.reading.areas import areas_of
from tiendo.reading.clauses_cited import clauses_cited
from tiendo.reading.proposed import (
    Answer,
    Candidate,
    Choice,
    Form,
    NewElement,
    Part,
    Proposal,
    Question,
    Verdict,
)
from tiendo.reading.said import Said
from tiendo.reading.shaping import FORMS, kind_of
from tiendo.reading.term import Term, term_of
from tiendo.reading.understood import Understood
from tiendo.reading.wanted import slug

_TAKEN = {Verdict.CONFIRMED, Verdict.CORRECTED, Verdict.SPLIT}
_LONGEST_TITLE = 300


@dataclass(frozen=True)
class Review:
    """What people decided: on targets row by row, on the plan's own questions, on areas, tasks and duties.

    `areas` are taken instead of the document's own; `left_out` are ids of tasks and duties that were rejected,
    `responsible` the bodies they were given to, by id; `term` corrects the time that counts. `head` corrects fields of
    the plan itself (`key`, `title` …).
    """

    choices: Sequence[Choice]
    answers: Mapping[str, Answer] | None = None
    areas: Sequence[Area] = ()
    left_out: frozenset[str] = frozenset()
    responsible: Mapping[str, str] | None = None
    term: Term | None = None
    head: Mapping[str, Any] | None = None


def all_confirmed(proposals: Iterable[Proposal]) -> Review:
    """Every row confirmed as it was proposed, every question left at its default."""
    return Review(tuple(Choice(one.target) for one in proposals))


def plan_document_of(
    understood: Understood,
    proposals: Sequence[Proposal],
    review: Review,
    *,
    elements: Mapping[str, DataElement],
    say: Callable[[Said], str],
    about: Sequence[Question] = (),
) -> dict[str, Any]:
    """The document of the plan. `elements`: the catalogue; `say` tells a sentence; `about`: questions on the plan."""
    return _Maker(understood, proposals, review, elements=elements, say=say, about=about).document()


def decided(
    proposals: Sequence[Proposal], review: Review, about: Sequence[Question] = ()
) -> tuple[tuple[str, Answer], ...]:
    """The settings a paper has decided, to be written down once the plan is taken over."""
    choices = {one.target: one for one in review.choices}
    found: list[tuple[str, Answer]] = []
    for one in proposals:
        choice = choices.get(one.target)
        for question in settings_left(one, choice) if choice else ():
            answer = choice.answers.get(question.key) if choice else None
            if answer and answer.paper:
                found.append((question.key, answer))
    answers = review.answers or {}
    found += [(one.key, answers[one.key]) for one in about if one.key in answers and answers[one.key].paper]
    return tuple(found)


def settings_left(proposal: Proposal, choice: Choice) -> tuple[Question, ...]:
    """The questions of a row that are still open: not about fields a person wrote, nor of rows that were split."""
    if choice.verdict not in {Verdict.CONFIRMED, Verdict.CORRECTED}:
        return ()
    written = set(choice.fields)
    if written & set(INDICATOR_FIELDS):
        written |= set(INDICATOR_FIELDS)
    return tuple(
        question
        for question in proposal.questions
        if not any(written & set(option.patch) for option in question.options)
    )


def fields_for(
    proposal: Proposal, part: Part, element: str, *, kind: ElementKind | None = None
) -> dict[str, Any]:
    """The corrected fields by which another figure is taken for a part of a proposal.

    `element` is the key of a candidate, of the new element, or of any other whose `kind` is given. Errors: KeyError for
    a part it has not.
    """
    need = proposal.need(part)
    if need is None:
        raise KeyError(part)
    taken = replace(need, element=element)
    if kind is not None:
        taken = replace(taken, candidates=(Candidate(element, element, need.unit, kind, 0),))
    changed = replace(proposal, needs=tuple(taken if one.part is part else one for one in proposal.needs))
    if part is Part.COUNTED:
        changed = replace(changed, form=FORMS[kind_of(taken)])
    made = indicator_of(changed)
    named = {Part.NUMERATOR: ("numerators",), Part.DENOMINATOR: ("denominators",)}
    wanted = named.get(part, ("form", "element") if part is Part.COUNTED else ("condition",))
    return {field: made[field] for field in wanted}


def indicator_of(proposal: Proposal) -> dict[str, Any]:
    """The indicator of a proposal as documents write it."""
    terms = {one.part: {FORMS[kind_of(one)].value: one.element} for one in proposal.needs}
    form: dict[str, Any] = {"form": proposal.form.value}
    if proposal.form is Form.RATIO:
        return form | {"numerators": [terms[Part.NUMERATOR]], "denominators": [terms[Part.DENOMINATOR]]}
    if proposal.form is Form.UNIT_SHARE:
        assert proposal.condition is not None
        held = {
            "comparator": proposal.condition.comparator.value,
            "amount": proposal.condition.amount,
        }
        over = {level: judged.value for level, judged in proposal.over}
        condition = {**terms[Part.CONDITION], **held}
        return form | {"levels": list(proposal.levels), "condition": condition, "over": over}
    return form | {"element": next(iter(proposal.needs)).element}


class _Maker:
    def __init__(
        self,
        understood: Understood,
        proposals: Sequence[Proposal],
        review: Review,
        *,
        elements: Mapping[str, DataElement],
        say: Callable[[Said], str],
        about: Sequence[Question],
    ) -> None:
        self.understood, self.review, self.say, self.about = understood, review, say, about
        self.elements = elements
        choices = {one.target: one for one in review.choices}
        self.rows = [
            (one, choices[one.target])
            for one in proposals
            if one.target in choices and choices[one.target].verdict in _TAKEN
        ]
        self.clauses = clauses_cited(understood)
        self.areas = tuple(review.areas) or areas_of(understood)
        self.new: dict[str, NewElement] = {}

    def document(self) -> dict[str, Any]:
        head = self.head()
        areas = self.areas or (Area("1", str(head["title"])),)
        known = {one.key for one in areas}
        targets = [target for row in self.rows for target in self.targets(*row, areas=areas)]
        settings = [one for row in self.rows for one in self.settings(*row)]
        settings = [*(self.setting(one, "*", one.default) for one in self.about), *settings]
        body = {
            "schema": 1,
            "plan": head,
            "elements": self.used(targets, settings),
            "areas": [{"key": one.key, "name": one.name} for one in areas],
            "clauses": [{"key": key, "text": text} for key, text in self.clauses.texts.items()],
            "targets": targets,
            "tasks": self.tasks(known, areas[0].key),
            "duties": self.duties(),
            "settings": settings,
        }
        return filled(body)

    def head(self) -> dict[str, Any]:
        head = self.understood.head
        term = self.review.term or term_of(self.understood)
        span = "" if term is None else "-".join(dict.fromkeys(str(year) for year in term.named))
        number = head.signed_as
        key = slug(number or head.type or "plan").replace("_", "-").upper()
        return filled(
            {
                "key": "-".join(filter(None, (key, "" if number else span)))[:64],
                "title": head.title[:_LONGEST_TITLE],
                "issuer": head.issuer,
                "number": number,
                "day": head.day and head.day.isoformat(),
                "bases": [one.text for one in self.understood.bases],
                "counts_from": term and term.start.isoformat(),
                "counts_to": term and term.last.isoformat(),
                "year": term and term.year.value,
                **(self.review.head or {}),
            }
        )

    def targets(
        self, proposal: Proposal, choice: Choice, *, areas: Sequence[Area]
    ) -> Iterable[dict[str, Any]]:
        """The targets of a row: one, or as many as it was split into."""
        self.offer(proposal, choice)
        guessed = proposal.area.key if proposal.area else ""
        known = {one.key for one in areas}
        made = filled(
            {
                "key": proposal.key,
                "clause": self.clauses.key(proposal.clause),
                "area": guessed if guessed in known else areas[0].key,
                "name": proposal.name,
                "indicator": indicator_of(proposal),
                "basis": proposal.basis.value,
                "comparator": proposal.comparator.value,
                "goal": proposal.goal,
                "unit": proposal.unit,
                "by": proposal.by and proposal.by.isoformat(),
                "counts_from": proposal.counts_from and proposal.counts_from.isoformat(),
                "counts_to": proposal.counts_to and proposal.counts_to.isoformat(),
                "aspiration": proposal.aspiration,
            }
        )
        apply_fields(made, choice.fields)
        if choice.verdict is not Verdict.SPLIT:
            yield made
            return
        for number, piece in enumerate(choice.pieces, start=1):
            part = {**made, "key": f"{proposal.key}-{number}", "name": piece.name}
            apply_fields(part, piece.fields)
            yield part

    def offer(self, proposal: Proposal, choice: Choice) -> None:
        """Keep the new elements a row may need; a person's own stand before those proposed."""
        options = [option for question in proposal.questions for option in question.options]
        offered = [need.new for need in proposal.needs]
        offered += [one for option in options for one in option.elements]
        self.new.update({one.key: one for one in (*offered, *choice.elements)})

    def settings(self, proposal: Proposal, choice: Choice) -> Iterable[dict[str, Any]]:
        for question in settings_left(proposal, choice):
            answer = choice.answers.get(question.key)
            taken = answer.option if answer and not answer.paper else question.default
            yield self.setting(question, proposal.key, taken, clause=self.clauses.key(proposal.clause))

    def setting(self, question: Question, target: str, taken: str, *, clause: str = "") -> dict[str, Any]:
        answer = (self.review.answers or {}).get(question.key)
        if target == "*" and answer and not answer.paper:
            taken = answer.option
        options = [
            filled(
                {
                    "key": one.key,
                    "label": self.say(one.label),
                    "patch": dict(one.patch)
                    if target == "*"
                    else {target: dict(one.patch)}
                    if one.patch
                    else {},
                }
            )
            for one in question.options
        ]
        return {
            "key": question.key,
            "clause": clause or self.clauses.title,
            "question": self.say(question.text),
            "default": taken,
            "options": options,
        }

    def used(
        self, targets: Iterable[Mapping[str, Any]], settings: Iterable[Mapping[str, Any]]
    ) -> list[dict[str, Any]]:
        """The data elements that targets and answers name, each once, in the order they are named."""
        named: dict[str, None] = {}
        for one in (*targets, *settings):
            for key in elements_in(one):
                named.setdefault(key)
        found = []
        for key in named:
            if key in self.elements:
                found.append(element_data(self.elements[key]))
            elif key in self.new:
                found.append(_new_data(self.new[key]))
        return found

    def tasks(self, known: set[str], fallback: str) -> list[dict[str, Any]]:
        given = self.review.responsible or {}
        return [
            filled(
                {
                    "key": one.id,
                    "clause": self.clauses.key(one.clause),
                    "area": one.area if one.area in known else fallback,
                    "text": one.text,
                    "responsible": given.get(one.id, one.responsible),
                }
            )
            for one in self.understood.tasks
            if one.id not in self.review.left_out
        ]

    def duties(self) -> list[dict[str, Any]]:
        given = self.review.responsible or {}
        issuer = self.understood.head.issuer or "–"
        return [
            {
                "key": one.id,
                "clause": self.clauses.key(one.clause),
                "responsible": given.get(one.id) or one.responsible or one.assigned_by or issuer,
                "text": one.text,
            }
            for one in self.understood.duties
            if one.id not in self.review.left_out
        ]


def _new_data(one: NewElement) -> dict[str, Any]:
    return filled(
        {
            "key": one.key,
            "name": one.name,
            "kind": one.kind.value,
            "unit": one.unit,
            "entered_at": sorted(one.entered_at),
            "decimals": one.decimals or None,
        }
    )


def elements_in(data: Any) -> Iterable[str]:
    """Every data element a target or setting names, wherever it stands."""
    if isinstance(data, Mapping):
        for field, value in data.items():
            if (field == "element" or field in TERMS) and isinstance(value, str):
                yield value
            else:
                yield from elements_in(value)
    elif isinstance(data, list | tuple):
        for item in data:
            yield from elements_in(item)
