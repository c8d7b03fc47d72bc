"""Measures how a plan's document is read: `python -m benchmarks.reading [--json]`.

The example's plan as a Word file, and the same as a PDF of 300 pages where LibreOffice can print it. Every document is
read in a process of its own, which tells its time after importing and the most memory it ever held. The floor of a
document is to get at its letters alone: the Word file's XML, the PDF's text page by page.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from rich.console import Console
from rich.table import Table

from benchmarks.page import duration
from benchmarks.place import loop_ms

PAGES = 300
RUNS = 5
BOUNDS = {"plan_word": (300, 300), "plan_pdf": (10_000, 300)}
"""Milliseconds and megabytes."""


def main() -> int:
    """Print a row a document; 1 where a bound is not met."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    parser.add_argument("--one", type=Path, help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.one:
        print(json.dumps(measured(asked.one)))
        return 0
    with tempfile.TemporaryDirectory(prefix="tiendo-bench-") as folder:
        rows = [row(key, file) for key, file in documents(Path(folder))]
    found = {"schema": 1, "loop_ms": round(loop_ms(), 1), "rows": rows}
    print(json.dumps(found, indent=1)) if asked.json else show(found)
    return 0 if all(one["met"] for one in rows) else 1


def documents(folder: Path) -> Iterator[tuple[str, Path]]:
    """The documents that are read."""
    from tests.browser.example_paper import example_docx  # noqa: PLC0415 - sets nothing up until asked

    word = folder / "plan.docx"
    word.write_bytes(example_docx())
    yield "plan_word", word
    program = shutil.which("soffice")
    if program is None:
        print("LibreOffice is not installed: no PDF is read", file=sys.stderr)
        return
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), str(word)]
    subprocess.run(command, check=True, capture_output=True)
    many = folder / "many.pdf"
    many.write_bytes(of_pages((folder / "plan.pdf").read_bytes(), PAGES))
    yield "plan_pdf", many


def of_pages(data: bytes, pages: int) -> bytes:
    """The pages of a PDF over and over, as many as are asked for."""
    import pypdfium2  # noqa: PLC0415 - only where a PDF is made

    once, whole = pypdfium2.PdfDocument(data), pypdfium2.PdfDocument.new()
    while len(whole) < pages:
        whole.import_pages(once, pages=list(range(min(len(once), pages - len(whole)))))
    made = BytesIO()
    whole.save(made)
    return made.getvalue()


def row(key: str, file: Path) -> dict[str, Any]:
    """One document, read by a process of its own."""
    command = [sys.executable, "-m", "benchmarks.reading", "--one", str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True, env=dict(os.environ))
    found = json.loads(done.stdout)
    most_ms, most_mb = BOUNDS[key]
    met = found["median_ms"] < most_ms and found["megabytes"] < most_mb
    ratio = round(found["median_ms"] / found["floor_ms"], 1)
    return {"key": key, **found, "ratio": ratio, "bound_ms": most_ms, "bound_megabytes": most_mb, "met": met}


def measured(file: Path) -> dict[str, Any]:
    """Times of reading and of the floor, what was found, and this process's most memory."""
    from tiendo.formats.text_in import read_source  # noqa: PLC0415 - importing is not measured
    from tiendo.reading.reader import read_document  # noqa: PLC0415 - the same

    data = file.read_bytes()
    read = read_document(read_source(data, name=file.name))
    taken = median(lambda: read_document(read_source(data, name=file.name)))
    most = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text(encoding="ascii"))
    return {
        "targets": len(read.targets),
        "median_ms": round(taken, 1),
        "floor_ms": round(median(lambda: letters(data)), 1),
        "megabytes": int(most[1]) // 1024 if most else 0,
    }


def median(call: Callable[[], object]) -> float:
    """The median of some runs in milliseconds; one run is enough of what takes seconds."""
    times: list[float] = []
    while len(times) < RUNS and sum(times) < 3_000:
        began = time.perf_counter()
        call()
        times.append(1_000 * (time.perf_counter() - began))
    return statistics.median(times)


def letters(data: bytes) -> int:
    """How many letters a document has: the least that reading it can mean."""
    if data.startswith(b"PK"):
        from lxml import etree  # noqa: PLC0415 - only where it is needed

        with ZipFile(BytesIO(data)) as package:
            body = etree.fromstring(package.read("word/document.xml"))
        return sum(len(text) for text in body.itertext())
    import pypdfium2  # noqa: PLC0415 - the same

    document = pypdfium2.PdfDocument(data)
    return sum(len(page.get_textpage().get_text_range()) for page in document)


def show(found: dict[str, Any]) -> None:
    """Print a table."""
    table = Table(title=f"a loop of 300 000 steps took {found['loop_ms']} ms")
    for name in ("document", "targets", "median", "floor", "ratio", "bound", "MB", "bound MB", "met"):
        table.add_column(name, justify="left" if name == "document" else "right")
    for one in found["rows"]:
        times = (duration(one["median_ms"]), duration(one["floor_ms"]), str(one["ratio"]))
        bounds = (duration(one["bound_ms"]), str(one["megabytes"]), str(one["bound_megabytes"]))
        table.add_row(one["key"], str(one["targets"]), *times, *bounds, "yes" if one["met"] else "NO")
    Console().print(table)


if __name__ == "__main__":
    sys.exit(main())
