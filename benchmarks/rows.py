"""The rows of the table, each with its question, floor and bound, in the order in which they can be measured."""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import repeat

from benchmarks import asking
from benchmarks.filling import settle, table_sizes
from benchmarks.floors import Floor
from benchmarks.measuring import Patience, Row, Timing, even, patiently, timed
from benchmarks.organisation import MONTHLY, ROOT, BenchUnit
from benchmarks.stage import Stage
from benchmarks.table import QUESTIONS, bound_of
from tiendo.storage.rules import NOW, catalogue_at
from tiendo.storage.sql import snapshot
from tiendo.storage.verify import verify
from tiendo.storage.verify_names import Names
from tiendo.storage.verify_sums import BALANCES, check_sums

RUNS = 7
SOME, TRIES = 9, 10
"""So many months sent or accepted are enough, where they were undisturbed; so many times as many are tried."""
FLOOR_RUNS = 100
FLOORS = 5
QUICK_MS = 40_000
"""What takes longer is measured once."""


@dataclass
class Measured:
    """What was measured so far: a timing for each row, and the time of its floor."""

    timings: dict[str, Timing] = field(default_factory=dict)
    floors: dict[str, Timing] = field(default_factory=dict)
    words: dict[str, object] = field(default_factory=dict)
    tables: dict[str, int] = field(default_factory=dict)

    def rows(self) -> Iterator[Row]:
        """The lines of the table."""
        for key, question in QUESTIONS.items():
            if key not in self.timings:
                continue
            timing, floor = self.timings[key], self.floors[key]
            whole = key == "reports"
            yield Row(
                key,
                question.format(**self.words),
                sum(timing.times) if whole else timing.median,
                len(timing.times),
                max(timing.statements),
                sum(floor.times) if whole else floor.median,
                *bound_of(key, self.tables.get("entry", 0)),
                pace=timing.pace,
                constant=len(set(timing.statements)) == 1
                or key not in ("month_sent", "month_accepted", "reports"),
            )


def measure(stage: Stage, environ: dict[str, str], *, whole: bool, done: Callable[[str], object]) -> Measured:
    """Measure every row; floors that write come last. `whole`: the proof of everything, too."""
    settle()
    run = _Run(stage, Floor(), environ, done)
    gc.collect()
    gc.freeze()  # what building left behind is not looked through again before every run
    run.write()
    run.read()
    run.prove(whole=whole)
    with snapshot() as cursor:
        run.measured.tables = table_sizes(cursor, "figure", "entry", "balance")
    run.write_floors()
    return run.measured


