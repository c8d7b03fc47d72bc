"""Amounts and ratios, with the one reader and the one printer of Vietnamese numbers.

An amount is an `int` in the smallest unit of its data element, which has `decimals` digits after the comma (0
for trees, 1 for 37,5 km). A ratio is a `Fraction`. A point groups thousands, a comma begins the part:
`1.234,5`. What can be read in two ways is refused with advice, never guessed.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from typing import NoReturn

from tiendo.core.errors import Problem, ProblemKind, register

MAX_AMOUNT = 10**12
"""The largest amount of one figure, in the element's smallest unit."""

MAX_DECIMALS = 6
"""The most digits after the comma a data element can have."""

_MAX_TEXT = 200

_INVALID = ProblemKind.INVALID
register("quantity.empty", _INVALID, "Write a number, for example 1.234; write 0 where the count is zero.")
register("quantity.too_long", _INVALID, "“{text}” is too long for a number; write it in digits.")
register("quantity.unreadable", _INVALID, "“{text}” is not a number; write it in digits, for example 1.234.")
register("quantity.negative", _INVALID, "“{text}” is below zero; a figure is zero or more.")
register("quantity.too_large", _INVALID, "“{text}” is larger than any figure can be ({most}).")
register(
    "quantity.decimals",
    _INVALID,
    "“{text}” is too fine; this is counted to {decimals} digits after the comma.",
)
register(
    "quantity.decimal_point",
    _INVALID,
    "“{text}”: write a comma before the part (1,5), a point only in 1.234.",
)
register("quantity.comma_grouping", _INVALID, "“{text}”: thousands take a point; write {suggestion}.")
register(
    "quantity.grouping",
    _INVALID,
    "“{text}”: each point or space stands before three digits, as in 1.234.567.",
)
register("quantity.separators", _INVALID, "“{text}” mixes separators; write it as in 1.234.567,8.")
register(
    "quantity.ambiguous", _INVALID, "“{text}” can be read in two ways; write it in digits, as in 1.234.000."
)
register("quantity.percent", _INVALID, "“{text}” is a percentage; a count is asked for.")
register("quantity.no_percent", _INVALID, "“{text}” is not a percentage; write it as in 37,5%.")
register(
    "quantity.weights", _INVALID, "To share out an amount, at least one weight is above zero and none below."
)


class ValueState(StrEnum):
    """The four kinds of nothing and of something, kept apart because each asks for another action (R3).

    FIGURE: reported; *zero* is a figure whose amount is 0. NIL: declared, nothing happened. MISSING: expected
    and not heard from. NOT_APPLICABLE: out of scope, or the unit closed.
    VN: số liệu, không phát sinh, chưa báo cáo, không áp dụng
    """

    FIGURE = "figure"
    NIL = "nil"
    MISSING = "missing"
    NOT_APPLICABLE = "not_applicable"


# What looks like ASCII spaces, digits and dashes, and marks nobody sees; NFKC would turn 10² into 102.
_ALIKE: dict[int, str | None] = {
    **dict.fromkeys((0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000), " "),
    **{0xFF10 + digit: str(digit) for digit in range(10)},
    **dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212, 0xFF0D), "-"),
    **dict(zip(map(ord, "，．％／"), ",.%/", strict=True)),
    **dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF)),
}


def tidy(text: str) -> str:
    """What a reader sees in typed or pasted text: NFC, plain digits, dashes, spaces; trimmed, lower case."""
    return unicodedata.normalize("NFC", text.translate(_ALIKE)).strip().lower()


_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")


def _key(word: str) -> str:
    """A syllable with its tone mark at the end: it does not matter on which vowel the mark was typed."""
    marks = unicodedata.normalize("NFD", word)
    rest = "".join(mark for mark in marks if mark not in _TONES)
    return unicodedata.normalize("NFC", rest) + "".join(mark for mark in marks if mark in _TONES)


def _words(spelled: str) -> dict[str, int]:
    """A table from `word=value` pairs."""
    pairs = (pair.split("=") for pair in spelled.split())
    return {_key(word): int(value) for word, value in pairs}


