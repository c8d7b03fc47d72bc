"""Renews all figures of the page, one run after the other: `python -m benchmarks.renew [SIZE …]`."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.page import ENGINES

SIZES = ("province", "region")
WHOLE = ("small", "province")
"""Sizes at which everything is proved besides; it takes as long as all the rest."""
PATIENCE = 600
"""Seconds each run may wait, in all, for a machine that others keep busy."""

if __name__ == "__main__":
    for size in sys.argv[1:] or SIZES:
        for engine in ENGINES:
            command = [
                sys.executable,
                "-m",
                "benchmarks.ledger",
                "--write",
                "--size",
                size,
                "--database",
                engine,
                "--patience",
                str(PATIENCE),
            ]
            subprocess.run([*command, *(["--whole"] if size in WHOLE else [])], check=True)
