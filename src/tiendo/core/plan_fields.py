"""The names of a plan document's fields: what may stand where, and what an option of a setting may change."""

from __future__ import annotations

from tiendo.core.indicator import Level, Persons, Term, Total

TERMS: dict[str, type[Term]] = {
    "total": Total,
    "level": Level,
    "persons": Persons,
}
TERM_FIELDS = (*TERMS, "form", "element")
"""A term is written `{total: trees}`, or as answers print it: `{form: total, element: trees}`."""

FORMS = {
    **dict.fromkeys(TERMS, ("form", "element")),
    "ratio": ("form", "numerators", "denominators"),
    "unit_share": ("form", "levels", "condition", "over"),
}
INDICATOR_FIELDS = tuple(dict.fromkeys(field for fields in FORMS.values() for field in fields))
ROOT_FIELDS = ("schema", "plan", "elements", "areas", "clauses", "targets", "tasks", "duties", "settings")
PLAN_FIELDS = ("key", "title", "issuer", "number", "day", "bases", "counts_from", "counts_to", "year")
TARGET_FIELDS = (
    *("key", "clause", "area", "name", "indicator", "basis", "comparator", "goal", "unit"),
    *("by", "counts_from", "counts_to", "aspiration"),
)
PLAN_PATCH = ("counts_from", "counts_to", "year")
TARGET_PATCH = (*(field for field in TARGET_FIELDS if field not in ("key", "clause")), *INDICATOR_FIELDS)
