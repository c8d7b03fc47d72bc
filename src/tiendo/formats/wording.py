"""What the program says, in the reader's language: one printer of refusals and words for all surfaces.

Texts of the code are English msgids; the Vietnamese is in `locale`. What people wrote themselves is never translated.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Self

from tiendo.core.errors import Finding, Problem
from tiendo.core.indicator import ElementKind
from tiendo.core.orgunit import UnitId
from tiendo.core.orgunit_values import ChangeKind
from tiendo.core.period import Month, PeriodKind, print_day

LANGUAGES = ("vi", "en")
"""The languages there are texts in; the first is the one spoken unless another is asked for."""

_LOCALE = Path(__file__).parent.parent / "locale"
_SHOWN = 120
_ISO_DAY = re.compile(r"[12]\d{3}-(0[1-9]|1[012])-(0[1-9]|[12]\d|3[01])")
_ITEM = re.compile(r"(\w+)\[(\d+)\](?:\.(.+))?")
_ISO_MONTH = re.compile(r"[12]\d{3}-(0[1-9]|1[012])")

_MSGIDS = frozenset({("input.type", "expected"), ("yaml.syntax", "reason"), ("report.template", "expected")})
"""Details that are texts of the code themselves."""

_HELD_CODE = frozenset({"tree.code_ended", "tree.code_not_yet"})
"""Refusals about a unit that held the code asked for on another day: readers know it by that code."""

WORDS: Mapping[str, str] = {
    # how a target stands
    "on_pace": "on pace",
    "not_met": "not met",
    "no_data": "no data",
    "not_assigned": "not assigned",
    "not_applicable": "not applicable",
    "not_begun": "not begun yet",
    # forms of indicators
    "level": "a level",
    "persons": "persons counted once",
    "ratio": "a ratio",
    "total": "a sum",
    "unit_share": "share of units",
    # books, records, proof
    "reported": "reported book",
    "accepted": "accepted book",
    "activity": "an activity",
    "month_figure": "a month figure",
    "nil": "a nil declaration",
    "opening": "an opening total",
    "document": "a document",
    "link": "a link",
    "file": "a file",
    # the states of a month
    "open": "being typed",
    "sent": "sent",
    "returned": "returned",
    "sent_again": "sent again",
    "reopened": "reopened",
    # events that lines of the ledger come from
    "accept_month": "month accepted",
    "accept_months": "months accepted",
    "send_month": "month sent",
    "send_months": "months sent",
    "post_opening": "opening total entered",
    "move_unit": "unit moved",
    "merge_units": "units merged",
    "split_unit": "unit split",
    "close_unit": "unit closed",
    "merge_persons": "persons merged",
}
"""Words the code writes in one piece, and the msgids they are told with; others are msgids themselves."""

OF_KIND: Mapping[type[StrEnum], Mapping[str, str]] = {
    PeriodKind: {
        "month": "month",
        "quarter": "quarter",
        "half": "half-year",
        "nine_months": "nine months",
        "year": "year",
        "work_year": "work year",
        "school_year": "school year",
        "term": "term",
    },
    ElementKind: {"flow": "a flow", "stock": "a level", "persons": "persons counted once"},
    ChangeKind: {
        "open": "opening a unit",
        "rename": "renaming a unit",
        "move": "moving a unit",
        "close": "closing a unit",
    },
}
"""Words whose meaning depends on what they are words of; all others are in `WORDS`."""

CODED: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("record.field", "kind"): WORDS,
    ("plan.basis", "form"): WORDS,
    ("plan.basis", "basis"): WORDS,
    ("plan.often", "often"): OF_KIND[PeriodKind],
    ("plan.often", "basis"): WORDS,
    ("indicator.kind", "form"): WORDS,
    ("indicator.kind", "kind"): OF_KIND[ElementKind],
    ("tree.incomplete", "kind"): OF_KIND[ChangeKind],
    ("tree.surplus", "kind"): OF_KIND[ChangeKind],
}
"""Details that hold a word of the code as a plain text, by the code of the refusal; told as readers know them."""

STATES = {"accepted": "accepted"}
"""Words that mean something else as the state of a month than as a book."""

NAMES: Mapping[str, str] = {
    "amount": "the amount",
    "area": "the area",
    "birth": "the day of birth",
    "campaign": "the campaign",
    "coorganisers": "the co-organisers",
    "day": "the day",
    "elements": "the data elements",
    "figures": "figure",
    "level": "the level",
    "month": "the month",
    "months": "the months",
    "name": "the name",
    "number": "the number of the paper",
    "paper": "the paper",
    "people": "the people",
    "parent": "the unit above",
    "participants": "the participants",
    "place": "the place",
    "plan": "the plan",
    "proofs": "the proof",
    "reason": "the reason",
    "record": "the record's id",
    "request": "the request's id",
    "role": "the role",
    "roles": "the roles",
    "code": "the code",
    "code or name": "the code or the name",
    "key": "the key",
    "rank": "the rank",
    "levels": "the levels",
    "cutoff": "the cut-off day",
    "heir": "the unit that stands for it",
    "option": "the option",
    "setting": "the setting",
    "units": "the units",
    "from": "the first day",
    "to": "the day it ends",
    "kept": "the person kept",
    "merged": "the person merged",
    "password": "the password",
    "seen": "the digest of what was shown",
    "successors": "the units that follow it",
    "target": "the target",
    "text": "the text",
    "period": "the period",
    "title": "the title",
    "unit": "the unit",
    "unit, month": "the unit's month",
    "username": "the account's name",
    "year": "the year",
}
"""Fields as refusals name them, and the msgids they are told with."""

GOALS: Mapping[str, str] = {
    ">": "over {goal}",
    "<": "under {goal}",
    "<=": "at most {goal}",
    "=": "exactly {goal}",
}
"""What a comparator adds to a number; "at least" is what a bare number means."""

PERMITTED: Mapping[str, str] = {
    "account.create": "make accounts",
    "allocation.set": "hand numbers down",
    "audit.read": "see who did what",
    "calendar.set": "set the calendar",
    "element.define": "define data elements",
    "figures.read": "see figures",
    "ledger.export": "take tables away",
    "ledger.verify": "prove the ledger",
    "month.accept": "accept months",
    "month.accept_root": "accept the highest unit's months",
    "month.excuse": "excuse months",
    "month.nil": "declare that nothing happened",
    "month.reopen": "reopen months",
    "month.return": "return months",
    "month.send": "send months",
    "month.set_figure": "type month figures",
    "opening.post": "enter opening totals",
    "organisation.set": "set the organisation up",
    "period.freeze": "freeze periods",
    "person.erase": "erase names",
    "person.merge": "merge persons",
    "person.name": "name persons",
    "persons.read": "see names of persons",
    "plan.adopt": "take plans over",
    "plan.set": "answer a plan's open questions",
    "record.add": "write work down",
    "record.attach": "add proof",
    "record.correct": "correct records",
    "record.withdraw": "withdraw records",
    "records.read": "see records",
    "role.end": "end roles",
    "role.grant": "give roles",
    "unit.close": "close units",
    "unit.merge": "merge units",
    "unit.move": "move units",
    "unit.open": "open units",
    "unit.rename": "rename units",
    "unit.split": "split units",
}
"""Permissions as refusals name them, and the msgids they are told with."""

KINDS = (
    "text",
    "text, a whole number, a list or a mapping",
    "a day",
    "a list",
    "a mapping",
    "a month",
    "a number",
    "a unit's code",
    "a whole number",
    "true or false",
)
"""What `input.type` may expect."""


def _day(text: str) -> str:
    """A day or month as people write it; whatever else it is stays."""
    if _ISO_DAY.fullmatch(text):
        with suppress(ValueError):  # 31/02, as somebody wrote it
            return print_day(date.fromisoformat(text))
    return Month.parse(text).label if _ISO_MONTH.fullmatch(text) else text


class NamedUnit(int):
    """A unit's internal id that prints as its name and code, or as its code alone beside a name."""

    code: str
    name: str
    short: bool

    def __new__(cls, unit: UnitId, code: str = "", name: str = "", short: bool = False) -> Self:
        """The id, with the code and name it had last."""
        found = super().__new__(cls, unit)
        found.code, found.name, found.short = code, name, short
        return found

    def __getnewargs__(self) -> tuple[int, str, str, bool]:  # type: ignore[override]
        return int(self), self.code, self.name, self.short

    def __str__(self) -> str:
        return self.code if self.short else f"{self.name} ({self.code})"


