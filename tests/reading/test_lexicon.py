"""Every word the reader knows says where it was seen, so that whoever changes one knows what it was put there for."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import tiendo.reading

LEXICONS = sorted((Path(tiendo.reading.__file__).parent / "lexicon").glob("*.toml"))
ENTRY = re.compile(r'"[^"]+" = "[^"]*"')
COMMENTED = re.compile(r'"[^"]+" = "[^"]*" +# \S.*')


@pytest.mark.parametrize("file", LEXICONS, ids=lambda file: file.stem)
def test_every_word_says_where_it_was_seen(file: Path) -> None:
    entries = [line for line in file.read_text(encoding="utf-8").splitlines() if ENTRY.match(line)]
    assert entries
    assert [line for line in entries if not COMMENTED.fullmatch(line)] == []
