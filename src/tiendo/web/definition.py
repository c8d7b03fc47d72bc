"""A target's definition in words: what is counted, of whom, over which time, and what is asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext

from tiendo.web.figures import day, last_day, number

Names = Mapping[str, str]


def definition(target: Mapping[str, Any], elements: Names, levels: Names) -> list[str]:
    """Sentences that say what a target means, from the parts an answer gives."""
    said = [_counted(target["indicator"], elements, levels), _over_time(target["basis"], _by(target))]
    shown = target["shown"]["goal"]
    if shown:
        said.append(_asked(target["comparator"], shown, target["unit_of_measure"]))
    return [sentence for sentence in said if sentence]


def formulas(answer: Mapping[str, Any]) -> list[str]:
    """The value with the numbers in it, and of a share how near that is to the goal; nothing where there is none."""
    target = answer["target"]
    shown, of = target["shown"]["value"], target["indicator"]["form"]
    if shown is None:
        return []
    found = []
    if of == "unit_share":
        told = {"met": answer["formula"]["met"], "units": answer["formula"]["units"], "shown": shown}
        found.append(gettext("%(met)s units that meet it ÷ %(units)s units = %(shown)s") % told)
    if of == "ratio":
        sides = {"above": number(target["numerator"]), "below": number(target["denominator"]), "shown": shown}
        found.append(gettext("%(above)s ÷ %(below)s = %(shown)s") % sides)
    goal, attainment = target["shown"]["goal"], target["shown"]["attainment"]
    if goal and attainment:
        told = {"value": shown, "goal": goal, "attainment": attainment}
        found.append(gettext("%(value)s ÷ %(goal)s = %(attainment)s") % told)
    return found or [shown]


def _counted(indicator: Mapping[str, Any], elements: Names, levels: Names) -> str:
    form = indicator["form"]
    name = _listed([elements[key] for key in indicator["elements"]])
    if form == "total":
        return gettext("Sum of “%(name)s”: the unit's own work and that of all units below.") % {"name": name}
    if form == "level":
        return gettext("Level of “%(name)s” as told last, of the unit and all units below.") % {"name": name}
    if form == "persons":
        return gettext("Persons in “%(name)s”, each counted once where they are named.") % {"name": name}
    if form == "ratio":
        sides = {
            side: _listed([elements[term["element"]] for term in indicator[side]])
            for side in ("numerators", "denominators")
        }
        return (
            gettext("“%(numerators)s” divided by “%(denominators)s”, over units that told both sides.")
            % sides
        )
    return _share(indicator, elements, levels)


def _share(indicator: Mapping[str, Any], elements: Names, levels: Names) -> str:
    condition = indicator["condition"]
    told = {
        "levels": ", ".join(levels.get(key, key) for key in indicator["levels"]),
        "comparator": {">=": gettext("at least"), ">": gettext("more than"), "<=": gettext("at most")}.get(
            condition["comparator"], condition["comparator"]
        ),
        "amount": condition["amount"],
        "name": elements[condition["element"]],
    }
    return gettext("Share of units (%(levels)s) that have %(comparator)s %(amount)s “%(name)s”.") % told


def _by(target: Mapping[str, Any]) -> str:
    """The day by which a target is to be reached, as people write it."""
    return day(target["by"]) if target.get("by") else last_day(target["window"]) if "window" in target else ""


def _over_time(basis: str, by: str) -> str:
    told = {
        "each year": gettext("Counted anew every year."),
        "whole term": gettext("Counted over the whole term."),
        "at the end": gettext("To be reached at the end of the term."),
        "each month": gettext("Counted anew every month."),
        "each quarter": gettext("Counted anew every quarter."),
    }
    return told.get(basis) or gettext("To be reached by %(day)s.") % {"day": by}


def _asked(comparator: str, goal: str, unit: str) -> str:
    told = {"goal": goal if goal.endswith("%") else f"{goal} {unit}".strip()}
    if comparator == ">":
        return gettext("To be reached: more than %(goal)s.") % told
    if comparator == "<=":
        return gettext("To be kept: at most %(goal)s.") % told
    if comparator == "<":
        return gettext("To be kept: less than %(goal)s.") % told
    if comparator == "=":
        return gettext("To be reached: exactly %(goal)s.") % told
    return gettext("To be reached: at least %(goal)s.") % told


def _listed(names: Sequence[str]) -> str:
    return " + ".join(names)
