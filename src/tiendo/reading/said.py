"""Sentences the reader says about a document: a code with details, so that every surface tells them in its language.

The texts are English msgids in `TEXTS`; the Vietnamese is in the project's `.po` file.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tiendo.reading.sentences import TEXTS


@dataclass(frozen=True)
class Said:
    """A sentence by its code and what stands in it; details are texts or numbers already as people read them."""

    code: str
    details: Mapping[str, str] = field(default_factory=dict)

    @property
    def msgid(self) -> str:
        """The English text with its fields."""
        return TEXTS[self.code]

    def told(self, translate: Callable[[str], str] = str) -> str:
        """The sentence in a language. `translate` gives the text of a msgid."""
        return translate(self.msgid).format_map(self.details)


def said(code: str, **details: str) -> Said:
    """A sentence of a code."""
    return Said(code, details)
