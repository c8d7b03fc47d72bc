"""What answers to a plan's open questions do, in words: services tell which field of which targets changes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext

from tiendo.core.period import print_day, read_day


def year_said(kind: str) -> str:
    """The year goals are held in."""
    told = {
        "year": gettext("calendar year"),
        "work_year": gettext("work year, December to November"),
        "school_year": gettext("school year, September to August"),
    }
    return told.get(kind, kind)


def basis_said(basis: str) -> str:
    """Over which time a number is reached."""
    told = {
        "each year": gettext("anew every year"),
        "whole term": gettext("over the whole term"),
        "at the end": gettext("at the end of the term"),
        "each month": gettext("anew every month"),
        "each quarter": gettext("anew every quarter"),
        "by date": gettext("by a day"),
    }
    return told.get(basis, basis)


def effect_said(effect: Mapping[str, Any]) -> dict[str, Any]:
    """One change as a sentence, and the targets it is of; no targets: the whole plan."""
    return {"text": _text(effect["field"], effect["values"]), "targets": effect["targets"]}


def _text(field: str, values: list[str]) -> str:
    told = {"value": _value(field, values)}
    sentences = {
        "counts_from": gettext("counts from %(value)s"),
        "counts_to": gettext("counts to %(value)s"),
        "by": gettext("to be reached by %(value)s"),
        "year": gettext("years are held as: %(value)s"),
        "basis": gettext("counted %(value)s"),
        "goal": gettext("the number is %(value)s"),
        "unit": gettext("counted in %(value)s"),
        "name": gettext("called “%(value)s”"),
        "comparator": gettext("held against the number with %(value)s"),
        "element": gettext("counts “%(value)s”"),
        "numerators": gettext("counts “%(value)s”"),
        "denominators": gettext("divided by “%(value)s”"),
        "levels": gettext("looks at units of these levels: %(value)s"),
        "condition": gettext("judges units by: %(value)s"),
    }
    return sentences[field] % told


def _value(field: str, values: list[str]) -> str:
    if field in {"counts_from", "counts_to", "by"}:
        return print_day(read_day(values[0]))
    if field == "year":
        return year_said(values[0])
    if field == "basis":
        return basis_said(values[0])
    return (", " if field == "levels" else " + ").join(values)
