"""Proof as options: a document, a link, a paper, a file, each at most once; faults name the option, not a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from tiendo.cli.reading import reason_of
from tiendo.cli.setting import actor
from tiendo.core.errors import Finding, Problem

Document = Annotated[str | None, typer.Option("--document", help="Số văn bản / document")]
DocumentDay = Annotated[str | None, typer.Option("--document-day", help="Ngày văn bản / the document's day")]
Link = Annotated[str | None, typer.Option("--link", help="Đường dẫn / link")]
Paper = Annotated[str | None, typer.Option("--paper", help="Giấy tờ lưu tại đơn vị / paper kept at the unit")]
ProofFile = Annotated[Path | None, typer.Option("--file", help="Ảnh hoặc tệp / picture or file")]


def proofs(
    account: str,
    *,
    document: str | None,
    document_day: str | None,
    link: str | None,
    paper: str | None,
    file: Path | None,
) -> list[dict[str, Any]]:
    """Proof as typed, each kind once; nothing is dropped: an empty text is refused where it is read."""
    found: list[dict[str, Any]] = []
    if document is not None or document_day is not None:
        found.append({"kind": "document", "text": document, "day": document_day})
    found += [
        {"kind": kind, "text": text} for kind, text in (("link", link), ("paper", paper)) if text is not None
    ]
    if file is not None:
        found.append({"kind": "file", **_kept(account, file)})
    return found


def _kept(account: str, file: Path) -> dict[str, str]:
    """Keep a file of proof and answer its name and sha256. Errors: Problem `cli.file`, `file.*`, `access.denied`."""
    from tiendo.cli.clock import now
    from tiendo.services.proof_files import keep_proof

    try:
        with file.open("rb") as opened:
            chunks = iter(lambda: opened.read(1 << 20), b"")
            kept = keep_proof(actor=actor(account), chunks=chunks, name=file.name, now=now())
            return {"text": kept["name"], "sha256": kept["sha256"]}
    except OSError as failure:
        raise Problem("cli.file", file=file.name, reason=reason_of(failure)) from None


@contextmanager
def of_options(given: Sequence[dict[str, Any]]) -> Iterator[None]:
    """Let what is wrong with `proofs[0]` be told of the option it was typed with."""
    try:
        yield
    except Problem as problem:
        raise _of_options(problem, [f"--{one['kind']}" for one in given]) from None


def _of_options(problem: Problem, options: Sequence[str]) -> Problem:
    details = dict(problem.details)
    if place := details.get("place"):
        details["place"] = _option(str(place), options)
    again = Problem(problem.code, **details)
    again.causes = tuple(
        Finding.of(cause.code, _option(cause.place, options), cause.severity, **dict(cause.details))
        if isinstance(cause, Finding)
        else _of_options(cause, options)
        for cause in problem.causes
    )
    return again


def _option(place: str, options: Sequence[str]) -> str:
    for number, option in enumerate(options):
        if place.startswith(f"proofs[{number}]"):
            return option
    return place