class NamedKey(str):
    """The key of a data element or a level, or several of them, printing as people know them."""

    __slots__ = ("shown",)
    shown: str

    def __new__(cls, key: str, shown: str) -> Self:
        """The key, and what readers see."""
        found = super().__new__(cls, key)
        found.shown = shown
        return found

    def __str__(self) -> str:
        return self.shown


class Wording:
    """Texts in one language. Errors: ValueError for a language there are no texts in."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(language)
        self.language = language
        self._texts = (
            gettext.NullTranslations()
            if language == "en"
            else gettext.translation("django", _LOCALE, [language], fallback=True)
        )

    def text(self, msgid: str) -> str:
        """The text of a msgid."""
        return self._texts.gettext(msgid)

    def word(self, word: str, *, among: Mapping[str, str] = WORDS) -> str:
        """A word of the code as readers know it; one that nobody knows stays."""
        return self.text(among.get(word) or WORDS.get(word) or word)

    def goal(self, comparator: str, shown: str | None) -> str:
        """A number to be reached, with what the comparator adds to it; empty where there is none."""
        if not shown:
            return ""
        return self.text(GOALS[comparator]).format(goal=shown) if comparator in GOALS else shown

    def field(self, field: str) -> str:
        """A field as readers know it: `figures.trees` is the figure trees; a place in a file stays."""
        if (item := _ITEM.fullmatch(field)) and item[1] in NAMES:
            told = self.text("{field}, item {number}").format(
                field=self.text(NAMES[item[1]]), number=int(item[2]) + 1
            )
            return f"{told}, {self.field(item[3])}" if item[3] else told
        name, _, rest = field.partition(".")
        known = field if field in NAMES else name if name in NAMES else ""
        if not known:
            return field
        told = self.text(NAMES[known])
        return told if known == field else f"{told} {rest}"

    def told(self, problem: Problem | Finding) -> str:
        """A refusal or finding as a person reads it, what it holds inside included."""
        details = dict(problem.details)
        shown = {name: self._detail(problem.code, name, value) for name, value in details.items()}
        if problem.code in _HELD_CODE:
            shown["unit"] = shown["code"]
        text = problem.template.fill(shown, self.text)
        if self.text(problem.template.text).startswith("{field}"):
            text = text[:1].upper() + text[1:]
        place = problem.place if isinstance(problem, Finding) else str(details.get("place") or "")
        told_already = "place" in problem.template.fields and not isinstance(problem, Finding)
        if told_already or not place:
            return text
        in_a_file = isinstance(problem, Finding) and "[" in place
        return f"{place if in_a_file else self.field(place)}: {text}"

    def _detail(self, code: str, name: str, value: object) -> str:
        if value is None:
            return "–"
        if isinstance(value, Problem | Finding):
            return self.told(value)
        if isinstance(value, Month):
            return value.label
        if isinstance(value, date):
            return print_day(value)
        if isinstance(value, StrEnum):
            return self.word(value.value, among=OF_KIND.get(type(value), WORDS))
        text = self._text(code, name, str(value))
        return text if len(text) <= _SHOWN or isinstance(value, int) else f"{text[:_SHOWN]}…"

    def _text(self, code: str, name: str, text: str) -> str:
        """A detail that is a text: a field, word or day the code has a way to say, else as it is."""
        if name == "field" and (code.startswith("input.") or code == "record.field"):
            return self.field(text)
        if name == "fields" and code.startswith("tree."):
            return ", ".join(map(self.field, text.split(", ")))
        if (code, name) in _MSGIDS:
            return self.text(text)
        if name == "permission" and text in PERMITTED:
            return self.text(PERMITTED[text])
        if (code, name) in CODED:
            return self.word(text, among=CODED[code, name])
        return _day(text) if name in {"day", "first", "last", "today", "closed"} else text
