"""Steps through the tree of a Word file's part: what stands in what, without what was deleted or doubled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from tiendo.formats.docx_styles import STRICT, W, value_of
from tiendo.reading.wrapping import begins_item

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES = _MC + "AlternateContent"
GONE = frozenset((W + "del", W + "moveFrom"))
NEW = frozenset((W + "ins", W + "moveTo"))
AROUND = NEW | {W + name for name in ("hyperlink", "smartTag", "customXml", "fldSimple", "dir", "bdo")}
_WIDEST = 200


def make_common(root: Any) -> None:
    """Rename what a file in the strict form calls otherwise."""
    for node in root.iter(f"{STRICT}*"):
        node.tag = W + node.tag[len(STRICT) :]
        for key in [key for key in node.attrib if key.startswith(STRICT)]:
            node.set(W + key[len(STRICT) :], node.attrib.pop(key))


def content_of(parent: Any, counts: Counter[str]) -> Iterator[Any]:
    """The paragraphs and tables of a part, box or cell, through everything that only wraps them."""
    for node in parent:
        if node.tag in (W + "p", W + "tbl"):
            yield node
        elif node.tag in GONE:
            counts["repair.tracked_changes"] += 1
        elif node.tag == W + "sdt":
            for content in node.iterchildren(W + "sdtContent"):
                yield from content_of(content, counts)
        elif node.tag in AROUND:
            yield from content_of(node, counts)


def rows_of(table: Any, counts: Counter[str]) -> Iterator[Any]:
    """The rows of a table that were not deleted."""
    for node in table:
        if node.tag == W + "tr":
            properties = node.find(W + "trPr")
            if properties is not None and properties.find(W + "del") is not None:
                counts["repair.tracked_changes"] += 1
            else:
                yield node
        elif node.tag == W + "sdt":
            for content in node.iterchildren(W + "sdtContent"):
                yield from rows_of(content, counts)
        elif node.tag in AROUND:
            yield from rows_of(node, counts)


def cells_of(row: Any) -> Iterator[Any]:
    """The cells of a row."""
    for node in row:
        if node.tag == W + "tc":
            yield node
        elif node.tag == W + "sdt":
            for content in node.iterchildren(W + "sdtContent"):
                yield from cells_of(content)
        elif node.tag in AROUND:
            yield from cells_of(node)


def columns_before(row: Any) -> int:
    """The columns a row leaves out at its beginning."""
    properties = row.find(W + "trPr")
    written = value_of(properties, "gridBefore")
    return min(int(written), _WIDEST) if written.isdecimal() else 0


def columns_of(cell: Any) -> int:
    """How many columns a cell covers."""
    written = value_of(cell.find(W + "tcPr"), "gridSpan")
    return max(1, min(int(written), _WIDEST)) if written.isdecimal() else 1


def merged_down(cell: Any) -> str:
    """Whether a cell begins one that reaches down ("restart"), goes on with it ("continue") or stands alone ("")."""
    properties = cell.find(W + "tcPr")
    found = properties.find(W + "vMerge") if properties is not None else None
    return "" if found is None else found.get(W + "val") or "continue"


def boxes_of(node: Any) -> list[Any]:
    """The contents of the text boxes in a drawing, each once though Word writes them in two forms."""
    if node.tag == W + "txbxContent":
        return [node]
    found: list[Any] = []
    if node.tag == ALTERNATIVES:
        for choice in node:
            found = [box for child in choice for box in boxes_of(child)]
            if found:
                break
        return found
    for child in node:
        found += boxes_of(child)
    return found


def lines_of(text: str) -> list[str]:
    """A paragraph's lines where somebody broke it by hand; a line that goes on in small letters is no new one."""
    made: list[str] = []
    for line in text.split("\n"):
        short = line.strip()
        if made and short and short[0].islower() and not begins_item(short):
            made[-1] = f"{made[-1].rstrip()} {short}"
        elif short:
            made.append(line)
    return made
