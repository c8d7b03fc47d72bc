"""What a plan could make of its targets: forms, figures of the catalogue, time, and what the words leave open."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.made import ELEMENTS, LEVELS, UNITS, read
from tests.structure.test_translations import texts
from tiendo.core.indicator import Comparator, ElementKind, Judged
from tiendo.core.plan import Basis
from tiendo.core.plan_document import plan_of
from tiendo.demo import organisation
from tiendo.formats import plan_yaml
from tiendo.formats.takeaways import TAKEN
from tiendo.formats.text_in import read_source
from tiendo.reading.blocks import Paragraph, Source
from tiendo.reading.proposals import Form, Part, Proposal, areas_of, plan_questions, propose
from tiendo.reading.reader import read_document
from tiendo.reading.sentences import TEXTS
from tiendo.services.plan_reading_state import LOW


def proposed(text: str | None = None, **wanted: object) -> tuple[Proposal, ...]:
    understood = read() if text is None else read(text)
    given = {"elements": ELEMENTS, "levels": LEVELS, "units": UNITS, **wanted}
    return propose(understood, **given)  # type: ignore[arg-type]


def plan(*lines: str, years: str = "2021 - 2025") -> str:
    """A plan with these targets."""
    told = "\n".join(f"- {line}" for line in lines)
    return (
        f"KẾ HOẠCH\nCông tác hội nhiệm kỳ {years}\n\nI. MỤC ĐÍCH\n1. Làm tốt hơn.\n\nII. CHỈ TIÊU\n{told}\n"
    )


def elements_of(one: Proposal) -> dict[str, str]:
    return {need.part.value: need.element for need in one.needs}


def test_a_number_of_things_is_a_sum_over_the_term() -> None:
    trees = proposed()[0]
    assert (trees.form, trees.basis, trees.comparator) == (Form.TOTAL, Basis.WHOLE_TERM, Comparator.AT_LEAST)
    assert (trees.goal, trees.unit, elements_of(trees)) == ("40.000", "cây", {"counted": "trees"})


def test_a_figure_that_is_only_near_has_to_be_looked_at() -> None:
    same, near = proposed(plan("Trồng mới 500 cây xanh.", "Trồng 500 cây phượng."))
    assert [elements_of(one) for one in (same, near)] == [{"counted": "trees"}] * 2
    assert (same.confidence, near.confidence) == (90, 70)
    assert near.confidence < LOW <= same.confidence


def test_people_are_counted_once_a_year() -> None:
    loans = proposed()[1]
    assert (loans.form, loans.basis, loans.goal) == (Form.PERSONS, Basis.EACH_YEAR, "1.200")
    assert elements_of(loans) == {"counted": "loans"}


def test_a_share_of_people_is_a_ratio_of_who_was_reached_to_who_is_there() -> None:
    told = proposed()[2]
    assert (told.form, told.basis, told.goal, told.unit) == (Form.RATIO, Basis.EACH_YEAR, "90%", "%")
    assert elements_of(told) == {"numerator": "told_members", "denominator": "members"}


def test_a_share_of_units_is_judged_unit_by_unit() -> None:
    clubs, meetings = proposed()[3:]
    assert (clubs.form, clubs.levels, clubs.over) == (
        Form.UNIT_SHARE,
        ("commune",),
        (("commune", Judged.SUBTREE),),
    )
    assert (clubs.basis, clubs.goal, elements_of(clubs)) == (
        Basis.AT_THE_END,
        "100%",
        {"condition": "clubs"},
    )
    assert meetings.levels == ("province", "district", "commune")
    assert meetings.condition is not None
    assert (meetings.condition.comparator, meetings.condition.amount) == (Comparator.AT_LEAST, 4)
    assert (meetings.basis, elements_of(meetings)) == (Basis.EACH_YEAR, {"condition": "meetings"})


def test_three_candidates_at_most_come_best_first_with_a_margin() -> None:
    for one in proposed():
        for need in one.needs:
            scores = [each.score for each in need.candidates]
            assert len(scores) <= 3
            assert scores == sorted(scores, reverse=True)
            assert need.margin == scores[0] - (scores[1] if len(scores) > 1 else 0)


def test_what_the_catalogue_does_not_have_is_proposed_as_new() -> None:
    (bridges,) = proposed(plan("Xây mới 15 cầu giao thông nông thôn."))
    need = bridges.needs[0]
    assert need.is_new
    assert (need.new.kind, need.new.unit, need.new.name) == (
        ElementKind.FLOW,
        "cầu",
        "Xây mới cầu giao thông nông thôn",
    )
    assert need.new.key == "xay_moi_cau_giao_thong_nong_thon"


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("Tư vấn pháp luật cho 5.000 lượt phụ nữ.", ElementKind.FLOW),
        ("Dạy nghề cho 800 phụ nữ.", ElementKind.PERSONS),
        ("Duy trì 60 nhà trẻ cộng đồng.", ElementKind.STOCK),
    ],
)
def test_turns_add_up_people_count_once_what_is_kept_is_a_level(line: str, kind: ElementKind) -> None:
    (one,) = proposed(plan(line), elements={})
    assert one.needs[0].kind is kind


def test_units_that_are_no_level_here_become_a_ratio() -> None:
    (schools,) = proposed(plan("80% trường học có phòng tư vấn tâm lý."), elements={})
    assert schools.form is Form.RATIO
    number, of = schools.need(Part.NUMERATOR), schools.need(Part.DENOMINATOR)
    assert number is not None
    assert of is not None
    assert (number.kind, of.kind, of.words, of.unit) == (
        ElementKind.STOCK,
        ElementKind.STOCK,
        "trường học",
        "trường",
    )
    assert number.element != of.element


def test_a_figure_asked_too_seldom_is_not_taken_for_every_month() -> None:
    (visits,) = proposed(plan("Mỗi tháng thăm 20 lượt hộ nghèo."))
    assert (visits.basis, visits.needs[0].is_new) == (Basis.EACH_MONTH, True)


def test_by_a_year_is_a_basis_with_its_day() -> None:
    (one,) = proposed(plan("Đến năm 2023 trồng mới 9.000 cây xanh."))
    assert (one.basis, str(one.by)) == (Basis.BY_DATE, "2023-12-31")


def test_the_area_is_the_group_of_tasks_a_target_is_like() -> None:
    areas = {area.key: area.name for area in areas_of(read())}
    assert areas == {
        "III.1": "Tuyên truyền, giáo dục pháp luật",
        "III.2": "Phát triển kinh tế, bảo vệ môi trường",
    }
    guessed = [one.area.key if one.area else "" for one in proposed()]
    assert guessed == ["III.2", "III.2", "III.1", "III.1", "III.1"]


# Questions


def asked(one: Proposal) -> dict[str, list[str]]:
    return {each.key: [option.key for option in each.options] for each in one.questions}


def test_only_what_changes_a_figure_is_asked() -> None:
    trees, loans, told, clubs, meetings = proposed()
    assert asked(trees) == {"T01.time": ["whole_term", "each_year"]}
    assert asked(loans) == {"T02.persons": ["once", "turns"]}
    assert asked(told) == {}
    assert asked(clubs) == {"T04.time": ["at_the_end", "each_year"]}
    assert asked(meetings) == {"T05.levels": ["without", "with"]}


def test_an_answer_says_what_it_does_to_the_figure() -> None:
    trees, _, _, _, meetings = proposed()
    effects = [option.effect.told() for option in trees.questions[0].options if option.effect]
    assert effects == ["40.000 cây in all", "40.000 cây each year for 5 years make 200.000 cây"]
    counted = [option.effect.told() for option in meetings.questions[0].options if option.effect]
    assert counted == ["110 units are counted", "810 units are counted"]


def test_a_plan_of_one_year_is_not_asked_for_years() -> None:
    text = plan("Trồng mới 40.000 cây xanh.").replace("nhiệm kỳ 2021 - 2025", "năm 2022")
    (trees,) = proposed(text)
    assert trees.questions == ()


def test_somebody_admitted_is_not_asked_for_turns() -> None:
    (one,) = proposed(plan("Hàng năm kết nạp 900 hội viên."), elements={})
    assert (one.form, one.questions) == (Form.PERSONS, ())


def test_a_range_and_an_about_are_asked() -> None:
    (several,) = proposed(plan("Hàng năm trồng mới từ 700 đến 800 cây xanh."))
    assert [(o.key, dict(o.patch)) for o in several.questions[0].options] == [
        ("low", {}),
        ("high", {"goal": "800"}),
    ]
    (about,) = proposed(plan("Hàng năm trồng mới khoảng 700 cây xanh."))
    assert [(o.key, dict(o.patch)) for o in about.questions[0].options] == [
        ("at_least", {}),
        ("at_most", {"comparator": "<="}),
    ]


def test_a_term_between_congresses_is_asked_for_its_first_day() -> None:
    understood = read(plan("Trồng mới 40.000 cây xanh.", years="2020 - 2025"))
    (question,) = plan_questions(understood)
    assert (question.target, question.default) == ("*", "whole_years")
    assert [dict(one.patch) for one in question.options] == [{}, {"*": {"counts_from": "2020-01-01"}}]
    assert plan_questions(read()) == ()


def test_the_same_reading_gives_the_same_proposals() -> None:
    assert proposed() == proposed()


def test_every_sentence_is_told_in_vietnamese() -> None:
    found = texts()
    assert [text for text in (*TEXTS.values(), *TAKEN) if not found.get(text)] == []


# The plan beside the checkout, with the example's own catalogue

AS_IN_THE_EXAMPLE = {
    "T01": "briefed_officers/officers",
    "T02": "briefed_members/members",
    "T03": "briefed_association_members/association_members",
    "T04": "briefed_youth/youth_present",
    "T05": "economic_models",
    "T06": "startup_projects",
    "T07": "env_activities",
    "T08": "trees_planted",
    "T09": "career_counselling",
    "T10": "vocational_trainees",
    "T11": "job_referrals",
    "T12": "youth_ideas",
    "T13": "support_models",
    "T14": "play_areas",
    "T15": "children_supported",
    "T16": "language_activities",
    "T17": "new_members",
    "T19": "elite_introduced",
    "T20": "new_party_from_elite/new_party_members",
}
"""All but the rate of those gathered, whose formula the text does not give."""

BASES = {
    "each year": {"T01", "T02", "T03", "T04", "T05", "T06", "T07", "T16"},
    "at the end": {"T13", "T14", "T18"},
}


def test_the_examples_plan_finds_the_figures_the_example_counts(shared: Path) -> None:
    file = shared / "seed" / "plan.txt"
    document, _ = plan_yaml.read((Path(organisation.__file__).parent / "plan.yaml").read_bytes())
    known = plan_of(document, ranks=organisation.RANKS).elements
    understood = read_document(read_source(file.read_bytes(), file.name))
    found = {one.key: one for one in propose(understood, elements=known, levels=organisation.LEVELS)}
    got = {key: "/".join(need.element for need in one.needs) for key, one in found.items()}
    assert {key: value for key, value in got.items() if key != "T18"} == AS_IN_THE_EXAMPLE
    for basis, keys in BASES.items():
        assert {key for key, one in found.items() if one.basis.value == basis} == keys
    areas = [one.area.key[-1] if one.area else "" for one in found.values()]
    assert areas.count("1") >= 4
    right = "1111" + "22222222" + "333" + "4" + "5555"
    assert sum(left == there for left, there in zip(areas, right, strict=True)) >= 18


def test_work_without_a_number_is_named_by_all_its_words() -> None:
    said = "Ban Phong trào hoàn thành việc sửa chữa nhà truyền thống trong năm 2025."
    lines = ("KẾ HOẠCH", "Công tác đoàn giai đoạn 2024 - 2027", "I. CÁC CHỈ TIÊU", said)
    understood = read_document(Source("docx", tuple(Paragraph(line) for line in lines)))
    (one,) = propose(understood, elements={}, levels=LEVELS)
    assert one.name == "Ban Phong trào hoàn thành việc sửa chữa nhà truyền thống"
    assert (one.goal, one.unit, one.basis, str(one.counts_to)) == (
        "1",
        "việc",
        Basis.WHOLE_TERM,
        "2025-12-31",
    )
    assert [(need.new.name, need.new.unit) for need in one.needs] == [(one.name, "việc")]
