"""How large a plan's file may be and how long reading it may take, and in which words a file is refused.

Every refusal says what is wrong and what the person who brought the file can do.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from tiendo.core.errors import Problem, ProblemKind, register

_INVALID = ProblemKind.INVALID
register("source.empty", _INVALID, "There is nothing in this file. Choose it again.")
register("source.no_words", _INVALID, "There is no text in this file. Choose the file with the plan's words.")
register(
    "source.too_large", _INVALID, "The file has {size} MB; at most {most} MB are read. Bring the plan alone."
)
register(
    "source.too_long", _INVALID, "The file has {pages} pages; at most {most} are read. Bring the plan alone."
)
register(
    "source.too_much_text", _INVALID, "The file holds too much text to be one plan. Bring the plan alone."
)
register(
    "source.time",
    _INVALID,
    "Reading the file took more than {seconds} seconds and was stopped. Bring the plan alone.",
)
register("source.stopped", ProblemKind.CONFLICT, "Reading was stopped; nothing was kept.")
register(
    "source.kind",
    _INVALID,
    "This is no document that can be read. Word (.docx, .doc), Excel (.xlsx), PDF, text (.txt, .md) and web pages "
    "(.html) can; or paste the words.",
)
register(
    "source.picture",
    _INVALID,
    "This is a picture, whatever the file's name says. Bring the Word file, a PDF with text, or a PDF of the scan.",
)
register(
    "source.sheet",
    _INVALID,
    "This is an old Excel file (.xls) or a binary one (.xlsb). Open it, save it as .xlsx and choose it again.",
)
register(
    "source.damaged",
    _INVALID,
    "The file is damaged or was not sent whole. Open it, save it again and choose it again.",
)
register("source.bomb", _INVALID, "Unpacked, this file is far larger than it looks; it is not read.")
register(
    "source.entities",
    _INVALID,
    "The file holds definitions (DTD, entities) that Word and Excel never write; it is not read. Save it again in "
    "Word or Excel.",
)
register(
    "source.encrypted",
    _INVALID,
    "The file is locked by a password. Open it, save it without a password and choose it again.",
)
register(
    "source.no_text",
    _INVALID,
    "The pages of this file are pictures: there is no text in them. Bring the Word file the scan was made from, or "
    "have the pages recognised (--ocr).",
)
register(
    "source.garbage",
    _INVALID,
    "The text in this file is not readable Vietnamese (only {percent} in 100 of its words are): most likely a scanner "
    "wrote it. Bring the Word file, or have the pages recognised anew (--ocr).",
)
register("repair.macros", _INVALID, "The file holds macros; they were not run and not read.")
register(
    "repair.tracked_changes",
    _INVALID,
    "The file holds {count} tracked changes; the text as accepted was read.",
)
register(
    "repair.furniture",
    _INVALID,
    "Page numbers, headers and footers between the lines were left out: {count}.",
)
register(
    "repair.doubtful",
    _INVALID,
    "Some words look wrongly recognised ({count}, e.g. {example}). Compare the figures with the paper.",
)
register(
    "repair.scanned_pages", _INVALID, "{count} pages are pictures without text; nothing of them was read."
)
register("repair.hidden_text", _INVALID, "Text hidden in the file was left out: {count} pieces.")
register("repair.hidden_sheets", _INVALID, "{count} hidden sheets of the workbook were not read.")
register("repair.hidden_cells", _INVALID, "{count} hidden rows and columns with words in them were not read.")
register(
    "repair.no_value",
    _INVALID,
    "{count} formulas have no stored value and were left empty (e.g. {example}). Open the file in Excel, save it and "
    "choose it again.",
)

register(
    "source.no_ocr",
    _INVALID,
    "No program that recognises Vietnamese in pictures is installed here: sudo apt install tesseract-ocr-vie.",
)
register(
    "source.ocr_failed",
    _INVALID,
    "Page {page} could not be recognised. Scan it more clearly, or bring the Word file.",
)
register(
    "repair.ocr",
    _INVALID,
    "Text was recognised in pictures on {count} pages. Compare the figures with the paper.",
)

MOST_BYTES, MOST_PAGES, MOST_CHARACTERS = 20 * 2**20, 500, 12_000_000
"""Most bytes of a file, pages of a PDF and characters of a document that are read."""

SECONDS = 60
"""How long reading one file may take unless the caller says otherwise."""


@dataclass(frozen=True)
class Reading:
    """What the caller allows: `seconds` from now on, and whether to go on, asked for now and then.

    `progress` is told how many pages of how many are done; `stopped` answers true when the person gave up.
    """

    seconds: int = SECONDS
    ocr: bool = False
    progress: Callable[[int, int], None] | None = None
    stopped: Callable[[], bool] | None = None
    began: float = field(default_factory=time.monotonic)

    @property
    def left(self) -> float:
        """The seconds that are left, for a program run beside this one."""
        return self.seconds - (time.monotonic() - self.began)

    def check(self) -> None:
        """Go on only while there is time. Errors: Problem `source.time`, `source.stopped`."""
        if self.stopped is not None and self.stopped():
            raise Problem("source.stopped")
        if self.left <= 0:
            raise Problem("source.time", seconds=self.seconds)
