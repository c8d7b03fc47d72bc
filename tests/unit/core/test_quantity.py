"""Vietnamese numbers in and out: what is read, what is refused with which advice, what is printed."""

import unicodedata
from fractions import Fraction

import pytest

from tiendo.core.errors import CATALOGUE, Problem
from tiendo.core.quantity import (
    MAX_AMOUNT,
    ValueState,
    decimal_string,
    largest_remainder,
    print_amount,
    print_percent,
    ratio_string,
    read_amount,
    read_percent,
    tidy,
)

READ_WHOLE = [
    # digits
    ("0", 0),
    ("02", 2),
    ("18", 18),
    ("007", 7),
    ("3500", 3500),
    ("3.500", 3500),
    ("300.000", 300_000),
    ("1.000.000.000.000", 1_000_000_000_000),
    ("  77.000 ", 77_000),
    ("\t12\n", 12),
    ("300 000", 300_000),
    ("300\u00a0000", 300_000),
    ("300\u202f000", 300_000),
    ("300\u2009000", 300_000),
    ("1\u20091\u200b23", 1123),
    ("３００．０００", 300_000),
    # digits and scale words
    ("25 nghìn", 25_000),
    ("25 ngàn", 25_000),
    ("25nghìn", 25_000),
    ("9 nghìn", 9_000),
    ("1,5 triệu", 1_500_000),
    ("1,5triệu", 1_500_000),
    ("1,25 tỷ", 1_250_000_000),
    ("1,25 tỉ", 1_250_000_000),
    ("1.500 triệu", 1_500_000_000),
    ("3 vạn", 30_000),
    ("3 chục", 30),
    ("2 trăm", 200),
    ("2 trăm nghìn", 200_000),
    ("2 trăm rưỡi", 250),
    ("2 triệu rưỡi", 2_500_000),
    ("2 triệu 300 nghìn", 2_300_000),
    ("1 tỷ 200 triệu 50 nghìn", 1_200_050_000),
    ("0 triệu", 0),
    ("1.000 tỷ", 1_000_000_000_000),
    # words
    ("không", 0),
    ("một", 1),
    ("năm", 5),
    ("bẩy", 7),
    ("mười", 10),
    ("mười một", 11),
    ("mười lăm", 15),
    ("mười nhăm", 15),
    ("hai mươi", 20),
    ("hai mươi mốt", 21),
    ("hai mươi một", 21),
    ("hai mươi tư", 24),
    ("hai mươi bốn", 24),
    ("hai mươi lăm", 25),
    ("Chín mươi chín", 99),
    ("ba chục", 30),
    ("một trăm", 100),
    ("một trăm linh năm", 105),
    ("một trăm lẻ năm", 105),
    ("một trăm mười", 110),
    ("một trăm mười lăm", 115),
    ("một trăm hai mươi lăm", 125),
    ("hai trăm ba chục", 230),
    ("một trăm rưỡi", 150),
    ("ba nghìn rưỡi", 3_500),
    ("ba ngàn rưởi", 3_500),
    ("một nghìn linh năm", 1_005),
    ("một nghìn không trăm linh năm", 1_005),
    ("một nghìn hai mươi", 1_020),
    ("một nghìn mười", 1_010),
    ("một nghìn mười lăm", 1_015),
    ("một nghìn năm trăm", 1_500),
    ("hai nghìn ba trăm rưỡi", 2_350),
    ("mười hai nghìn", 12_000),
    ("hai mươi triệu rưỡi", 20_500_000),
    ("ba trăm nghìn", 300_000),
    ("ba vạn năm nghìn", 35_000),
    ("hai triệu ba nghìn", 2_003_000),
    ("hai triệu không nghìn ba trăm", 2_000_300),
    ("hai triệu không trăm linh năm nghìn", 2_005_000),
    ("một tỷ hai trăm triệu ba trăm bốn mươi nghìn năm trăm sáu mươi bảy", 1_200_340_567),
    ("nửa triệu", 500_000),
    ("MỘT TRĂM HAI MƯƠI LĂM", 125),
    ("một  trăm\n hai mươi", 120),
    # the tone mark typed on the other vowel
    ("mừơi", 10),
    ("ba triêụ", 3_000_000),
    ("nưả triệu", 500_000),
]


@pytest.mark.parametrize(("text", "amount"), READ_WHOLE)
def test_whole_numbers(text: str, amount: int) -> None:
    assert read_amount(text) == amount


@pytest.mark.parametrize(("text", "amount"), READ_WHOLE)
def test_decomposed_text_reads_the_same(text: str, amount: int) -> None:
    assert read_amount(unicodedata.normalize("NFD", text)) == amount


