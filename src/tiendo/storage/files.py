"""Proof files under TIENDO_HOME/files, named by their sha256: written before the row that cites them, never changed."""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.backends.utils import CursorWrapper

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.storage.sql import fetch_all

register("file.missing", ProblemKind.NOT_FOUND, "The file {sha256} is not in the store.")
register("file.too_large", ProblemKind.INVALID, "The file is larger than {limit} bytes.")

_DRAFT = ".part-"


def folder() -> Path:
    """Where files are kept; made when absent, readable by its owner only."""
    path = Path(settings.TIENDO_HOME) / "files"
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return path


def store_file(chunks: Iterable[bytes], *, limit: int) -> str:
    """Keep a file and answer its sha256; the same content is kept once. `limit` in bytes.

    Errors: Problem `file.too_large`; nothing half-written stays.
    """
    draft = folder() / f"{_DRAFT}{secrets.token_hex(8)}"
    whole, size = hashlib.sha256(), 0
    try:
        with draft.open("xb") as out:
            for chunk in chunks:
                size += len(chunk)
                if size > limit:
                    raise Problem("file.too_large", limit=limit)
                whole.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        draft.replace(folder() / whole.hexdigest())
    finally:
        draft.unlink(missing_ok=True)
    return whole.hexdigest()


def file_path(sha256: str) -> Path:
    """Where a kept file lies. Errors: Problem `file.missing`."""
    named = len(sha256) == 64 and all(letter in "0123456789abcdef" for letter in sha256)
    path = folder() / sha256 if named else None
    if path is None or not path.is_file():
        raise Problem("file.missing", sha256=sha256[:64])
    return path


def missing_files(cursor: CursorWrapper) -> list[str]:
    """Files that proof cites and that are not there."""
    kept = {path.name for path in folder().iterdir()}
    cited = fetch_all(cursor, "SELECT DISTINCT sha256 FROM evidence WHERE sha256 <> ''")
    return sorted(sha256 for (sha256,) in cited if sha256 not in kept)


def sweep_files(cursor: CursorWrapper, *, now: datetime, spared: timedelta = timedelta(days=1)) -> list[str]:
    """Remove files no proof cites, unless younger than `spared`: their rows may still be on the way."""
    cited = {sha256 for (sha256,) in fetch_all(cursor, "SELECT DISTINCT sha256 FROM evidence")}
    removed = []
    for path in sorted(folder().iterdir()):
        if path.name not in cited and path.stat().st_mtime < (now - spared).timestamp():
            path.unlink(missing_ok=True)
            removed.append(path.name)
    return removed
