"""What holds for every number: reading undoes printing, percentages keep their side, shares add up."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tiendo.core.errors import Problem
from tiendo.core.quantity import (
    MAX_AMOUNT,
    decimal_string,
    largest_remainder,
    print_amount,
    print_percent,
    read_amount,
    read_percent,
)

AMOUNTS = st.integers(0, MAX_AMOUNT)
DECIMALS = st.integers(0, 6)
PIECES = [
    *"0123456789.,%- \u00a0\u202f０٣²½",
    " nghìn ",
    " triệu",
    " trăm ",
    "mười ",
    " mươi ",
    "năm ",
    "linh ",
]
NUMBER_LIKE = st.lists(
    st.sampled_from([*PIECES, "rưỡi", "nửa ", "hai ", "tỷ", "chục ", "không "]), max_size=24
).map("".join)


def spelled(number: int) -> str:
    """A number in formal Vietnamese words, written independently of the reader."""
    ones = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]

    def triple(value: int, *, full: bool) -> str:
        hundred, ten, one = value // 100, value // 10 % 10, value % 10
        words = [f"{ones[hundred]} trăm"] if full or hundred else []
        if ten == 0 and one:
            words += (["linh"] if words else []) + [ones[one]]
        elif ten == 1:
            words += ["mười", *(["lăm" if one == 5 else ones[one]] if one else [])]
        elif ten:
            last = {1: "mốt", 4: "tư", 5: "lăm"}.get(one, ones[one])
            words += [f"{ones[ten]} mươi", *([last] if one else [])]
        return " ".join(words)

    groups = [number // 1000**power % 1000 for power in (3, 2, 1, 0)]
    scales = ["tỷ", "triệu", "nghìn", ""]
    words: list[str] = []
    for group, scale in zip(groups, scales, strict=True):
        if group or (words and scale == "nghìn" and groups[3]):
            words.append(f"{triple(group, full=bool(words))} {scale}".strip())
    return " ".join(words) or "không"


@given(AMOUNTS, DECIMALS)
def test_reading_undoes_printing(amount: int, decimals: int) -> None:
    assert read_amount(print_amount(amount, decimals=decimals), decimals=decimals) == amount


@given(st.integers(-(10**15), 10**15), DECIMALS)
def test_the_machine_string_is_the_exact_value(amount: int, decimals: int) -> None:
    assert Fraction(decimal_string(amount, decimals=decimals)) == Fraction(amount, 10**decimals)


@given(st.integers(0, MAX_AMOUNT - 1))
def test_numbers_in_words_are_read(number: int) -> None:
    assert read_amount(spelled(number)) == number


def outcome(text: str, decimals: int) -> int | Problem:
    """What a text is read as, or why not."""
    try:
        return read_amount(text, decimals=decimals)
    except Problem as problem:
        return problem


def percent_outcome(text: str) -> Fraction | Problem:
    """What a text is read as, or why not."""
    try:
        return read_percent(text)
    except Problem as problem:
        return problem


@given(st.text(max_size=230) | NUMBER_LIKE, DECIMALS)
def test_any_text_is_an_amount_or_a_problem(text: str, decimals: int) -> None:
    for read in (outcome(text, decimals), percent_outcome(text)):
        if isinstance(read, Problem):
            assert read.code.startswith("quantity.")
            assert str(read)
        else:
            assert 0 <= read <= MAX_AMOUNT


@given(NUMBER_LIKE, DECIMALS)
def test_what_is_suggested_is_not_refused_the_same_way(text: str, decimals: int) -> None:
    first = outcome(text, decimals)
    if isinstance(first, Problem) and "suggestion" in first.details:
        again = outcome(str(first.details["suggestion"]), decimals)
        assert not isinstance(again, Problem) or again.details != first.details


RATIOS = st.tuples(st.integers(0, 10**7), st.integers(1, 10**6))
GOALS = st.none() | st.integers(0, 20_000).map(lambda hundredths: Fraction(hundredths, 10_000))


def side(value: Fraction, mark: Fraction) -> int:
    """-1, 0 or 1: below, at or above the mark."""
    return (value > mark) - (value < mark)


@given(RATIOS, GOALS, DECIMALS)
def test_a_printed_percentage_never_crosses_the_goal(
    ratio: tuple[int, int], goal: Fraction | None, decimals: int
) -> None:
    exact = Fraction(*ratio)
    text = print_percent(*ratio, goal=goal, decimals=decimals)
    digits = text.removesuffix("%").replace(".", "").replace(",", ".")
    printed = Fraction(digits) / 100
    for mark in (Fraction(0), Fraction(1), *([] if goal is None else [goal])):
        assert side(printed, mark) == side(exact, mark), text
    assert abs(printed - exact) * 2 * 100 * 10**decimals <= 1
    assert (printed == exact) >= ("," not in text and decimals > 0)


@given(st.integers(1, 10**6), st.integers(-3, 3), st.integers(0, 1_000))
def test_near_the_goal_too(denominator: int, off: int, permille: int) -> None:
    goal = Fraction(permille, 1_000)
    numerator = max(0, goal.numerator * denominator // goal.denominator + off)
    text = print_percent(numerator, denominator, goal=goal)
    printed = Fraction(text.removesuffix("%").replace(".", "").replace(",", ".")) / 100
    exact = Fraction(numerator, denominator)
    assert [side(printed, mark) for mark in (goal, Fraction(1))] == [
        side(exact, mark) for mark in (goal, Fraction(1))
    ]


@given(st.integers(0, 10**8))
def test_percentages_are_read_back(millionths: int) -> None:
    ratio = Fraction(millionths, 10**8)
    assert read_percent(print_percent(ratio.numerator, ratio.denominator, decimals=6)) == ratio


@given(st.integers(0, MAX_AMOUNT), st.lists(st.integers(0, 10**6), min_size=1, max_size=30))
def test_shares_add_up_and_lie_next_to_the_exact_share(total: int, weights: list[int]) -> None:
    if sum(weights) == 0:
        weights = [*weights, 1]
    shares = largest_remainder(total, weights)
    assert sum(shares) == total
    for share, weight in zip(shares, weights, strict=True):
        assert abs(share * sum(weights) - total * weight) < sum(weights)
        assert share == 0 or weight > 0
