"""What a cell of a workbook prints: numbers, shares and days as Excel writes them in Vietnamese, without its rounding.

A figure somebody typed is kept as exact as it was typed, whatever its format shows of it; only the long tail a division
leaves is cut where the format cuts it. Nothing is padded: 12 stays 12 under a format of two decimals.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_EXCEL = Context(prec=15, rounding=ROUND_HALF_UP)
"""Excel keeps fifteen digits of a number; what a float says beyond them is noise."""

_TYPED = 4
"""Decimals beyond which a figure was calculated rather than typed."""

_GENERAL = 10
"""Digits a number without a format of its own is printed with."""

_LONGEST = 40
"""Digits beyond which a number is no figure of a plan and is printed as the file writes it."""

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[(?P<bracket>[^\]]*)\]|[_*].|(?P<digits>[0#?.,]+)|(?P<percent>%)'
    r"|(?P<general>General)|(?P<power>E[+-][0#?]+)|(?P<letter>.)",
    re.IGNORECASE | re.DOTALL,
)
_IN_BRACKETS = re.compile(r"\[(?!h+\]|m+\]|s+\])[^\]]*\]|\"[^\"]*\"|\\.", re.IGNORECASE)
_MINUTES = re.compile(r"h+[^a-z]*m+|m+[^a-z]*s+", re.IGNORECASE)

Held = str | bool | int | float | dt.datetime | dt.date | dt.time | dt.timedelta | None
"""What a cell can hold."""


def printed(held: Held, code: str) -> str:
    """The text a cell shows that holds a value under a number format such as `#,##0` or `0%`."""
    if held is None:
        return ""
    if isinstance(held, str):
        return held
    if isinstance(held, bool):
        return str(held).upper()
    if isinstance(held, (int, float)):
        return _number(held, code)
    return _time(held, code)


@dataclass(frozen=True)
class _Form:
    """What a number format asks for; `decimals` is None where it leaves them to the number.

    `zeros` is how many digits stand before the comma at least, `thousands` how often the number is divided by 1,000.
    """

    percent: bool = False
    grouped: bool = False
    decimals: int | None = None
    zeros: int = 1
    thousands: int = 0
    before: str = ""
    after: str = ""


def _number(held: float, code: str) -> str:
    value = Decimal(repr(held))
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST:
        return repr(held).replace(".", ",")
    form = _form(code)
    value = _EXCEL.plus(value).scaleb(2 * form.percent - 3 * form.thousands)
    if _places(value) > _TYPED:
        most = max(0, _GENERAL - max(1, value.adjusted() + 1)) if form.decimals is None else form.decimals
        value = value.quantize(Decimal(1).scaleb(-most), rounding=ROUND_HALF_UP)
    whole, _, decimals = f"{abs(value):f}".partition(".")
    whole, decimals = whole.zfill(form.zeros), decimals.rstrip("0")
    if form.grouped:
        whole = f"{int(whole):,}".replace(",", ".")
    minus = "-" if value < 0 and (int(whole.replace(".", "")) or decimals) else ""
    figure = f"{minus}{whole}{',' if decimals else ''}{decimals}{'%' * form.percent}"
    return f"{form.before} {figure} {form.after}".strip()


def _places(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


@lru_cache(maxsize=512)
def _form(code: str) -> _Form:
    """What the section of a format for numbers above zero asks for."""
    percent, figures, words = False, "", ["", ""]
    for token in _TOKEN.finditer(_first_section(code)):
        if token["digits"]:
            figures += token["digits"]
        elif token["percent"]:
            percent = True
        elif token["power"] or token["general"]:
            continue
        else:
            said = token["quoted"] or token["escaped"] or token["letter"] or _currency(token["bracket"])
            words[bool(figures or percent)] += said or ""
    before, after = (one.strip() if any(map(_says, one)) else "" for one in words)
    whole, point, decimals = figures.partition(".")
    thousands = len(figures) - len(figures.rstrip(",")) if figures.strip(",") else 0
    return _Form(
        percent=percent,
        grouped="," in whole.rstrip(",") or ("," in whole and bool(point)),
        decimals=sum(one in "0#?" for one in decimals) if figures else None,
        zeros=min(max(1, whole.count("0")), 15),
        thousands=thousands,
        before=before,
        after=after,
    )


def _says(letter: str) -> bool:
    return letter.isalpha() or letter in "₫$€"


def _currency(bracket: str | None) -> str:
    """The sign in `[$₫-42A]`; colours, languages and conditions in brackets print nothing."""
    return bracket[1:].partition("-")[0] if bracket and bracket.startswith("$") else ""


def _first_section(code: str) -> str:
    """A format up to its first semicolon outside quotes."""
    end = 0
    for token in _TOKEN.finditer(code):
        if token[0] == ";":
            break
        end = token.end()
    return code[:end]


def _time(held: dt.datetime | dt.date | dt.time | dt.timedelta, code: str) -> str:
    """A day, month, year or time, as much of it as the format shows."""
    if isinstance(held, dt.timedelta):
        minutes = int(held.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(held, dt.time):
        return f"{held:%H:%M}"
    letters = _IN_BRACKETS.sub("", code).lower()
    days = _MINUTES.sub("", letters)
    said = _day(held, days)
    if "h" in letters and isinstance(held, dt.datetime):
        return f"{said} {held:%H:%M}".strip()
    return said or _day(held, "dmy")


def _day(held: dt.date, letters: str) -> str:
    if "d" in letters:
        return f"{held.day:02}/{held.month:02}/{held.year:04}"
    if "m" in letters:
        return f"{held.month:02}/{held.year:04}"
    return f"{held.year:04}" if "y" in letters else ""
