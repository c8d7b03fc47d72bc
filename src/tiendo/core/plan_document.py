"""A plan as plain data (what plan.yaml holds) and back; every fault of a document at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from fractions import Fraction
from typing import Any

from tiendo.core.document_reader import Reader
from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.indicator import (
    Comparator,
    Condition,
    DataElement,
    Dimension,
    ElementKind,
    Indicator,
    Judged,
    Level,
    Often,
    Owner,
    Persons,
    Ratio,
    Term,
    Total,
    Typed,
    UnitShare,
    elements_of,
    indicator_faults,
)
from tiendo.core.period import PeriodKind
from tiendo.core.plan import Area, Basis, Clause, Duty, Option, Plan, Setting, Target, Task
from tiendo.core.quantity import MAX_AMOUNT, read_amount, read_percent

INVALID = ProblemKind.INVALID
register("plan.faults", INVALID, "The plan has {count} faults; nothing was taken over.")
register("plan.duplicate", INVALID, "{place}: the key {key} is given twice.")
register("plan.unknown_key", INVALID, "{place}: {field} names {key}, which is not in the plan.")
register("plan.term", INVALID, "{place}: the term must end after it begins.")
register("plan.goal", INVALID, "{place}: the goal {value} is out of bounds.")
register("plan.goal_kind", INVALID, "{place}: the goal must be {expected}.")
register("plan.by_date", INVALID, "{place}: a basis by date needs the field by.")
register("plan.basis", INVALID, "{place}: {form} cannot be held {basis}.")

TERMS: dict[str, type[Total] | type[Level] | type[Persons]] = {
    "total": Total,
    "level": Level,
    "persons": Persons,
}


def plan_of(data: object, *, ranks: Mapping[str, int]) -> Plan:
    """The plan a document describes. `ranks`: tree level -> depth. Raises one Problem holding all faults."""
    plan, faults = read_plan(data, ranks=ranks)
    if faults or plan is None:
        raise Problem.many("plan.faults", faults, count=len(faults))
    return plan


def read_plan(data: object, *, ranks: Mapping[str, int]) -> tuple[Plan | None, list[Problem]]:
    """The plan and everything wrong with it."""
    reader = Reader()
    fields = ("schema", "plan", "elements", "areas", "clauses", "targets", "tasks", "duties", "settings")
    root = reader.mapping(data, "", fields)
    elements = _keyed(reader, root, "elements", lambda item, place: _element(reader, item, place, ranks))
    areas = _keyed(reader, root, "areas", lambda item, place: _area(reader, item, place))
    clauses = _keyed(reader, root, "clauses", lambda item, place: _clause(reader, item, place))
    context = _Context(reader, ranks, elements, areas, clauses)
    targets = _keyed(reader, root, "targets", context.target)
    tasks = _keyed(reader, root, "tasks", context.task)
    duties = _keyed(reader, root, "duties", context.duty)
    settings = _keyed(reader, root, "settings", context.setting)
    plan = _whole(reader, root, elements=elements, parts=(areas, clauses, targets, tasks, duties, settings))
    if plan is not None:
        _check_settings(reader, root, plan, ranks)
    return plan, reader.faults


def effective(data: Mapping[str, Any], options: Mapping[str, str], *, ranks: Mapping[str, int]) -> Plan:
    """The plan with its settings answered: patches of the chosen (else default) options applied to the document."""
    document = deepcopy(dict(data))
    targets = {target["key"]: target for target in document.get("targets", [])}
    for setting in document.get("settings", []):
        chosen = options.get(setting["key"], setting["default"])
        for option in setting["options"]:
            if option["key"] == chosen:
                for key, fields in (option.get("patch") or {}).items():
                    place = document["plan"] if key == "*" else targets[key]
                    _apply(place, fields)
    return plan_of(document, ranks=ranks)


INDICATOR_FIELDS = ("form", "element", "numerators", "denominators", "levels", "condition", "over")


def _apply(place: dict[str, Any], fields: Mapping[str, Any]) -> None:
    for field, value in fields.items():
        if field in INDICATOR_FIELDS:
            place["indicator"] = {**place["indicator"], field: value}
        else:
            place[field] = value


def _keyed(reader: Reader, root: Mapping[str, Any], name: str, read: Callable[[Any, str], Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, item in reader.items(root, name, ""):
        value = read(item, place)
        if value is None:
            continue
        if value.key in found:
            reader.fault("plan.duplicate", place, key=value.key)
        found[value.key] = value
    return found


ELEMENT_FIELDS = (
    "key name kind unit entered_at decimals often typed owner restate_months dimensions definition record_kinds"
).split()


def read_elements(data: object, *, ranks: Mapping[str, int]) -> tuple[dict[str, DataElement], list[Problem]]:
    """Data elements from plain data (a list of mappings) and everything wrong with them."""
    reader = Reader()
    found = _keyed(reader, {"elements": data}, "elements", lambda i, p: _element(reader, i, p, ranks))
    return found, reader.faults


def _element(reader: Reader, item: Any, place: str, ranks: Mapping[str, int]) -> DataElement | None:
    data = reader.mapping(item, place, ELEMENT_FIELDS)
    kind = reader.choice(data, "kind", place, options=ElementKind)
    often = reader.choice(data, "often", place, options=Often, default="month")
    typed = reader.choice(data, "typed", place, options=Typed, default="increment")
    entered = [str(level) for _, level in reader.items(data, "entered_at", place)]
    for level in entered:
        if level not in ranks:
            reader.fault("plan.choice", place, field="entered_at", value=level, expected=", ".join(ranks))
    key, name = reader.text(data, "key", place), reader.text(data, "name", place)
    unit = reader.text(data, "unit", place)
    if not (key and kind and often and typed):
        return None
    element = DataElement(
        key=key, name=name, kind=kind, unit=unit, entered_at=frozenset(entered), often=often, typed=typed,
        decimals=reader.whole(data, "decimals", place, default=0),
        restate_months=reader.whole(data, "restate_months", place, default=12),
        owner=_owner(reader, data.get("owner"), f"{place}.owner"),
        dimensions=tuple(_dimension(reader, i, p) for p, i in reader.items(data, "dimensions", place)),
        definition=reader.text(data, "definition", place, needed=False),
        record_kinds=tuple(str(i) for _, i in reader.items(data, "record_kinds", place)),
    )  # fmt: skip
    for problem in element.faults():
        reader.faults.append(Problem("plan.value", place=place, problem=problem))
    return element


def _owner(reader: Reader, item: Any, place: str) -> Owner | None:
    if item is None:
        return None
    data = reader.mapping(item, place, ("body", "number", "day"))
    number, day = (reader.text(data, field, place, needed=False) for field in ("number", "day"))
    return Owner(reader.text(data, "body", place), number, day)


def _dimension(reader: Reader, item: Any, place: str) -> Dimension:
    data = reader.mapping(item, place, ("key", "name", "parts"))
    parts = reader.mapping(data.get("parts") or {}, f"{place}.parts", data.get("parts") or ())
    named = tuple((str(key), str(name)) for key, name in parts.items())
    return Dimension(reader.text(data, "key", place), reader.text(data, "name", place), named)


def _area(reader: Reader, item: Any, place: str) -> Area | None:
    data = reader.mapping(item, place, ("key", "name"))
    key = reader.text(data, "key", place)
    return Area(key, reader.text(data, "name", place)) if key else None


def _clause(reader: Reader, item: Any, place: str) -> Clause | None:
    data = reader.mapping(item, place, ("key", "text"))
    key = reader.text(data, "key", place)
    return Clause(key, reader.text(data, "text", place)) if key else None


TARGET_FIELDS = (
    "key clause area name indicator basis comparator goal unit by counts_from counts_to aspiration"
).split()


class _Context:
    """What targets, tasks, duties and settings refer to."""

    def __init__(
        self,
        reader: Reader,
        ranks: Mapping[str, int],
        elements: Mapping[str, DataElement],
        areas: Mapping[str, Area],
        clauses: Mapping[str, Clause],
    ) -> None:
        self.reader, self.ranks, self.elements = reader, ranks, elements
        self.areas, self.clauses = areas, clauses

    def target(self, item: Any, place: str) -> Target | None:
        reader = self.reader
        data = reader.mapping(item, place, TARGET_FIELDS)
        key, name = reader.text(data, "key", place), reader.text(data, "name", place)
        clause, area = self._cite(data, place, "clause"), self._cite(data, place, "area")
        basis = reader.choice(data, "basis", place, options=Basis)
        comparator = reader.choice(data, "comparator", place, options=Comparator)
        indicator = self.indicator(data.get("indicator"), f"{place}.indicator", clause)
        if not (key and basis and comparator and indicator):
            return None
        goal = self._goal(data, place, indicator)
        by = reader.day(data, "by", place)
        if basis is Basis.BY_DATE and by is None:
            reader.fault("plan.by_date", place)
        self._check_basis(indicator, basis, place)
        start, last = (reader.day(data, field, place) for field in ("counts_from", "counts_to"))
        return Target(
            key=key, clause=clause, area=area, name=name, indicator=indicator, basis=basis,
            comparator=comparator, goal=goal, by=by, counts_from=start, counts_to=last,
            unit=reader.text(data, "unit", place, needed=False), aspiration=bool(data.get("aspiration", False)),
        )  # fmt: skip

    def _check_basis(self, indicator: Indicator, basis: Basis, place: str) -> None:
        # A level has no sum over a term: it is what it is on the last day.
        if isinstance(indicator, Level) and basis is Basis.WHOLE_TERM:
            self.reader.fault("plan.basis", place, form=indicator.form, basis=basis.value)

    def _cite(self, data: Mapping[str, Any], place: str, field: str) -> str:
        key = self.reader.text(data, field, place)
        known: Mapping[str, Any] = self.clauses if field == "clause" else self.areas
        if key and key not in known:
            self.reader.fault("plan.unknown_key", place, field=field, key=key)
        return key

    def _goal(self, data: Mapping[str, Any], place: str, indicator: Indicator) -> Fraction:
        text = self.reader.text(data, "goal", place)
        share = isinstance(indicator, Ratio | UnitShare)
        if not text:
            return Fraction(0)
        if share != text.endswith("%"):
            self.reader.fault("plan.goal_kind", place, expected="a percentage" if share else "an amount")
            return Fraction(0)
        if share:
            ratio = self.reader.tried(lambda: read_percent(text), place) or Fraction(0)
            if not 0 <= ratio <= 10:
                self.reader.fault("plan.goal", place, value=text)
            return ratio
        element = self.elements.get(elements_of(indicator)[0])
        decimals = element.decimals if element else 0
        return Fraction(self.reader.tried(lambda: read_amount(text, decimals=decimals), place) or 0)

    def indicator(self, item: Any, place: str, clause: str) -> Indicator | None:
        """One of the five forms, checked against the elements it is made of."""
        data = self.reader.mapping(item, place, INDICATOR_FIELDS)
        form = data.get("form")
        made: Indicator | None = None
        if form in TERMS:
            made = TERMS[str(form)](self.reader.text(data, "element", place))
        elif form == "ratio":
            made = Ratio(self._terms(data, "numerators", place), self._terms(data, "denominators", place))
        elif form == "unit_share":
            made = self._share(data, place)
        else:
            expected = ", ".join([*TERMS, "ratio", "unit_share"])
            self.reader.fault("plan.choice", place, field="form", value=str(form), expected=expected)
        if made is not None:
            self.reader.faults.extend(
                indicator_faults(made, clause=clause or place, elements=self.elements, ranks=self.ranks)
            )
        return made

    def _terms(self, data: Mapping[str, Any], field: str, place: str) -> tuple[Term, ...]:
        terms = (self._term(item, where) for where, item in self.reader.items(data, field, place))
        return tuple(term for term in terms if term is not None)

    def _term(self, item: Any, place: str) -> Term | None:
        data = self.reader.mapping(item, place, TERMS)
        for form, made in TERMS.items():
            if form in data:
                return made(str(data[form]))
        self.reader.fault("plan.missing", place, field=" | ".join(TERMS))
        return None

    def _share(self, data: Mapping[str, Any], place: str) -> UnitShare | None:
        reader = self.reader
        where = f"{place}.condition"
        condition = reader.mapping(data.get("condition") or {}, where, (*TERMS, "comparator", "amount"))
        term = self._term({key: value for key, value in condition.items() if key in TERMS}, where)
        comparator = reader.choice(condition, "comparator", where, options=Comparator)
        amount = reader.whole(condition, "amount", where, default=0)
        if not 0 <= amount <= MAX_AMOUNT:
            reader.fault("plan.goal", where, value=str(amount))
        over = reader.mapping(data.get("over") or {}, f"{place}.over", self.ranks)
        judged = tuple(
            (level, reader.choice(over, level, f"{place}.over", options=Judged)) for level in over
        )
        levels = tuple(str(level) for _, level in reader.items(data, "levels", place))
        if term is None or comparator is None or any(side is None for _, side in judged):
            return None
        return UnitShare(levels, Condition(term, comparator, amount), judged)

    def task(self, item: Any, place: str) -> Task | None:
        reader = self.reader
        data = reader.mapping(item, place, ("key", "clause", "area", "text", "responsible"))
        key, text = reader.text(data, "key", place), reader.text(data, "text", place)
        clause, area = self._cite(data, place, "clause"), self._cite(data, place, "area")
        who = reader.text(data, "responsible", place, needed=False)
        return Task(key, clause, area, text, who) if key else None

    def duty(self, item: Any, place: str) -> Duty | None:
        reader = self.reader
        data = reader.mapping(item, place, ("key", "clause", "responsible", "text"))
        key, clause = reader.text(data, "key", place), self._cite(data, place, "clause")
        who = reader.text(data, "responsible", place)
        return Duty(key, clause, who, reader.text(data, "text", place)) if key else None

    def setting(self, item: Any, place: str) -> Setting | None:
        reader = self.reader
        data = reader.mapping(item, place, ("key", "clause", "question", "options", "default"))
        key, clause = reader.text(data, "key", place), self._cite(data, place, "clause")
        options = tuple(self._option(i, p) for p, i in reader.items(data, "options", place))
        default = reader.text(data, "default", place)
        if default not in [option.key for option in options]:
            reader.fault("plan.unknown_key", place, field="default", key=default)
        return Setting(key, clause, reader.text(data, "question", place), options, default) if key else None

    def _option(self, item: Any, place: str) -> Option:
        data = self.reader.mapping(item, place, ("key", "label", "patch"))
        patch = data.get("patch") or {}
        for key, fields in self.reader.mapping(patch, f"{place}.patch", patch).items():
            allowed = PLAN_FIELDS if key == "*" else (*TARGET_FIELDS, *INDICATOR_FIELDS)
            self.reader.mapping(fields, f"{place}.patch.{key}", allowed)
        return Option(self.reader.text(data, "key", place), self.reader.text(data, "label", place), patch)


PLAN_FIELDS = ("key", "title", "issuer", "number", "day", "counts_from", "counts_to", "year")


def _whole(
    reader: Reader, root: Mapping[str, Any], *, elements: Mapping[str, DataElement], parts: tuple[Any, ...]
) -> Plan | None:
    data = reader.mapping(root.get("plan"), "plan", PLAN_FIELDS)
    start, last = (reader.day(data, field, "plan", needed=True) for field in ("counts_from", "counts_to"))
    year = reader.choice(data, "year", "plan", options=PeriodKind, default="year")
    key, title = reader.text(data, "key", "plan"), reader.text(data, "title", "plan")
    issuer, number = (reader.text(data, field, "plan", needed=False) for field in ("issuer", "number"))
    day = reader.day(data, "day", "plan")
    if not (start and last and key and year):
        return None
    if last < start:
        reader.fault("plan.term", "plan")
        return None
    areas, clauses, targets, tasks, duties, settings = (tuple(part.values()) for part in parts)
    return Plan(
        key=key, title=title, counts_from=start, counts_to=last, year=year, elements=elements, areas=areas,
        clauses=clauses, targets=targets, tasks=tasks, duties=duties, settings=settings, issuer=issuer,
        number=number, day=day,
    )  # fmt: skip


def _check_settings(reader: Reader, root: Mapping[str, Any], plan: Plan, ranks: Mapping[str, int]) -> None:
    """Every option must leave a sound plan behind: a fault found on the day of decision would be too late."""
    if reader.faults:
        return
    for number, setting in enumerate(plan.settings):
        for option in setting.options:
            place = f"settings[{number}].{option.key}"
            for key in option.patch:
                if key != "*" and plan.target(key) is None:
                    reader.fault("plan.unknown_key", place, field="patch", key=key)
            if not reader.faults:
                bare = {**root, "settings": [root["settings"][number]]}
                reader.tried(lambda b=bare, s=setting, o=option: _try_option(b, s.key, o.key, ranks), place)


def _try_option(bare: Mapping[str, Any], setting: str, option: str, ranks: Mapping[str, int]) -> bool:
    document = deepcopy(dict(bare))
    chosen = next(o for o in document["settings"][0]["options"] if o["key"] == option)
    targets = {target["key"]: target for target in document.get("targets", [])}
    for key, fields in (chosen.get("patch") or {}).items():
        _apply(document["plan"] if key == "*" else targets[key], fields)
    plan_of({**document, "settings": []}, ranks=ranks)
    return True
