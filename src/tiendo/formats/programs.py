"""Programs of the system run apart: a folder and home of their own, no network where the system allows, a time limit.

They are asked again and again whether there is still time and whether the person still waits; else they are ended with
all they started.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tiendo.core.errors import Problem
from tiendo.formats.source_limits import MOST_BYTES, Reading

_TICK = 0.5
_LONGEST = 120
"""Seconds one run may take, however much time the reading has."""

_apart: list[tuple[str, ...]] = []


def run_apart(command: Sequence[str], folder: Path, reading: Reading) -> bytes | None:
    """What a program wrote; None where it failed. Errors: Problem `source.time`, `source.stopped`."""
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder)}
    environment |= {"LANG": "C.UTF-8", "OMP_THREAD_LIMIT": "1"}
    out = folder / "said"
    with out.open("wb") as said:
        process = subprocess.Popen(  # noqa: S603 - a program found on PATH with arguments of our own
            [*_without_network(), *command],
            cwd=folder,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            _wait(process, reading)
        finally:
            if process.poll() is None:
                _end(process)
    with out.open("rb") as found:
        return found.read(4 * MOST_BYTES) if process.returncode == 0 else None


def _wait(process: subprocess.Popen[bytes], reading: Reading) -> None:
    for _ in range(int(_LONGEST / _TICK)):
        try:
            process.wait(_TICK)
        except subprocess.TimeoutExpired:
            reading.check()
        else:
            return
    raise Problem("source.time", seconds=_LONGEST)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a program with all it started."""
    if hasattr(os, "killpg"):
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    process.wait()


def _without_network() -> tuple[str, ...]:
    """A prefix that runs a program without network, where the system lets us."""
    if not _apart:
        program = shutil.which("unshare")
        prefix = (program, "--map-root-user", "--net") if program else ()
        works = prefix and subprocess.run([*prefix, "true"], capture_output=True, check=False).returncode == 0  # noqa: S603
        _apart.append(prefix if works else ())
    return _apart[0]
