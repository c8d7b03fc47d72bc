"""Writes the progress report: picks the sentence for each target, puts the figures in, and says who was not heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from tiendo.core.achievement import Held, Progress, Status
from tiendo.core.indicator import Persons, Ratio, Total, UnitShare
from tiendo.core.outcome import Outcome
from tiendo.core.period import Window, print_day
from tiendo.core.quantity import print_amount, print_percent
from tiendo.core.report import Annex, Cited, Column, Letterhead, Paragraph, Piece, Report, Row, Section
from tiendo.core.report_template import Template, by_level, pieces_of

SHOWN_NAMES = 12
"""Names told in a sentence; further ones are counted."""


@dataclass(frozen=True)
class TargetTold:
    """A target at the unit: how it stands on the period's last day, and what the period itself brought."""

    progress: Progress
    period: Outcome | None
    decimals: int


@dataclass(frozen=True)
class UnitTold:
    """A unit directly below: how its targets stand, and its reports."""

    name: str
    statuses: Sequence[Status]
    heard: int
    expected: int


@dataclass(frozen=True)
class Told:
    """Everything a report is made of; `number` and `day` stay blank unless given."""

    unit: str
    code: str
    level: str
    superior: str
    plan: str
    period: str
    window: Window
    number: str
    day: date | None
    areas: Sequence[tuple[str, str]]
    targets: Sequence[TargetTold]
    units: Sequence[UnitTold]
    seq: int
    hash: str


def report_of(told: Told, template: Template) -> Report:
    """The report of a unit and period in an organisation's words."""
    writer = _Writer(told, template)
    subject = (
        writer.words("subject", period=told.period),
        writer.words("subject_plan", plan=told.plan),
    )
    return Report(
        letterhead=writer.letterhead(),
        kind=template.words["kind"],
        subject=tuple(line for line in subject if line),
        opening=(
            writer.say(
                "opening",
                plan=told.plan,
                unit=told.unit,
                period=told.period,
                as_of=print_day(told.window.last),
            ),
        ),
        sections=tuple(writer.sections()),
        recipients=tuple(
            line.format(superior=told.superior, unit=told.unit)
            for line in by_level(template.recipients, told.level) or ()
            if told.superior or "{superior}" not in line
        ),
        recipients_title=template.words["recipients"],
        signature=by_level(template.signers, told.level) or (),
        archive="",
        head=writer.say("head", seq=print_amount(told.seq), hash=told.hash[:12], book="").text,
        annexes=tuple(writer.annexes()),
    )


