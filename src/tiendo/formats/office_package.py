"""The parts of a Word or Excel file, opened so that nothing in it harms: bounded before unpacking, no DTD, no entity.

Parts are found by the relations the file writes, never by guessing names.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Any, Protocol

from lxml import etree

from tiendo.core.errors import Problem
from tiendo.formats.file_kinds import UNREADABLE_ZIP
from tiendo.formats.source_limits import Reading

MOST_PARTS, MOST_UNPACKED, LARGEST_PART, MOST_RATIO = 5_000, 200 * 2**20, 48 * 2**20, 250
"""Most parts, bytes unpacked in all and in one part that is read, and how many times larger unpacked than packed."""

_SMALL = 4 * 2**20
"""Below so many bytes a part may be packed as tightly as it likes."""

_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"
_SHEETS = ("spreadsheetml", "ms-excel.sheet.macroenabled", "ms-excel.template.macroenabled")
_BINARY = "ms-excel.sheet.binary"
_PIECE = 1 << 16


class Listener(Protocol):
    """What is told of a part's elements one by one, so that a large part never stands in memory as a whole."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, tag: str) -> None:
        """An element ends."""

    def data(self, text: str) -> None:
        """Words stand here; they may come in pieces."""


class _Guarded:
    """Passes on what a part holds, and refuses a DTD before anything of it can be used."""

    def __init__(self, listener: Listener) -> None:
        self.start, self.end, self.data = listener.start, listener.end, listener.data

    def doctype(self, *_: object) -> None:
        """Refuse. Errors: Problem `source.entities`."""
        raise Problem("source.entities")

    def close(self) -> None:
        """Nothing was built."""


class Package:
    """An Office file's parts; `kind` is docx or xlsx, `macros` says whether it holds programs, never looked at."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            listed = self._zip.infolist()
        except UNREADABLE_ZIP:
            raise Problem("source.damaged") from None
        _bounded(listed)
        self._names = {part.filename for part in listed}
        if any(part.flag_bits & 1 for part in listed):
            raise Problem("source.encrypted")
        self.kind = self._kind()
        self.main = self._main()
        self.macros = any("vbaproject" in name.lower() for name in self._names)
        self.pictures = sum("/media/" in name for name in self._names)

    def _kind(self) -> str:
        """docx, or xlsx where the list of parts says so.

        Errors: Problem `source.kind` for what is no Office file, `source.sheet` for a workbook that is not XML.
        """
        if _TYPES not in self._names:
            raise Problem("source.kind")
        kind = "docx"
        for part in self.xml(_TYPES):
            content = (part.get("ContentType") or "").lower()
            if _BINARY in content:
                raise Problem("source.sheet")
            if content.endswith("main+xml") and any(one in content for one in _SHEETS):
                kind = "xlsx"
        return kind

    def _main(self) -> str:
        """The part that holds the text. Errors: Problem `source.kind` where there is none."""
        for kind, target in self.relations(""):
            if kind == "officeDocument" and target in self._names:
                return target
        raise Problem("source.kind")

    def xml(self, name: str) -> Any:
        """The root of a part. Errors: Problem `source.damaged`, `source.entities`, `source.bomb`."""
        data = self._bytes(name)
        try:
            root = etree.fromstring(data, _parser())
        except etree.XMLSyntaxError:
            raise Problem(
                "source.entities" if b"<!DOCTYPE" in data or b"<!ENTITY" in data else "source.damaged"
            ) from None
        if root.getroottree().docinfo.doctype:
            raise Problem("source.entities")
        return root

    def tell(self, name: str, listener: Listener, reading: Reading) -> None:
        """Tell a listener of every element of a part, from its beginning to its end.

        Errors: Problem `source.damaged`, `source.entities`, `source.bomb`, `source.time`, `source.stopped`.
        """
        parser, told = _parser(target=_Guarded(listener)), 0
        try:
            with self._zip.open(name) as part:
                while piece := part.read(_PIECE):
                    reading.check()
                    told += len(piece)
                    if told > LARGEST_PART:
                        raise Problem("source.bomb")
                    parser.feed(piece)
                parser.close()
        except (KeyError, etree.XMLSyntaxError, *UNREADABLE_ZIP):
            raise Problem("source.damaged") from None

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except KeyError:
            raise Problem("source.damaged") from None
        except UNREADABLE_ZIP:
            raise Problem("source.damaged") from None
        if len(data) > LARGEST_PART:
            raise Problem("source.bomb")
        return data

    def relations(self, name: str) -> Iterator[tuple[str, str]]:
        """The parts a part names: the last word of the relation's kind, and the part."""
        for kind, target, _ in self._related(name):
            yield kind, target

    def by_id(self, name: str) -> dict[str, str]:
        """The parts a part names, by the id it calls them."""
        return {key: target for _, target, key in self._related(name)}

    def _related(self, name: str) -> Iterator[tuple[str, str, str]]:
        folder, file = posixpath.split(name)
        listing = posixpath.join(folder, "_rels", f"{file}.rels")
        if listing not in self._names:
            return
        for relation in self.xml(listing).iter(_REL):
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target") or ""
            whole = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            yield (relation.get("Type") or "").rpartition("/")[2], whole, relation.get("Id") or ""

    def related(self, kind: str) -> Any | None:
        """The root of the main part's first related part of a kind (`styles`, `numbering` …), if there is one."""
        for found, target in self.relations(self.main):
            if found == kind and target in self._names:
                return self.xml(target)
        return None


def _parser(target: Any = None) -> Any:
    """A parser that resolves nothing and asks for nothing."""
    return etree.XMLParser(
        target=target,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


def _bounded(listed: list[zipfile.ZipInfo]) -> None:
    """Refuse a package before anything of it is unpacked. Errors: Problem `source.bomb`."""
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise Problem("source.bomb")
    for part in listed:
        if part.file_size > _SMALL and part.file_size > MOST_RATIO * max(1, part.compress_size):
            raise Problem("source.bomb")
