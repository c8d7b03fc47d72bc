"""The reader's language: English msgids of the code, Vietnamese unless `--lang en`."""

from __future__ import annotations

import gettext
from collections.abc import Mapping
from pathlib import Path

from tiendo.core.errors import Finding, Problem

_LOCALE = Path(__file__).parent.parent / "locale"
_current: gettext.NullTranslations = gettext.NullTranslations()


def speak(language: str) -> None:
    """Choose the language of all that follows."""
    global _current  # noqa: PLW0603 - one process speaks one language
    _current = (
        gettext.NullTranslations()
        if language == "en"
        else gettext.translation("django", _LOCALE, ["vi"], fallback=True)
    )


def _(msgid: str) -> str:
    """The text of a msgid in the chosen language."""
    return _current.gettext(msgid)


def told(problem: Problem | Finding) -> str:
    """A refusal in the chosen language, refusals inside its details included."""
    if isinstance(problem, Finding):
        details: Mapping[str, object] = dict(problem.details)
        text = problem.template.fill(_inner(details), _)
        return f"{problem.place}: {text}" if problem.place else text
    return problem.template.fill(_inner(problem.details), _)


def _inner(details: Mapping[str, object]) -> dict[str, object]:
    return {
        name: told(value) if isinstance(value, Problem | Finding) else value
        for name, value in details.items()
    }
