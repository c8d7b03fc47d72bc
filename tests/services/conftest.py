"""An organisation founded through the services, on each engine."""

import pytest


@pytest.fixture
def organisation(database: object) -> None:
    """Give the test a fresh database with the stage's organisation."""
    from tests.services import stage  # here: Django is set up after conftests are read

    assert database
    stage.found()
