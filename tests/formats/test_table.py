"""Tables out of a spreadsheet: read with their lines, and every fault of them at once."""

from __future__ import annotations

import pytest

from tiendo.core.errors import Problem
from tiendo.formats.table import MAX_BYTES, read_table


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_rows_with_their_lines(sign: str) -> None:
    text = f"\ufeffCode{sign} name \r\n\r\n01{sign}Một\r\n{sign}\r\n02{sign}Hai\r\n"
    assert read_table(text.encode(), ("code", "name"), name="a.csv") == (
        [{"code": "01", "name": "Một"}, {"code": "02", "name": "Hai"}],
        [3, 5],
    )


def test_a_quoted_cell_holds_the_sign_that_parts_cells() -> None:
    rows, lines = read_table(b'code,name\n1,"a, b"\n2,c\n', ("code", "name"), name="a.csv")
    assert ([row["name"] for row in rows], lines) == (["a, b", "c"], [2, 3])


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", ["table.empty"]),
        (b"code,name\n", ["table.empty"]),
        (b"code,colour,code\n1,2,3\n", ["table.column", "table.unknown_column", "table.column_twice"]),
        (b"code,name\n1,2,3\n4,5,,\n", ["table.width"]),
        ("code,name\n1,cây\n".encode("latin-1"), ["table.encoding"]),
        (b'code,name\n1,"a\n', ["table.unreadable"]),
        (b"x" * (MAX_BYTES + 1), ["table.too_large"]),
    ],
)
def test_what_is_refused(data: bytes, said: list[str]) -> None:
    with pytest.raises(Problem) as problem:
        read_table(data, ("code", "name"), name="a.csv")
    assert [one.code for one in problem.value.causes or (problem.value,)] == said
