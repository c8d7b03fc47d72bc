"""A plan as plain data (what plan.yaml holds) and back; every fault of a document at once, each with its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from tiendo.core.document_reader import INVALID, Reader, plain, shown
from tiendo.core.element_document import elements_in, read_elements
from tiendo.core.errors import Problem, register
from tiendo.core.indicator import (
    Comparator,
    Condition,
    DataElement,
    ElementKind,
    Indicator,
    Judged,
    Level,
    Ratio,
    Term,
    UnitShare,
    elements_of,
    indicator_faults,
)
from tiendo.core.period import PeriodKind
from tiendo.core.plan import Area, Basis, Clause, Duty, Option, Plan, Setting, Target, Task
from tiendo.core.plan_fields import (
    FORMS,
    INDICATOR_FIELDS,
    PLAN_FIELDS,
    PLAN_PATCH,
    ROOT_FIELDS,
    TARGET_FIELDS,
    TARGET_PATCH,
    TERM_FIELDS,
    TERMS,
)
from tiendo.core.plan_patches import key_of, mappings, patched
from tiendo.core.quantity import MAX_AMOUNT, read_amount, read_percent

__all__ = ["effective", "plan_of", "read_elements", "read_plan"]

register("plan.faults", INVALID, "The plan has {count} faults; nothing was taken over.")
register("plan.schema", INVALID, "{place}: this program reads documents of schema 1, not {value}.")
register("plan.unknown_key", INVALID, "{place}: {field} names {key}, which is not in the plan.")
register("plan.term", INVALID, "{place}: the time that counts must end after it begins.")
register("plan.goal", INVALID, "{place}: the goal {value} is out of bounds.")
register(
    "plan.goal_always",
    INVALID,
    "{clause}: every figure meets {comparator} {value}, so nothing is promised; write the number to be reached.",
)
register("plan.goal_percent", INVALID, "{place}: the goal must be a percentage, such as 65%.")
register("plan.goal_amount", INVALID, "{place}: the goal must be an amount, without a percent sign.")
register("plan.by_date", INVALID, "{place}: a basis by date needs the field by.")
register("plan.basis", INVALID, "{place}: {form} cannot be held {basis}.")
register("plan.often", INVALID, "{place}: {element} is asked each {often}, too seldom to be held {basis}.")
register("plan.form_field", INVALID, "{place}: the form {form} has no {field}; it takes: {expected}.")
register("plan.one_term", INVALID, "{place}: name one of {expected}.")
register("plan.option", INVALID, "{place}: with the option {option}: {problem}")

MOST_RATIO = 10
YEARS = (PeriodKind.YEAR, PeriodKind.WORK_YEAR, PeriodKind.SCHOOL_YEAR)


def plan_of(data: object, *, ranks: Mapping[str, int]) -> Plan:
    """The plan a document describes. `ranks`: tree level -> depth. Raises one Problem holding all faults."""
    return _sound(*read_plan(data, ranks=ranks))


def read_plan(data: object, *, ranks: Mapping[str, int]) -> tuple[Plan | None, list[Problem]]:
    """The plan and everything wrong with it, whichever option of its settings will be chosen."""
    plan, faults = _read(data, ranks)
    if isinstance(data, Mapping):
        faults = [*faults, *_option_faults(data, faults, ranks)]
    return plan, faults


def effective(data: Mapping[str, Any], options: Mapping[str, str], *, ranks: Mapping[str, int]) -> Plan:
    """The plan with its settings answered: patches of the chosen (else default) options applied to the document.

    Errors: Problem `plan.faults`, where two options do not go together.
    """
    return _sound(*_read(patched(data, options), ranks))


def adopted(data: Mapping[str, Any], *, ranks: Mapping[str, int]) -> Plan:
    """The plan of a document that was read with all its options before it was adopted: they are not tried again.

    Errors: Problem `plan.faults`.
    """
    return _sound(*_read(data, ranks))


def _sound(plan: Plan | None, faults: list[Problem]) -> Plan:
    if faults or plan is None:
        raise Problem.many("plan.faults", faults)
    return plan


def _read(data: object, ranks: Mapping[str, int]) -> tuple[Plan | None, list[Problem]]:
    reader = Reader()
    root = reader.mapping(data, "", ROOT_FIELDS)
    if root.get("schema", 1) != 1:
        reader.fault("plan.schema", "schema", value=shown(root["schema"]))
    elements = elements_in(reader, root, ranks=ranks)
    context = _Context(reader, ranks, elements)
    context.areas = _keyed(reader, root, "areas", context.area)
    context.clauses = _keyed(reader, root, "clauses", context.clause)
    targets = _keyed(reader, root, "targets", context.target)
    tasks = _keyed(reader, root, "tasks", context.task)
    duties = _keyed(reader, root, "duties", context.duty)
    settings = _keyed(reader, root, "settings", context.setting)
    parts = (context.areas, context.clauses, targets, tasks, duties, settings)
    return _whole(reader, root, elements=elements, parts=parts), reader.faults


def _check_days(reader: Reader, root: Mapping[str, Any], *, start: date, last: date) -> None:
    """The plan's days, and those of its targets, must begin before they end."""
    if last < start:
        reader.fault("plan.term", "plan", field="counts_to")
        return
    quiet = Reader()  # days that are none have been told of
    for place, item in reader.items(root, "targets", ""):
        data = item if isinstance(item, Mapping) else {}
        own, to, by = (quiet.day(data, field, place) for field in ("counts_from", "counts_to", "by"))
        end = to or last
        if (own or start) > (min(end, by) if by else end):
            reader.fault("plan.term", place)


