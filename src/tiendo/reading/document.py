"""The understood document as plain data, in the shape every surface and every scorer reads.

Numbers are JSON's own: whole where they are whole, else with the digits of the paper.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from tiendo.core.errors import Finding
from tiendo.core.quantity import decimal_string
from tiendo.reading.understood import Allocation, Basis, Clause, Duty, Head, Target, Task, Understood

SCHEMA = 1
"""The version of the shape."""

_DECIMALS = 3


def as_document(read: Understood, proposals: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The whole of it: document, clauses, targets, tasks, duties, findings, and what tables hold.

    `proposals`: what each target could be counted as, by its id, as plain data.
    """
    proposed = proposals or {}
    return {
        "schema": SCHEMA,
        "document": _document(read),
        "clauses": [_clause(one) for one in read.clauses],
        "targets": [{**_target(one), "proposal": proposed.get(one.id)} for one in read.targets],
        "tasks": [_task(one) for one in read.tasks],
        "requirements": [_task(one) for one in read.requirements],
        "duties": [_duty(one) for one in read.duties],
        "allocations": [_allocation(one) for one in read.allocations],
        "candidates": [
            {
                "table": one.table,
                "elements": list(one.elements),
                "units": list(one.units),
                "periods": list(one.periods),
            }
            for one in read.candidates
        ],
        "findings": [_finding(one) for one in read.findings],
    }


def number(value: Fraction | None) -> Any:
    """A value as JSON writes it."""
    if value is None or value.denominator == 1:
        return None if value is None else value.numerator
    thousandths = value * 10**_DECIMALS
    return json.loads(decimal_string(round(thousandths), decimals=_DECIMALS))


def _document(read: Understood) -> dict[str, Any]:
    head: Head = read.head
    return {
        "kind": read.source.kind,
        "text": read.text,
        "superior": head.superior,
        "issuer": head.issuer,
        "number": head.number,
        "symbol": head.symbol,
        "place": head.place,
        "date": head.day.isoformat() if head.day else None,
        "date_text": head.date_text,
        "type": head.type,
        "subject": head.subject,
        "term": list(head.term) if head.term else None,
        "bases": [_basis(one) for one in read.bases],
        "recipients": [
            {"text": one.text, "purpose": one.purpose, "start": one.start, "end": one.end}
            for one in read.recipients
        ],
        "signer": head.signer,
        "signer_title": head.signer_title,
        "repairs": [
            {"code": one.code, "count": one.count, "details": dict(one.details)}
            for one in read.source.repairs
        ],
        "pages": read.source.pages,
    }


def _basis(one: Basis) -> dict[str, Any]:
    papers = [
        {
            "kind": paper.kind,
            "number": paper.number,
            "date": paper.day.isoformat() if paper.day else None,
            "issuer": paper.issuer,
            "title": paper.title,
        }
        for paper in one.papers
    ]
    return {"text": one.text, "start": one.start, "end": one.end, "papers": papers}


def _clause(one: Clause) -> dict[str, Any]:
    return {
        "id": one.id,
        "path": one.path,
        "label": one.label,
        "kind": one.kind.value,
        "section": one.section.value,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "parent": one.parent,
        "origin": {"block": one.origin.block, "offset": one.origin.offset},
    }


def _target(one: Target) -> dict[str, Any]:
    condition: Mapping[str, Any] | None = None
    if one.condition is not None:
        condition = {
            "comparator": one.condition.comparator.value,
            "value": number(one.condition.value),
            "unit": one.condition.unit,
            "text": one.condition.text,
        }
    return {
        "id": one.id,
        "quote": one.quote,
        "start": one.start,
        "end": one.end,
        "number": [one.number_start, one.number_end],
        "measure": one.measure,
        "value": number(one.value),
        "value_max": number(one.value_max),
        "unit": one.unit,
        "comparator": one.comparator.value,
        "kind": one.kind.value,
        "period": one.period,
        "scope": one.scope,
        "denominator": number(one.denominator),
        "condition": condition,
        "aspiration": one.aspiration,
        "baseline": number(one.baseline),
        "confidence": one.confidence,
        "rule": one.rule,
        "clause": one.clause,
    }


def _task(one: Task) -> dict[str, Any]:
    return {
        "id": one.id,
        "clause": one.clause,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "role": one.role,
        "area": one.area,
        "heading": one.heading,
        "responsible": one.responsible,
    }


def _duty(one: Duty) -> dict[str, Any]:
    return {
        "id": one.id,
        "clause": one.clause,
        "text": one.text,
        "start": one.start,
        "end": one.end,
        "responsible": one.responsible,
        "assigned_by": one.assigned_by,
        "deadline": one.deadline,
    }


def _allocation(one: Allocation) -> dict[str, Any]:
    return {
        "measure": one.measure,
        "unit": one.unit,
        "year": one.year,
        "value": number(one.value),
        "counted_in": one.counted_in,
        "start": one.start,
        "end": one.end,
        "table": one.table,
        "period": one.period,
    }


def _finding(one: Finding) -> dict[str, Any]:
    return {
        "code": one.code,
        "place": one.place,
        "severity": one.severity.value,
        "details": dict(one.details),
    }