class _Writer:
    def __init__(self, told: Told, template: Template) -> None:
        self.told, self.template = told, template

    # Words

    def words(self, name: str, **given: str) -> str:
        return self.template.words[name].format(**given)

    def say(self, sentence: str, **given: Piece) -> Paragraph:
        """A sentence of the template with its fields filled; figures stay figures."""
        pieces: list[Piece] = []
        for words, name in pieces_of(self.template.sentences[sentence]):
            pieces += [words] if words else []
            pieces += [given.get(name, "")] if name else []
        return Paragraph(tuple(pieces))

    def letterhead(self) -> Letterhead:
        told, template = self.told, self.template
        place = template.seats.get(told.code) or _stripped(told.unit, template.places)
        symbol = by_level(template.symbols, told.level) or ""
        day = told.day
        return Letterhead(
            heading=template.heading,
            superior=told.superior.upper() if template.superiors else "",
            issuer=_rewritten(told.unit, template.issuers).upper(),
            number=f"{told.number or '      '}{symbol.format(code=self.template.words['code'])}",
            place_and_day=self.words(
                "place_and_day",
                place=place,
                day=_padded(day.day, 10) if day else "    ",
                month=_padded(day.month, 3) if day else "    ",
                year=str(day.year) if day else "      ",
            ),
        )

    # The body

    def sections(self) -> list[Section]:
        by_area = self._by_area()
        found = [Section(self.template.words["results"], 1)]
        found += [
            Section(f"{number}. {name}", 2, tuple(self._target(one) for one in targets))
            for number, (name, targets) in enumerate(by_area, 1)
        ]
        found.append(Section(self.template.words["assessment"], 1, tuple(self._assessment())))
        found.append(Section(self.template.words["reporting"], 1, tuple(self._reporting())))
        blank = Paragraph(self.say("left_to_people").pieces, "blank")
        found.append(Section(self.template.words["direction"], 1, (blank,)))
        return found

    def _by_area(self) -> list[tuple[str, list[TargetTold]]]:
        known = dict(self.told.areas)
        found: dict[str, list[TargetTold]] = {key: [] for key in known}
        for one in self.told.targets:
            area = one.progress.target.area
            found.setdefault(area if area in known else "", []).append(one)
        other = self.template.words["other_area"]
        return [(known.get(key, other), targets) for key, targets in found.items() if targets]

    def _target(self, one: TargetTold) -> Paragraph:
        held, target = one.progress.main, one.progress.target
        name = target.name
        so_far = cited(one, "so_far")
        if held.status is Status.NOT_APPLICABLE:
            return _item(self.say("not_applicable", name=name))
        if so_far is None:
            return _item(self.say("nothing", name=name))
        if isinstance(target.indicator, Ratio | UnitShare):
            sides = {
                "numerator": _amount(held.outcome.numerator, one.decimals),
                "denominator": _amount(held.outcome.denominator, one.decimals),
            }
            goal = cited(one, "goal") or ""
            return _item(self.say("share", name=name, so_far=so_far, goal=goal, **sides))
        if not isinstance(target.indicator, Total | Persons):
            return _item(self.say("level", name=name, so_far=so_far, unit=target.unit))
        given: dict[str, Piece] = {"name": name, "so_far": so_far, "unit": target.unit}
        period = cited(one, "period")
        silent = "_silent" if period is None else ""  # nothing told is not zero
        given |= {} if period is None else {"period": period}
        goal_cited, attainment = cited(one, "goal"), cited(one, "attainment")
        if goal_cited is None or attainment is None:
            return _item(self.say(f"accumulated_free{silent}", **given))
        return _item(self.say(f"accumulated{silent}", goal=goal_cited, attainment=attainment, **given))

    def _assessment(self) -> list[Paragraph]:
        statuses = [one.progress.main.status for one in self.told.targets]
        met = sum(status in _MET for status in statuses)
        behind = [one.progress.target.name for one in self.told.targets if one.progress.main.status in _LATE]
        counts = {"count": len(statuses), "met": met, "behind": len(behind)}
        counts["rest"] = sum(status in (Status.ON_PACE, Status.RUNNING) for status in statuses)
        counts["other"] = len(statuses) - met - len(behind) - counts["rest"]
        found = [self.say("summary", **{name: print_amount(count) for name, count in counts.items()})]
        if behind:
            found.append(self.say("late", names="; ".join(behind)))
        return found

    def _reporting(self) -> list[Paragraph]:
        heard, expected = (
            sum(getattr(one, side) for one in self.told.units) for side in ("heard", "expected")
        )
        if not expected:
            return [self.say("all_heard")]
        counts = {"heard": print_amount(heard), "expected": print_amount(expected)}
        found = [self.say("reports", percent=print_percent(heard, expected), **counts)]
        silent = [one.name for one in self.told.units if one.heard < one.expected]
        if silent:
            names = ", ".join(silent[:SHOWN_NAMES]) + (", …" if len(silent) > SHOWN_NAMES else "")
            found.append(self.say("silent", count=print_amount(len(silent)), names=names))
        return found

    # Annexes

    def annexes(self) -> list[Annex]:
        found = [self._annex_of_targets()]
        if self.told.units:
            found.append(self._annex_of_units())
        return found

    def _annex_of_targets(self) -> Annex:
        heads = self.template.columns
        columns = (
            Column(heads["number"], 6),
            Column(heads["target"], 30),
            Column(heads["unit"], 8),
            Column(heads["goal"], 10, number=True),
            Column(heads["period"], 10, number=True),
            Column(heads["so_far"], 11, number=True),
            Column(heads["attainment"], 8, number=True),
            Column(heads["assessment"], 12),
            Column(heads["note"], 12),
        )
        rows: list[Row] = []
        number = 0
        for name, targets in self._by_area():
            rows.append(Row((name,), group=True))
            for one in targets:
                number += 1
                rows.append(self._row(number, one))
        subtitle = f"{self.told.unit} – {self.told.period}"
        title = self.template.words["annex"].format(number=1)
        return Annex(title, f"{self.template.words['annex_targets']}\n{subtitle}", columns, tuple(rows), True)

    def _row(self, number: int, one: TargetTold) -> Row:
        target = one.progress.target
        return Row(
            (
                str(number),
                target.name,
                "%" if target.is_share else target.unit,
                cited(one, "goal") or "–",
                cited(one, "period") or "–",
                cited(one, "so_far") or "–",
                cited(one, "attainment") or "–",
                self.template.statuses[one.progress.main.status.value],
                "",
            )
        )

    def _annex_of_units(self) -> Annex:
        heads = self.template.columns
        columns = (
            Column(heads["number"], 6),
            Column(heads["name"], 36),
            Column(heads["met"], 12, number=True),
            Column(heads["on_pace"], 12, number=True),
            Column(heads["late"], 12, number=True),
            Column(heads["heard"], 14, number=True),
        )
        rows = tuple(
            Row(
                (
                    str(number),
                    one.name,
                    print_amount(sum(status in _MET for status in one.statuses)),
                    print_amount(sum(status in (Status.ON_PACE, Status.RUNNING) for status in one.statuses)),
                    print_amount(sum(status in _LATE for status in one.statuses)),
                    f"{print_amount(one.heard)}/{print_amount(one.expected)}",
                )
            )
            for number, one in enumerate(self.told.units, 1)
        )
        subtitle = f"{self.told.unit} – {self.told.period}"
        title = self.template.words["annex"].format(number=2)
        return Annex(title, f"{self.template.words['annex_units']}\n{subtitle}", columns, rows, False)


