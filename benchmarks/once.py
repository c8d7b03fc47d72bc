"""Answers one question as the first of a new process, and prints what it took: `python -m benchmarks.once UNIT`."""

from __future__ import annotations

import json
import sys

import django

if __name__ == "__main__":
    django.setup()
    from benchmarks import asking
    from benchmarks.measuring import Timing

    timing = Timing()
    timing.take(lambda: asking.overview(sys.argv[1]))
    json.dump({"ms": timing.median, "statements": timing.statements[0]}, sys.stdout)
