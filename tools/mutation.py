"""Changes core in thousands of small ways and counts the changes no test notices: tests are tested too.

Usage: `python -m tools.mutation [NAME ...]`, a name being a pattern such as `tiendo.core.quantity*`.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STATS = ROOT / "mutants" / "mutmut-cicd-stats.json"
MUTMUT = [sys.executable, "-m", "mutmut"]
LEAST_NOTICED = 85
"""Percent of the changes that tests must notice; changes that mean the same keep it below 100."""


def main(names):
    """Run the mutations, list what survived and return 1 when too much did."""
    children = str(os.cpu_count() or 1)
    subprocess.run([*MUTMUT, "run", "--max-children", children, *names], cwd=ROOT, check=True)
    subprocess.run([*MUTMUT, "export-cicd-stats"], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    listing = subprocess.run(
        [*MUTMUT, "results"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    unnoticed = [
        line.strip() for line in listing.splitlines() if line.strip().endswith((": survived", ": no tests"))
    ]
    stats = json.loads(STATS.read_text(encoding="utf-8"))
    noticed = stats["killed"] + stats["timeout"] + stats.get("segfault", 0)
    judged = noticed + stats["survived"] + stats["no_tests"]
    print("\n".join(unnoticed))
    percent = 100 * noticed // judged if judged else 0
    print(f"{judged} changes, {noticed} noticed: {percent}% (at least {LEAST_NOTICED}% wanted)")
    return 0 if percent >= LEAST_NOTICED else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