class _Run:
    """One run over all rows."""

    def __init__(
        self, stage: Stage, floor: Floor, environ: dict[str, str], done: Callable[[str], object]
    ) -> None:
        self.stage, self.floor, self.environ, self.done = stage, floor, environ, done
        self.measured = Measured(words={"count": len(stage.bottom), "elements": len(MONTHLY)})

    def keep(self, key: str, timing: Timing, floor: Timing | None = None) -> None:
        """Keep what a row took, and its floor."""
        self.measured.timings[key] = timing
        if floor is not None:
            self.measured.floors[key] = floor

    def write(self) -> None:
        """Let every unit at the bottom type and send its last month, and some of them be accepted.

        What one verb takes is measured at some units, each time after waiting as long as patience lasts; what all
        reports take, at all of them without waiting.
        """
        stage = self.stage
        some = even(stage.bottom, SOME * TRIES)
        typed, sent, others, reports = Timing(), Timing(), Timing(), Timing()
        for number, unit in enumerate(stage.bottom, 1):
            typed.take(partial(stage.type, unit))
            look = unit in some and sent.quiet < SOME
            if look:
                Patience.wait()
            told = sent if look else others
            told.take(partial(stage.send, unit), look=look)
            reports.times.append(typed.times[-1] + told.times[-1])
            reports.statements.append(typed.statements[-1] + told.statements[-1])
            if number % 100 == 0:
                self.done(f"reports {number}")
        reports.paces = typed.paces
        self.keep("reports", reports)
        self.keep("month_sent", sent.kept(SOME))
        tried = iter(some)
        shown = (partial(stage.accept, unit, stage.seen(unit)) for unit in tried)
        self.keep("month_accepted", patiently(shown, SOME))
        stage.accept_all([*tried, *(unit for unit in stage.bottom if unit not in some)])
        self.done("accepted")

    def read(self) -> None:
        """Ask for overviews and the reporting rate, each time after another month was sent."""
        stage = self.stage
        districts = [unit for unit in stage.units if unit.level == "district"]
        communes = [unit for unit in stage.units if unit.level == "commune" and unit not in stage.bottom]
        looked, *fresh = even(districts, 8)
        for key, unit in zip(_LOOKED_AT, (stage.units[0], looked, *communes[:1]), strict=False):
            self.keep(key, self._again(partial(asking.overview, unit.code)), self._sums(unit))
            self.done(key)
        new = timed(partial(asking.overview, unit.code) for unit in fresh)
        self.keep("overview_district_new", new, self.measured.floors["overview_district"])
        first = _first(ROOT, self.environ)
        self.keep("overview_top_first", first, self.measured.floors["overview_top"])
        self.done("overview first")
        asked = self._again(partial(asking.reporting, ROOT))
        self.keep("reporting", asked, self._sums(stage.units[0], told=True))
        self.done("reporting")

    def _again(self, call: Callable[[], object]) -> Timing:
        """A question that was answered before, but not since the head moved."""
        call()
        return patiently(repeat(call), RUNS, between=self.stage.move_head)

    def _sums(self, unit: BenchUnit, *, told: bool = False) -> Timing:
        """The one SELECT that sums what the question needs, of the unit and its children."""
        stage = self.stage
        units = [stage.unit_id(one.code) for one in stage.units if unit.code in (one.code, one.parent)]
        ask = self.floor.coverage if told else self.floor.overview
        return patiently(repeat(partial(ask, units, stage.elements())), FLOORS)

    def prove(self, *, whole: bool) -> None:
        """Recompute the balances; with `whole` everything."""
        sums = timed([self.floor.proof] * 3)
        summed = timed([_balances_agree])
        if summed.median < QUICK_MS:
            summed = timed([_balances_agree] * 3)
        self.keep("proof_balances", summed, sums)
        self.done("proof of balances")
        if whole:
            self.keep("proof", timed([_all_agrees]), sums)
            self.done("proof of everything")

    def write_floors(self) -> None:
        """What services wrote, written by hand; the ledger is not sound after this."""
        told = {
            unit.code: (self.stage.unit_id(unit.code), self.stage.amounts(unit)) for unit in self.stage.bottom
        }
        some = even(self.stage.bottom, FLOOR_RUNS)
        for key, book in (("month_sent", 1), ("month_accepted", 2)):
            calls = [partial(self.floor.post, book, *told[unit.code]) for unit in some]
            self.measured.floors[key] = timed(calls, collect=False)
        calls = [partial(self.floor.report, *one) for one in told.values()]
        self.measured.floors["reports"] = timed(calls, collect=False)
        self.done("floors")


_LOOKED_AT = ("overview_top", "overview_district", "overview_commune")


def _first(unit: str, environ: dict[str, str]) -> Timing:
    """The same question asked of a process that has answered none."""
    timing = Timing()
    command = [sys.executable, "-m", "benchmarks.once", unit]
    for _ in range(3):
        found = json.loads(subprocess.run(command, env=environ, capture_output=True, check=True).stdout)
        timing.times.append(found["ms"])
        timing.statements.append(found["statements"])
        timing.note_pace()
    return timing


def _balances_agree() -> None:
    with snapshot() as cursor:
        _refuse(check_sums(cursor, BALANCES, Names(catalogue_at(cursor, NOW))))


def _all_agrees() -> None:
    _refuse(verify())


def _refuse(findings: Iterable[object]) -> None:
    if found := list(findings):
        raise SystemExit(f"the ledger does not agree: {found[:3]}")
