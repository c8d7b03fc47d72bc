"""Serves the example organisation on machines without make: does what `make run` does."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "tools"))

import setup  # noqa: E402  (found through the line above)


def main():
    """Set up, then serve until Ctrl-C; return the exit code."""
    failed = setup.main(["run"])
    if failed:
        return failed
    os.environ.setdefault("TIENDO_HOME", str(ROOT / ".tiendo"))
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    command = [str(setup.SCRIPTS / "tiendo"), "serve", "--demo", *sys.argv[1:]]
    if os.name != "nt":
        os.execv(command[0], command)
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
