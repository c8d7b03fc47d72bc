"""Writes the progress report: picks the sentence for each target, puts the figures in, and says who was not heard."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tiendo.core.achievement import Status
from tiendo.core.indicator import Persons, Ratio, Total, UnitShare
from tiendo.core.period import print_day
from tiendo.core.quantity import print_amount
from tiendo.core.report import About, Letterhead, Paragraph, Piece, Report, Section
from tiendo.core.report_annex import annexes_of, units_title
from tiendo.core.report_template import Template, by_level, fill, lines_of, pieces_of
from tiendo.core.report_told import LATE, MET, RUNNING, TargetTold, Told, cited, counted, share_heard

SHOWN_NAMES = 12
"""Names told in a sentence; where there are more, the rest are counted and an annex lists them all."""


def report_of(told: Told, template: Template) -> Report:
    """The report of a unit and period in an organisation's words."""
    writer = _Writer(told, template)
    subject = (
        fill(template.words["subject"], period=told.period),
        fill(template.words["subject_plan"], plan=told.plan.title),
    )
    addressed = lines_of(by_level(template.recipients, told.level), superior=told.superior, unit=told.unit)
    return Report(
        about=writer.about(),
        letterhead=writer.letterhead(),
        kind=template.words["kind"],
        subject=tuple(line for line in subject if line),
        bases=punctuated(writer.bases(), last=","),
        opening=(writer.opening(),),
        sections=tuple(writer.sections()),
        recipients=punctuated((f"- {line}" for line in addressed), last="."),
        recipients_title=template.words["recipients"],
        signature=by_level(template.signers, told.level) or (),
        archive="",
        head=writer.say("head", seq=print_amount(told.seq), hash=told.hash[:12]).text,
        annexes=annexes_of(told, template, writer.by_area()),
    )


def punctuated(lines: Iterable[str], *, last: str) -> tuple[str, ...]:
    """Lines of a list as papers end them: a semicolon after each, another mark after the last."""
    bare = [line.rstrip(" .,;") for line in lines]
    return tuple(line + (last if place == len(bare) else ";") for place, line in enumerate(bare, 1))