_DIGITS = _words("không=0 một=1 hai=2 ba=3 bốn=4 năm=5 sáu=6 bảy=7 bẩy=7 tám=8 chín=9")
_COMMON = {word: value for word, value in _DIGITS.items() if value not in (0, 5)}
_AFTER_TEN = _COMMON | _words("lăm=5 nhăm=5")
_AFTER_TENS = _AFTER_TEN | _words("mốt=1 tư=4")
_AFTER_ODD = _COMMON | _words("năm=5 tư=4")
_TEN, _TENS, _DOZEN, _HUNDRED = (_words(word) for word in ("mười=10", "mươi=10", "chục=10", "trăm=100"))
_ODD = _words("linh=0 lẻ=0")
_SCALES = _words("nghìn=1000 ngàn=1000 vạn=10000 triệu=1000000 tỷ=1000000000 tỉ=1000000000")
_AND_HALF = _words("rưỡi=2 rưởi=2")
_HALF = _words("nửa=2")
_FIVE_OR_YEARS = _key("năm")

_TOKEN = re.compile(r"[0-9]+(?:[., ][0-9]+)*|[^\W\d_]+|\S")
_NUMERAL = re.compile(r"[0-9., ]+")
_WHOLE = re.compile(r"[0-9]+|[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+")
_ENGLISH = re.compile(r"([1-9][0-9]{0,2}(?:,[0-9]{3})+)(?:\.([0-9]+))?")
_POINT = re.compile(r"([0-9]+)\.([0-9]+)")
_GROUPS = re.compile(r"[0-9]+(?:\.[0-9]+)+|[0-9]+(?: [0-9]+)+")


def _numeral(token: str, said: str, *, decimals: int, scaled: bool = False) -> Fraction:
    """The number of digits and separators in what was said; a scale word after it is `scaled`."""
    if scaled and _ENGLISH.fullmatch(token):
        raise Problem("quantity.ambiguous", text=said)
    whole, _, part = token.partition(",")
    if not _WHOLE.fullmatch(whole) or not (part.isdigit() or token == whole):
        _refuse_numeral(token, said, decimals)
    if len(part) > decimals:
        if _ENGLISH.fullmatch(token):
            _refuse_numeral(token, said, decimals)
        raise Problem("quantity.decimals", text=said, decimals=decimals)
    return Fraction(int(whole.replace(".", "").replace(" ", "") + part), 10 ** len(part))


def _refuse_numeral(token: str, said: str, decimals: int) -> NoReturn:
    """Say what is wrong with badly separated digits; a suggestion only where there is one way to mean it."""
    english, point = _ENGLISH.fullmatch(token), _POINT.fullmatch(token)
    if english and english[2] is None:
        meant = said.replace(token, token.replace(",", "."), 1)
        raise Problem("quantity.comma_grouping", text=said, suggestion=meant)
    if point and (len(point[2]) != 3 or point[1] == "0"):
        code, part = "quantity.decimal_point", point[2]
    elif english:
        code, part = "quantity.separators", english[2]
    else:
        raise Problem("quantity.grouping" if _GROUPS.fullmatch(token) else "quantity.separators", text=said)
    if len(part) > decimals:
        raise Problem(code, text=said)
    meant = token.translate(str.maketrans(",.", ".,"))
    raise Problem(code, text=said, suggestion=said.replace(token, meant, 1))