_MET = (Status.MET, Status.EXCEEDED)
_LATE = (Status.BEHIND, Status.NOT_MET)


def cited(one: TargetTold, what: str) -> Cited | None:
    """A number of a target as it is printed, with what it is the number of; None where there is none."""
    held, target = one.progress.main, one.progress.target
    if what == "goal":
        return None if held.goal is None else _cite_goal(one, held.goal)
    if what == "attainment":
        if held.attainment is None:
            return None
        shown = print_percent(held.attainment.numerator, held.attainment.denominator)
        return Cited(
            shown, target.key, what, held.window, held.attainment.numerator, held.attainment.denominator
        )
    outcome = one.period if what == "period" else held.outcome
    window = None if what == "period" else held.window
    return None if outcome is None else _cite_outcome(one, outcome, what, window=window, held=held)


def _cite_goal(one: TargetTold, goal: Fraction) -> Cited:
    target = one.progress.target
    shown = (
        print_percent(goal.numerator, goal.denominator)
        if target.is_share
        else print_amount(int(goal), decimals=one.decimals)
    )
    return Cited(
        shown,
        target.key,
        "goal",
        one.progress.main.window,
        *((goal.numerator, goal.denominator) if target.is_share else (int(goal), None)),
    )


def _cite_outcome(
    one: TargetTold, outcome: Outcome, what: str, *, window: Window | None, held: Held
) -> Cited | None:
    if outcome.numerator is None or outcome.denominator == 0:
        return None
    target = one.progress.target
    if target.is_share and outcome.denominator is not None:
        shown = print_percent(outcome.numerator, outcome.denominator, goal=held.goal)
    else:
        shown = print_amount(outcome.numerator, decimals=one.decimals)
    return Cited(shown, target.key, what, window, outcome.numerator, outcome.denominator)


def _amount(amount: int | None, decimals: int) -> str:
    return "" if amount is None else print_amount(amount, decimals=decimals)


def _item(paragraph: Paragraph) -> Paragraph:
    return Paragraph(paragraph.pieces, "item")


def _stripped(name: str, beginnings: Sequence[str]) -> str:
    return next((name.removeprefix(one) for one in beginnings if name.startswith(one)), name)


def _rewritten(name: str, issuers: Sequence[tuple[str, str]]) -> str:
    return next(
        (after + name.removeprefix(before) for before, after in issuers if name.startswith(before)), name
    )


def _padded(number: int, below: int) -> str:
    """Days under 10 and the months January and February are written with a zero, others as they are."""
    return f"0{number}" if number < below else str(number)
