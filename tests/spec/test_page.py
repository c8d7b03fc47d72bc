"""The page of the spec tables is the one that was committed, and leaves no table out."""

from pathlib import Path

from tests.docs_method import CHAPTERS, PAGE, cases, page, sections


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run `python -m tests.docs_method --write`"


def test_every_section_has_its_place() -> None:
    here = Path(__file__).parent
    found = {f"{path.parent.name}/{path.stem.removeprefix('test_')}" for path in here.glob("*/test_*.py")}
    assert found == {f"{folder}/{name}" for _, folder, names in CHAPTERS for name in names}


def test_every_table_has_a_title_a_sentence_and_rows() -> None:
    told = [case for _, _, module in sections() for case in cases(module)]
    assert all(case.title and case.sentence.endswith((".", "?")) and case.rows for case in told)
    assert sum(len(case.rows) for case in told) >= 400