class _Spoken:
    """Reads one number in words, or digits with scale words, from left to right."""

    def __init__(self, number: str, said: str) -> None:
        self.text = said
        self.left = [_key(token) for token in reversed(_TOKEN.findall(number))]

    def refuse(self, code: str = "quantity.unreadable") -> NoReturn:
        raise Problem(code, text=self.text)

    def take(self, table: dict[str, int]) -> int | None:
        """The value of the next word where the table has it."""
        if self.left and self.left[-1] in table:
            return table[self.left.pop()]
        return None

    def number(self) -> Fraction:
        """The whole text as a number: parts with ever smaller scales."""
        if self.take(_HALF):
            scale = self.take(_SCALES)
            return Fraction(scale, 2) if scale and not self.left else self.refuse()
        total, before = Fraction(0), 0
        while self.left:
            value, unit, bare = self.part(leading=not before)
            scale = self.take(_SCALES) or 1
            if before:
                self.check_order(value * scale, scale, before=before, bare=bare)
            half = Fraction(scale if scale > 1 else unit, 2) if self.take(_AND_HALF) else Fraction(0)
            if half == Fraction(1, 2) or (self.left and (half or scale == 1)):
                self.refuse()
            if value.denominator > 1 and (before or half or self.left):
                self.refuse()
            total, before = total + value * scale + half, scale
        return total

    def check_order(self, value: Fraction, scale: int, *, before: int, bare: bool) -> None:
        """A further part is smaller than the scale before it; `2 triệu 300` may be either of two numbers."""
        if scale == 1 and (before != 1000 or bare):
            self.refuse("quantity.ambiguous")
        if value >= before or scale >= before:
            self.refuse()

    def part(self, *, leading: bool) -> tuple[Fraction, int, bool]:
        """What stands before a scale word: its value, the unit `rưỡi` halves, and if it cannot do without."""
        if "0" <= self.left[-1][0] <= "9":
            value = _numeral(self.left.pop(), self.text, decimals=_MAX_TEXT, scaled=True)
            times = self.take(_HUNDRED) or self.take(_DOZEN) or 1
            return value * times, 100 if times == 100 else 1, True
        if self.take(_TEN):
            return Fraction(10 + self.ones(_AFTER_TEN)), 1, False
        if not leading and self.take(_ODD) is not None:
            return Fraction(self.take(_AFTER_ODD) or self.refuse()), 1, False
        digit = self.take(_DIGITS)
        if digit is None:
            self.refuse()
        if self.take(_HUNDRED):
            if leading and not digit:
                self.refuse()
            rest = self.below_hundred()
            return Fraction(digit * 100 + rest), 1 if rest else 100, False
        tens = self.tens(digit)
        return Fraction(digit if tens is None else tens), 1, tens is None

    def below_hundred(self) -> int:
        """What follows `trăm`; a bare digit there is colloquial (`một trăm hai` is 120) and refused."""
        if self.take(_TEN):
            return 10 + self.ones(_AFTER_TEN)
        if self.take(_ODD) is not None:
            return self.take(_AFTER_ODD) or self.refuse()
        digit = self.take(_DIGITS)
        if digit is None:
            return 0
        tens = self.tens(digit)
        return self.refuse("quantity.ambiguous") if tens is None else tens

    def tens(self, digit: int) -> int | None:
        """The rest of `hai mươi mốt` or `ba chục` after its first digit; None where neither word follows."""
        if self.take(_TENS):
            return digit * 10 + self.ones(_AFTER_TENS) if digit > 1 else self.refuse()
        if self.take(_DOZEN):
            return digit * 10 if digit else self.refuse()
        return None

    def ones(self, table: dict[str, int]) -> int:
        """The digit after ten or tens; `hai mươi năm` is twenty years as well as twenty-five."""
        if self.left and self.left[-1] == _FIVE_OR_YEARS:
            self.refuse("quantity.ambiguous")
        return self.take(table) or 0


def _readable(text: str) -> str:
    """Tidied text of bounded length; refuses what is too long, empty or negative."""
    if len(text) > _MAX_TEXT:
        raise Problem("quantity.too_long", text=text[:20] + "…")
    plain = tidy(text)
    if plain in ("", "-"):
        raise Problem("quantity.empty")
    if plain[0] == "-" or plain.startswith("âm "):
        raise Problem("quantity.negative", text=plain)
    return plain


def _read(number: str, said: str, *, decimals: int) -> int:
    """The number in what was said, as an amount."""
    digits = _NUMERAL.fullmatch(number)
    value = _numeral(number, said, decimals=decimals) if digits else _Spoken(number, said).number()
    scaled: Fraction = value * 10**decimals
    if scaled.denominator != 1:
        raise Problem("quantity.decimals", text=said, decimals=decimals)
    if scaled > MAX_AMOUNT:
        raise Problem("quantity.too_large", text=said, most=print_amount(MAX_AMOUNT, decimals=decimals))
    return scaled.numerator


def read_amount(text: str, *, decimals: int = 0) -> int:
    """Read one Vietnamese number: `300.000`, `37,5`, `02`, `25 nghìn`, `1,5 triệu`, `hai mươi mốt`.

    The answer is in the smallest unit of an element with `decimals` digits (0 to 6). Errors: Problem
    `quantity.*`, where `suggestion` in its details is what to write, if there is only one way to mean it.
    VN: số lượng
    """
    _check_decimals(decimals)
    plain = _readable(text)
    if plain.endswith("%"):
        raise Problem("quantity.percent", text=plain)
    return _read(plain, plain, decimals=decimals)


def read_percent(text: str) -> Fraction:
    """Read a percentage (`37,5%`, `65 phần trăm`) as the exact ratio it stands for: 37,5% is 3/8.

    Errors: Problem `quantity.no_percent` without the sign, otherwise as `read_amount`. VN: tỷ lệ phần trăm
    """
    plain = _readable(text)
    number = plain.removesuffix("%") if plain.endswith("%") else plain.removesuffix("phần trăm")
    if number in (plain, ""):
        raise Problem("quantity.no_percent", text=plain)
    return Fraction(_read(number.strip(), plain, decimals=MAX_DECIMALS), 100 * 10**MAX_DECIMALS)