def _always_met(goal: Fraction, indicator: Indicator | None, comparator: str) -> bool:
    """Whether no figure could ever miss a goal: such a promise says nothing."""
    if comparator == Comparator.AT_LEAST:
        return goal == 0
    return comparator == Comparator.AT_MOST and isinstance(indicator, UnitShare) and goal == 1


def _out_of_bounds(goal: Fraction, indicator: Indicator | None, comparator: str) -> bool:
    """Whether no figure could ever meet a goal: figures are not below zero, and all units are not more than all."""
    if goal == 0 and comparator == Comparator.LESS_THAN:
        return True
    if isinstance(indicator, UnitShare):
        return goal > 1 or (goal == 1 and comparator == Comparator.MORE_THAN)
    return isinstance(indicator, Ratio) and goal > MOST_RATIO


def _keyed(
    reader: Reader, data: Mapping[str, Any], name: str, read: Callable[[Any, str], Any], *, place: str = ""
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    seen: set[str] = set()
    for where, item in reader.items(data, name, place):
        reader.once(item, where, seen)
        value = read(item, where)
        if value is not None:
            found[value.key] = value
    return found


class _Context:
    """What targets, tasks, duties and settings refer to."""

    def __init__(self, reader: Reader, ranks: Mapping[str, int], elements: Mapping[str, DataElement]) -> None:
        self.reader, self.ranks, self.elements = reader, ranks, elements
        self.areas: Mapping[str, Area] = {}
        self.clauses: Mapping[str, Clause] = {}
        self.named: set[str] = set()
        """Keys of the targets, sound or not: a fault of a target is told once, not by whatever speaks of it."""

    def area(self, item: Any, place: str) -> Area | None:
        data = self.reader.mapping(item, place, ("key", "name"))
        key, name = self.reader.key(data, "key", place), self.reader.text(data, "name", place)
        return Area(key, name) if key else None

    def clause(self, item: Any, place: str) -> Clause | None:
        data = self.reader.mapping(item, place, ("key", "text"))
        key, text = self.reader.key(data, "key", place), self.reader.text(data, "text", place)
        return Clause(key, text) if key else None

    def target(self, item: Any, place: str) -> Target | None:
        reader = self.reader
        data = reader.mapping(item, place, TARGET_FIELDS)
        key, name = reader.key(data, "key", place), reader.text(data, "name", place)
        clause, area = self._cite(data, place, "clause"), self._cite(data, place, "area")
        basis = reader.choice(data, "basis", place, options=Basis)
        comparator = reader.choice(data, "comparator", place, options=Comparator)
        indicator = self.indicator(data.get("indicator"), f"{place}.indicator", clause)
        by = reader.day(data, "by", place)
        start, last = (reader.day(data, field, place) for field in ("counts_from", "counts_to"))
        unit = reader.text(data, "unit", place, needed=False)
        aspiration = reader.truth(data, "aspiration", place)
        goal = self._goal(data, place, indicator)
        if basis is Basis.BY_DATE and by is None:
            reader.fault("plan.by_date", place)
        if key:
            self.named.add(key)
        if not (key and basis and comparator and indicator):
            return None
        self._check_basis(indicator, basis, place)
        return Target(
            key=key, clause=clause, area=area, name=name, indicator=indicator, basis=basis,
            comparator=comparator, goal=goal, by=by, counts_from=start, counts_to=last, unit=unit,
            aspiration=aspiration,
        )  # fmt: skip

    def _check_basis(self, indicator: Indicator, basis: Basis, place: str) -> None:
        # A level has no sum over a term: it is what it is on the last day.
        if isinstance(indicator, Level) and basis is Basis.WHOLE_TERM:
            self.reader.fault("plan.basis", place, field="basis", form=indicator.form, basis=basis.value)
        most = {Basis.EACH_MONTH: 1, Basis.EACH_QUARTER: 3}.get(basis)
        for key in elements_of(indicator):
            element = self.elements.get(key)
            if most and element and element.kind is not ElementKind.STOCK and element.often.months > most:
                often, held = element.often.value, basis.value
                self.reader.fault("plan.often", place, field="basis", element=key, often=often, basis=held)

    def _cite(self, data: Mapping[str, Any], place: str, field: str) -> str:
        key = self.reader.text(data, field, place)
        known: Mapping[str, Any] = self.clauses if field == "clause" else self.areas
        if key and key not in known:
            self.reader.fault("plan.unknown_key", place, field=field, key=shown(key))
        return key

    def _goal(self, data: Mapping[str, Any], place: str, indicator: Indicator | None) -> Fraction:
        text = self.reader.text(data, "goal", place)
        share = isinstance(indicator, Ratio | UnitShare) if indicator else text.endswith("%")
        if not text:
            return Fraction(0)
        if share != text.endswith("%"):
            self.reader.fault("plan.goal_percent" if share else "plan.goal_amount", place, field="goal")
            return Fraction(0)
        named = elements_of(indicator) if indicator else ()
        element = self.elements.get(named[0]) if named else None
        decimals = element.decimals if element and 0 <= element.decimals <= 6 else 0 if indicator else 6

        def read() -> Fraction:
            return read_percent(text) if share else Fraction(read_amount(text, decimals=decimals))

        goal = self.reader.tried(read, place, field="goal")
        if goal is not None:
            self._check_goal(goal, data, place, indicator)
        return goal or Fraction(0)

    def _check_goal(
        self, goal: Fraction, data: Mapping[str, Any], place: str, indicator: Indicator | None
    ) -> None:
        text, comparator = shown(plain(data.get("goal"))), plain(data.get("comparator"))
        if _out_of_bounds(goal, indicator, comparator):
            self.reader.fault("plan.goal", place, value=text, field="goal")
        if _always_met(goal, indicator, comparator):
            clause = shown(plain(data.get("clause") or place))
            self.reader.fault(
                "plan.goal_always", place, clause=clause, comparator=comparator, value=text, field="goal"
            )

    def indicator(self, item: Any, place: str, clause: str) -> Indicator | None:
        """One of the five forms, checked against the elements it is made of."""
        data = self.reader.mapping(item, place, INDICATOR_FIELDS)
        form = self.reader.member(data.get("form"), "form", place, among=FORMS)
        if not form:
            return None
        for field in data:
            if field not in FORMS[form]:
                expected = ", ".join(FORMS[form][1:])
                self.reader.fault("plan.form_field", place, form=form, field=field, expected=expected)
        made: Indicator | None
        if form == "ratio":
            made = Ratio(self._terms(data, "numerators", place), self._terms(data, "denominators", place))
        elif form == "unit_share":
            made = self._share(data, place)
        else:
            made = TERMS[form](self.reader.text(data, "element", place))
        if made is not None:
            found = indicator_faults(made, clause=clause or place, elements=self.elements, ranks=self.ranks)
            # The sentence names the clause; the place leads to the line.
            self.reader.faults.extend(Problem(one.code, **{**one.details, "place": place}) for one in found)
        return made

    def _terms(self, data: Mapping[str, Any], field: str, place: str) -> tuple[Term, ...]:
        terms = (self._term(item, where) for where, item in self.reader.items(data, field, place))
        return tuple(term for term in terms if term is not None)

    def _term(self, item: Any, place: str) -> Term | None:
        data = self.reader.mapping(item, place, TERM_FIELDS)
        if set(data) == {"form", "element"}:
            form, field = self.reader.member(data["form"], "form", place, among=TERMS), "element"
        elif len(data) == 1 and (found := next(iter(data))) in TERMS:
            form, field = found, found
        else:
            self.reader.fault("plan.one_term", place, expected=", ".join(TERMS))
            return None
        element = self.reader.text(data, field, place)
        return TERMS[form](element) if form and element else None

    def _share(self, data: Mapping[str, Any], place: str) -> UnitShare | None:
        reader = self.reader
        where = f"{place}.condition"
        condition = reader.mapping(data.get("condition"), where, (*TERM_FIELDS, "comparator", "amount"))
        term = self._term({key: value for key, value in condition.items() if key in TERM_FIELDS}, where)
        comparator = reader.choice(condition, "comparator", where, options=Comparator)
        amount = reader.whole(condition, "amount", where)
        if not 0 <= amount <= MAX_AMOUNT:
            reader.fault("plan.goal", where, value=shown(amount), field="amount")
        over = reader.optional(data, "over", place, self.ranks)
        judged = tuple((level, reader.choice(over, level, f"{place}.over", options=Judged)) for level in over)
        levels = tuple(dict.fromkeys(reader.texts(data, "levels", place)))
        if term is None or comparator is None or any(side is None for _, side in judged):
            return None
        return UnitShare(levels, Condition(term, comparator, amount), judged)

    def task(self, item: Any, place: str) -> Task | None:
        reader = self.reader
        data = reader.mapping(item, place, ("key", "clause", "area", "text", "responsible"))
        key, text = reader.key(data, "key", place), reader.text(data, "text", place)
        clause, area = self._cite(data, place, "clause"), self._cite(data, place, "area")
        who = reader.text(data, "responsible", place, needed=False)
        return Task(key, clause, area, text, who) if key else None

    def duty(self, item: Any, place: str) -> Duty | None:
        reader = self.reader
        data = reader.mapping(item, place, ("key", "clause", "responsible", "text"))
        key, clause = reader.key(data, "key", place), self._cite(data, place, "clause")
        who = reader.text(data, "responsible", place)
        text = reader.text(data, "text", place)
        return Duty(key, clause, who, text) if key else None

    def setting(self, item: Any, place: str) -> Setting | None:
        reader = self.reader
        data = reader.mapping(item, place, ("key", "clause", "question", "options", "default"))
        key, clause = reader.key(data, "key", place), self._cite(data, place, "clause")
        question, default = reader.text(data, "question", place), reader.text(data, "default", place)
        options = _keyed(reader, data, "options", self._option, place=place)
        if not options:
            reader.fault("plan.missing", place, field="options")
        elif default and default not in options:
            reader.fault(
                "plan.choice", place, field="default", value=shown(default), expected=", ".join(options)
            )
        return Setting(key, clause, question, tuple(options.values()), default) if key else None

    def _option(self, item: Any, place: str) -> Option | None:
        reader = self.reader
        data = reader.mapping(item, place, ("key", "label", "patch"))
        patch: dict[str, dict[str, Any]] = {}
        for key, fields in reader.open_mapping(data.get("patch"), f"{place}.patch").items():
            if key != "*" and key not in self.named:
                reader.fault("plan.unknown_key", place, field="patch", key=shown(key))
            allowed = PLAN_PATCH if key == "*" else TARGET_PATCH
            patch[key] = reader.mapping(fields, f"{place}.patch.{key}", allowed)
        key, label = reader.key(data, "key", place), reader.text(data, "label", place)
        return Option(key, label, patch) if key else None


def _whole(
    reader: Reader, root: Mapping[str, Any], *, elements: Mapping[str, DataElement], parts: tuple[Any, ...]
) -> Plan | None:
    data = reader.mapping(root.get("plan"), "plan", PLAN_FIELDS)
    start, last = (reader.day(data, field, "plan", needed=True) for field in ("counts_from", "counts_to"))
    year = reader.member(data.get("year", "year"), "year", "plan", among=YEARS)
    key, title = reader.key(data, "key", "plan"), reader.text(data, "title", "plan")
    issuer, number = (reader.text(data, field, "plan", needed=False) for field in ("issuer", "number"))
    day = reader.day(data, "day", "plan")
    if start and last:
        _check_days(reader, root, start=start, last=last)
    if not (start and last and key and year):
        return None
    areas, clauses, targets, tasks, duties, settings = (tuple(part.values()) for part in parts)
    return Plan(
        key=key, title=title, counts_from=start, counts_to=last, year=PeriodKind(year), elements=elements,
        areas=areas, clauses=clauses, targets=targets, tasks=tasks, duties=duties, settings=settings,
        issuer=issuer, number=number, day=day, bases=reader.texts(data, "bases", "plan"),
    )  # fmt: skip


def _option_faults(
    data: Mapping[str, Any], known: list[Problem], ranks: Mapping[str, int]
) -> Iterator[Problem]:
    """Every option must leave a sound plan behind: a fault found on the day of decision would be too late.

    What is wrong without any option (`known`) is told once, of itself.
    """
    told = {str(one) for one in known}
    for number, setting in mappings(data.get("settings")):
        for place, option in mappings(setting.get("options")):
            key = key_of(option)
            _, faults = _read({**patched(data, {key_of(setting): key}), "settings": []}, ranks)
            where = f"settings[{number}].options[{place}]"
            for one in faults:
                if str(one) not in told:
                    yield Problem("plan.option", place=where, option=key, problem=one)