@pytest.mark.parametrize(
    ("text", "decimals", "amount"),
    [
        ("37,5", 1, 375),
        ("37", 1, 370),
        ("0,5", 1, 5),
        ("1.234,5", 1, 12_345),
        ("1 234,5", 1, 12_345),
        ("37,5", 2, 3_750),
        ("37,05", 2, 3_705),
        ("1,234", 3, 1_234),
        ("0,123", 3, 123),
        ("0,000001", 6, 1),
        ("1,5 triệu", 1, 15_000_000),
        ("1,25 chục", 1, 125),
        ("hai mươi mốt", 1, 210),
        ("100.000.000.000", 1, 1_000_000_000_000),
        ("1.000.000", 6, 1_000_000_000_000),
    ],
)
def test_numbers_with_a_part(text: str, decimals: int, amount: int) -> None:
    assert read_amount(text, decimals=decimals) == amount


REFUSED = [
    # text, decimals, code, suggestion
    ("", 0, "empty", None),
    (" \u00a0 ", 0, "empty", None),
    ("\u200b", 0, "empty", None),
    ("-", 0, "empty", None),
    ("–", 0, "empty", None),
    ("-5", 0, "negative", None),
    ("−5", 0, "negative", None),
    ("- 1.234", 0, "negative", None),
    ("âm năm", 0, "negative", None),
    ("3.50", 0, "decimal_point", None),
    ("3.50", 1, "decimal_point", None),
    ("3.50", 2, "decimal_point", "3,50"),
    ("1.5", 0, "decimal_point", None),
    ("1.5", 1, "decimal_point", "1,5"),
    ("12.34", 2, "decimal_point", "12,34"),
    ("30.00", 0, "decimal_point", None),
    ("1.2345", 0, "decimal_point", None),
    ("1.2345", 4, "decimal_point", "1,2345"),
    ("0.123", 3, "decimal_point", "0,123"),
    ("1.5 triệu", 0, "decimal_point", "1,5 triệu"),
    ("1,234", 0, "comma_grouping", "1.234"),
    ("1,234", 1, "comma_grouping", "1.234"),
    ("1,234,567", 0, "comma_grouping", "1.234.567"),
    ("1,234,567", 3, "comma_grouping", "1.234.567"),
    ("1,234.5", 1, "separators", "1.234,5"),
    ("1,234.5", 0, "separators", None),
    ("1,234,5", 0, "separators", None),
    ("1,234,5", 1, "separators", None),
    ("1.234 567", 0, "separators", None),
    ("1 234.567", 0, "separators", None),
    ("1,5,5", 2, "separators", None),
    ("5,", 1, "separators", None),
    (",5", 1, "separators", None),
    ("5.", 0, "separators", None),
    (".5", 1, "separators", None),
    (".", 0, "separators", None),
    ("300  000", 0, "separators", None),
    ("1.234,", 1, "separators", None),
    ("1.23.456", 0, "grouping", None),
    ("1234.567", 3, "grouping", None),
    ("01.234", 0, "grouping", None),
    ("1.234.56", 0, "grouping", None),
    ("12 34", 0, "grouping", None),
    ("1234 567", 0, "grouping", None),
    ("0 123", 0, "grouping", None),
    ("37,5", 0, "decimals", None),
    ("37,0", 0, "decimals", None),
    ("37,55", 1, "decimals", None),
    ("0,123", 1, "decimals", None),
    ("1,23456 nghìn", 0, "decimals", None),
    ("1.000.000.000.001", 0, "too_large", None),
    ("1.000.000.000.000,1", 1, "too_large", None),
    ("100.000.000.000,1", 1, "too_large", None),
    ("1.001 tỷ", 0, "too_large", None),
    ("9" * 200, 0, "too_large", None),
    ("9" * 201, 0, "too_long", None),
    (" " * 201, 0, "too_long", None),
    ("một " * 51, 0, "too_long", None),
    ("37,5%", 1, "percent", None),
    ("100 %", 0, "percent", None),
    # words and letters
    ("abc", 0, "unreadable", None),
    ("25k", 0, "unreadable", None),
    ("300.000đ", 0, "unreadable", None),
    ("18 mô hình", 0, "unreadable", None),
    ("5 triệu đồng", 0, "unreadable", None),
    ("khoảng 30", 0, "unreadable", None),
    ("1e3", 0, "unreadable", None),
    ("+5", 0, "unreadable", None),
    ("(5)", 0, "unreadable", None),
    ("1'234", 0, "unreadable", None),
    ("5/7", 0, "unreadable", None),
    ("10²", 0, "unreadable", None),
    ("²", 0, "unreadable", None),
    ("٣", 0, "unreadable", None),
    ("½", 0, "unreadable", None),
    ("300\n000", 0, "unreadable", None),
    ("300\t000", 0, "unreadable", None),
    ("một hai", 0, "unreadable", None),
    ("hai mốt", 0, "unreadable", None),
    ("một mươi", 0, "unreadable", None),
    ("không mươi", 0, "unreadable", None),
    ("không trăm linh năm", 0, "unreadable", None),
    ("không chục", 0, "unreadable", None),
    ("linh năm", 0, "unreadable", None),
    ("một trăm linh", 0, "unreadable", None),
    ("một trăm linh không", 0, "unreadable", None),
    ("triệu", 0, "unreadable", None),
    ("trăm", 0, "unreadable", None),
    ("hai rưỡi", 0, "unreadable", None),
    ("mười rưỡi", 0, "unreadable", None),
    ("25 rưỡi", 0, "unreadable", None),
    ("3 chục rưỡi", 0, "unreadable", None),
    ("một nghìn linh năm rưỡi", 0, "unreadable", None),
    ("rưỡi", 0, "unreadable", None),
    ("hai trăm năm mươi rưỡi", 0, "unreadable", None),
    ("hai triệu rưỡi nghìn", 0, "unreadable", None),
    ("hai trăm rưỡi nghìn", 0, "unreadable", None),
    ("1,5 triệu rưỡi", 0, "unreadable", None),
    ("1,5 triệu 200 nghìn", 0, "unreadable", None),
    ("2 triệu 1,5 nghìn", 0, "unreadable", None),
    ("nửa", 0, "unreadable", None),
    ("nửa triệu rưỡi", 0, "unreadable", None),
    ("ba nghìn hai triệu", 0, "unreadable", None),
    ("ba vạn hai mươi nghìn", 0, "unreadable", None),
    ("2 nghìn 3 nghìn", 0, "unreadable", None),
    ("hai nghìn một nghìn", 0, "unreadable", None),
    ("2 triệu 1.500 nghìn", 0, "unreadable", None),
    ("2 triệu 1.000 nghìn", 0, "unreadable", None),
    ("hai triệu không triệu", 0, "unreadable", None),
    ("hai nghìn tỷ", 0, "unreadable", None),
    ("20 mươi", 0, "unreadable", None),
    ("5 trăm 20", 0, "unreadable", None),
    # what two people would read in two ways
    ("một trăm hai", 0, "ambiguous", None),
    ("hai nghìn ba", 0, "ambiguous", None),
    ("một nghìn năm", 0, "ambiguous", None),
    ("hai triệu ba", 0, "ambiguous", None),
    ("hai triệu ba trăm", 0, "ambiguous", None),
    ("ba vạn năm trăm", 0, "ambiguous", None),
    ("2 triệu 300", 0, "ambiguous", None),
    ("2 nghìn 300", 0, "ambiguous", None),
    ("hai mươi năm", 0, "ambiguous", None),
    ("mười năm", 0, "ambiguous", None),
    ("1,234 triệu", 0, "ambiguous", None),
]