class _Writer:
    def __init__(self, told: Told, template: Template) -> None:
        self.told, self.template = told, template

    def about(self) -> About:
        told = self.told
        return About(
            unit=told.code,
            unit_name=told.unit,
            plan=told.plan.key,
            period=told.period_key,
            as_of=told.window.last,
            seq=told.seq,
            hash=told.hash,
        )

    # Words

    def say(self, sentence: str, **given: Piece) -> Paragraph:
        """A sentence of the template with its fields filled; figures stay figures.

        What is not there leaves no gap: the space before an empty field goes with it.
        """
        pieces: list[Piece] = []
        for words, name in pieces_of(self.template.sentences[sentence]):
            filled = given.get(name, "")
            before = words if filled or not name else words.removesuffix(" ")
            pieces += [piece for piece in (before, filled) if piece]
        return Paragraph(tuple(pieces))

    def letterhead(self) -> Letterhead:
        told, template = self.told, self.template
        symbol = by_level(template.symbols, told.level) or ""
        return Letterhead(
            heading=template.heading,
            superior=told.superior.upper() if template.superiors else "",
            issuer=_rewritten(told.unit, template.issuers).upper(),
            serial=told.number,
            symbol=fill(symbol, code=template.words["code"]),
            place=template.seats.get(told.code) or _stripped(told.unit, template.places),
            day=told.day,
            dated=template.words["place_and_day"],
        )

    def bases(self) -> list[str]:
        """What the report rests on: the plan, and every paper that handed one of its targets down to the unit."""
        told, plan = self.told, self.told.plan
        day = print_day(plan.day) if plan.day else ""
        numbered = fill(self.template.words["numbered"], number=plan.number, day=day)
        given = {
            "plan": plan.title + (numbered if plan.number and day else ""),
            "issuer": plan.issuer,
            "superior": told.superior,
            "unit": told.unit,
            "period": told.period,
        }
        papers = [{"paper": paper, "paper_day": print_day(decided)} for paper, decided in plan.papers]
        found: list[str] = []
        for line in by_level(self.template.bases, told.level) or ():
            for more in papers if "{paper" in line else [{}]:
                found += lines_of([line], **given, **more)
        return found

    def opening(self) -> Paragraph:
        told = self.told
        as_of = print_day(told.window.last)
        return self.say("opening", plan=told.plan.title, unit=told.unit, period=told.period, as_of=as_of)

    # The body

    def sections(self) -> list[Section]:
        by_area = self.by_area()
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

    def by_area(self) -> list[tuple[str, list[TargetTold]]]:
        """The plan's areas in its order, each with its targets; those of no area come last."""
        known = dict(self.told.areas)
        found: dict[str, list[TargetTold]] = {key: [] for key in known}
        for one in self.told.targets:
            area = one.position.target.area
            found.setdefault(area if area in known else "", []).append(one)
        other = self.template.words["other_area"]
        return [(known.get(key, other), targets) for key, targets in found.items() if targets]

    def _target(self, one: TargetTold) -> Paragraph:
        held, target = one.position.main, one.position.target
        name = target.name
        so_far = cited(one, "so_far")
        if held.status is Status.NOT_APPLICABLE:
            return _item(self.say("not_applicable", name=name))
        if so_far is None:
            return _item(self.say("nothing", name=name))
        if isinstance(target.indicator, Ratio | UnitShare):
            sides = {side: cited(one, side) or "" for side in ("numerator", "denominator")}
            goal = self._cited(one, "goal") or ""
            return _item(self.say("share", name=name, so_far=so_far, goal=goal, **sides))
        if not isinstance(target.indicator, Total | Persons):
            return _item(self.say("level", name=name, so_far=so_far, unit=target.unit))
        return _item(self._accumulated(one, so_far))

    def _accumulated(self, one: TargetTold, so_far: Piece) -> Paragraph:
        """Work that adds up: in the period, towards the whole or the year that was handed down."""
        target = one.position.target
        given: dict[str, Piece] = {"name": target.name, "so_far": so_far, "unit": target.unit}
        period = cited(one, "period")
        silent = "_silent" if period is None else ""  # nothing told is not zero
        given |= {} if period is None else {"period": period}
        goal, attainment = self._cited(one, "goal"), cited(one, "attainment") or "–"
        if one.year:
            given["year"] = one.year
            if goal is None:
                return self.say(f"accumulated_no_year{silent}", **given)
            of_year = {"year_so_far": cited(one, "year") or "–", "year_goal": goal}
            return self.say(f"accumulated_year{silent}", year_attainment=attainment, **of_year, **given)
        if goal is None:
            return self.say(f"accumulated_free{silent}", **given)
        return self.say(f"accumulated{silent}", goal=goal, attainment=attainment, **given)

    def _cited(self, one: TargetTold, what: str) -> Piece | None:
        return cited(one, what, self.template.goals)

    def _assessment(self) -> list[Paragraph]:
        statuses = [one.position.judged.status for one in self.told.targets]
        behind = [one.position.target.name for one in self.told.targets if one.position.judged.status in LATE]
        met, rest = (sum(status in kind for status in statuses) for kind in (MET, RUNNING))
        found = [
            self.say(
                "summary",
                count=counted("targets", len(statuses)),
                met=counted("met", met),
                behind=counted("late", len(behind)),
                rest=counted("running", rest),
                other=counted("other", len(statuses) - met - len(behind) - rest),
            )
        ]
        if behind:
            found.append(self.say("late", names="; ".join(behind)))
        return found

    def _reporting(self) -> list[Paragraph]:
        heard = sum(one.heard for one in self.told.units)
        expected = sum(one.expected for one in self.told.units)
        as_of = print_day(self.told.window.last)
        if not expected:
            return [self.say("all_heard", as_of=as_of)]
        counts = {"heard": counted("heard", heard), "expected": counted("expected", expected)}
        found = [self.say("reports", percent=share_heard(heard, expected), as_of=as_of, **counts)]
        silent = [one.name for one in self.told.units if one.heard < one.expected]
        if silent:
            found.append(self._silent(silent))
        return found

    def _silent(self, names: Sequence[str]) -> Paragraph:
        """Who is not heard from: all of them, or the first ones with the number of the rest and where they stand."""
        count, more = counted("silent", len(names)), len(names) - SHOWN_NAMES
        if more <= 0:
            return self.say("silent", count=count, names=", ".join(names))
        return self.say(
            "silent_more",
            count=count,
            names=", ".join(names[:SHOWN_NAMES]),
            more=counted("silent", more),
            annex=units_title(self.template),
        )


def _item(paragraph: Paragraph) -> Paragraph:
    return Paragraph(paragraph.pieces, "item")


def _stripped(name: str, beginnings: Sequence[str]) -> str:
    return next((name.removeprefix(one) for one in beginnings if name.startswith(one)), name)


def _rewritten(name: str, issuers: Sequence[tuple[str, str]]) -> str:
    return next(
        (after + name.removeprefix(before) for before, after in issuers if name.startswith(before)), name
    )
