"""Files of proof: taken in by content, shown to those who may see the record, swept when nobody cites them."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path, PurePosixPath
from typing import Any
from uuid import UUID

from tiendo.core.access import SYSTEM, Actor, may
from tiendo.core.errors import Problem
from tiendo.formats.file_kinds import KINDS, FileKind, check_whole, kind_of
from tiendo.formats.pictures import Picture, made_anew
from tiendo.services.drafts import sees_proof
from tiendo.services.questions import Question, question
from tiendo.storage import files, ledger, persons, records
from tiendo.storage.sql import snapshot, write

LARGEST = 10 * 2**20
"""Largest file taken as proof, in bytes."""

ACCEPT = ",".join(f"{kind.ending},{kind.media}" for kind in KINDS.values())
"""What a form lets people choose; what is taken is decided by content."""

_GIVES = ("record.add", "record.attach", "record.correct")
_LONGEST_NAME = 120


@dataclass(frozen=True)
class ProofFile:
    """A kept file to be shown: `media` type, `name` for whoever saves it, `inline` where a browser may show it."""

    path: Path
    media: str
    name: str
    inline: bool
    etag: str


def keep_proof(*, actor: Actor, chunks: Iterable[bytes], name: str = "", now: datetime) -> dict[str, Any]:
    """Keep a file of proof before a record cites it; answers sha256, media, size, width, height, small and name.

    `sha256` is that of what is kept: a picture is made anew from its pixels. `small` says whether it has a likeness.
    Errors: Problem `access.denied` for somebody who writes no record anywhere, `file.*`.
    """
    with question(actor=actor, known=None, now=now) as asked:
        _require_writer(asked)
    found = _kept(chunks, name)
    files.note_upload(found["sha256"], person=actor.person, at=now)
    return found


def _kept(chunks: Iterable[bytes], name: str) -> dict[str, Any]:
    kind, data, picture = _checked(chunks)
    sha256 = files.store_file([data], limit=LARGEST)
    if picture is not None:
        files.store_small(sha256, picture.small)
    return {
        "sha256": sha256,
        "media": kind.media,
        "size": len(data),
        "width": None if picture is None else picture.width,
        "height": None if picture is None else picture.height,
        "small": picture is not None,
        "name": name_of(name, kind),
    }


def _require_writer(asked: Question) -> None:
    """Only those who may cite a file bring one: it lies there before any record says whose it is."""
    actor, day = asked.actor, asked.today
    if actor == SYSTEM:
        return
    for grant in actor.grants:
        for area in (None, *grant.areas):
            for permission in _GIVES:
                if may(actor, permission, grant.unit, tree=asked.now_tree, day=day, area=area):
                    return
    raise Problem("access.denied", permission="record.attach", unit="", name="–")


def _checked(chunks: Iterable[bytes]) -> tuple[FileKind, bytes, Picture | None]:
    """A file as it is to be kept. Errors: Problem `file.*`."""
    data = _collected(chunks)
    kind = kind_of(io.BytesIO(data))
    if kind.picture:
        picture = made_anew(data)
        return KINDS[picture.key], picture.whole, picture
    check_whole(io.BytesIO(data), kind)
    return kind, data, None


def _collected(chunks: Iterable[bytes]) -> bytes:
    """The whole file; what comes after the limit is not read."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > LARGEST:
            raise files.too_large(LARGEST)
    return bytes(data)


def name_of(given: str, kind: FileKind) -> str:
    """A file's name without folders, marks that hide or turn letters, and with the ending its content has."""
    base = given.replace("\\", "/").rpartition("/")[2]
    plain = "".join(" " if unicodedata.category(letter)[0] in "CZ" else letter for letter in base)
    plain = " ".join(unicodedata.normalize("NFC", plain).split())
    path = PurePosixPath(plain or "-")
    known = {kind.ending for kind in KINDS.values()} | {".jpeg", ".jfif", ".docm", ".xlsm"}
    stem = path.stem if path.suffix.lower() in known else path.name
    return f"{stem.strip(' .-') or 'minh-chung'}"[: _LONGEST_NAME - len(kind.ending)] + kind.ending


def proof_file(*, actor: Actor, record: str, sha256: str, now: datetime, small: bool = False) -> ProofFile:
    """A file that proves a record, for those who may see the record; `small` asks for a picture's likeness.

    What is not there and what is somebody else's are refused alike. A look at a whole file is noted, as a look at a
    name is: it may show persons. Small likenesses are shown with the record itself, and not noted.
    Errors: Problem `file.missing`.
    """
    missing = Problem("file.missing", sha256=sha256[:64])
    with question(actor=actor, known=None, now=now) as asked:
        name = _cited_as(asked, record, sha256)
        if name is None:
            raise missing
    path = files.file_path(sha256)
    if small:
        return ProofFile(
            _small(sha256, path), "image/jpeg", name_of(name, KINDS["jpeg"]), True, f"{sha256}-s"
        )
    if actor != SYSTEM:
        persons.add_sight(now=now, person=actor.person, what=f"proof {sha256[:16]} record {record}")
    try:
        with path.open("rb") as opened:
            kind = kind_of(opened)
    except Problem:  # kept before kinds were looked at: nothing a browser should open
        return ProofFile(path, "application/octet-stream", name_of(name, _UNKNOWN), False, sha256)
    return ProofFile(path, kind.media, name_of(name, kind), kind.picture, sha256)


_UNKNOWN = FileKind("", "application/octet-stream", ".bin")


def _cited_as(asked: Question, record: str, sha256: str) -> str | None:
    """Under which name a record the actor may see cites a file; None where it does not."""
    try:
        uuid = str(UUID(record))
    except ValueError:
        return None
    found = records.find_records(asked.cursor, [uuid]).get(uuid)
    if found is None or not sees_proof(
        asked.actor, found.unit, found.reported, tree=asked.now_tree, day=asked.today
    ):
        return None
    proofs = [proof.evidence for proof in records.read_evidence(asked.cursor, [found.id], asked.known)]
    return next((proof.text for proof in proofs if sha256 and proof.sha256 == sha256), None)


def _small(sha256: str, path: Path) -> Path:
    """The small likeness of a picture, made again where it is lacking. Errors: Problem `file.missing`."""
    found = files.small_path(sha256)
    if found is not None:
        return found
    try:
        picture = made_anew(path.read_bytes())
    except Problem:
        raise Problem("file.missing", sha256=sha256) from None
    files.store_small(sha256, picture.small)
    made = files.small_path(sha256)
    if made is None:
        raise Problem("file.missing", sha256=sha256)
    return made


def sweep_files(*, now: datetime, spared: timedelta = files.SPARED) -> list[str]:
    """Remove files no proof cites and what interrupted uploads left, older than `spared`; answers their names.

    `now` is the machine's own moment, not one on the operating day: it is compared with when files were written.
    """
    old = files.old_files(now=now, spared=spared)
    with snapshot() as cursor:
        old = files.uncited(cursor, old)
    if not old:
        return []
    with write() as cursor:
        ledger.lock_head(cursor)
        removed = files.sweep_files(cursor, old, now=now, spared=spared)
        files.forget_uploads(cursor, removed)
        return removed


def keep_file(chunks: Iterable[bytes]) -> str:
    """Keep a file for somebody whose right is asked for where it is cited. Errors: Problem `file.*`."""
    return str(_kept(chunks, "")["sha256"])
