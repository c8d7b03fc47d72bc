"""Changes core in small ways and counts the changes no test notices: tests are tested too.

Usage: `python -m tools.mutation [--changes N] [--minutes N] [--seed N] [--workers N] [NAME ...]`. There are some nine
thousand changes: a few are picked at random from all of core. With NAMEs, patterns such as `tiendo.core.quantity*`, all
of those are tried.
"""

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MUTMUT = [sys.executable, "-m", "mutmut"]
CHANGES, MINUTES = 200, 12
"""How many changes are tried, and for how long at most: the quickest first, what is not reached is counted.

Making the changes and timing the tests takes some minutes more.
"""
FIRST = "tiendo.core.errors.x_register__mutmut_1"
"""A change that few tests meet: with the first that is tried all are made."""
LAST_WORDS = 30
"""Seconds that are left for writing down what was found."""
LEAST_NOTICED = 85
"""Percent of the changes that tests must notice; changes that mean the same keep it below 100."""
NOTICED, UNNOTICED = ("killed", "timeout", "segfault"), ("survived", "no tests")
LEFT_OUT = ("not checked", "check was interrupted by user")


def main(given):
    """Try changes, list what survived and return 1 when too much did or one could not be judged."""
    asked = arguments().parse_args(given)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background turns it off
    shutil.rmtree(ROOT / "mutants", ignore_errors=True)
    try_all([FIRST], asked.workers)
    names = sorted(verdicts())
    chosen = [name for name in names if any(fnmatchcase(name, pattern) for pattern in asked.names)]
    if not asked.names:
        chosen = random.Random(asked.seed).sample(names, min(asked.changes, len(names)))
    if not chosen:
        sys.exit("no change has such a name")
    print(f"{len(chosen)} of {len(names)} changes are tried, those of seed {asked.seed}", flush=True)
    try_all(chosen, asked.workers, minutes=None if asked.names else asked.minutes)
    return tell(chosen, verdicts())


def arguments():
    """What the command line takes."""
    parser = argparse.ArgumentParser(prog="python -m tools.mutation", description=__doc__)
    parser.add_argument("--changes", type=int, default=CHANGES)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("names", nargs="*", metavar="NAME")
    return parser


def try_all(names, workers, minutes=None):
    """Try these changes until the time is over; what that says is shown only when it could not be done."""
    order = [*MUTMUT, "run", "--max-children", str(workers), *names]
    with (
        tempfile.TemporaryFile("w+") as said,
        subprocess.Popen(order, cwd=ROOT, stdout=said, stderr=said, start_new_session=True) as run,
    ):
        try:
            run.wait(minutes and 60 * minutes)
            if run.returncode:
                said.seek(0)
                sys.exit(said.read())
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGINT)  # what was found is written down before it ends
            with suppress(subprocess.TimeoutExpired):
                run.wait(LAST_WORDS)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)  # a change that never ends would go on


def verdicts():
    """What became of every change there is, by name."""
    order = [*MUTMUT, "results", "--all", "true"]
    said = subprocess.run(order, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return dict(line.strip().rsplit(": ", 1) for line in said.splitlines() if ": " in line)


def tell(chosen, found):
    """Say what survived and what was not judged; answers the exit code."""
    judged = {name: found[name] for name in chosen if found[name] not in LEFT_OUT}
    for name, verdict in sorted(judged.items()):
        if verdict not in NOTICED:
            print(f"{name}: {verdict}")
    counts = Counter(judged.values())
    noticed = sum(counts[verdict] for verdict in NOTICED)
    percent = 100 * noticed // len(judged) if judged else 0
    print(", ".join(f"{count} {verdict}" for verdict, count in counts.most_common()))
    print(f"{len(judged)} changes tried, {noticed} noticed: {percent}% (at least {LEAST_NOTICED}% wanted)")
    print(
        f"{len(found) - len(judged)} of {len(found)} left out, {len(chosen) - len(judged)} of them for want of time"
    )
    return 0 if percent >= LEAST_NOTICED and not set(counts) - {*NOTICED, *UNNOTICED} else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
