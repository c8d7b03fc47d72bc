"""A ledger with a small organisation in it, on each engine."""

import pytest


@pytest.fixture
def ledger(database: object) -> None:
    """Give the test a fresh database with the scene's organisation as event 1."""
    from tests.storage import scene  # here: Django is set up after conftests are read

    assert database
    scene.found()
