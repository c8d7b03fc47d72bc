"""How well plans are read: detection and attributes of targets against annotated documents beside the repository.

`make score` prints it, a test holds the bounds. Comparison is exact after NFC, lower case and collapsed white space; a
record is found where value and range are equal and the predicted span overlaps its quote. Optional records are neither
missed nor false.
"""

from __future__ import annotations

import sys
import unicodedata
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from tiendo.core.errors import Problem
from tiendo.formats.text_in import read_source
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Target, Understood

SHARED = Path(__file__).parents[2] / "shared"
ATTRIBUTES = ("unit", "comparator", "kind", "period")


@dataclass
class Score:
    """What was found, missed and wrongly found in one document, and the attributes of what was found."""

    name: str
    found: int = 0
    missed: list[str] = field(default_factory=list)
    false: list[str] = field(default_factory=list)
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ATTRIBUTES, 0))
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Score) -> None:
        self.found += other.found
        self.missed += other.missed
        self.false += other.false
        self.wrong += other.wrong
        for name in ATTRIBUTES:
            self.right[name] += other.right[name]

    @property
    def precision(self) -> Fraction:
        whole = self.found + len(self.false)
        return Fraction(self.found, whole) if whole else Fraction(1)

    @property
    def recall(self) -> Fraction:
        whole = self.found + len(self.missed)
        return Fraction(self.found, whole) if whole else Fraction(1)

    @property
    def f1(self) -> Fraction:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else Fraction(0)

    def accuracy(self, name: str) -> Fraction:
        return Fraction(self.right[name], self.found) if self.found else Fraction(1)


def plain(text: object) -> str:
    """What is compared: NFC, lower case, white space collapsed."""
    return " ".join(unicodedata.normalize("NFC", str(text)).lower().split())


def documents() -> list[tuple[Path, Path]]:
    """Every annotated document with its annotation; none where the folder is not there."""
    seed = [(SHARED / "seed" / "plan.txt", SHARED / "seed" / "targets.yaml")]
    plans = [
        (Path(str(one).replace(".targets.yaml", ".txt")), one) for one in SHARED.glob("plans/*.targets.yaml")
    ]
    return [pair for pair in [*seed, *sorted(plans)] if all(path.exists() for path in pair)]


def score(document: Path, annotation: Path) -> Score:
    """The score of one document."""
    records = YAML(typ="safe").load(annotation.read_text(encoding="utf-8"))["targets"]
    result = Score(document.stem)
    try:
        read = read_document(read_source(document.read_bytes(), document.name))
    except Problem as problem:
        result.missed += [f"{one['id']} (the file is refused: {problem.code})" for one in records]
        return result
    used: set[int] = set()
    for record in records:
        match = _match(read, record, used)
        optional = bool(record.get("optional"))
        if match is not None:
            used.add(match)
            if not optional:
                _hold(result, record, read.targets[match])
        elif not optional:
            result.missed.append(f"{record['id']} {record['value']} {record['unit']}: {record['quote'][:90]}")
    result.false += [
        f"{one.value} {one.unit} [{one.rule}]: {one.quote[:90]}"
        for number, one in enumerate(read.targets)
        if number not in used
    ]
    return result


def _match(read: Understood, record: dict[str, Any], used: set[int]) -> int | None:
    text, quote = read.text.lower(), plain(record["quote"])
    spans, place = [], text.find(quote)
    while place >= 0:
        spans.append((place, place + len(quote)))
        place = text.find(quote, place + 1)
    value, most = _fraction(record["value"]), _fraction(record.get("value_max"))
    for number, one in enumerate(read.targets):
        if number in used or one.value != value or one.value_max != most:
            continue
        if any(start < one.end and one.start < end for start, end in spans):
            return number
    return None


def _fraction(value: object) -> Fraction | None:
    return None if value is None else Fraction(str(value))


def _hold(result: Score, record: dict[str, Any], one: Target) -> None:
    result.found += 1
    wanted = {
        "unit": record["unit"],
        "comparator": record.get("comparator_effective") or record["comparator"],
        "kind": record["kind"],
        "period": record.get("frequency") or record["period"],
    }
    if "frequency" in record:  # the first document's own words
        wanted["unit"] = "%" if str(record["unit"]).startswith("%") else record["unit"]
        wanted["period"] = (
            "term" if str(wanted["period"]).startswith(("term", "end of term")) else wanted["period"]
        )
    got = {"unit": one.unit, "comparator": one.comparator.value, "kind": one.kind.value, "period": one.period}
    for name in ATTRIBUTES:
        if plain(got[name]) == plain(wanted[name]):
            result.right[name] += 1
        else:
            result.wrong.append(f"{record['id']} {name}: {got[name]!r} for {wanted[name]!r} [{one.rule}]")


def _percent(value: Fraction) -> str:
    return f"{round(value * 1000) // 10}.{round(value * 1000) % 10}"


def _line(one: Score) -> str:
    detection = [_percent(one.precision), _percent(one.recall), _percent(one.f1)]
    attributes = [_percent(one.accuracy(name)) for name in ATTRIBUTES]
    return f"{one.name[:40]:40}" + "".join(
        f"{value:>8}" for value in [str(one.found), *detection, *attributes]
    )


def main() -> int:
    """Print the score of every document and of all."""
    found = [score(*pair) for pair in documents()]
    if not found:
        print(f"No annotated documents in {SHARED.name}/ beside the repository.")
        return 0
    whole = Score("all")
    for one in found:
        whole.add(one)
    heads = ["found", "P", "R", "F1", *ATTRIBUTES]
    print(f"{'document':40}" + "".join(f"{name[:7]:>8}" for name in heads))
    for one in [*found, whole]:
        print(_line(one))
    for one in found:
        for label, lines in (("missed", one.missed), ("false", one.false), ("wrong", one.wrong)):
            for line in lines:
                print(f"{one.name}: {label}: {line}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