@pytest.mark.parametrize(("text", "decimals", "code", "suggestion"), REFUSED)
def test_refusals_say_what_to_write(text: str, decimals: int, code: str, suggestion: str | None) -> None:
    with pytest.raises(Problem) as refused:
        read_amount(text, decimals=decimals)
    assert refused.value.code == f"quantity.{code}"
    assert refused.value.details.get("suggestion") == suggestion
    assert refused.value.details.get("decimals", decimals) == decimals
    if code not in ("empty", "too_long"):
        assert refused.value.details["text"] == tidy(text)


def test_every_suggestion_is_readable() -> None:
    for text, decimals, _, suggestion in REFUSED:
        assert suggestion is None or read_amount(suggestion, decimals=decimals) > 0, text


def test_a_refusal_quotes_the_whole_text() -> None:
    with pytest.raises(Problem) as refused:
        read_amount("  2 triệu 1.5 nghìn ")
    assert (
        str(refused.value)
        == "“2 triệu 1.5 nghìn”: write a comma before the part (1,5), a point only in 1.234."
    )
    assert refused.value.details["suggestion"] == "2 triệu 1,5 nghìn"


def test_a_too_long_text_is_quoted_in_part() -> None:
    with pytest.raises(Problem) as refused:
        read_amount("x" * 100_000)
    assert refused.value.details == {"text": "xxxxxxxxxxxxxxxxxxxx…"}


