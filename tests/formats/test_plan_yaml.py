"""plan.yaml as bytes: what is taken of YAML, what is refused, and every fault with its line."""

from __future__ import annotations

import contextlib
import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tiendo.core.errors import Problem
from tiendo.core.plan_document import plan_of
from tiendo.formats.plan_yaml import MAX_BYTES, MAX_LINE, check, read, write
from tiendo.formats.wording import Wording

RANKS = {"province": 0, "commune": 1}

SOUND = """\
schema: 1
plan:
  key: KH
  title: Kế hoạch
  counts_from: 2021-01-01
  counts_to: 2025-12-31
elements:
  - key: trees
    name: Cây
    kind: flow
    unit: cây
    entered_at: [commune]
areas:
  - {key: 2.2, name: Kinh tế}
clauses:
  - key: II.1
    text: Chỉ tiêu
targets:
  - key: T1
    clause: II.1
    area: 2.2
    name: Trồng cây
    indicator: {form: total, element: trees}
    basis: whole term
    comparator: '>='
    goal: 300.000
"""


def told(data: str) -> list[tuple[str, object]]:
    return [(one.code, one.details.get("line")) for one in check(data.encode(), RANKS)]


def refusal(data: bytes) -> tuple[str, object]:
    with pytest.raises(Problem) as raised:
        read(data)
    one = raised.value.causes[0] if raised.value.causes else raised.value
    assert isinstance(one, Problem)
    return one.code, one.details.get("line")


def test_a_sound_file() -> None:
    document, lines = read(SOUND.encode())
    assert check(SOUND.encode(), RANKS) == []
    assert plan_of(document, ranks=RANKS).targets[0].goal == 300_000
    assert lines["targets"] == 18
    assert lines["targets[0]"] == 19
    assert lines["targets[0].key"] == 19
    assert lines["targets[0].indicator.element"] == 23
    assert lines["areas[0].name"] == 14
    assert lines["elements[0].entered_at[0]"] == 12


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("300.000", "300.000"),
        ("2.10", "2.10"),
        ("1,5", "1,5"),
        ("02", "02"),
        ("0x10", "0x10"),
        ("1e3", "1e3"),
        ("1_000", "1_000"),
        ("2021-01-01", "2021-01-01"),
        ("100%", "100%"),
        ("'18'", "18"),
        ("'true'", "true"),
        ("no", "no"),
        ("<<", "<<"),
        ("18", 18),
        ("-5", -5),
        ("9" * 19, "9" * 19),
        ("true", True),
        ("null", None),
        ("", None),
        (">-\n  một\n  hai\n", "một hai"),
        ("|\n  một\n  hai\n", "một\nhai\n"),
    ],
)
def test_values_are_what_people_wrote(text: str, value: object) -> None:
    assert read(f"a: {text}".encode())[0] == {"a": value}


def test_byte_order_mark_line_ends_and_decomposed_texts() -> None:
    text = unicodedata.normalize("NFD", "tên: Trồng cây\r\nđịa chỉ: Hòn Đất\r\n")
    document, lines = read(b"\xef\xbb\xbf" + text.encode())
    assert document == {"tên": "Trồng cây", "địa chỉ": "Hòn Đất"}
    assert lines == {"tên": 1, "địa chỉ": 2}


@pytest.mark.parametrize(
    ("data", "code", "line"),
    [
        (b"", "yaml.empty", 1),
        (b"# only a remark\n", "yaml.empty", 1),
        (b"a: 1\n--- \nb: 2\n", "yaml.documents", 2),
        (b"a: 1\nb: 2\na: 3\n", "yaml.duplicate", 3),
        (b"a: &x 1\nb: *x\n", "yaml.alias", 1),
        (b"b: 1\n*: 2\n", "yaml.syntax", 3),
        (b"a: !!python/object:os.system x\n", "yaml.tag", 1),
        (b"a: !!int 3\n", "yaml.tag", 1),
        (b"[1, 2]: x\n", "yaml.key", 1),
        (b"{a: b}: x\n", "yaml.key", 1),
        (b"a:\n\tb: 1\n", "yaml.syntax", 2),
        (b"a: b: c\n", "yaml.syntax", 1),
        (b"a: 'open\n", "yaml.syntax", 2),
        (b"%YAML 9.9\n---\na: 1\n", "yaml.syntax", 1),
        ("a: 1\nb: cây\n".encode("latin-1"), "yaml.encoding", 2),
        ("a: 1\n".encode("utf-16"), "yaml.encoding", 1),
        (b"a: 1\nb: \x00\n", "yaml.character", 2),
        (b'a: 1\nb: "\\0"\n', "yaml.character", 2),
        (b'a: "\\ud800"\n', "yaml.character", 1),
        (b"a: " + b"[" * 30, "yaml.too_deep", 1),
        (b"- a\n" * 60_000, "yaml.too_many", 50_000),
        (b"a: 1\nb: " + b"x" * MAX_LINE, "yaml.long_line", 2),
        (b"x" * (MAX_BYTES + 1), "yaml.too_large", None),
    ],
    ids=lambda value: repr(value)[:24],
)
def test_what_is_refused(data: bytes, code: str, line: int | None) -> None:
    assert refusal(data) == (code, line)


