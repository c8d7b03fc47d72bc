"""Asks a SQLite database questions in a process of its own: threads wait for one another in SQLite, processes do not.

`python -m tiendo.storage.verify_apart` reads one JSON document, answers with another, and knows nothing but SQL.
"""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryFile

Answer = tuple[int, int]


@contextmanager
def asking(path: str, room: str, questions: Sequence[str]) -> Iterator[Callable[[], list[Answer]]]:
    """Begin to ask a database file questions of one row and two numbers; what is given waits for the answers.

    `room` is a statement run first. The questions are answered from one consistent read, which sees what was written
    until it began. The process does not outlive the block.
    Errors: sqlite3.OperationalError where the process ends without answers; it has said why on standard error.
    """
    asked = {"path": path, "room": room, "questions": list(questions)}
    command = [sys.executable, "-m", __spec__.name]
    with TemporaryFile("w+", encoding="utf-8") as given:
        json.dump(asked, given)
        given.seek(0)
        with subprocess.Popen(  # noqa: S603 - its own group: who stops the caller is not told of it twice
            command, stdin=given, stdout=subprocess.PIPE, text=True, start_new_session=True
        ) as process:

            def answers() -> list[Answer]:
                told, _ = process.communicate()
                if process.returncode:
                    raise sqlite3.OperationalError(f"{__spec__.name} ended with {process.returncode}")
                return [(there, wrong) for there, wrong in json.loads(told)]

            try:
                yield answers
            finally:
                process.kill()


def main() -> None:
    """Answer what standard input asks."""
    asked = json.load(sys.stdin)
    address = f"{Path(asked['path']).absolute().as_uri()}?mode=ro"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as connection:
        connection.execute(asked["room"])
        connection.execute("BEGIN")
        json.dump([connection.execute(question).fetchone() for question in asked["questions"]], sys.stdout)


if __name__ == "__main__":
    main()