def test_the_largest_figure_is_told_in_the_units_asked_for() -> None:
    with pytest.raises(Problem) as refused:
        read_amount("2.000.000", decimals=6)
    assert refused.value.details["most"] == "1.000.000"


@pytest.mark.parametrize("decimals", [-1, 7])
def test_decimals_out_of_range_are_a_bug(decimals: int) -> None:
    with pytest.raises(ValueError, match="0 to 6"):
        read_amount("1", decimals=decimals)
    with pytest.raises(ValueError, match="0 to 6"):
        print_amount(1, decimals=decimals)
    with pytest.raises(ValueError, match="0 to 6"):
        decimal_string(1, decimals=decimals)
    with pytest.raises(ValueError, match="0 to 6"):
        print_percent(1, 2, decimals=decimals)


@pytest.mark.parametrize(
    ("text", "ratio"),
    [
        ("37,5%", Fraction(3, 8)),
        ("100%", Fraction(1)),
        ("0%", Fraction(0)),
        ("65 %", Fraction(13, 20)),
        ("65\u00a0％", Fraction(13, 20)),
        ("231%", Fraction(231, 100)),
        ("64,96%", Fraction(406, 625)),
        ("0,000001%", Fraction(1, 100_000_000)),
        ("1.250%", Fraction(25, 2)),
        ("65 phần trăm", Fraction(13, 20)),
        ("sáu mươi lăm phần trăm", Fraction(13, 20)),
    ],
)
def test_percentages(text: str, ratio: Fraction) -> None:
    assert read_percent(text) == ratio


@pytest.mark.parametrize(
    ("text", "code", "suggestion"),
    [
        ("", "empty", None),
        ("37,5", "no_percent", None),
        ("%", "no_percent", None),
        (" % ", "no_percent", None),
        ("phần trăm", "no_percent", None),
        ("64.9%", "decimal_point", "64,9%"),
        ("-5%", "negative", None),
        ("50%%", "unreadable", None),
        ("50 phần trăm%", "unreadable", None),
        ("5‰", "no_percent", None),
        ("0,0000001%", "decimals", None),
        ("1.000.001%", "too_large", None),
    ],
)
def test_refused_percentages(text: str, code: str, suggestion: str | None) -> None:
    with pytest.raises(Problem) as refused:
        read_percent(text)
    assert refused.value.code == f"quantity.{code}"
    assert refused.value.details.get("suggestion") == suggestion
    assert refused.value.details.get("text", "") == tidy(text)


@pytest.mark.parametrize(
    ("amount", "decimals", "vietnamese", "machine"),
    [
        (0, 0, "0", "0"),
        (7, 0, "7", "7"),
        (999, 0, "999", "999"),
        (1_234, 0, "1.234", "1234"),
        (-1_234, 0, "-1.234", "-1234"),
        (300_000, 0, "300.000", "300000"),
        (10**12, 0, "1.000.000.000.000", "1000000000000"),
        (375, 1, "37,5", "37.5"),
        (370, 1, "37", "37"),
        (5, 1, "0,5", "0.5"),
        (-5, 1, "-0,5", "-0.5"),
        (0, 1, "0", "0"),
        (12_345, 1, "1.234,5", "1234.5"),
        (3_705, 2, "37,05", "37.05"),
        (3_750, 2, "37,5", "37.5"),
        (1, 6, "0,000001", "0.000001"),
        (30, 1, "3", "3"),
    ],
)
def test_printed_amounts(amount: int, decimals: int, vietnamese: str, machine: str) -> None:
    assert print_amount(amount, decimals=decimals) == vietnamese
    assert decimal_string(amount, decimals=decimals) == machine


