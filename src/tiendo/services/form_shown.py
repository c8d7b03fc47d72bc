"""What forms of work have to know: the figures a unit may enter, suggestions from its own work, a record as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from tiendo.core.access import SYSTEM, Actor, may, require
from tiendo.core.errors import Problem
from tiendo.core.indicator import DataElement, ElementKind, elements_of
from tiendo.core.orgunit import UnitId
from tiendo.core.period import Month
from tiendo.core.plan import Plan
from tiendo.core.quantity import print_amount
from tiendo.core.submission import RecordKind, Version
from tiendo.services.answers import namer
from tiendo.services.gate import unit_in
from tiendo.services.month_lines import effective, entered_by, lines_of, months_back
from tiendo.services.questions import Question, plans_in_force, question
from tiendo.storage import records
from tiendo.storage.cells import read_excuses
from tiendo.storage.work_list import work_versions

SCHEMA = 1
_SUGGESTED, _USUAL, _NEIGHBOURS = 20, 5, 100
_RECENT = 12  # months of a unit's own work that suggestions come from

TYPING = ("record.add", "month.set_figure", "month.nil", "month.send")
"""Any of these makes somebody one of a unit's own people, who see what is not sent."""


def form_of(*, actor: Actor, unit: int | str, day: date, now: datetime) -> dict[str, Any]:
    """What the form of a new record has to know of a unit on a day. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        place = asked.tree.find(unit, day) if isinstance(unit, str) else unit
        require_typing(asked, place, "record.add")
        return {"schema": SCHEMA, **_form(asked, place, day)}


def record_shown(*, actor: Actor, record: str, now: datetime) -> dict[str, Any]:
    """A record's newest version, sent or not, as its unit's people correct it. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        found = records.find_records(asked.cursor, [record]).get(record)
        if found is None:
            raise Problem("record.unknown", record=record)
        keys = asked.catalogue.keys
        newest = records.versions_of(asked.cursor, [(found.id, found.newest)], keys=keys)[0]
        try:
            require_typing(asked, found.unit, "record.correct", area=newest.area)
        except Problem:
            if found.reported:
                raise
            raise Problem("record.unknown", record=record) from None  # drafts are their unit's own
        day = newest.day or asked.catalogue.calendar.window(_month_of(newest, asked)).last
        form = _form(asked, found.unit, day, of=newest)
        return {
            "schema": SCHEMA,
            "record": record,
            "unit": form["unit"],
            "kind": found.kind.value,
            "newest": found.newest,
            "reported": found.reported,
            "accepted": found.accepted,
            "withdrawn": newest.withdrawn,
            "month": str(_month_of(newest, asked)),
            "day": newest.day.isoformat() if newest.day else "",
            "title": newest.title,
            "place": newest.place,
            "area": newest.area,
            "campaign": newest.campaign,
            "paper": newest.paper,
            "figures": _figures(newest, asked.catalogue.elements),
            "coorganisers": [asked.tree.stretches(one)[-1].code for one in newest.coorganisers],
            "named": len(newest.participants),
            "participants": _seats(newest),
            "proof": _proof(asked, found.id),
            "form": form,
        }


def month_form_of(*, actor: Actor, unit: int | str, month: Month | str, now: datetime) -> dict[str, Any]:
    """What the form of a month's figures has to know: typed so far, told by records, declared nil. Errors: Problem."""
    with question(actor=actor, known=None, now=now) as asked:
        at = Month.parse(month) if isinstance(month, str) else month
        rules = asked.catalogue.rules
        place = unit_in(asked.tree, unit, at, calendar=rules.calendar)
        require_typing(asked, place, "month.set_figure")
        start = rules.calendar.window(at).start
        if start > asked.today:
            raise Problem("record.future", day=start, today=asked.today)
        entered = entered_by(place, at, rules)
        span = months_back(at, entered)
        told = work_versions(asked.cursor, [place], span, keys=asked.catalogue.keys, drafts=True)
        versions = effective(told)
        ours = [one for one in versions if not one.withdrawn and one.month == at]
        figures = next((one for one in ours if one.kind is RecordKind.MONTH_FIGURE), None)
        declared = next((one for one in ours if one.kind is RecordKind.NIL), None)
        kept = records.find_records(
            asked.cursor, [one.record for one in (figures, declared) if one is not None]
        )
        plans = [held.plan for held in plans_in_force(asked, asked.today)]
        groups = _groups(entered, plans, usual=())
        lines = lines_of(
            place,
            at,
            versions,
            rules,
            keys=[element.key for element in entered],
            excused=read_excuses(asked.cursor, [place]),
        )
        _give_lines(groups, lines)
        return {
            "schema": SCHEMA,
            "unit": namer(asked.tree)(place),
            "month": str(at),
            "groups": groups,
            "lines": lines,
            "figures": {} if figures is None else _figures(figures, asked.catalogue.elements),
            "reported": figures is not None and kept[figures.record].reported > 0,
            "nil": None if declared is None else _nil(declared, kept[declared.record]),
        }


