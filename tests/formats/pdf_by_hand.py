"""PDF files written by hand, and made of Word files by LibreOffice where it is installed."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image


def pdf(*streams: bytes, encrypted: bool = False) -> bytes:
    """A PDF with a page for each content stream; F is Helvetica. Encrypted, no empty password opens it."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(streams)))
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {len(streams)}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, stream in enumerate(streams):
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * at} 0 R"
        objects.append(f"{page}/Resources<</Font<</F 3 0 R>>>>>>".encode())
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(stream), stream))
    out = bytearray(b"%PDF-1.4\n")
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    lock = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>/ID[<00><00>]" % (b"41" * 32, b"42" * 32)
    out += b"trailer<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        lock if encrypted else b"",
        start,
    )
    return bytes(out)


def written(*lines: tuple[int, int, str]) -> bytes:
    """A content stream that writes lines of Western letters at places, in 12 points."""
    each = (f"1 0 0 1 {x} {y} Tm ({text}) Tj " for x, y, text in lines)
    return ("BT /F 12 Tf " + "".join(each) + "ET").encode("cp1252")


def scan(pages: int = 1) -> bytes:
    """A PDF whose pages are pictures."""
    first, *rest = (Image.new("RGB", (300, 400), "white") for _ in range(pages))
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=rest)
    return out.getvalue()


def converted(data: bytes, folder: Path, to: str, *, ending: str = "docx") -> bytes:
    """A file as LibreOffice saves it in another form; skips without LibreOffice."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    file = folder / f"in.{ending}"
    file.write_bytes(data)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [program, "--headless", profile, "--convert-to", to, "--outdir", str(folder / "out"), str(file)]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    return (folder / "out" / f"in.{to.partition(':')[0]}").read_bytes()


def repeated(data: bytes, times: int) -> bytes:
    """The pages of a PDF over and over."""
    whole, once = pypdfium2.PdfDocument.new(), pypdfium2.PdfDocument(data)
    for _ in range(times):
        whole.import_pages(once)
    out = io.BytesIO()
    whole.save(out)
    whole.close()
    once.close()
    return out.getvalue()
