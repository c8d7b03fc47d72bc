"""People as they are named in a form: a line each, copied from a sheet or typed; and faults told by their lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from tiendo.core.errors import Finding, Problem
from tiendo.core.period import print_day
from tiendo.services.people_shown import PeopleShown, PersonShown
from tiendo.web.figures import wording
from tiendo.web.refusal import Fault

PREFIX = "people."
"""A field of lines is `people.<element>`; those named before are chosen in `keep.<element>`."""

KEEP, NAMED = "keep.", "named"
MOST_FAULTS = 10
"""Most faults told of one field; of the others it says how many there are."""

_DAY = re.compile(r"(?<!\d)(\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{4}|\d{4}-\d{1,2}-\d{1,2})(?!\d)")
_BETWEEN = re.compile(r"[\t;,|]")
_NUMBER = re.compile(r"^\s*\d{1,4}\s*(?:[.)\t;,|]\s*|(?=\s))")
_EDGES = " \t;,|"


@dataclass
class PeopleTyped:
    """The people of a form as services take them, and the line each of them was typed in (0: named before)."""

    given: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def line(self, element: str, number: int) -> int:
        """The line of somebody in the list of an element."""
        some = self.given.get(element, [])
        return int(some[number].get("line", 0)) if number < len(some) else 0


def people_typed(post: QueryDict, held: Mapping[str, Sequence[str]]) -> PeopleTyped:
    """Read people from a form; `held` are those a record names already, by element.

    Where their names were shown, those still chosen stay; where they were not, all of them do.
    """
    found, shown = PeopleTyped(), set(post.getlist(NAMED))
    elements = [name.removeprefix(PREFIX) for name in post if name.startswith(PREFIX)]
    for element in dict.fromkeys([*elements, *shown]):
        typed = list(lines_of(post.get(PREFIX + element, "")))
        before = held.get(element, ())
        kept = set(post.getlist(KEEP + element)) if element in shown else set(before)
        if typed or (element in shown and before):
            found.given[element] = [{"person": one} for one in before if one in kept] + typed
    return found


def lines_of(text: str) -> Iterator[dict[str, Any]]:
    """Everybody in a text: `name; day of birth; digits` to a line, with whatever stands between in a sheet.

    A running number before the name and a line of headings are passed over.
    """
    first = True
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip(_EDGES):
            continue
        if not (first and _is_heading(line)):
            yield {"line": number, **_person(line)}
        first = False


def _is_heading(line: str) -> bool:
    folded = " ".join(line.casefold().split())
    return not any(letter.isdigit() for letter in folded) and bool(
        re.search(r"\b(họ (và )?tên|full name|ngày sinh|date of birth)\b", folded)
    )


def _person(line: str) -> dict[str, str]:
    line = _NUMBER.sub("", line)
    day = _DAY.search(line)
    if day:
        name, birth, rest = line[: day.start()], re.sub(r"\s", "", day[0]), line[day.end() :]
    else:
        name, birth, rest = ([*_BETWEEN.split(line, maxsplit=2), "", ""])[:3]
    digits = re.sub(r"[\s.;,|-]", "", rest)
    return {"name": name.strip(_EDGES), "birth": birth.strip(_EDGES), "digits": digits}


# Shown again


def people_row(
    element: Mapping[str, Any], values: Mapping[str, Any], people: PeopleShown | None
) -> dict[str, Any]:
    """What the form shows of the people of an element: lines as typed, those named before, each chosen or not."""
    key = element["element"]
    held = people.people.get(key, ()) if people is not None else ()
    kept = values.get(KEEP + key)
    text = values.get(PREFIX + key, "")
    shown = [
        {"person": one.person, "text": person_said(one), "kept": kept is None or one.person in kept}
        for one in held
    ]
    return {
        "field": PREFIX + key,
        "keep": KEEP + key,
        "value": text,
        "held": shown,
        "open": bool(text or held),
    }


def person_said(one: PersonShown) -> str:
    """A person in one line; where the name has been erased, that."""
    if not one.name:
        return gettext("a name that was erased")
    return " · ".join(filter(None, (one.name, print_day(one.birth) if one.birth else "", one.digits)))


def people_values(post: QueryDict) -> dict[str, Any]:
    """Everything typed or chosen of people, as it is shown again."""
    lines = {name: post[name] for name in post if name.startswith(PREFIX)}
    return lines | {KEEP + element: post.getlist(KEEP + element) for element in post.getlist(NAMED)}


# Faults


def people_fault(cause: Problem | Finding, place: str, people: PeopleTyped) -> Fault | None:
    """A fault of somebody named, at the field of lines and with the line; None where it is about something else."""
    inside = place.removeprefix(PREFIX)
    if inside == place:
        if place != "people":
            return None
        inside = str(dict(cause.details).get("field", ""))
    element, _, rest = inside.rpartition("[") if "[" in inside else (inside, "", "")
    number = rest.partition("]")[0]
    details = {name: value for name, value in dict(cause.details).items() if name != "place"}
    text = wording().told(Problem(cause.code, **details))
    line = people.line(element, int(number)) if number.isdigit() else 0
    said = gettext("Line %(line)s: %(text)s") % {"line": line, "text": text} if line else text
    return Fault(said, PREFIX + element)


def shortened(faults: Sequence[Fault]) -> list[Fault]:
    """Faults without the many of one long list: the first of them, and how many lines there are besides."""
    found: list[Fault] = []
    counts: dict[str, int] = {}
    for one in faults:
        if one.id.startswith(PREFIX):
            counts[one.id] = counts.get(one.id, 0) + 1
            if counts[one.id] > MOST_FAULTS:
                continue
        found.append(one)
    for name, number in counts.items():
        if number > MOST_FAULTS:
            more = gettext("And %(n)s more faults in this list.") % {"n": number - MOST_FAULTS}
            found.append(Fault(more, name))
    return found
