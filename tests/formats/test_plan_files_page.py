"""The page on plan files names every kind, every repair and refusal, and the limits that hold."""

from __future__ import annotations

import re
from pathlib import Path

from tiendo.core.errors import CATALOGUE
from tiendo.formats import doc_in, office_package, source_limits, text_in
from tiendo.reading import repairs

PAGE = (Path(__file__).parents[2] / "docs" / "reference" / "plan-files.md").read_text(encoding="utf-8")
KINDS = ("docx", "xlsx", "pdf", "doc", "html", "md", "txt", "text")


def test_every_code_is_told_and_no_other() -> None:
    assert doc_in.read_doc
    assert repairs.told
    known = {code for code in CATALOGUE if code.startswith(("source.", "repair."))}
    assert set(re.findall(r"`((?:source|repair)\.\w+)`", PAGE)) == known


def test_every_kind_is_told() -> None:
    assert tuple(re.findall(r"^\| `(\w+)` \|", PAGE, re.MULTILINE)) == KINDS


def test_the_limits_told_are_those_that_hold() -> None:
    assert (source_limits.MOST_BYTES, source_limits.MOST_PAGES, source_limits.MOST_CHARACTERS) == (
        20 * 2**20,
        500,
        12_000_000,
    )
    assert source_limits.SECONDS == 60
    assert (office_package.MOST_PARTS, office_package.MOST_UNPACKED) == (5_000, 200 * 2**20)
    assert (office_package.LARGEST_PART, office_package.MOST_RATIO) == (48 * 2**20, 250)
    assert (text_in.LEAST_WORDS, text_in.LEAST_VALID, text_in.LEAST_MARKED) == (20, 70, 35)
    for told in (
        "20 MB, 500 pages, 12 million characters",
        "60 seconds",
        "5,000 parts, 200 MB",
        "48 MB",
        "250 times",
    ):
        assert told in PAGE
    for told in ("fewer than 70 in 100", "fewer than 35 have marks", "fewer than 20 words"):
        assert told in PAGE