def _give_lines(groups: Sequence[dict[str, Any]], lines: Sequence[Mapping[str, Any]]) -> None:
    by_key = {line["element"]: line for line in lines}
    for group in groups:
        group["elements"] = [{**one, "line": by_key[one["element"]]} for one in group["elements"]]


def _nil(version: Version, kept: records.Standing) -> dict[str, Any]:
    """A nil declaration: the elements it speaks of, all of them where it names none; and whether it was sent."""
    return {
        "record": version.record,
        "all": not version.elements,
        "elements": list(version.elements),
        "newest": version.number,
        "reported": kept.reported > 0,
    }


def require_typing(asked: Question, unit: UnitId, permission: str, *, area: str = "") -> None:
    """Refuse whoever is not of the unit's own people; rights for some areas are enough.

    Errors: Problem `access.denied`.
    """
    areas = [area] if area else ["", *areas_held(asked.actor)]
    if any(
        may(asked.actor, permission, unit, tree=asked.now_tree, day=asked.today, area=one or None)
        for one in areas
    ):
        return
    require(asked.actor, permission, unit, tree=asked.now_tree, day=asked.today)


def areas_held(actor: Actor) -> list[str]:
    """The areas an actor's rights are bound to, where they are."""
    return [] if actor == SYSTEM else sorted({area for grant in actor.grants for area in grant.areas})


# Parts of a form


def _form(
    asked: Question,
    unit: UnitId,
    day: date,
    *,
    of: Version | None = None,
) -> dict[str, Any]:
    """The form of a new record, with suggestions from the unit's own work; or `of` one that is corrected."""
    rules = asked.catalogue.rules
    stretch = asked.tree.stretch_at(unit, day) or asked.tree.stretches(unit)[-1]
    ours = [of] if of is not None else _recent(asked, unit, min(day, asked.today))
    told = _told_keys(of) if of is not None else ()
    entered = [one for one in rules.elements.values() if stretch.level in one.entered_at or one.key in told]
    plans = [held.plan for held in plans_in_force(asked, asked.today)]
    return {
        "unit": {**namer(asked.tree)(unit), "code": stretch.code, "name": stretch.name},
        "day": day.isoformat(),
        "month": str(rules.calendar.month_of(day)),
        "groups": _groups(entered, plans, usual=_usual(ours)),
        "titles": _suggested(one.title for one in ours),
        "places": _suggested(one.place for one in ours),
        "campaigns": _suggested(one.campaign for one in ours),
        "areas": _areas(asked, plans),
        "may_name": any(
            may(asked.actor, "person.name", unit, tree=asked.now_tree, day=asked.today, area=area)
            for area in (None, *areas_held(asked.actor))
        ),
        "coorganisers": _neighbours(asked, unit, day, more=of.coorganisers if of is not None else ()),
    }


def _recent(asked: Question, unit: UnitId, day: date) -> list[Version]:
    """A unit's activities of the last months, sent or not."""
    month = asked.catalogue.calendar.month_of(day)
    span = (month - _RECENT).through(month)
    found = work_versions(asked.cursor, [unit], span, keys=asked.catalogue.keys, drafts=True)
    return [one for one in effective(found) if one.kind is RecordKind.ACTIVITY and not one.withdrawn]


def _usual(versions: Iterable[Version]) -> list[str]:
    """The data elements a unit tells most often, so that they stand first."""
    counted = Counter(key for version in versions for key in _told_keys(version))
    return [key for key, _ in counted.most_common(_USUAL)]


