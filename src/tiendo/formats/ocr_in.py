"""Pages that are pictures, recognised one by one by Debian's tesseract, so that a scan is read like any other page.

The program is told nothing but the picture of one page; what it gives are words with their places, put in lines.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

from tiendo.core.errors import Problem
from tiendo.formats.pdf_pages import Line, Word
from tiendo.formats.programs import run_apart
from tiendo.formats.source_limits import Reading

_LANGUAGE = "vie"
_SHARP, _MOST_PIXELS = 300 / 72, 40_000_000
"""Pixels to a point, and at most in a page: more is no sharper for the program and fills the memory."""

_WORD_LEVEL = "5"


@cache
def program() -> str:
    """The program that recognises Vietnamese; empty where none is installed."""
    found = shutil.which("tesseract")
    if found is None:
        return ""
    said = subprocess.run([found, "--list-langs"], capture_output=True, check=False)  # noqa: S603
    return found if _LANGUAGE in said.stdout.decode("utf-8", "replace").split() else ""


class Recogniser:
    """Recognises pages of one file; `done` counts them. Errors: Problem `source.no_ocr` where no program is there."""

    def __init__(self, pages: int, reading: Reading) -> None:
        if not program():
            raise Problem("source.no_ocr")
        self.done = 0
        self._pages, self._reading = pages, reading

    def lines(self, page: Any, number: int) -> list[Line]:
        """The lines of a page. Errors: Problem `source.ocr_failed`, `source.time`, `source.stopped`."""
        self._reading.check()
        width, height = page.get_size()
        scale = min(_SHARP, (_MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        with tempfile.TemporaryDirectory(prefix="tiendo-ocr-") as named:
            folder = Path(named)
            file = folder / "page.png"
            page.render(scale=scale, grayscale=True).to_pil().save(file, compress_level=1)
            said = run_apart([program(), str(file), "stdout", "-l", _LANGUAGE, "tsv"], folder, self._reading)
        if said is None:
            raise Problem("source.ocr_failed", page=number)
        self.done += 1
        if self._reading.progress is not None:
            self._reading.progress(number, self._pages)
        return _lines(said.decode("utf-8", "replace"), number, scale=scale, height=height)


def _lines(said: str, number: int, *, scale: float, height: float) -> list[Line]:
    """The lines of the program's table: block, paragraph and line number each word; pixels count from above."""
    made: dict[tuple[str, ...], list[Word]] = {}
    for row in said.splitlines()[1:]:
        cells = row.split("\t")
        if len(cells) < 12 or cells[0] != _WORD_LEVEL or not cells[11].strip():
            continue
        left, top, wide, high = (int(cell) / scale for cell in cells[6:10])
        word = Word(cells[11].strip(), left, left + wide, height - top - high, height - top)
        made.setdefault(tuple(cells[2:5]), []).append(word)
    look = (_size([word for words in made.values() for word in words]), False, False)
    return [Line(words, look, number) for words in made.values()]


def _size(words: list[Word]) -> float:
    """The size of a page's letters: half of the words are that high, about; of one line it would be guessed."""
    heights = sorted(word.top - word.bottom for word in words)
    return 1.2 * heights[len(heights) // 2] if heights else 0.0
