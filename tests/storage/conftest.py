"""A ledger with a small organisation in it, on each engine."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.databases import DatabaseFactory


@pytest.fixture
def ledger(engine: str, database_factory: DatabaseFactory) -> Iterator[None]:
    """Give the test a database of its own with the scene's organisation as event 1."""
    from tests.storage import scene  # here: Django is set up after conftests are read

    with database_factory.fresh(engine, scene.found):
        yield
