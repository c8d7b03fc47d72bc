"""Which words Vietnamese can have: told by rule (onset, rime, tone), so that nonsense is known without a dictionary.

A word list would never have every name and every dialect; the rules of spelling have. VN: âm tiết hợp lệ.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

TONES = "\u0300\u0301\u0303\u0309\u0323"
"""The five written tones: grave, acute, tilde, hook above, dot below."""

_SHAPES = "\u0302\u0306\u031b"
_CHECKED = ("\u0301", "\u0323")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_ONSETS = _set("b c ch d đ g gh gi h k kh l m n ng ngh nh p ph r s t th tr v x") | {""}
_FRONT = _set("i e ê y")
_BEFORE_FRONT_ONLY = _set("gh ngh k")
_NEVER_BEFORE_FRONT = _set("c g ng")

_RIMES = _set("""
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oc oi om on ong op ot ooc oong ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt
    uân uâng uât uây uê uêch uênh uơ uy uya uych uyên uyêt uynh uyt uyn uyp uyu
    ư ưa ưc ưi ưm ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu y
    """)
_ALONE = _set("yêm yên yêng yêt yêu")
_AFTER_Q = _set("""
    ua uac uach uai uan uang uanh uao uap uat uau uay uăc uăm uăn uăng uăp uăt uân uâng uât uây
    ue uen ueo uet uê uêch uên uênh uêt ui uit uơ uôc uy uych uyên uyêt uynh uyt uyp uyn uyu uya
    """)
_AFTER_GI = _set("i in iêng iêc iêt iên iêm iêu")

_ADDRESS = re.compile(r"[^\s@]{1,64}@\S*|[a-z]{2,6}://\S*|\bwww\.\S*|\b[\w.-]+\.(?:vn|com|org|net|html?)\b")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_ENGLISH = _set("of and for with is are by from that this was were shall will which has have not")


@lru_cache(maxsize=1 << 14)
def is_syllable(word: str) -> bool:
    """Say whether Vietnamese could spell a word so, wherever its tone is put."""
    base, tone = without_tone(word.lower())
    if tone is None:
        return False
    rime = _parted(base)[1]
    if rime is None:
        return False
    return tone in _CHECKED if rime.endswith(("c", "ch", "p", "t")) else True


def without_tone(word: str) -> tuple[str, str | None]:
    """A word without its tone mark (hats, horns and breves stay), and the mark; None for more than one."""
    if word.isascii():
        return word, ""
    tones: list[str] = []
    letters: list[str] = []
    for letter in unicodedata.normalize("NFD", word):
        (tones if letter in TONES else letters).append(letter)
    base = unicodedata.normalize("NFC", "".join(letters))
    if len(tones) > 1:
        return base, None
    return base, "".join(tones)


def _parted(base: str) -> tuple[str, str | None]:
    """The onset and rime of a toneless word, or no rime where no parting is spelt so."""
    if base in _ALONE:
        return "", base
    if base.startswith("q"):
        return "q", base[1:] if base[1:] in _AFTER_Q else None
    if base.startswith("gi"):
        for onset, rime, known in (("gi", base[2:], _RIMES), ("g", base[1:], _AFTER_GI)):
            if rime in known:
                return onset, rime
        return "", None
    for length in (3, 2, 1, 0):
        onset, rime = base[:length], base[length:]
        if onset in _ONSETS and rime in _RIMES:
            front = rime[0] in _FRONT
            if (onset in _BEFORE_FRONT_ONLY and not front) or (onset in _NEVER_BEFORE_FRONT and front):
                continue
            return onset, rime
    return "", None


@dataclass(frozen=True)
class Legibility:
    """How many words of a text could be Vietnamese: of `counted` words `valid` ones, `marked` of them with marks.

    `odd` counts words with marks that no Vietnamese word is spelt like: what a scanner's reader makes of smudges.
    """

    counted: int = 0
    valid: int = 0
    marked: int = 0
    odd: int = 0

    @property
    def percent(self) -> int:
        """The share of valid words in whole per cent, rounded down; 100 where none was counted."""
        return 100 * self.valid // self.counted if self.counted else 100

    @property
    def marked_percent(self) -> int:
        """The share of words with marks in whole per cent, rounded down."""
        return 100 * self.marked // self.counted if self.counted else 0


def legibility(texts: Iterable[str]) -> Legibility:
    """Count the words of texts, without those that say nothing: numbers, codes, addresses, names, English lines."""
    counted = valid = marked = odd = 0
    for text in texts:
        for line in text.splitlines():
            words = words_of(line)
            if not words or _is_english(words):
                continue
            for word in words:
                known = _judged(word)
                if known is None:
                    continue
                counted += 1
                valid += known
                marked += known and not word.isascii()
                odd += not known and _is_odd(word)
    return Legibility(counted, valid, marked, odd)


def words_of(line: str) -> list[str]:
    """The words of a line, without addresses of mail and pages."""
    if "@" in line or "." in line or "://" in line:
        line = _ADDRESS.sub(" ", line)
    return _WORD.findall(line)


def is_odd_word(word: str) -> bool:
    """Say whether a word with marks is none that Vietnamese could spell: a misreading, most likely."""
    return _judged(word) is False and _is_odd(word)


@lru_cache(maxsize=1 << 14)
def _judged(word: str) -> bool | None:
    """Whether a word is valid; None for what says nothing about the text (numbers, codes, names)."""
    if any(letter.isdigit() for letter in word):
        letters = [letter for letter in word if letter.isalpha()]
        odd = len(letters) >= 3 and any(letter.islower() for letter in letters)
        return False if odd else None
    if is_syllable(word):
        return True
    if len(word) == 1 or (word.isupper() and len(word) <= 10):
        return None
    return None if word[0].isupper() and word.isascii() else False


def _is_odd(word: str) -> bool:
    """Say whether a word that is not Vietnamese is no foreign name or word either."""
    return not word.isascii() and not (word.istitle() and len(word) <= 7)


def _is_english(words: list[str]) -> bool:
    """Say whether a line is English: every eighth word is one of its small words, which Vietnamese does not have."""
    if _ENGLISH.isdisjoint(words):
        return False
    small = sum(word.lower() in _ENGLISH for word in words)
    return small >= 2 and 8 * small >= len(words)


_MARKS = re.compile("[" + TONES + "]")


def matching_key(text: str) -> str:
    """What two spellings of one name have in common: small letters, tone after the word, one blank between words.

    "Hoà Bình" and "Hòa Bình" give one key. For comparing only: nothing is ever written so.
    """
    words = []
    for word in unicodedata.normalize("NFC", text).lower().split():
        decomposed = unicodedata.normalize("NFD", word)
        tones = "".join(_MARKS.findall(decomposed))
        words.append(unicodedata.normalize("NFC", _MARKS.sub("", decomposed)) + tones)
    return " ".join(words)
