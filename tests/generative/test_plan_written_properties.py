"""A plan written as a document and as a file, and read again, is the same plan."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

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
)
from tiendo.core.period import PeriodKind
from tiendo.core.plan import Area, Basis, Clause, Duty, Option, Plan, Setting, Target, Task
from tiendo.core.plan_document import plan_of
from tiendo.core.plan_written import document_of
from tiendo.formats import plan_yaml

RANKS = {"a": 0, "b": 1, "c": 2}
START = date(2021, 1, 1)
LETTERS = "aăâbcdđeêghikmnoôơpqrstuưvxyÁỊ 0123456789:#-'\"{}[],&*!|>%@`“”"
texts = st.text(LETTERS, min_size=1, max_size=30).map(lambda said: f"x{said.strip()}")
days = st.integers(0, 1500).map(lambda count: START + timedelta(days=count))
TERMS = {ElementKind.FLOW: Total, ElementKind.STOCK: Level, ElementKind.PERSONS: Persons}


@st.composite
def elements(draw: st.DrawFn) -> dict[str, DataElement]:
    """One element of each kind at least, counted in whole units, so that any may stand with any in a ratio."""
    kinds = [*ElementKind, *draw(st.lists(st.sampled_from(ElementKind), max_size=3))]
    return {f"e{place}": draw(element(f"e{place}", kind)) for place, kind in enumerate(kinds)}


@st.composite
def element(draw: st.DrawFn, key: str, kind: ElementKind) -> DataElement:
    flow = kind is ElementKind.FLOW
    return DataElement(
        key=key,
        name=draw(texts),
        kind=kind,
        unit=draw(texts),
        entered_at=frozenset(RANKS),
        often=draw(st.sampled_from(Often)) if kind is ElementKind.STOCK else Often.MONTH,
        typed=draw(st.sampled_from(Typed)) if flow else Typed.INCREMENT,
        owner=draw(st.none() | st.builds(Owner, texts, st.sampled_from(["", "12/BC"]), st.just(""))),
        restate_months=draw(st.integers(1, 120)),
        dimensions=draw(st.sampled_from([(), (Dimension("sex", "Giới", (("f", "Nữ"), ("m", "Nam"))),)])),
        definition=draw(st.just("") | texts),
        record_kinds=draw(st.sampled_from([(), ("meeting", "visit")])),
    )


@st.composite
def indicators(draw: st.DrawFn, known: dict[str, DataElement]) -> Indicator:
    def term() -> Term:
        one = known[draw(st.sampled_from(sorted(known)))]
        return TERMS[one.kind](one.key)

    shape = draw(st.sampled_from(("one", "ratio", "share")))
    if shape == "one":
        return term()
    if shape == "ratio":
        return Ratio(
            tuple(term() for _ in range(draw(st.integers(1, 2)))),
            tuple(term() for _ in range(draw(st.integers(1, 2)))),
        )
    levels = tuple(draw(st.lists(st.sampled_from(sorted(RANKS)), min_size=1, unique=True)))
    condition = Condition(term(), draw(st.sampled_from(Comparator)), draw(st.integers(0, 10**6)))
    return UnitShare(levels, condition, tuple((one, draw(st.sampled_from(Judged))) for one in levels))


@st.composite
def targets(draw: st.DrawFn, key: str, known: dict[str, DataElement]) -> Target:
    indicator = draw(indicators(known))
    share = isinstance(indicator, Ratio | UnitShare)
    goal = (
        Fraction(draw(st.integers(1, 10**8 - 1)), 10**8) if share else Fraction(draw(st.integers(1, 10**9)))
    )
    # A level has no sum over a term; how often it is asked does not bind it.
    bases = [one for one in Basis if not (isinstance(indicator, Level) and one is Basis.WHOLE_TERM)]
    basis = draw(st.sampled_from(bases))
    return Target(
        key=key,
        clause="1",
        area="A",
        name=draw(texts),
        indicator=indicator,
        basis=basis,
        comparator=draw(st.sampled_from(Comparator)),
        goal=goal,
        unit=draw(st.just("") | texts),
        by=draw(days) if basis is Basis.BY_DATE else None,
        aspiration=draw(st.booleans()),
    )


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    known = draw(elements())
    found = tuple(draw(targets(f"T{place}", known)) for place in range(draw(st.integers(0, 4))))
    settings = ()
    if found:
        patch = {found[0].key: {"name": draw(texts)}}
        options = (Option("as_is", draw(texts), {}), Option("other", draw(texts), patch))
        settings = (Setting("named", "1", draw(texts), options, draw(st.sampled_from(("as_is", "other")))),)
    return Plan(
        key="KH-1",
        title=draw(texts),
        counts_from=START,
        counts_to=START + timedelta(days=1825),
        year=draw(st.sampled_from((PeriodKind.YEAR, PeriodKind.WORK_YEAR, PeriodKind.SCHOOL_YEAR))),
        elements=known,
        areas=(Area("A", draw(texts)),),
        clauses=(Clause("1", draw(texts)),),
        targets=found,
        tasks=(Task("N1", "1", "A", draw(texts), draw(st.just("") | texts)),),
        duties=(Duty("D1", "1", draw(texts), draw(texts)),),
        settings=settings,
        issuer=draw(st.just("") | texts),
        number=draw(st.sampled_from(("", "12-KH/HPN"))),
        day=draw(st.none() | days),
        bases=tuple(draw(st.lists(texts, max_size=2))),
    )


@given(plans())
def test_a_plan_written_and_read_is_the_same(plan: Plan) -> None:
    document = document_of(plan)
    assert plan_of(document, ranks=RANKS) == plan
    data = plan_yaml.write(document)
    again, _ = plan_yaml.read(data)
    assert plan_of(again, ranks=RANKS) == plan
    assert plan_yaml.write(document_of(plan_of(again, ranks=RANKS))) == data
