"""An organisation founded through the services, on each engine."""

import pytest


@pytest.fixture
def organisation(founded: object) -> None:
    """Give the test a database of its own with the stage's organisation."""
    assert founded