@pytest.mark.parametrize(
    ("numerator", "denominator", "goal", "decimals", "printed"),
    [
        (5_773, 5_773, None, 1, "100%"),
        (0, 5, None, 1, "0%"),
        (1, 3, None, 1, "33,3%"),
        (2, 3, None, 1, "66,7%"),
        (2, 3, None, 0, "67%"),
        (3, 8, None, 1, "37,5%"),
        (3, 8, None, 0, "38%"),
        (1, 8, None, 0, "13%"),
        (1, 16, None, 1, "6,3%"),
        (649, 1_000, None, 1, "64,9%"),
        (231, 100, None, 1, "231%"),
        (1_234, 1, None, 1, "123.400%"),
        # the whole is not reached, nothing is not nothing
        (9_996, 10_000, None, 1, "99,96%"),
        (99_999, 100_000, None, 1, "99,999%"),
        (99_961, 100_000, None, 1, "99,96%"),
        (9_954, 10_000, None, 0, "99,5%"),
        (10_004, 10_000, None, 1, "100,04%"),
        (1, 10_000, None, 1, "0,01%"),
        (4, 10_000, None, 0, "0,04%"),
        (996, 1_000, None, 0, "99,6%"),
        (-1, 10_000, None, 1, "-0,01%"),
        (-3, 8, None, 0, "-38%"),
        # the goal is not crossed
        (65, 100, Fraction(65, 100), 1, "65%"),
        (6_496, 10_000, Fraction(65, 100), 1, "64,96%"),
        (6_504, 10_000, Fraction(65, 100), 1, "65,04%"),
        (64_999, 100_000, Fraction(65, 100), 1, "64,999%"),
        (6_494, 10_000, Fraction(65, 100), 1, "64,9%"),
        (6_496, 10_000, None, 1, "65,0%"),
        (6_501, 10_000, None, 1, "65,0%"),
        (6_525, 10_000, Fraction(6_525, 10_000), 1, "65,25%"),
        (9_996, 10_000, Fraction(1), 1, "99,96%"),
        (2, 3, Fraction(2, 3), 1, "66,7%"),
        (666, 1_000, Fraction(2, 3), 1, "66,6%"),
        (667, 1_000, Fraction(2, 3), 1, "66,7%"),
        (6_666, 10_000, Fraction(2, 3), 1, "66,66%"),
        # zeros at the end
        (3_750, 10_000, None, 2, "37,5%"),
        (37_499, 100_000, None, 2, "37,50%"),
        (1, 2, None, 3, "50%"),
        (500_001, 1_000_000, None, 3, "50,000%"),
    ],
)
def test_printed_percentages(
    numerator: int, denominator: int, goal: Fraction | None, *, decimals: int, printed: str
) -> None:
    assert print_percent(numerator, denominator, goal=goal, decimals=decimals) == printed


def test_one_digit_after_the_comma_unless_told_otherwise() -> None:
    assert print_percent(1, 3) == "33,3%"


@pytest.mark.parametrize("denominator", [0, -1])
def test_a_percentage_needs_a_denominator(denominator: int) -> None:
    with pytest.raises(ValueError, match="no percentage"):
        print_percent(1, denominator)


@pytest.mark.parametrize(
    ("ratio", "printed"),
    [(Fraction(6, 16), "3/8"), (Fraction(1), "1/1"), (Fraction(0), "0/1"), (Fraction(-1, 2), "-1/2")],
)
def test_ratio_strings(ratio: Fraction, printed: str) -> None:
    assert ratio_string(ratio) == printed


@pytest.mark.parametrize(
    ("total", "weights", "shares"),
    [
        (10, [1, 1, 1], [4, 3, 3]),
        (11, [1, 1, 1], [4, 4, 3]),
        (100, [1, 2, 3], [17, 33, 50]),
        (18, [12, 7, 8, 14], [5, 3, 4, 6]),
        (1, [1, 2], [0, 1]),
        (1, [1, 1], [1, 0]),
        (5, [0, 1, 0], [0, 5, 0]),
        (0, [3, 4], [0, 0]),
        (0, [0, 0], [0, 0]),
        (0, [], []),
        (7, [5], [7]),
    ],
)
def test_shares(total: int, weights: list[int], shares: list[int]) -> None:
    assert largest_remainder(total, weights) == shares


@pytest.mark.parametrize(("total", "weights"), [(1, []), (1, [0, 0]), (1, [2, -1]), (0, [1, -1]), (0, [-1])])
def test_refused_weights(total: int, weights: list[int]) -> None:
    with pytest.raises(Problem) as refused:
        largest_remainder(total, weights)
    assert refused.value.code == "quantity.weights"


def test_a_negative_total_is_a_bug() -> None:
    with pytest.raises(ValueError, match="not negative"):
        largest_remainder(-1, [1])


def test_nothing_has_four_names() -> None:
    assert [str(state) for state in ValueState] == ["figure", "nil", "missing", "not_applicable"]


def test_the_bound() -> None:
    assert MAX_AMOUNT == 1_000_000_000_000


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("  Tha\u0301ng\u00a03 ", "tháng 3"),
        ("２０２４－１１－３０", "2024-11-30"),
        ("a\u200bb\u2013c", "ab-c"),
        ("10²", "10²"),
    ],
)
def test_tidied_text(text: str, plain: str) -> None:
    assert tidy(text) == plain


def test_every_code_of_this_module_is_tested() -> None:
    tested = {f"quantity.{code}" for _, _, code, _ in REFUSED} | {"quantity.no_percent", "quantity.weights"}
    assert tested == {code for code in CATALOGUE if code.startswith("quantity.")}
