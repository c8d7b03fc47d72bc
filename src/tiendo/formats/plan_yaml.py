"""plan.yaml: the file a plan is written in by people, read with the line of everything in it.

Only what a plan needs of YAML is taken: mappings, lists, texts. Numbers like `300.000` or `2.1` stay the text they
are written as, for YAML would make other numbers of them. Anchors, aliases and tags are refused.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.core.plan_document import read_plan

INVALID = ProblemKind.INVALID
register("yaml.faults", INVALID, "The file has {count} faults; nothing was taken over.")
register("yaml.too_large", INVALID, "{place}: the file has {size} bytes; at most {most} are taken.")
register("yaml.encoding", INVALID, "{place}: this is not UTF-8; save the file as UTF-8 and try again.")
register("yaml.long_line", INVALID, "{place}: this line has more than {most} characters; break it.")
register("yaml.character", INVALID, "{place}: a character that is no text ({value}); delete it.")
register(
    "yaml.syntax", INVALID, "{place}: not understood as YAML ({reason}); look at indents, colons, quotes."
)
register("yaml.empty", INVALID, "{place}: the file holds no plan.")
register("yaml.documents", INVALID, "{place}: a second document begins; write one plan in one file.")
register("yaml.duplicate", INVALID, "{place}: the field {field} stands twice here, first in line {first}.")
register(
    "yaml.alias", INVALID, "{place}: references (& and *) are not taken; write the value out, or in quotes."
)
register("yaml.tag", INVALID, "{place}: types ({tag}) are not taken; write the value alone.")
register("yaml.key", INVALID, "{place}: the name of a field must be a text.")
register("yaml.too_deep", INVALID, "{place}: the file is nested deeper than {most} levels.")
register("yaml.too_many", INVALID, "{place}: the file has more than {most} values.")

MAX_BYTES = 2_000_000
MAX_LINE = 20_000
"""Characters of a line: some of what YAML allows takes the parser time that grows with the square of a line."""
MAX_DEPTH = 20
MAX_VALUES = 50_000

REASONS = (
    ("mapping values are not allowed", "a colon too many"),
    ("could not find expected ':'", "a colon is lacking"),
    ("'\\t'", "a tab; indent with blanks"),
    ("end of stream", "quotes or brackets that are not closed"),
    ("expected ',' or", "quotes or brackets that are not closed"),
    ("expected <block end>", "an indent that fits no line above"),
    ("", "look at this line and the one before"),
)
"""What the parser says, and what is told instead: msgids, for its own words are English and for programmers."""

_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_NO_TEXT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_WORDS = {"": None, "~": None, "null": None, "Null": None, "NULL": None, "true": True, "false": False}
_WORDS |= {"True": True, "False": False, "TRUE": True, "FALSE": False}


def read(data: bytes, *, name: str = "plan.yaml") -> tuple[Any, dict[str, int]]:
    """The document as plain data in NFC, and the line (from 1) of each place in it, such as `targets[3].goal`.

    Errors: one Problem: `yaml.too_large`, `yaml.encoding`, `yaml.character`, `yaml.syntax` and the like stop the
    reading; what does not is told all at once as `yaml.faults`.
    """
    built = _built(data, name)
    if built.faults:
        raise Problem.many("yaml.faults", built.faults)
    return built.document, built.lines


def _built(data: bytes, name: str) -> _Builder:
    builder = _Builder(name)
    builder.build(_events(_decoded(data, name), name))
    return builder


def write(document: Mapping[str, Any]) -> bytes:
    """The file of a document; read again it is the same document."""
    yaml = _yaml()
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = MAX_BYTES  # no text is broken over lines
    yaml.indent(mapping=2, sequence=4, offset=2)
    yaml.representer.sort_base_mapping_type_on_output = False
    yaml.representer.ignore_aliases = lambda *_: True
    stream = io.StringIO()
    yaml.dump(_composed(document), stream)
    return stream.getvalue().encode()


def check(data: bytes, ranks: Mapping[str, int], *, name: str = "plan.yaml") -> list[Problem]:
    """Everything wrong with a plan's file, each with its line. `ranks`: tree level -> depth. Empty when sound."""
    try:
        built = _built(data, name)
    except Problem as problem:
        return [problem]
    _, faults = read_plan(built.document, ranks=ranks)
    return sorted([*built.faults, *(_at_line(fault, built.lines, name) for fault in faults)], key=_line)


def _line(fault: Problem) -> int:
    line = fault.details["line"]
    return line if isinstance(line, int) else 0


def _at_line(fault: Problem, lines: Mapping[str, int], name: str) -> Problem:
    """The same fault with its line, and with the line in front of the place its sentence begins with."""
    place, field = str(fault.details.get("place", "")), str(fault.details.get("field", ""))
    line = line_of(f"{place}.{field}" if place and field else place or field, lines)
    details = {**fault.details, "line": line}
    if "place" not in fault.template.fields:
        details.pop("place", None)  # the sentence begins with its clause: the line goes before that
    for said in ("place", "clause"):
        if said in fault.template.fields:
            details[said] = f"{name}:{line}: {fault.details[said]}".removesuffix(": ")
    return Problem(fault.code, **details)


def line_of(place: str, lines: Mapping[str, int]) -> int:
    """The line of a place, else of what it lies in."""
    while place and place not in lines:
        place = place[: max(place.rfind("."), place.rfind("["), 0)]
    return lines.get(place, 1)