def _check_decimals(decimals: int) -> None:
    if not 0 <= decimals <= MAX_DECIMALS:
        raise ValueError(f"decimals must be 0 to {MAX_DECIMALS}: {decimals}")


def _print(amount: int, decimals: int, *, point: str, group: str, idle: bool = False) -> str:
    """Digits with the given separators; `idle` keeps zeros at the end of the part."""
    whole, part = divmod(abs(amount), 10**decimals)
    digits = f"{part:0{decimals}}" if decimals else ""
    if not idle:
        digits = digits.rstrip("0")
    sign = "-" if amount < 0 else ""
    return sign + f"{whole:,}".replace(",", group) + (point + digits if digits else "")


def print_amount(amount: int, *, decimals: int = 0) -> str:
    """Print an amount the Vietnamese way, without idle zeros: `300.000`, `37,5`, `-1.234`."""
    _check_decimals(decimals)
    return _print(amount, decimals, point=",", group=".")


def decimal_string(amount: int, *, decimals: int) -> str:
    """Print an amount for machines (JSON, CSV), without idle zeros: `300000`, `37.5`."""
    _check_decimals(decimals)
    return _print(amount, decimals, point=".", group="")


def ratio_string(ratio: Fraction) -> str:
    """Print an exact ratio for machines, in lowest terms: `3/8`, `1/1`."""
    return f"{ratio.numerator}/{ratio.denominator}"


@lru_cache(maxsize=8192)
def print_percent(
    numerator: int, denominator: int, *, goal: Fraction | None = None, decimals: int = 1
) -> str:
    """Print a ratio as a percentage that never seems to be on another side of goal, 0% or 100% than it is.

    Rounds half up to `decimals` digits (0 to 6), with more digits where needed: 6496/10000 against a goal of
    65% is `64,96%`. Zeros at the end are dropped only when the printed value is exact. A goal without a last
    digit, such as 2/3, is met on the dot by no printed value, so it only binds values beside it.
    Errors: ValueError for a denominator that is not positive (the caller knows it is *not applicable*).
    """
    _check_decimals(decimals)
    if denominator <= 0:
        raise ValueError(f"no percentage over {denominator}")
    marks = [(0, 1), (1, 1)] + ([] if goal is None else [(goal.numerator, goal.denominator)])
    bounds = [
        (top, bottom, _side(numerator * bottom, top * denominator))
        for top, bottom in marks
        if numerator * bottom != top * denominator or _has_last_digit(Fraction(numerator, denominator))
    ]
    digits = decimals
    while True:
        scale: int = 10**digits
        printed = _rounded(100 * scale * numerator, denominator)
        if all(_side(printed * bottom, 100 * scale * top) == side for top, bottom, side in bounds):
            break
        digits += 1
    exact = printed * denominator == 100 * scale * numerator
    return _print(printed, digits, point=",", group=".", idle=not exact) + "%"


def _rounded(numerator: int, denominator: int) -> int:
    """The nearest whole number, a half away from zero."""
    size = (2 * abs(numerator) + denominator) // (2 * denominator)
    return size if numerator >= 0 else -size


def _has_last_digit(value: Fraction) -> bool:
    """Whether a ratio can be written out in the decimal system."""
    enough: int = 10 ** value.denominator.bit_length()
    return enough % value.denominator == 0


def _side(value: int, mark: int) -> int:
    return (value > mark) - (value < mark)


def largest_remainder(total: int, weights: Sequence[int]) -> list[int]:
    """Share out a total by weights so that the parts are whole and add up to it; ties go to the earlier.

    Errors: Problem `quantity.weights` for a negative weight, or no weight above zero while there is something
    to share; ValueError for a negative total (a bug). VN: phân bổ chỉ tiêu
    """
    if total < 0:
        raise ValueError(f"a total to share out is not negative: {total}")
    whole = sum(weights)
    if any(weight < 0 for weight in weights) or (whole == 0 and total > 0):
        raise Problem("quantity.weights")
    if whole == 0:
        return [0] * len(weights)
    shares = [total * weight // whole for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda at: -(total * weights[at] % whole))
    for at in by_remainder[: total - sum(shares)]:
        shares[at] += 1
    return shares
