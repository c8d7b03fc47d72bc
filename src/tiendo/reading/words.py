"""Words as the reader compares them, and the lexicons they are looked up in.

A syllable is compared in lower case with its tone mark moved to the end (`hoá` = `hóa`) and a closing y written i
(`tỷ` = `tỉ`); the text itself is never rewritten. Lexicons are data: `lexicon/*.toml`, phrase = meaning.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_TOKEN = re.compile(r"[0-9]+(?:[.,][0-9]+)*|[^\W\d_]+|[^\w\s]|_+|\S")
_CLOSING_Y = re.compile(r"(?<=[bcdđghklmnpqrstvx])y$")


@dataclass(frozen=True, slots=True)
class Token:
    """A number, a syllable or a mark, with its place in the document's text and what it is compared by."""

    text: str
    start: int
    end: int
    key: str

    @property
    def is_number(self) -> bool:
        """Whether it is digits, with their separators."""
        return self.text[0].isdigit()

    @property
    def is_word(self) -> bool:
        """Whether it is a syllable."""
        return self.text[0].isalpha()


@lru_cache(maxsize=20_000)
def key(word: str) -> str:
    """What a syllable is compared by."""
    small = word.lower()
    if small.isascii():
        return _CLOSING_Y.sub("i", small)
    marks = unicodedata.normalize("NFD", small)
    tones = "".join(mark for mark in marks if mark in _TONES)
    rest = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in _TONES))
    return _CLOSING_Y.sub("i", rest) + tones


def unmarked(text: str) -> str:
    """Small letters without their marks: `Đồi Gió` and `doi gio` are one."""
    marks = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(mark for mark in marks if not unicodedata.combining(mark))


def tokens(text: str, start: int = 0) -> list[Token]:
    """The tokens of a text that begins at `start` of the document."""
    return [
        Token(found[0], start + found.start(), start + found.end(), key(found[0]))
        for found in _TOKEN.finditer(text)
    ]


def keys(phrase: str) -> tuple[str, ...]:
    """What a phrase is compared by."""
    return tuple(key(word) for word in _TOKEN.findall(phrase))


class Phrases:
    """A lexicon: the longest phrase that begins, or ends, at a token, and what it means."""

    def __init__(self, meanings: Mapping[str, str]) -> None:
        self._first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._last: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in meanings.items():
            words = keys(phrase)
            self._first.setdefault(words[0], []).append((words, meaning))
            self._last.setdefault(words[-1], []).append((words, meaning))
        for table in (self._first, self._last):
            for held in table.values():
                held.sort(key=lambda pair: -len(pair[0]))

    def at(self, words: Sequence[Token], place: int) -> tuple[int, str] | None:
        """How many tokens the longest phrase from a token takes, and its meaning."""
        if not 0 <= place < len(words):
            return None
        for phrase, meaning in self._first.get(words[place].key, ()):
            if place + len(phrase) <= len(words) and all(
                words[place + n].key == one for n, one in enumerate(phrase)
            ):
                return len(phrase), meaning
        return None

    def before(self, words: Sequence[Token], place: int) -> tuple[int, str] | None:
        """The longest phrase that ends right before a token."""
        if not 0 < place <= len(words):
            return None
        for phrase, meaning in self._last.get(words[place - 1].key, ()):
            begin = place - len(phrase)
            if begin >= 0 and all(words[begin + n].key == one for n, one in enumerate(phrase)):
                return len(phrase), meaning
        return None

    def within(
        self, words: Sequence[Token], first: int = 0, last: int | None = None
    ) -> Iterator[tuple[int, int, str]]:
        """Every phrase from left to right, none overlapping: place, length, meaning."""
        place, stop = first, len(words) if last is None else last
        while place < stop:
            found = self.at(words, place)
            if found and place + found[0] <= stop:
                yield place, *found
                place += found[0]
            else:
                place += 1

    def has(self, words: Sequence[Token], first: int = 0, last: int | None = None) -> bool:
        """Whether any phrase stands between two tokens."""
        return next(self.within(words, first, last), None) is not None


@cache
def lexicon(name: str) -> Mapping[str, Phrases]:
    """A lexicon file by its tables."""
    data = resources.files("tiendo.reading").joinpath("lexicon", f"{name}.toml").read_text(encoding="utf-8")
    return {table: Phrases(held) for table, held in tomllib.loads(data).items()}
