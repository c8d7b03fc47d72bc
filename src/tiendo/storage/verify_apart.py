"""Asks a SQLite database questions in a process of its own: threads wait for one another in SQLite, processes do not.

`python -m tiendo.storage.verify_apart` reads one line of JSON, answers with another, and knows nothing but SQL. It ends
when whoever asked is there no more.
"""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from threading import Thread

Answer = tuple[int, int]


@contextmanager
def asking(path: str, room: str, questions: Sequence[str]) -> Iterator[Callable[[], list[Answer] | None]]:
    """Begin to ask a database file questions of one row and two numbers; what is given waits for the answers.

    `room` is a statement run first. The questions are answered from one consistent read, which sees what was written
    until it began. There are no answers (None) where no process can be had or it cannot read the file: whoever asks
    then has to look itself. The process outlives neither the block nor who began it.
    """
    asked = json.dumps({"path": path, "room": room, "questions": list(questions)})
    process = _begun()
    if process is None:
        yield lambda: None
        return
    with process:
        try:
            with suppress(BrokenPipeError):
                print(
                    asked, file=process.stdin, flush=True
                )  # left open: its end tells that nobody waits any more
            yield lambda: _answers(process)
        finally:
            process.kill()


def _begun() -> subprocess.Popen[str] | None:
    """A process that is no part of what Ctrl-C ends, and takes no module from the folder one happens to be in."""
    command = [sys.executable or "", "-P", "-m", __spec__.name]
    try:
        return subprocess.Popen(  # noqa: S603
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            start_new_session=True,
        )
    except OSError:
        return None


def _answers(process: subprocess.Popen[str]) -> list[Answer] | None:
    told = process.stdout.read() if process.stdout else ""
    return None if process.wait() else [(there, wrong) for there, wrong in json.loads(told)]


def main() -> None:
    """Answer what standard input asks."""
    asked = json.loads(sys.stdin.readline())
    Thread(target=_end_when_alone, daemon=True).start()
    address = f"{Path(asked['path']).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute(asked["room"])
        connection.execute("BEGIN")
        json.dump([connection.execute(question).fetchone() for question in asked["questions"]], sys.stdout)


def _end_when_alone() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
