"""The town where the races are run: started once for all of them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.journeys.conftest import reachable
from tests.journeys.races.town import Town, a_town


@pytest.fixture(scope="session")
def town(postgres_runs: Path) -> Iterator[Town]:
    """Two server processes and a base in this one, on one database."""
    assert postgres_runs.exists()
    with reachable() as folder, a_town(folder) as running:
        yield running
