"""The annexes of a report: every target in a table that lies across, and every unit below with its reports."""

from __future__ import annotations

from collections.abc import Sequence

from tiendo.core.report import Annex, Column, Row
from tiendo.core.report_template import Template, fill
from tiendo.core.report_told import LATE, MET, RUNNING, TargetTold, Told, UnitTold, cited, counted

_TARGETS, _UNITS = 1, 2

Areas = Sequence[tuple[str, Sequence[TargetTold]]]
"""Targets under the names of their areas."""


def annexes_of(told: Told, template: Template, by_area: Areas) -> tuple[Annex, ...]:
    """The tables after the signature; the units below have one where there are any."""
    targets = _targets(told, template, by_area)
    return (targets, _units(told, template)) if told.units else (targets,)


def units_title(template: Template) -> str:
    """What sentences call the annex that lists the units below."""
    return fill(template.words["annex"], number=str(_UNITS))


def _subtitle(told: Told, title: str) -> str:
    return f"{title}\n{told.unit} – {told.period}"


def _targets(told: Told, template: Template, by_area: Areas) -> Annex:
    heads = template.columns
    columns = (
        Column(heads["number"], 5),
        Column(heads["target"], 22),
        Column(heads["unit"], 8),
        Column(heads["goal"], 13, number=True),
        Column(heads["period"], 13, number=True),
        Column(heads["so_far"], 13, number=True),
        Column(heads["accepted"], 13, number=True),
        Column(heads["attainment"], 9, number=True),
        Column(heads["assessment"], 12),
        Column(heads["note"], 9),
    )
    rows: list[Row] = []
    number = 0
    for name, targets in by_area:
        rows.append(Row((name,), group=True))
        for one in targets:
            number += 1
            rows.append(_target(number, one, template))
    title = fill(template.words["annex"], number=str(_TARGETS))
    return Annex(title, _subtitle(told, template.words["annex_targets"]), columns, tuple(rows), True)


def _target(number: int, one: TargetTold, template: Template) -> Row:
    target, judged = one.position.target, one.position.judged
    named = ("goal", "period", "so_far", "accepted", "attainment")
    figures = [cited(one, what, template.goals) or "–" for what in named]
    unit = "%" if target.is_share else target.unit
    note = fill(template.words["no_year" if judged.goal is None else "of_year"], year=one.year)
    assessed = template.statuses[judged.status.value]
    return Row((str(number), target.name, unit, *figures, assessed, note if one.year else ""))


def _units(told: Told, template: Template) -> Annex:
    heads = template.columns
    columns = (
        Column(heads["number"], 6),
        Column(heads["name"], 30),
        Column(heads["met"], 12, number=True),
        Column(heads["on_pace"], 13, number=True),
        Column(heads["late"], 14, number=True),
        Column(heads["expected"], 13, number=True),
        Column(heads["heard"], 11, number=True),
        Column(heads["missing"], 12, number=True),
    )
    rows = tuple(_unit(number, one) for number, one in enumerate(told.units, 1))
    return Annex(units_title(template), _subtitle(told, template.words["annex_units"]), columns, rows, False)


def _unit(number: int, one: UnitTold) -> Row:
    counts = (
        ("met", sum(status in MET for status in one.statuses)),
        ("running", sum(status in RUNNING for status in one.statuses)),
        ("late", sum(status in LATE for status in one.statuses)),
        ("expected", one.expected),
        ("heard", one.heard),
        ("missing", one.expected - one.heard),
    )
    return Row((str(number), one.name, *(counted(what, count, one.code) for what, count in counts)))
