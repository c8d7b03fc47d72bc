"""What a file is, told by its content: a name says what somebody hopes, and opens doors it should not."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import BinaryIO

from tiendo.core.errors import Problem, ProblemKind, register

_INVALID = ProblemKind.INVALID
register("file.empty", _INVALID, "The file is empty. Choose it again.")
register(
    "file.kind",
    _INVALID,
    "This kind of file cannot be taken as proof. Pictures (JPEG, PNG, WebP), PDF, Word (.docx) and Excel (.xlsx) can.",
)
register(
    "file.heic",
    _INVALID,
    "This picture is in the phone's own format (HEIC). iPhone: Settings, Camera, Formats, Most Compatible; other "
    "phones: switch off high efficiency pictures in the camera. Send a picture already taken as JPEG.",
)
register(
    "file.old_office",
    _INVALID,
    "This is an old Word or Excel file, or one locked by a password. Save it as .docx or .xlsx without a password.",
)
register("file.macros", _INVALID, "This file holds macros. Save it as .docx or .xlsx, or as PDF.")
register("file.broken", _INVALID, "The file is damaged or was not sent whole. Choose it again.")
register("file.bomb", _INVALID, "Unpacked, this file is far larger than it looks; it is not taken.")

UNPACKED, PARTS = 200 * 2**20, 5_000
"""Most bytes a document may unpack to, and most parts it may have."""

_CONTENT_TYPES = "[Content_Types].xml"
_DESCRIBED = 2**20
"""Most bytes of a document's list of parts that are read."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file: its media type, the ending its name gets, and whether it is a picture."""

    key: str
    media: str
    ending: str
    picture: bool = False


_OFFICE = "application/vnd.openxmlformats-officedocument."
KINDS: Mapping[str, FileKind] = MappingProxyType(
    {
        kind.key: kind
        for kind in (
            FileKind("jpeg", "image/jpeg", ".jpg", picture=True),
            FileKind("png", "image/png", ".png", picture=True),
            FileKind("webp", "image/webp", ".webp", picture=True),
            FileKind("pdf", "application/pdf", ".pdf"),
            FileKind("docx", _OFFICE + "wordprocessingml.document", ".docx"),
            FileKind("xlsx", _OFFICE + "spreadsheetml.sheet", ".xlsx"),
        )
    }
)
"""The kinds taken as proof."""

_HEIF = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"})
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAINS = {
    "docx": b"wordprocessingml.document.main+xml",
    "xlsx": b"spreadsheetml.sheet.main+xml",
}
_MACROS = (b"macroenabled", b"vbaproject", b"macrosheet")
UNREADABLE_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
"""What opening an archive or a part of it raises where it is not as it should be."""


def kind_of(file: BinaryIO) -> FileKind:
    """The kind of a file, from its first bytes and, for documents, their list of parts.

    Errors: Problem `file.empty`, `file.kind`, `file.heic`, `file.old_office`, `file.macros`, `file.broken`,
    `file.bomb`.
    """
    file.seek(0)
    head = file.read(16)
    if not head:
        raise Problem("file.empty")
    if found := _by_head(head):
        return KINDS[found]
    if head[4:8] == b"ftyp" and head[8:12] in _HEIF:
        raise Problem("file.heic")
    if head.startswith(_OLE):
        raise Problem("file.old_office")
    if head.startswith(b"PK\x03\x04"):
        return _document(file)
    raise Problem("file.kind")


def _by_head(head: bytes) -> str:
    if head.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    return "pdf" if head.startswith(b"%PDF-") else ""


def check_whole(file: BinaryIO, kind: FileKind) -> None:
    """Refuse a document that is not all there: what cannot be opened proves nothing. Pictures are decoded instead.

    Errors: Problem `file.broken`, `file.bomb`.
    """
    if kind.key == "pdf":
        file.seek(0, 2)
        file.seek(max(0, file.tell() - 2048))
        if b"%%EOF" not in file.read():
            raise Problem("file.broken")
    elif not kind.picture:
        _unpack(file)


def _document(file: BinaryIO) -> FileKind:
    try:
        with zipfile.ZipFile(file) as parts:
            described = _described(parts)
            names = [part.filename.lower() for part in parts.infolist()]
    except UNREADABLE_ZIP:
        raise Problem("file.broken") from None
    if any(macro in described for macro in _MACROS) or any("vbaproject" in name for name in names):
        raise Problem("file.macros")
    for key, main in _MAINS.items():
        if main in described:
            return KINDS[key]
    raise Problem("file.kind")


def _described(parts: zipfile.ZipFile) -> bytes:
    """The list of parts in small letters; searched, never parsed, so that nothing in it can be made to grow."""
    _bounded(parts)
    if _CONTENT_TYPES not in parts.namelist():
        return b""
    with parts.open(_CONTENT_TYPES) as listed:
        return listed.read(_DESCRIBED).lower()


def _bounded(parts: zipfile.ZipFile) -> None:
    listed = parts.infolist()
    if len(listed) > PARTS or sum(part.file_size for part in listed) > UNPACKED:
        raise Problem("file.bomb")


def _unpack(file: BinaryIO) -> None:
    """Read every part to its end: a part longer than it says, or torn, has another checksum than it says."""
    try:
        with zipfile.ZipFile(file) as parts:
            _bounded(parts)
            if parts.testzip() is not None:
                raise Problem("file.broken")
    except UNREADABLE_ZIP:
        raise Problem("file.broken") from None
