"""Real documents as offices wrote them: healthy ones come in word for word, broken ones mended, garbage refused."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from tiendo.core.errors import Problem
from tiendo.formats.text_in import read_source
from tiendo.reading.blocks import Paragraph, Source
from tiendo.reading.repairs import told

BROKEN = {"bg-hd-cntt-2020-2021.txt", "noisy-bgddt-kh212-2019.txt", "ocr-hg-kh118-2019.txt"}


def read(shared: Path, name: str) -> Source:
    file = shared / name
    if not file.is_file():
        pytest.skip(f"{name} is not there")
    return read_source(file.read_bytes(), file.name)


def collapsed(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())


def whole(source: Source) -> str:
    return collapsed("\n".join(block.text for block in source.blocks if isinstance(block, Paragraph)))


def mended(source: Source) -> dict[str, int]:
    return {repair.code: repair.count for repair in source.repairs}


def test_healthy_documents_come_in_word_for_word(shared: Path) -> None:
    files = sorted(file for file in (shared / "plans").glob("*.txt") if file.name not in BROKEN)
    files += [shared / "seed" / "plan.txt"]
    seen = 0
    for file in files:
        if not file.is_file():
            continue
        source = read_source(file.read_bytes(), file.name)
        assert whole(source) == collapsed(file.read_text(encoding="utf-8")), file.name
        assert set(mended(source)) <= {"repair.wrapped_lines", "repair.nfc"}, file.name
        seen += 1
    if not seen:
        pytest.skip("no documents there")


def test_words_cut_by_a_broken_font_are_whole_again(shared: Path) -> None:
    source = read(shared, "plans/bg-hd-cntt-2020-2021.txt")
    text = whole(source)
    assert mended(source)["repair.broken_letters"] > 400
    for word in ("Phấn đấu", "điện tử", "thuộc", "quốc gia", "Nghị quyết", "trực tuyến", "huyện Hiệp Hòa"):
        assert word in text, word
    assert not any(mark in text for mark in ("\u0323", "\u0300", "\u0301", "\u0309"))


def test_a_garbage_layer_is_refused(shared: Path) -> None:
    with pytest.raises(Problem) as problem:
        read(shared, "plans/noisy-bgddt-kh212-2019.txt")
    assert problem.value.code == "source.garbage"


def test_a_fair_recognition_passes_with_a_warning(shared: Path) -> None:
    source = read(shared, "plans/ocr-hg-kh118-2019.txt")
    assert mended(source)["repair.doubtful"] >= 3
    assert all(told(repair).render() for repair in source.repairs)
