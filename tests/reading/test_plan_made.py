"""From confirmed, corrected, split, merged and rejected rows to a plan that can be taken over."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.reading.made import ELEMENTS, LEVELS, RANKS, UNITS, read
from tiendo.core.indicator import ElementKind
from tiendo.core.plan import SettingChoice, choices_in_force
from tiendo.core.plan_document import effective, plan_of, read_plan
from tiendo.demo import organisation
from tiendo.formats import plan_yaml
from tiendo.formats.text_in import read_source
from tiendo.reading.amended import amend
from tiendo.reading.plan_made import Review, all_confirmed, decided, fields_for, plan_document_of
from tiendo.reading.proposals import (
    Answer,
    Choice,
    Part,
    Piece,
    Proposal,
    Verdict,
    plan_questions,
    propose,
)
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Head

UNDERSTOOD = read()
PROPOSALS = propose(UNDERSTOOD, elements=ELEMENTS, levels=LEVELS, units=UNITS)


def made(review: Review, proposals: tuple[Proposal, ...] = PROPOSALS) -> dict[str, Any]:
    return plan_document_of(UNDERSTOOD, proposals, review, elements=ELEMENTS, say=lambda one: one.told())


def targets(document: dict[str, Any]) -> dict[str, Any]:
    assert read_plan(document, ranks=RANKS)[1] == []
    return {one["key"]: one for one in document["targets"]}


def test_all_confirmed_is_a_sound_plan() -> None:
    plan = plan_of(made(all_confirmed(PROPOSALS)), ranks=RANKS)
    assert (plan.key, plan.number, plan.day) == ("12-KH-HPN", "12/KH-HPN", date(2021, 3, 5))
    assert (plan.counts_from, plan.counts_to) == (date(2021, 1, 1), date(2025, 12, 31))
    assert len(plan.bases) == 1
    assert [one.key for one in plan.targets] == ["T01", "T02", "T03", "T04", "T05"]
    assert [(one.key, one.responsible) for one in plan.duties] == [
        ("D01", "Văn phòng Hội"),
        ("D02", "Hội phụ nữ các huyện"),
    ]
    assert [one.area for one in plan.tasks] == ["III.1", "III.2"]
    assert {one.key for one in plan.settings} == {"T01.time", "T02.persons", "T04.time", "T05.levels"}
    assert set(plan.elements) == {
        "trees",
        "loans",
        "loan_turns",
        "told_members",
        "members",
        "clubs",
        "meetings",
    }


def test_rows_nobody_decided_and_rejected_ones_stay_out() -> None:
    document = made(Review((Choice("T01"), Choice("T02", Verdict.REJECTED))))
    assert set(targets(document)) == {"T01"}
    assert [one["key"] for one in document["settings"]] == ["T01.time"]
    assert [one["key"] for one in document["elements"]] == ["trees"]


def test_a_corrected_row_is_as_corrected_and_is_not_asked_for_what_was_written() -> None:
    fields = {"goal": "45.000", "basis": "each year", "element": "alive", "name": "Cây còn sống"}
    document = made(Review((Choice("T01", Verdict.CORRECTED, fields),)))
    one = targets(document)["T01"]
    assert (one["goal"], one["basis"], one["name"]) == ("45.000", "each year", "Cây còn sống")
    assert one["indicator"] == {"form": "total", "element": "alive"}
    assert "settings" not in document


def test_a_row_is_split() -> None:
    pieces = (Piece("Cây ở xã", {"goal": "30.000"}), Piece("Cây còn sống", {"element": "alive"}))
    found = targets(made(Review((Choice("T01", Verdict.SPLIT, pieces=pieces),))))
    assert {key: (one["name"], one["goal"]) for key, one in found.items()} == {
        "T01-1": ("Cây ở xã", "30.000"),
        "T01-2": ("Cây còn sống", "40.000"),
    }


def test_a_row_merged_into_another_leaves_that_one() -> None:
    merged = Choice("T02", Verdict.MERGED, into="T01")
    corrected = Choice("T01", Verdict.CORRECTED, {"name": "Cây và vốn"})
    assert set(targets(made(Review((corrected, merged))))) == {"T01"}


def test_another_candidate_brings_its_form_along() -> None:
    assert fields_for(PROPOSALS[1], Part.COUNTED, "loan_turns") == {"form": "total", "element": "loan_turns"}
    assert fields_for(PROPOSALS[2], Part.DENOMINATOR, "told_members", kind=ElementKind.PERSONS) == {
        "denominators": [{"persons": "told_members"}]
    }
    assert fields_for(PROPOSALS[3], Part.CONDITION, "meetings") == {
        "condition": {"total": "meetings", "comparator": ">=", "amount": 1}
    }


def test_an_answer_without_a_paper_becomes_the_default_one_with_a_paper_a_decision() -> None:
    plain = Choice("T01", answers={"T01.time": Answer("each_year")})
    paper = Choice("T02", answers={"T02.persons": Answer("turns", "15-TB/HPN", date(2021, 4, 1))})
    review = Review((plain, paper))
    settings = {one["key"]: one["default"] for one in made(review)["settings"]}
    assert settings == {"T01.time": "each_year", "T02.persons": "once"}
    assert decided(PROPOSALS, review) == (("T02.persons", Answer("turns", "15-TB/HPN", date(2021, 4, 1))),)


def test_tasks_and_duties_are_left_out_and_handed_over() -> None:
    review = Review((Choice("T01"),), left_out=frozenset({"D02"}), responsible={"N01": "Ban Tuyên giáo Hội"})
    document = made(review)
    assert [one["key"] for one in document["duties"]] == ["D01"]
    assert document["tasks"][0]["responsible"] == "Ban Tuyên giáo Hội"


def test_without_a_catalogue_all_figures_are_new_and_the_plan_is_sound() -> None:
    proposals = propose(UNDERSTOOD, elements={}, levels=LEVELS)
    document = plan_document_of(
        UNDERSTOOD, proposals, all_confirmed(proposals), elements={}, say=lambda one: one.told()
    )
    assert len(targets(document)) == 5
    assert len({one["key"] for one in document["elements"]}) == len(document["elements"])


def test_the_document_is_the_same_after_its_file(tmp_path: Path) -> None:
    document = made(all_confirmed(PROPOSALS))
    again, _ = plan_yaml.read(plan_yaml.write(document))
    assert plan_of(again, ranks=RANKS) == plan_of(document, ranks=RANKS)
    assert plan_yaml.check(plan_yaml.write(document), RANKS) == []


# A letter changes a number in mid-term


@pytest.mark.parametrize(
    ("day", "goal"),
    [
        ("2021-01-01", 40_000),
        ("2023-06-30", 40_000),
        ("2023-07-01", 35_000),
        ("2024-02-29", 35_000),
        ("2024-03-01", 50_000),
        ("2025-12-31", 50_000),
    ],
)
def test_before_a_letters_day_the_old_goal_holds(day: str, goal: int) -> None:
    document = made(all_confirmed(PROPOSALS))
    choices: list[SettingChoice] = []
    for new, paper, since in (
        ("35.000", "40-CV/HPN", date(2023, 7, 1)),
        ("50.000", "9-CV/HPN", date(2024, 3, 1)),
    ):
        document, answers = amend(document, {"T01": new}, paper=paper, day=since, say=lambda one: one.told())
        choices += [
            SettingChoice(key, one.option, one.paper, since, seq=len(choices) + 1) for key, one in answers
        ]
    assert read_plan(document, ranks=RANKS)[1] == []
    held = choices_in_force(tuple(choices), as_of=date.fromisoformat(day))
    target = effective(document, held, ranks=RANKS).target("T01")
    assert target is not None
    assert target.goal == goal


# The documents beside the checkout


def confirmed(file: Path, *, known: bool) -> tuple[dict[str, Any], int]:
    document, _ = plan_yaml.read((Path(organisation.__file__).parent / "plan.yaml").read_bytes())
    elements = plan_of(document, ranks=organisation.RANKS).elements if known else {}
    understood = read_document(read_source(file.read_bytes(), file.name))
    proposals = propose(understood, elements=elements, levels=organisation.LEVELS)
    made = plan_document_of(
        understood,
        proposals,
        all_confirmed(proposals),
        elements=elements,
        say=lambda one: one.told(),
        about=plan_questions(understood),
    )
    return made, len(understood.targets)


@pytest.mark.parametrize("known", [True, False])
def test_the_examples_plan_read_and_confirmed_is_taken_by_the_check(shared: Path, known: bool) -> None:
    made, count = confirmed(shared / "seed" / "plan.txt", known=known)
    data = plan_yaml.write(made)
    assert plan_yaml.check(data, organisation.RANKS) == []
    plan = plan_of(plan_yaml.read(data)[0], ranks=organisation.RANKS)
    assert (count, len(plan.targets), len(plan.tasks), len(plan.duties)) == (20, 20, 27, 6)


def test_every_plan_read_and_confirmed_is_taken_by_the_check(shared: Path) -> None:
    for file in sorted((shared / "plans").glob("*.txt")):
        if not file.name.startswith("noisy"):
            made, count = confirmed(file, known=False)
            assert plan_yaml.check(plan_yaml.write(made), organisation.RANKS) == [], file.name
            assert len(made.get("targets", ())) == count


@pytest.mark.parametrize(
    ("kind", "subject", "called"),
    [
        ("KẾ HOẠCH", "Công tác thanh niên", "KẾ HOẠCH Công tác thanh niên"),
        ("KẾ HOẠCH", "Kế hoạch của Đoàn xã -------", "Kế hoạch của Đoàn xã"),
        ("", "Công tác thanh niên", "Công tác thanh niên"),
        ("", "", ""),
    ],
)
def test_a_document_is_called_by_its_type_once(kind: str, subject: str, called: str) -> None:
    assert Head(type=kind, subject=subject).called == called
    assert Head(issuer="Đoàn xã", type=kind, subject=subject).title == (called or "Đoàn xã")
