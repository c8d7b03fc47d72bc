"""Old Word files (.doc, .rtf) in: read by antiword, catdoc or LibreOffice where one is installed, each run apart.

What the program wrote is read like any other text. Where none is installed the refusal says how to go on.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tiendo.core.errors import Problem, ProblemKind, register
from tiendo.formats.programs import run_apart
from tiendo.formats.source_limits import Reading
from tiendo.reading.blocks import Source

register(
    "source.old_word",
    ProblemKind.INVALID,
    "This is an old Word file (.doc). Save it as .docx in Word or LibreOffice; or have antiword, catdoc or LibreOffice "
    "installed where this program runs.",
)
register(
    "source.not_converted",
    ProblemKind.INVALID,
    "This old Word file could not be read by {program}. Open it, save it as .docx and choose it again.",
)

_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WORD = "WordDocument".encode("utf-16-le")
_WORKBOOKS = tuple(name.encode("utf-16-le") for name in ("Workbook", "Book\0"))
"""What Excel called its part: since 1997, and before."""
_MACROS = "_VBA_PROJECT".encode("utf-16-le")


def read_doc(data: bytes, reading: Reading) -> Source:
    """The blocks of an old Word file.

    Errors: Problem `source.encrypted`, `source.sheet`, `source.kind`, `source.old_word`, `source.not_converted`.
    """
    rich = data.startswith(b"{\\rtf")
    if not rich:
        _refuse_others(data)
    found = _converted(data, reading, rich=rich)
    return Source("doc", found.blocks, found.repairs, found.pages)


def _refuse_others(data: bytes) -> None:
    """Refuse what has an old Word file's wrapping only."""
    if _ENCRYPTED in data:
        raise Problem("source.encrypted")
    if _WORD not in data:
        raise Problem("source.sheet" if any(name in data for name in _WORKBOOKS) else "source.kind")
    at = data.find(
        b"\xec\xa5"
    )  # the head of the text says at bit 0x0100 of its flags whether it is encrypted
    if at >= 0 and at % 512 == 0 and at + 12 <= len(data) and data[at + 11] & 1:
        raise Problem("source.encrypted")


def _converted(data: bytes, reading: Reading, *, rich: bool) -> Source:
    tried = ""
    with tempfile.TemporaryDirectory(prefix="tiendo-doc-") as named:
        folder = Path(named)
        file = folder / ("in.rtf" if rich else "in.doc")
        file.write_bytes(data)
        if program := shutil.which("soffice"):
            tried = "LibreOffice"
            made = folder / "out" / "in.docx"
            if (
                run_apart([*_soffice(program, folder), str(file)], folder, reading) is not None
                and made.is_file()
            ):
                return _from_docx(made, reading)
        for name, options in (
            ("antiword", ("-m", "UTF-8.txt", "-w", "0")),
            ("catdoc", ("-d", "utf-8", "-w")),
        ):
            if (program := shutil.which(name)) and not rich:
                tried = name
                said = run_apart([program, *options, str(file)], folder, reading)
                if said and said.strip():
                    return _from_text(said)
    if tried:
        raise Problem("source.not_converted", program=tried)
    raise Problem("source.old_word")


def _soffice(program: str, folder: Path) -> tuple[str, ...]:
    profile = (folder / "profile").as_uri()
    convert = ("--convert-to", "docx", "--outdir", str(folder / "out"))
    return (
        program,
        "--headless",
        "--norestore",
        "--nolockcheck",
        f"-env:UserInstallation={profile}",
        *convert,
    )


def _from_docx(made: Path, reading: Reading) -> Source:
    from tiendo.formats.docx_in import read_docx  # noqa: PLC0415

    return read_docx(made.read_bytes(), reading)


def _from_text(said: bytes) -> Source:
    from tiendo.formats.text_plain_in import read_text  # noqa: PLC0415

    return read_text(said)
