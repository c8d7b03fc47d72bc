"""What is mended in a text: syllables, old writings, cut words, lines; and what is right stays as it is."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiendo.reading.blocks import Paragraph, Repair
from tiendo.reading.broken_letters import certainly_cut, join_broken
from tiendo.reading.legacy import TCVN3, VISCII, VNI, from_legacy, legacy_of, writing_of_font
from tiendo.reading.repairs import mend_blocks, mend_characters, mend_texts, told
from tiendo.reading.syllables import Legibility, is_syllable, legibility, matching_key
from tiendo.reading.wrapping import begins_item, join_two, join_wrapped, wrapped_width

SPELT = (
    "nghiêng nghị quyết hoà hòa thuỷ thủy giếng gì giữ quốc quýt khuya khuỷu đường ươm yến ý uỷ huyện Đoàn XÃ xoong "
    "ngoằn khoẻ khỏe tuyển mười rượu liễu oanh ai"
)
NOT_SPELT = "ngiêng kách cế gê nghà phấ quyế đấ hoc cac duyêt thirc dtr zô website wow ảá b tr q qa fa"


@pytest.mark.parametrize("word", SPELT.split(" "))
def test_what_vietnamese_spells(word: str) -> None:
    assert is_syllable(word)
    assert is_syllable(unicodedata.normalize("NFC", word))


@pytest.mark.parametrize("word", NOT_SPELT.split(" "))
def test_what_vietnamese_does_not_spell(word: str) -> None:
    assert not is_syllable(word)


def test_legibility_leaves_out_what_says_nothing() -> None:
    text = "UBND huyện, số 12/KH-UBND, Facebook; a@b.vn; https://abc.gov.vn/xyz; 5G; QĐ 06; tăng 15%"
    assert legibility([text]) == Legibility(counted=3, valid=3, marked=3)
    assert legibility(["Support for the office of the districts and communes"]) == Legibility()
    assert legibility(["Kếhoạchsô syTTTT dtr6c"]) == Legibility(counted=3, odd=1)


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("Hoà Bình", "Hòa Bình", True),
        ("  hoà   bình", "HÒA BÌNH", True),
        ("Thuỷ", "Thủy", True),
        ("Quý", "Quy", False),
        ("Mỹ", "Mĩ", False),
        ("Đông", "Dông", False),
    ],
)
def test_tone_placement_matters_for_no_comparison(one: str, two: str, same: bool) -> None:
    assert (matching_key(one) == matching_key(two)) is same


def test_a_name_is_never_rewritten() -> None:
    for name in ("Hoà Bình", "Hòa Bình", "Thuỷ Nguyên", "Ea H'Leo", "Đắk Lắk"):
        assert mend_texts([name]) == ([name], {})


@pytest.mark.parametrize(
    ("old", "writing", "text"),
    [
        ("§oµn viªn ®¨ng ký", TCVN3, "Đoàn viên đăng ký"),
        ("thñ t\u2212íng", TCVN3, "thủ tướng"),
        ("h÷u nghÞ, ®iÖn n\xad\xedc", TCVN3, "hữu nghị, điện nước"),
        ("Ñoaøn vieân ñaêng kyù ÔÛ BIEÂN GIÔÙI", VNI, "Đoàn viên đăng ký Ở BIÊN GIỚI"),
        (
            "kyõ thuaät, baäc, naüng, haún, yù, YÛ, tæ leä, só, trò, kî",
            VNI,
            "kỹ thuật, bậc, nẵng, hẳn, ý, Ỷ, tỉ lệ, sĩ, trị, kỵ",
        ),
        ("Ðoàn viên ðång ký \x8e", VISCII, "Đoàn viên đăng ký Ệ"),
    ],
)
def test_old_writings(old: str, writing: str, text: str) -> None:
    assert from_legacy(old, writing) == text


def test_fonts_and_their_writings() -> None:
    names = (".VnTime", ".VnArialH", "VNI-Times", "Times New Roman", "VNtimes new roman", "")
    assert [writing_of_font(name) for name in names] == [TCVN3, TCVN3, VNI, "", "", ""]


@pytest.mark.parametrize(
    "text",
    [
        "Có cà phê và chè",
        "à la carte",
        "© 2024 · ® · µm",
        "Đoàn viên đăng ký",
        "trà",
        "",
        "Góp ý: á à é è",
        "café",
    ],
)
def test_right_text_is_in_no_old_writing(text: str) -> None:
    assert legacy_of(text) == ""


CUT = "Phấ n đấ u điê ̣n tử thuô ̣c quố c gia đố i với Nghi ̣quyế t của vu ̣ , ho ̣c, đinh ̣, vu ,̣ chin   ́ h, vớ i"
WHOLE = "Phấn đấu điện tử thuộc quốc gia đối với Nghị quyết của vụ , học, định, vụ, chính, với"


def test_cut_words_are_whole_again() -> None:
    assert join_broken(unicodedata.normalize("NFC", CUT)) == (WHOLE, 15)
    assert mend_texts([CUT]) == ([WHOLE], {"repair.broken_letters": 15})


@pytest.mark.parametrize(
    "text",
    [
        "về y tế, ở cơ sở; từ a đến b; tổ c) nhóm p. hạng m, cỡ n",
        "mỗi xã có 3 tổ i, ii và iii",
        "Số: 12/KH-UBND ngày 5 tháng 6",
    ],
)
def test_nothing_is_joined_where_no_font_is_broken(text: str) -> None:
    assert certainly_cut([text]) < 3
    assert mend_texts([text]) == ([text], {})


WRAPPED = [
    "                 KẾ HOẠCH",
    "Trồng cây xanh năm 2024",
    "",
    "Căn cứ Kế hoạch số 12/KH-UBND của Ủy ban nhân dân huyện về trồng",
    "cây xanh, Phòng lập kế hoạch như sau:",
    "1. Mỗi xã trồng ít nhất 1.200 cây; các trường học trên địa bàn",
    "tham gia chăm sóc. Giai đoạn 2021-",
    "2025 có 15 xã hoàn thành kế hoạch trồng cây xanh hằng năm của",
    "huyện giao.",
    "- Đoàn viên, thanh niên tham gia ngày hội trồng cây vào đầu xuân",
    "hằng năm ở tất cả các xã, phường và thị trấn trên địa bàn toàn",
    "huyện.",
]


def test_lines_cut_by_the_width_of_the_page_are_joined() -> None:
    assert wrapped_width(WRAPPED) == 64
    joined, count = join_wrapped(WRAPPED)
    assert count == 6
    assert joined[:3] == [
        "KẾ HOẠCH",
        "Trồng cây xanh năm 2024",
        "Căn cứ Kế hoạch số 12/KH-UBND của Ủy ban nhân dân huyện về trồng cây xanh, Phòng lập kế hoạch như sau:",
    ]
    assert joined[3].startswith(
        "1. Mỗi xã trồng ít nhất 1.200 cây; các trường học trên địa bàn tham gia chăm sóc. Giai"
    )
    assert joined[3].endswith(
        "đoạn 2021-2025 có 15 xã hoàn thành kế hoạch trồng cây xanh hằng năm của huyện giao."
    )
    assert joined[4].startswith("- Đoàn viên, thanh niên tham gia ngày hội trồng cây vào đầu xuân hằng năm")
    assert joined[4].endswith("ở tất cả các xã, phường và thị trấn trên địa bàn toàn huyện.")
    assert len(joined) == 5


def test_lines_of_people_stay_alone() -> None:
    lines = ["I. Mục tiêu", "Trồng cây ở", "các xã", "a" * 200]
    assert join_wrapped(lines) == (lines, 0)


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("BGDĐT-", "GDTrH", "BGDĐT-GDTrH"),
        ("2020 -", "2021", "2020 - 2021"),
        ("sản\u00ad", "xuất", "sảnxuất"),
        ("a", "b", "a b"),
    ],
)
def test_hyphens_at_the_end_of_a_line(first: str, second: str, whole: str) -> None:
    assert join_two(first, second) == whole


@pytest.mark.parametrize(
    ("line", "item"),
    [
        ("1. Mục", True),
        ("1.1 Mục", True),
        ("a) mục", True),
        ("- mục", True),
        ("II/ Mục", True),
        ("(1) mục", True),
    ]
    + [
        ("20.000 người", False),
        ("07/12/2025 về", False),
        ("3,5 triệu", False),
        ("Điều 5. Mục", True),
        ("tháng 5", False),
    ],
)
def test_what_begins_an_item(line: str, item: bool) -> None:
    assert begins_item(line) is item


def test_blocks_are_mended_and_empty_ones_left_out() -> None:
    blocks, repairs = mend_blocks([Paragraph("\u200b"), Paragraph(" ƣớc ", bold=True)])
    assert blocks == (Paragraph("ước", bold=True),)
    assert repairs == (Repair("repair.hidden", 1), Repair("repair.look_alikes", 1))
    assert told(repairs[1]).render() == "Letters that only look Vietnamese were replaced (ƣ by ư, Ð by Đ): 1."


@pytest.mark.parametrize(
    ("text", "right", "writing", "hidden"),
    [
        ("C\u200béng hoµ x\u200b· h\u200béi ch\u200bñ ngh\u200bÜa", "Cộng hoà xã hội chủ nghĩa", "tcvn3", 5),
        ("thùc hi\u200bÖn", "thực hiện", "tcvn3", 1),
        ("kÛ:k\x1fË", "kỹ:kẺ", "viscii", 1),
    ],
)
def test_what_nobody_sees_does_not_keep_an_old_writing_from_being_known(
    text: str, right: str, writing: str, hidden: int
) -> None:
    assert mend_texts([text]) == ([right], {"repair.hidden": hidden, f"repair.{writing}": 1})


LETTERS = "abcdeghiklmnopqrstuvxyđăâêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵĐÁ0123456789 .,;:%-"
VIETNAMESE = st.text(st.sampled_from(LETTERS), max_size=80)
ODD = "abc nhtcup âêôơưđạếốộÐƣ®µ©¹·Êøïùäö \u00a0\u00ad\u200b\u0300\u0301\u0302\u0309\u0323\r\n\x02-.,1"
ANY = st.text(st.sampled_from(ODD), max_size=60)


@given(st.lists(ANY | st.text(max_size=30), max_size=6))
def test_mending_twice_is_mending_once(texts: list[str]) -> None:
    once, _ = mend_texts(texts)
    assert mend_texts(once)[0] == once


@given(ANY)
def test_characters_are_right_after_one_pass(text: str) -> None:
    once, _ = mend_characters(text)
    assert mend_characters(once) == (once, {})
    assert unicodedata.is_normalized("NFC", once)


@given(VIETNAMESE)
def test_right_letters_are_never_changed(text: str) -> None:
    assert mend_characters(text) == (text, {})


RIGHT = (
    "Đoàn viên thanh niên phấn đấu mỗi năm có ít nhất 85% hộ gia đình văn hóa; y tế, giáo dục: 1.200 cây xã huyện tỉnh "
    "ở và của Kế hoạch số 12/KH-UBND a) b) i o u ngày 30 tháng 6"
)
WORDS = st.sampled_from(RIGHT.split(" "))


@given(st.lists(WORDS, max_size=60))
def test_right_text_goes_through_unchanged(words: list[str]) -> None:
    text = " ".join(words)
    assert mend_texts([text]) == ([text], {})


@given(st.lists(st.lists(WORDS, max_size=12).map(" ".join), max_size=20))
def test_joining_lines_loses_no_word(lines: list[str]) -> None:
    joined, count = join_wrapped(lines)
    assert " ".join(" ".join(joined).split()) == " ".join(" ".join(lines).split())
    assert count == len([line for line in lines if line.strip()]) - len(joined)
