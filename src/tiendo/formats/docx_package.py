"""The parts of a Word file, opened so that nothing in it can harm: bounded before unpacking, no DTD, no entities.

Parts are found by the relations Word writes, never by guessing names.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from lxml import etree

from tiendo.core.errors import Problem

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"

MOST_PARTS, MOST_UNPACKED, LARGEST_PART, MOST_RATIO = 5_000, 200 * 2**20, 48 * 2**20, 250
"""Most parts, bytes unpacked in all and in one part that is read, and how many times larger unpacked than packed."""

_SMALL = 4 * 2**20
"""Below so many bytes a part may be packed as tightly as it likes."""

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    NotImplementedError,
    RuntimeError,
    ValueError,
)
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TYPES = "[Content_Types].xml"


class Package:
    """A Word file's parts; `macros` says whether it holds programs, which are never looked at."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            listed = self._zip.infolist()
        except _UNREADABLE:
            raise Problem("source.damaged") from None
        _bounded(listed)
        self._names = {part.filename for part in listed}
        if any(part.flag_bits & 1 for part in listed):
            raise Problem("source.encrypted")
        self.main = self._main()
        self.macros = any("vbaproject" in name.lower() for name in self._names)
        self.pictures = sum("/media/" in name for name in self._names)

    def _main(self) -> str:
        """The part that holds the text. Errors: Problem `source.kind`, `source.sheet` for what is no Word file."""
        if _TYPES not in self._names:
            raise Problem("source.kind")
        types = self.xml(_TYPES)
        for override in types:
            content = override.get("ContentType") or ""
            if "spreadsheetml" in content and "main+xml" in content:
                raise Problem("source.sheet")
        for kind, target in self.relations(""):
            if kind == "officeDocument" and target in self._names:
                return target
        raise Problem("source.kind")

    def xml(self, name: str) -> Any:
        """The root of a part. Errors: Problem `source.damaged`, `source.entities`, `source.bomb`."""
        data = self._bytes(name)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except etree.XMLSyntaxError:
            raise Problem(
                "source.entities" if b"<!DOCTYPE" in data or b"<!ENTITY" in data else "source.damaged"
            ) from None
        if root.getroottree().docinfo.doctype:
            raise Problem("source.entities")
        return root

    def _bytes(self, name: str) -> bytes:
        try:
            with self._zip.open(name) as part:
                data = part.read(LARGEST_PART + 1)
        except KeyError:
            raise Problem("source.damaged") from None
        except _UNREADABLE:
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


def _bounded(listed: list[zipfile.ZipInfo]) -> None:
    """Refuse a package before anything of it is unpacked. Errors: Problem `source.bomb`."""
    if len(listed) > MOST_PARTS or sum(part.file_size for part in listed) > MOST_UNPACKED:
        raise Problem("source.bomb")
    for part in listed:
        if part.file_size > _SMALL and part.file_size > MOST_RATIO * max(1, part.compress_size):
            raise Problem("source.bomb")