def _told_keys(version: Version) -> set[str]:
    return {figure.element for figure in version.figures} | {seat.element for seat in version.participants}


def _suggested(texts: Iterable[str]) -> list[str]:
    return [text for text, _ in Counter(text for text in texts if text).most_common(_SUGGESTED)]


def _groups(
    entered: Sequence[DataElement], plans: Sequence[Plan], *, usual: Sequence[str]
) -> list[dict[str, Any]]:
    """Data elements by area of the plan, those told most often before all others."""
    order: dict[str, str] = {}
    names: dict[str, str] = {}
    for plan in plans:
        names |= {area.key: area.name for area in plan.areas}
        for target in plan.targets:
            for key in elements_of(target.indicator):
                order.setdefault(key, target.area)
    by_key = {element.key: element for element in entered}
    first = [key for key in usual if key in by_key]
    groups = (
        [{"key": "", "name": "", "first": True, "elements": [_element(by_key[key]) for key in first]}]
        if first
        else []
    )
    rest = [
        key for key in (*order, *sorted(by_key.keys() - order.keys())) if key in by_key and key not in first
    ]
    for area in (*names, ""):
        some = [_element(by_key[key]) for key in rest if order.get(key, "") == area]
        if some:
            groups.append({"key": area, "name": names.get(area, ""), "first": False, "elements": some})
    return groups


def _element(element: DataElement) -> dict[str, Any]:
    return {
        "element": element.key,
        "name": element.name,
        "unit": element.unit,
        "kind": element.kind.value,
        "stock": element.kind is ElementKind.STOCK,
        "decimals": element.decimals,
        "often": element.often.value,
        "cumulative": element.typed.value == "cumulative",
        "definition": element.definition,
        "dimensions": ", ".join(dimension.name for dimension in element.dimensions),
        "parts": [
            {"part": f"{dimension.key}:{part}", "name": f"{dimension.name}: {name}"}
            for dimension in element.dimensions
            for part, name in dimension.parts
        ],
    }


def _areas(asked: Question, plans: Sequence[Plan]) -> list[dict[str, str]]:
    """Areas of the plans; somebody whose rights are bound to some areas chooses among these."""
    held = set(areas_held(asked.actor))
    found = {area.key: area.name for plan in plans for area in plan.areas}
    return [{"key": key, "name": name} for key, name in found.items() if not held or key in held]


def _neighbours(asked: Question, unit: UnitId, day: date, *, more: Sequence[UnitId]) -> list[dict[str, str]]:
    """Units work is done together with: those beside, the one above, those below; and those already named."""
    tree = asked.tree
    parent = tree.parent(unit, day)
    near = [
        *(tree.children(parent, day) if parent else ()),
        *([parent] if parent else ()),
        *tree.children(unit, day),
    ]
    found = []
    for one in dict.fromkeys([*more, *near][: _NEIGHBOURS + len(more)]):
        stretch = tree.stretch_at(one, day)
        if stretch is not None and one != unit:
            found.append({"code": stretch.code, "name": stretch.name})
    return found


def _figures(version: Version, elements: Mapping[str, DataElement]) -> dict[str, dict[str, str]]:
    """Figures as they stand in fields: by element, whole under an empty part."""
    found: dict[str, dict[str, str]] = {}
    for figure in version.figures:
        printed = print_amount(figure.amount, decimals=elements[figure.element].decimals)
        found.setdefault(figure.element, {})[figure.part] = printed
    return found


def _seats(version: Version) -> dict[str, list[str]]:
    """The ids of those named, by data element; who they are is another question, which leaves a trace."""
    found: dict[str, list[str]] = {}
    for seat in version.participants:
        found.setdefault(seat.element, []).append(seat.person)
    return found


def _month_of(version: Version, asked: Question) -> Month:
    return version.month_touched(asked.catalogue.calendar)


def _proof(asked: Question, record: int) -> list[dict[str, Any]]:
    return [
        {
            "kind": proof.evidence.kind.value,
            "text": proof.evidence.text,
            "day": proof.evidence.day.isoformat() if proof.evidence.day else None,
            "sha256": proof.evidence.sha256,
        }
        for proof in records.read_evidence(asked.cursor, [record])
    ]
