"""What kind of target a number is, and the unit that goes with the kind."""

from __future__ import annotations

from dataclasses import dataclass

from tiendo.reading.comparing import Comparison, moves
from tiendo.reading.counting import Unit, counts, subject_bodies
from tiendo.reading.mentions import Mention
from tiendo.reading.passages import Passage
from tiendo.reading.understood import Goal, TargetKind
from tiendo.reading.universals import JOINS, each_of
from tiendo.reading.words import keys, lexicon, tokens

_STOPS = frozenset(keys("lên xuống còn đạt dưới đến tới"))
_GROWTH = keys("trưởng")[0]
_RATE_OF = frozenset(keys("lệ độ mức"))
"""Ends of `tỷ lệ`, `tốc độ`, `mức` before a verb of change."""
_FLOW = frozenset(keys("mới nạp"))
_ORIGIN = frozenset(keys("từ là"))
_RATIO = keys("tỷ lệ")
_REACH = 12
_FAR = 80
_WHOLE = 100
_TIMES = "lần"
_MEAN = keys("bình quân")
_RATES = {"annual": "năm", "school_year": "năm học", "month": "tháng", "quarter": "quý", "week": "tuần"}
_EXCEPTION = (keys("đối với"), keys("riêng"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind, the unit to print, and whose result it is."""

    kind: TargetKind
    unit: str
    scope: str = ""


def share(
    passage: Passage, one: Mention, compared: Comparison, *, period: str, before: TargetKind | None
) -> Kind:
    """The kind of a percentage. `before` is the kind of the share before it, which an exception repeats."""
    if is_change(passage, one):
        return Kind(TargetKind.RATE_OF_CHANGE, "%/năm" if period == "annual" else "%")
    first, last = passage.segment(one.first)
    if before is not None and _is_exception(passage, one):
        return Kind(before, "%")
    behind = counts(passage, one.last, min(passage.clause(one.last - 1)[1], one.last + 6, last))
    if one.value > _WHOLE:
        return Kind(TargetKind.RATIO, "%")
    if behind == "person":
        return Kind(_of_people(passage, one), "%", _scope(passage, one))
    if behind:
        kind = TargetKind.RATIO if behind == "mass" else TargetKind.SHARE_OF_UNITS
        return Kind(kind, "%", _scope(passage, one))
    start = max(first, _ratio_word(passage, one, first), compared.first - 3 * _REACH)
    ahead = counts(passage, start, one.first)
    told = _ratio_word(passage, one, first) >= first
    if ahead == "person":
        return Kind(TargetKind.SHARE_OF_POPULATION, "%")
    if ahead == "level":
        return Kind(TargetKind.SHARE_OF_UNITS, "%")
    if ahead == "mass" or told:
        return Kind(TargetKind.RATIO, "%")
    return Kind(TargetKind.SHARE_OF_POPULATION, "%")


def is_change(passage: Passage, one: Mention) -> bool:
    """Whether the percentage is itself the change: `tăng 10 - 12%`, not `nâng lên 80%`."""
    words = passage.words
    first, _ = passage.clause(one.first)
    verb = max(
        (
            place
            for name in ("up", "down")
            for place in passage.places(("comparing", name), first, one.first)[-1:]
        ),
        default=-1,
    )
    if verb < 0 or not moves(passage, one):
        return False
    between = {word.key for word in words[verb + 1 : one.first]}
    named = verb > 0 and words[verb - 1].key in _RATE_OF
    return named or not between & _STOPS or _GROWTH in between


def _is_exception(passage: Passage, one: Mention) -> bool:
    """Whether the segment only names for whom the figure before it differs."""
    first, _ = passage.segment(one.first)
    words = passage.words
    while first < one.first and not words[first].is_word:
        first += 1
    return any(tuple(w.key for w in words[first : first + len(start)]) == start for start in _EXCEPTION)


def _of_people(passage: Passage, one: Mention) -> TargetKind:
    """A share of people; of people newly counted by where they come from, it is a ratio of two flows."""
    _, last = passage.clause(one.last - 1)
    seen = [word.key for word in passage.words[one.last : min(last, one.last + _REACH)]]
    flows = next((place for place, word in enumerate(seen) if word in _FLOW), None)
    origin = flows is not None and any(word in _ORIGIN for word in seen[flows:])
    return TargetKind.RATIO if origin else TargetKind.SHARE_OF_POPULATION


def _ratio_word(passage: Passage, one: Mention, first: int) -> int:
    for place in range(one.first - 2, max(first, one.first - _FAR) - 1, -1):
        if tuple(word.key for word in passage.words[place : place + 2]) == _RATIO:
            return place + 2
    return -1


def _scope(passage: Passage, one: Mention) -> str:
    """Whom a share is of: the words behind it up to its predicate."""
    words, (_, last) = passage.words, passage.clause(one.last - 1)
    end = one.last
    while end < min(last, one.last + 8) and words[end].is_word and words[end].key not in _PREDICATES:
        end += 1
    while end > one.last and words[end - 1].key in JOINS:
        end -= 1
    return " ".join(word.text for word in words[one.last : end])


_PREDICATES = frozenset(
    keys("có được đạt tổ xây thực triển tham hoàn duy tiếp đảm biết sử là phát lấy tuyên đăng")
)


def counted(
    passage: Passage, one: Mention, unit: Unit, *, compared: Comparison, period: str, own: bool
) -> Kind:
    """The kind of a number with a unit. `own` says the sentence itself names the period."""
    rates = "".join(f"/{rate}" for rate in unit.rates)
    body = each_of(passage, one)
    if unit.name == _TIMES and moves(passage, one):
        return Kind(TargetKind.RATE_OF_CHANGE, unit.name + rates)
    if unit.rates and not unit.period and (unit.rates[0][0].isdigit() or not _is_body(unit.rates[0])):
        return Kind(TargetKind.RATIO, unit.name + rates)
    if body and not unit.money:
        each = f"{unit.name}/{body}{rates or _per(period if own else '')}"
        return Kind(TargetKind.PER_UNIT_MINIMUM, each, f"mỗi {body}")
    if one.denominator is not None:
        return Kind(TargetKind.SHARE_OF_UNITS, unit.name + rates)
    if _is_level(passage, one, unit, compared=compared):
        return Kind(TargetKind.LEVEL, unit.name + rates)
    if (
        compared.stated
        and compared.goal is Goal.AT_LEAST
        and one.value <= 50
        and subject_bodies(passage, one)
    ):
        each = f"{unit.name}/đơn vị{rates or _per(period if own else '')}"
        return Kind(TargetKind.PER_UNIT_MINIMUM, each)
    if any(_is_body(rate) for rate in unit.rates):
        return Kind(TargetKind.PER_UNIT_MINIMUM, unit.name + rates)
    if period in {"month", "quarter", "week", "day"} and own:
        return Kind(TargetKind.PER_UNIT_MINIMUM, unit.name + rates)
    yearly = period in {"annual", "school_year"} or period.startswith("year:")
    if own and yearly:
        return Kind(TargetKind.ANNUAL_COUNT, unit.name + rates)
    return Kind(TargetKind.CUMULATIVE_TOTAL, unit.name + rates)


def _is_body(rate: str) -> bool:
    words, tables = tokens(rate), lexicon("units")
    return tables["level"].at(words, 0) is not None or tables["person"].at(words, 0) is not None


def _per(period: str) -> str:
    return f"/{_RATES[period]}" if period in _RATES else ""


def _is_level(passage: Passage, one: Mention, unit: Unit, *, compared: Comparison) -> bool:
    words = passage.words
    first, _ = passage.clause(one.first)
    if compared.stated and compared.goal is Goal.EQUAL:
        return True
    mean = tuple(word.key for word in words[max(0, compared.first - 2) : compared.first]) == _MEAN
    if mean and not unit.period:
        return True
    return bool(passage.places(("comparing", "level"), first, one.first))
