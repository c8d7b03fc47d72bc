"""A plan's file read at once: its blocks, what they mean and what is proposed, as plain data to be kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tiendo.formats.source_limits import Reading
from tiendo.formats.text_in import read_pasted, read_source
from tiendo.reading.blocks import Source
from tiendo.reading.kept import plain
from tiendo.reading.proposals import areas_of, plan_questions, propose
from tiendo.reading.reader import read_document
from tiendo.reading.understood import Understood
from tiendo.storage.rules import Catalogue

SECONDS = 40
"""How long one file may be read: people wait for the page."""


def source_of(data: bytes, name: str) -> Source:
    """The blocks of a file, or of pasted words where it has no name. Errors: Problem `source.…`."""
    reading = Reading(seconds=SECONDS)
    if not name:
        return read_pasted(data.decode("utf-8", "replace"), reading=reading)
    return read_source(data, name, reading=reading)


def understood_of(source: Source) -> Understood:
    """What the blocks mean; the blocks themselves are left out, the file holds them."""
    understood = read_document(source)
    return replace(understood, source=replace(understood.source, blocks=()))


def document_of(understood: Understood, catalogue: Catalogue, day: date) -> Mapping[str, Any]:
    """What is kept of a reading: what was understood, and a proposal for each target with the catalogue of a day."""
    tree = catalogue.tree
    units: dict[str, int] = {}
    for unit in tree.units():
        stretch = tree.stretch_at(unit, day)
        if stretch is not None:
            units[stretch.level] = units.get(stretch.level, 0) + 1
    areas = areas_of(understood)
    proposals = propose(understood, elements=catalogue.elements, levels=tree.levels, areas=areas, units=units)
    return {
        "understood": plain(understood),
        "proposals": plain(proposals),
        "questions": plain(plan_questions(understood)),
        "areas": plain(areas),
    }
