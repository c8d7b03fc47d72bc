"""Takes files of proof in: pictures and documents, kept under their content's digest before a record cites them."""

from __future__ import annotations

from collections.abc import Iterable

from tiendo.storage import files

LARGEST = 20 * 2**20
"""Largest file taken as proof, in bytes."""


def keep_file(chunks: Iterable[bytes]) -> str:
    """Keep a file and answer the sha256 by which `add_record` and `attach_proof` cite it.

    The right is asked for where it is cited; what nobody cites is swept. Errors: Problem `file.too_large`.
    """
    return files.store_file(chunks, limit=LARGEST)
