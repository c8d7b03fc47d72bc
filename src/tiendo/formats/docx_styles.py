"""What the styles and lists of a Word file mean for a paragraph: boldness, fonts, heading depth, and its number.

Word keeps "1.", "a)" and "II." out of the text; they are counted here as Word counts them and put back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
"""Where the names of Word's elements belong, and where the strict form puts them."""

_DEEPEST = 9
_OFF = frozenset(("0", "false", "off", "none"))


def is_on(properties: Any, name: str) -> bool | None:
    """Whether a property such as bold is set on or off; None where it is not set here."""
    found = properties.find(W + name) if properties is not None else None
    return None if found is None else (found.get(W + "val") or "1").lower() not in _OFF


def value_of(properties: Any, name: str) -> str:
    """The value of a property; empty where it is not set here."""
    found = properties.find(W + name) if properties is not None else None
    return "" if found is None else found.get(W + "val") or ""


@dataclass(frozen=True)
class Style:
    """A style with what it inherits: None and empty mean that nothing is said."""

    bold: bool | None = None
    italic: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    font: str = ""
    align: str = ""
    outline: int = 0
    number: tuple[str, int] | None = None


_FLAGS = (("bold", "b"), ("italic", "i"), ("caps", "caps"), ("hidden", "vanish"))


def font_of(properties: Any) -> str:
    """The font a run's or style's properties name for western letters."""
    fonts = properties.find(W + "rFonts") if properties is not None else None
    return "" if fonts is None else fonts.get(W + "ascii") or fonts.get(W + "hAnsi") or ""


class Styles:
    """The styles of a file by id, each with what it inherits worked out once."""

    def __init__(self, root: Any | None) -> None:
        self._nodes: dict[str, Any] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        self.default_font = ""
        if root is None:
            return
        for node in root.iter(W + "style"):
            key = node.get(W + "styleId") or ""
            self._nodes[key] = node
            if node.get(W + "type") == "paragraph" and (node.get(W + "default") or "0") not in _OFF:
                self.default = key
        defaults = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
        self.default_font = font_of(defaults)

    def of(self, key: str) -> Style:
        """The style of an id; one that says nothing where there is none."""
        if key not in self._known:
            self._known[key] = Style()  # a style that inherits from itself ends here
            self._known[key] = self._made(self._nodes[key]) if key in self._nodes else Style()
        return self._known[key]

    def _made(self, node: Any) -> Style:
        base = self.of(value_of(node, "basedOn"))
        run, paragraph = node.find(W + "rPr"), node.find(W + "pPr")
        flags = {}
        for name, tag in _FLAGS:
            own = is_on(run, tag)
            flags[name] = getattr(base, name) if own is None else own
        outline = value_of(paragraph, "outlineLvl")
        number = number_of(paragraph)
        if number is None:
            number = base.number
        elif not number[0] and base.number:
            number = (base.number[0], number[1])
        return Style(
            **flags,
            font=font_of(run) or base.font,
            align=value_of(paragraph, "jc") or base.align,
            outline=_depth(outline) + 1 if outline and _depth(outline) < _DEEPEST else base.outline,
            number=number,
        )


def _depth(written: str) -> int:
    return int(written) if written.isdecimal() and len(written) < 4 else 0


def number_of(properties: Any) -> tuple[str, int] | None:
    """The list and depth that a paragraph's properties name; None where they name none, id 0 switches a list off."""
    found = properties.find(W + "numPr") if properties is not None else None
    if found is None:
        return None
    return value_of(found, "numId"), min(_depth(value_of(found, "ilvl")), _DEEPEST - 1)


@dataclass
class _Level:
    start: int = 1
    kind: str = "decimal"
    text: str = ""
    restart: int | None = None
    legal: bool = False
    suffix: str = "tab"


@dataclass
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * _DEEPEST)


class Numbering:
    """The lists of a file, counting on as paragraphs come in reading order."""

    def __init__(self, root: Any | None) -> None:
        self._abstract: dict[str, _List] = {}
        self._list: dict[str, str] = {}
        self._starts: dict[str, dict[int, int]] = {}
        if root is None:
            return
        for node in root.iter(W + "abstractNum"):
            levels = {_depth(level.get(W + "ilvl") or ""): _level(level) for level in node.iter(W + "lvl")}
            self._abstract[node.get(W + "abstractNumId") or ""] = _List(levels)
        for node in root.iter(W + "num"):
            self._add(node)

    def _add(self, node: Any) -> None:
        key, base = node.get(W + "numId") or "", value_of(node, "abstractNumId")
        self._list[key] = base
        starts: dict[int, int] = {}
        for override in node.iter(W + "lvlOverride"):
            at = _depth(override.get(W + "ilvl") or "")
            start = value_of(override, "startOverride")
            if start:
                starts[at] = _depth(start)
            own = override.find(W + "lvl")
            if own is not None and base in self._abstract:
                copied = _List(dict(self._abstract[base].levels) | {at: _level(own)})
                self._list[key] = f"{base}/{key}"
                self._abstract[self._list[key]] = copied
        self._starts[key] = starts

    def label(self, key: str, depth: int) -> str:
        """The label of the next paragraph of a list at a depth, with the blank behind it; empty without one."""
        found = self._abstract.get(self._list.get(key, ""))
        if found is None or depth not in found.levels:
            return ""
        level = found.levels[depth]
        for at, start in list(self._starts.get(key, {}).items()):
            if at == depth:
                found.counts[at] = None
                found.levels[at] = level = _Level(**{**vars(level), "start": start})
                del self._starts[key][at]
        now = found.counts[depth]
        found.counts[depth] = level.start if now is None else now + 1
        for deeper in range(depth + 1, _DEEPEST):
            below = found.levels.get(deeper)
            if below is None or below.restart is None or below.restart > depth:
                found.counts[deeper] = None
        return _written(found, depth)


def _level(node: Any) -> _Level:
    restart = value_of(node, "lvlRestart")
    return _Level(
        start=_depth(value_of(node, "start") or "1"),
        kind=value_of(node, "numFmt") or "decimal",
        text=value_of(node, "lvlText"),
        restart=_depth(restart) if restart else None,
        legal=bool(is_on(node, "isLgl")),
        suffix=value_of(node, "suff") or "tab",
    )


def _written(found: _List, depth: int) -> str:
    level = found.levels[depth]
    if level.kind == "none" and not level.text:
        return ""
    if level.kind == "bullet":
        label = level.text if level.text and level.text[0] < "\uf000" else "•"
    else:
        label = level.text
        for at in range(depth + 1):
            if f"%{at + 1}" in label:
                one = found.levels.get(at, _Level())
                count = found.counts[at]
                number = one.start if count is None else count
                label = label.replace(f"%{at + 1}", numeral(number, "decimal" if level.legal else one.kind))
    return label if not label or level.suffix == "nothing" else label + " "


_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def numeral(number: int, kind: str) -> str:
    """A number as a list of this kind writes it; kinds that are not known are written in digits."""
    if kind in ("upperRoman", "lowerRoman") and 0 < number < 4000:
        made, left = "", number
        for value, letters in _ROMAN:
            made += letters * (left // value)
            left %= value
        return made.upper() if kind == "upperRoman" else made
    if kind in ("upperLetter", "lowerLetter") and 0 < number <= 26 * 30:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if kind == "upperLetter" else letter
    if kind == "none":
        return ""
    return f"{number:02d}" if kind == "decimalZero" else str(number)
