"""Kept files under TIENDO_HOME/files, named by their sha256: written before the row that cites them, never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.storage.sql import fetch_all, in_ids, write

register("file.missing", ProblemKind.NOT_FOUND, "The file is not in the store; bring it again.")
register("file.too_large", ProblemKind.INVALID, "The file is larger than {limit}.")

SPARED = timedelta(days=2)
"""How long a file nobody cites is kept: forms hold on to a file for a day before the row that cites it."""

_DRAFT, _SMALL = ".part-", ".small"


def folder() -> Path:
    """Where files are kept; made when absent, readable by its owner only."""
    path = Path(settings.TIENDO_HOME) / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def store_file(chunks: Iterable[bytes], *, limit: int) -> str:
    """Keep a file and answer its sha256; the same content is kept once. `limit` in bytes.

    Errors: Problem `file.too_large`; nothing half-written stays.
    """
    whole, size = hashlib.sha256(), 0

    def counted() -> Iterator[bytes]:
        nonlocal size
        for chunk in chunks:
            size += len(chunk)
            if size > limit:
                raise too_large(limit)
            whole.update(chunk)
            yield chunk

    _put(counted(), lambda: folder() / whole.hexdigest())
    return whole.hexdigest()


def digest(data: bytes) -> str:
    """The name a file of this content is kept under."""
    return hashlib.sha256(data).hexdigest()


def store_small(sha256: str, data: bytes) -> None:
    """Keep a small likeness beside the file it was made of; it can be made again at any time."""
    _put([data], lambda: folder() / f"{sha256}{_SMALL}")


def small_path(sha256: str) -> Path | None:
    """Where the small likeness of a kept file lies; None where there is none. Errors: Problem `file.missing`."""
    path = file_path(sha256)
    small = path.with_name(f"{path.name}{_SMALL}")
    return small if small.is_file() else None


def too_large(limit: int) -> Problem:
    """The refusal of a file over a limit in bytes."""
    return Problem("file.too_large", limit=f"{limit // 2**20} MB" if limit >= 2**20 else f"{limit} B")


def _put(chunks: Iterable[bytes], path: Callable[[], Path]) -> None:
    """Write beside, make it last, then give it its name: under a name there is never half a file."""
    draft = folder() / f"{_DRAFT}{secrets.token_hex(8)}"
    try:
        with draft.open("xb") as out:
            for chunk in chunks:
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path())
        _sync_folder()
    finally:
        draft.unlink(missing_ok=True)


def _sync_folder() -> None:
    """Make the name last too, before a row cites it; where folders cannot be synced, the system does it itself."""
    if os.name == "nt":
        return
    held = os.open(folder(), os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def file_path(sha256: str) -> Path:
    """Where a kept file lies. Errors: Problem `file.missing`."""
    named = len(sha256) == 64 and all(letter in "0123456789abcdef" for letter in sha256)
    path = folder() / sha256 if named else None
    if path is None or not path.is_file():
        raise Problem("file.missing", sha256=sha256[:64])
    return path


def note_upload(sha256: str, *, person: str, at: datetime) -> None:
    """Keep who brought a file; the first time is enough."""
    with write() as cursor:
        cursor.execute(
            "INSERT INTO upload (sha256, person, at) VALUES (%s, %s, %s) ON CONFLICT DO NOTHING",
            [sha256, person, at.isoformat()],
        )


def brought_by(cursor: CursorWrapper, person: str, names: Collection[str]) -> set[str]:
    """Those of the files that a person brought."""
    fragment, params = in_ids(cursor, sorted(names))
    query = f"SELECT sha256 FROM upload WHERE person = %s AND sha256 {fragment}"
    return {sha256 for (sha256,) in fetch_all(cursor, query, [person, *params])}


def missing_files(cursor: CursorWrapper) -> list[str]:
    """Files that proof cites and that are not there."""
    kept = {path.name for path in folder().iterdir()}
    return sorted(_cited(cursor) - kept)


def old_files(*, now: datetime, spared: timedelta = SPARED) -> list[str]:
    """Names of what has lain untouched for longer than `spared`; `now` is the machine's own moment."""
    last = (now - spared).timestamp()
    return sorted(path.name for path in folder().iterdir() if _touched(path) < last)


def sweep_files(
    cursor: CursorWrapper, names: Iterable[str], *, now: datetime, spared: timedelta = SPARED
) -> list[str]:
    """Remove those of the `names` that no proof, however old, cites; answers what was removed.

    With the head locked, so that no row citing one of them is on its way; what was stored again meanwhile stays.
    """
    last, removed = (now - spared).timestamp(), []
    for name in uncited(cursor, names):
        path = folder() / name
        if path.is_file() and _touched(path) < last:
            path.unlink(missing_ok=True)
            removed.append(name)
    return removed


def forget_uploads(cursor: CursorWrapper, names: Collection[str]) -> None:
    """Forget who brought files that are gone."""
    fragment, params = in_ids(cursor, sorted(names))
    cursor.execute(f"DELETE FROM upload WHERE sha256 {fragment}", params)


def uncited(cursor: CursorWrapper, names: Iterable[str]) -> list[str]:
    """Those of the names that no proof, however old, cites; a small likeness is cited with its file."""
    cited = _cited(cursor)
    return [name for name in names if name.removesuffix(_SMALL) not in cited]


def _touched(path: Path) -> int | float:
    """When a file was last written, in seconds; one that has gone meanwhile was not."""
    try:
        return path.stat().st_mtime
    except FileNotFoundError:
        return float("inf")


def _cited(cursor: CursorWrapper) -> set[str]:
    """Files that proof cites, and those that plans were read from."""
    rows = fetch_all(
        cursor, "SELECT sha256 FROM evidence WHERE sha256 <> '' UNION SELECT sha256 FROM plan_reading"
    )
    return {sha256 for (sha256,) in rows}