@pytest.mark.parametrize("bomb", [b"[", b"{", b"- ", b"? ", b"{x: ", b"&a [", b"'", b'"', b"!", b"\xc3"])
def test_nothing_makes_the_reader_slow_or_deep(bomb: bytes) -> None:
    line = bomb * ((MAX_LINE - 1) // len(bomb)) + b"\n"
    for data in (line, line * (MAX_BYTES // len(line)), (bomb + b"\n") * (MAX_BYTES // (len(bomb) + 1))):
        begun = time.monotonic()
        with contextlib.suppress(Problem):
            read(data)
        assert time.monotonic() - begun < 20


def test_an_alias_bomb() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    assert refusal(bomb.encode()) == ("yaml.alias", 1)


def test_every_fault_at_once_with_its_line() -> None:
    data = (
        SOUND.replace("kind: flow", "kind: money")
        .replace("comparator: '>='", "comparator: '≥'\n    color: red")
        .replace("text: Chỉ tiêu", "text: Chỉ tiêu\n    text: Hai lần")
        .replace("  title: Kế hoạch\n", "")
    )
    assert told(data) == [
        ("plan.missing", 2),
        ("plan.choice", 9),
        ("yaml.duplicate", 17),
        ("indicator.unknown_element", 23),
        ("plan.choice", 25),
        ("plan.unknown_field", 26),
    ]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("goal: 300.000", "goal: 3.50", 26, "plan.yaml:26: targets[0]: “3.50”"),
        ("[commune]", "[ward]", 12, "plan.yaml:12: elements[0].entered_at[0]: entered_at is ward"),
        ("element: trees", "element: x", 23, "plan.yaml:23: II.1: data element x is not defined."),
        ("areas:", "area:", 13, "plan.yaml:13: there is no field area; known are: schema, plan, "),
        ("    goal: 300.000\n", "", 19, "plan.yaml:19: targets[0]: the field goal is missing."),
    ],
)
def test_a_fault_is_said_with_file_and_line(old: str, new: str, line: int, said: str) -> None:
    assert old in SOUND
    found = {str(one): one.details["line"] for one in check(SOUND.replace(old, new).encode(), RANKS)}
    assert any(text.startswith(said) and where == line for text, where in found.items()), found


def test_a_place_is_told_once_with_its_line_in_front() -> None:
    (fault,) = check(SOUND.replace("element: trees", "element: x").encode(), RANKS)
    assert Wording("vi").told(fault) == "plan.yaml:23: II.1: chưa khai báo số liệu x."


def test_a_fault_of_an_option_has_the_options_line() -> None:
    data = SOUND + (
        "settings:\n"
        "  - key: s\n"
        "    clause: II.1\n"
        "    question: Tính thế nào?\n"
        "    default: a\n"
        "    options:\n"
        "      - {key: a, label: A}\n"
        "      - key: b\n"
        "        label: B\n"
        "        patch:\n"
        "          T1: {goal: 5%}\n"
    )
    assert told(data) == [("plan.option", 34)]


@pytest.mark.parametrize(
    ("data", "vietnamese", "english"),
    [
        (b"a: b: c\n", "có dấu hai chấm thừa", "a colon too many"),
        (b"a:\n\tb: 1\n", "có dấu tab; hãy thụt lề bằng dấu cách", "a tab; indent with blanks"),
        (b"a: 'open\n", "có dấu nháy hoặc ngoặc mở mà không đóng", "quotes or brackets that are not closed"),
        (b"a: [1, 2\n", "có dấu nháy hoặc ngoặc mở mà không đóng", "quotes or brackets that are not closed"),
        (b"a: 1\n  b: 2\n", "có dấu hai chấm thừa", "a colon too many"),
        (b"a:\n  b: 1\n c: 2\n", "thụt lề không khớp dòng nào ở trên", "an indent that fits no line above"),
        (b"a: 1\nb\n", "thiếu dấu hai chấm", "a colon is lacking"),
        (b"%YAML 9.9\n---\na: 1\n", "xem dòng này và dòng trước nó", "look at this line and the one before"),
    ],
)
def test_why_a_file_is_no_yaml_is_told_in_the_readers_language(
    data: bytes, vietnamese: str, english: str
) -> None:
    (fault,) = check(data, RANKS)
    assert f"({vietnamese})" in Wording("vi").told(fault)
    assert f"({english})" in Wording("en").told(fault)


def test_a_file_that_is_no_yaml_is_one_fault() -> None:
    assert [code for code, _ in told("a: [")] == ["yaml.syntax"]


# Characters a text may hold (a plan's texts hold no others); line breaks of other kinds become plain ones.
_TEXT = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufeff\ufffe\uffff")
    | st.sampled_from("\n "),
    max_size=40,
)
_VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**17), 10**17)
    | _TEXT
    | st.sampled_from(["=", "300.000", "02", "*"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_TEXT, inner, max_size=4),
    max_leaves=20,
)


def composed(value: Any) -> Any:
    if isinstance(value, dict):
        return {unicodedata.normalize("NFC", key).strip(): composed(item) for key, item in value.items()}
    if isinstance(value, list):
        return [composed(item) for item in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value


@given(st.dictionaries(st.sampled_from(["plan", "elements", "settings"]), _VALUES, min_size=1))
def test_written_and_read_again_it_is_the_same(document: dict[str, Any]) -> None:
    wanted = composed(document)
    if all(len(set(map(str.strip, map(str, keys)))) == len(keys) for keys in _key_lists(document)):
        assert read(write(document))[0] == wanted


def _key_lists(value: Any) -> list[list[str]]:
    if isinstance(value, dict):
        keys = [unicodedata.normalize("NFC", key) for key in value]
        return [keys, *(found for item in value.values() for found in _key_lists(item))]
    return [found for item in value for found in _key_lists(item)] if isinstance(value, list) else []
