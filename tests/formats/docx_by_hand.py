"""Word files written part by part, so that a test says exactly what is in them."""

from __future__ import annotations

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ALL = (
    f'{W} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def paragraph(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run."""
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def word(
    body: str, *, main: str = MAIN, head: str = "", extra: dict[str, bytes] | None = None, **parts: str
) -> bytes:
    """A Word file with this body; `parts` are the inside of numbering, styles, footnotes, header, footer."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(
            "[Content_Types].xml",
            f'<Types><Override PartName="/word/document.xml" ContentType="{main}"/></Types>',
        )
        made.writestr("_rels/.rels", _relations([("officeDocument", "word/document.xml")]))
        made.writestr("word/_rels/document.xml.rels", _relations([(name, f"{name}.xml") for name in parts]))
        made.writestr("word/document.xml", f"{head}<w:document {_ALL}><w:body>{body}</w:body></w:document>")
        for name, inside in parts.items():
            root = {"header": "hdr", "footer": "ftr"}.get(name, name)
            made.writestr(f"word/{name}.xml", f"<w:{root} {_ALL}>{inside}</w:{root}>")
        for name, data in (extra or {}).items():
            made.writestr(name, data)
    return out.getvalue()


def _relations(named: list[tuple[str, str]]) -> str:
    each = "".join(
        f'<Relationship Id="r{kind}" Type="{_REL}/{kind}" Target="{target}"/>' for kind, target in named
    )
    return f'<Relationships xmlns="{_RELATIONS}">{each}</Relationships>'
