"""Codes, texts and details of refusals and findings."""

import pickle
from collections.abc import Iterator

import pytest

from tiendo.core import errors
from tiendo.core.errors import CATALOGUE, Finding, Problem, ProblemKind, Severity, Template, register


@pytest.fixture(autouse=True)
def own_codes() -> Iterator[None]:
    """Codes of this test alone: other tests read the whole catalogue."""
    before = dict(CATALOGUE)
    register("errortest.plain", ProblemKind.CONFLICT, "Nothing to fill.")
    register("errortest.number", ProblemKind.INVALID, "{text} is not {wanted}.")
    register("errortest.several", ProblemKind.INVALID, "{count} things must be put right first.")
    yield
    errors._catalogue.clear()
    errors._catalogue.update(before)


def _number(text: str) -> Problem:
    return Problem("errortest.number", text=text, wanted="a day", suggestion="01/02/2024")


def test_a_problem_carries_code_kind_details_and_text() -> None:
    problem = _number("x")
    assert problem.code == "errortest.number"
    assert problem.kind is ProblemKind.INVALID
    assert problem.details == {"text": "x", "wanted": "a day", "suggestion": "01/02/2024"}
    assert problem.text == "{text} is not {wanted}."
    assert str(problem) == "x is not a day."
    assert repr(problem) == "Problem('errortest.number', text='x', wanted='a day', suggestion='01/02/2024')"
    assert problem.causes == ()


def test_a_translation_keeps_the_details() -> None:
    vietnamese = {"{text} is not {wanted}.": "“{text}” không phải là {wanted}."}
    assert _number("x").render(vietnamese.__getitem__) == "“x” không phải là a day."


def test_details_may_be_called_like_the_parameters() -> None:
    assert Problem("errortest.plain", code="a", self="b").details == {"code": "a", "self": "b"}


@pytest.mark.parametrize(
    ("code", "details"),
    [
        ("errortest.unknown", {}),
        ("errortest.number", {"text": "x"}),
    ],
)
def test_an_unknown_code_or_a_missing_detail_is_a_bug(code: str, details: dict[str, object]) -> None:
    with pytest.raises(KeyError):
        Problem(code, **details)
    with pytest.raises(KeyError):
        Finding.of(code, "here", **details)


def test_many_faults_are_told_at_once() -> None:
    problem = Problem.many(
        "errortest.several", [_number("x"), Finding.of("errortest.number", "B2", text="y", wanted="z")]
    )
    assert problem.details == {"count": 2}
    assert [cause.code for cause in problem.causes] == ["errortest.number", "errortest.number"]
    assert str(problem) == "2 things must be put right first.\n- x is not a day.\n- B2: y is not z."


def test_many_faults_without_a_fault_is_a_bug() -> None:
    with pytest.raises(ValueError, match="without causes"):
        Problem.many("errortest.several", [])


def test_a_problem_survives_pickling() -> None:
    problem = Problem.many("errortest.several", [_number("x")], unit="A")
    again = pickle.loads(pickle.dumps(problem))
    assert (again.code, again.details, str(again)) == (problem.code, problem.details, str(problem))
    assert str(again.causes[0]) == "x is not a day."


def test_findings_are_values() -> None:
    one = Finding.of("errortest.number", "B2", Severity.WARNING, wanted="a", text="y")
    assert one == Finding("errortest.number", "B2", (("text", "y"), ("wanted", "a")), Severity.WARNING)
    assert len({one, Finding.of("errortest.number", "B2", Severity.WARNING, text="y", wanted="a")}) == 1
    assert str(one) == "B2: y is not a."
    assert one.text == "{text} is not {wanted}."
    assert one.render(lambda _: "{wanted}/{text}") == "a/y"


def test_a_finding_without_a_place_prints_its_sentence() -> None:
    assert str(Finding.of("errortest.number", "", text="y", wanted="z")) == "y is not z."


def test_a_finding_is_about_invalid_data() -> None:
    with pytest.raises(ValueError, match="kind invalid"):
        Finding("errortest.plain", "B2")


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("errortest.plain", "Taken."),
        ("nodot", "Text."),
        ("Errortest.upper", "Text."),
        ("errortest.", "Text."),
        ("errortest.attribute", "{text.__class__}"),
        ("errortest.index", "{0}"),
        ("errortest.empty", "{}"),
        ("errortest.format", "{text:>10}"),
        ("errortest.conversion", "{text!r}"),
    ],
)
def test_the_catalogue_refuses(code: str, text: str) -> None:
    with pytest.raises(ValueError):
        register(code, ProblemKind.INVALID, text)


def test_the_catalogue_is_read_only_outside_register() -> None:
    assert CATALOGUE["errortest.plain"] == Template(ProblemKind.CONFLICT, "Nothing to fill.")
    with pytest.raises(TypeError):
        CATALOGUE["errortest.other"] = Template(ProblemKind.INVALID, "x")  # type: ignore[index]
