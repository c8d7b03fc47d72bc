"""The reader's language: Vietnamese unless `--lang en`."""

from __future__ import annotations

from collections.abc import Mapping

from tiendo.core.errors import Finding, Problem
from tiendo.formats.wording import LANGUAGES, WORDS, Wording

_speaking = [Wording(LANGUAGES[0])]


def speak(language: str) -> None:
    """Choose the language of all that follows. Errors: ValueError for one there are no texts in."""
    _speaking[0] = Wording(language)


def language() -> str:
    """The language spoken."""
    return _speaking[0].language


def _(msgid: str) -> str:
    """The text of a msgid in the chosen language."""
    return _speaking[0].text(msgid)


def word(key: str, *, among: Mapping[str, str] = WORDS) -> str:
    """A word of the code (a status, a form, a book) in the chosen language."""
    return _speaking[0].word(key, among=among)


def goal(comparator: str, shown: str | None) -> str:
    """A number to be reached, with what its comparator adds to it."""
    return _speaking[0].goal(comparator, shown)


def told(problem: Problem | Finding) -> str:
    """A refusal in the chosen language, refusals inside its details included."""
    return _speaking[0].told(problem)