def _decoded(data: bytes, name: str) -> str:
    if len(data) > MAX_BYTES:
        raise Problem("yaml.too_large", place=name, size=len(data), most=MAX_BYTES)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise Problem("yaml.encoding", place=f"{name}:{line}", line=line) from None
    for number, long in enumerate(text.splitlines(), start=1):
        if len(long) > MAX_LINE:
            raise Problem("yaml.long_line", place=f"{name}:{number}", line=number, most=MAX_LINE)
    if wrong := _NO_TEXT.search(text):
        line = text.count("\n", 0, wrong.start()) + 1
        raise Problem("yaml.character", place=f"{name}:{line}", line=line, value=f"U+{ord(wrong[0]):04X}")
    return text


def _yaml() -> YAML:
    # The parser in Python alone: the same marks and messages on every machine.
    return YAML(typ="safe", pure=True)


def _events(text: str, name: str) -> Iterator[Event]:
    try:
        yield from _yaml().parse(io.StringIO(text))
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _no_yaml(name, line, str(error.problem or error.context or "")) from None
    except (YAMLError, ValueError) as error:
        raise _no_yaml(name, 1, str(error)) from None


def _no_yaml(name: str, line: int, said: str) -> Problem:
    said = " ".join(said.split())
    reason = next(told for sign, told in REASONS if sign in said)
    return Problem("yaml.syntax", place=f"{name}:{line}", line=line, reason=reason, parser=said[:200])


class _Open:
    """A list or mapping whose end has not come yet."""

    def __init__(self, value: Any, place: str, line: int) -> None:
        self.value, self.place, self.line = value, place, line
        self.key: str | None = None
        self.seen: dict[str, int] = {}


class _Builder:
    """Makes plain data of YAML events, one level after the other, so that no input can make it run deep."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.faults: list[Problem] = []
        self.lines: dict[str, int] = {}
        self.document: Any = None
        self.stack: list[_Open] = []
        self.values = 0

    def build(self, events: Iterator[Event]) -> None:
        documents = 0
        for event in events:
            line = event.start_mark.line + 1
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise self.problem("yaml.documents", line)
            self.take(event, line)
        if self.document is None:
            raise self.problem("yaml.empty", 1)

    def problem(self, code: str, line: int, **details: object) -> Problem:
        return Problem(code, place=f"{self.name}:{line}", line=line, **details)

    def take(self, event: Event, line: int) -> None:
        match event:
            case MappingStartEvent() | SequenceStartEvent():
                self.refuse_marks(event, line)
                self.open({} if isinstance(event, MappingStartEvent) else [], line)
            case MappingEndEvent() | SequenceEndEvent():
                self.stack.pop()
            case AliasEvent():
                raise self.problem("yaml.alias", line)
            case ScalarEvent():
                self.refuse_marks(event, line)
                self.scalar(event, line)

    def refuse_marks(self, event: Event, line: int) -> None:
        if getattr(event, "anchor", None):
            raise self.problem("yaml.alias", line)
        tag = getattr(event, "tag", None)
        if tag:
            raise self.problem("yaml.tag", line, tag=str(tag).removeprefix("tag:yaml.org,2002:"))

    def open(self, value: Any, line: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise self.problem("yaml.too_deep", line, most=MAX_DEPTH)
        top = self.stack[-1] if self.stack else None
        if top and isinstance(top.value, dict) and top.key is None:
            raise self.problem("yaml.key", line)
        self.stack.append(_Open(value, self.place(value, line), line))

    def scalar(self, event: ScalarEvent, line: int) -> None:
        top = self.stack[-1] if self.stack else None
        text = unicodedata.normalize("NFC", event.value)
        if wrong := _NO_TEXT.search(text):  # written as an escape
            self.faults.append(self.problem("yaml.character", line, value=f"U+{ord(wrong[0]):04X}"))
            text = ""
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self.name_field(top, text.strip(), line)
            return
        self.place(_plain(text) if event.implicit[0] else text, line)

    def name_field(self, top: _Open, key: str, line: int) -> None:
        if key in top.seen:
            self.faults.append(self.problem("yaml.duplicate", line, field=key[:60], first=top.seen[key]))
        top.seen.setdefault(key, line)
        top.key = key
        self.lines[f"{top.place}.{key}" if top.place else key] = line

    def place(self, value: Any, line: int) -> str:
        """Put a value where it belongs and tell its place."""
        self.values += 1
        if self.values > MAX_VALUES:
            raise self.problem("yaml.too_many", line, most=MAX_VALUES)
        if not self.stack:
            self.document = value
            return ""
        top = self.stack[-1]
        if isinstance(top.value, list):
            top.value.append(value)
            where = f"{top.place}[{len(top.value) - 1}]"
            self.lines[where] = line
            return where
        key, top.key = top.key or "", None
        top.value[key] = value
        return f"{top.place}.{key}" if top.place else key


def _plain(text: str) -> Any:
    """What an unquoted value means: nothing, a truth, a whole number as people write it, else its text."""
    if text in _WORDS:
        return _WORDS[text]
    return int(text) if _WHOLE.fullmatch(text) else text


def _composed(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(key)): _composed(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_composed(item) for item in value]
    return unicodedata.normalize("NFC", value) if isinstance(value, str) else value
