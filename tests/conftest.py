"""What every test shares: no network, and one kind of event loop.

Sockets are off by default (`--disable-socket` in pyproject.toml; Unix sockets stay open for the
embedded PostgreSQL). A test marked `service` may also reach the loopback, nothing else.
"""

import os

import pytest
from hypothesis import settings

# A busy machine is not a fault of the code: examples have no time limit of their own. The same
# commit draws the same examples; `HYPOTHESIS_EXPLORE=1 ./dev test-generative` draws new ones.
settings.register_profile("house", deadline=None, derandomize=True)
settings.register_profile("explore", deadline=None, print_blob=True)
settings.load_profile("explore" if os.environ.get("HYPOTHESIS_EXPLORE") else "house")

LOOPBACK = ["127.0.0.1", "::1", "localhost"]


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("ordonnance")
    group.addoption("--crashes", type=int, default=100, help="rounds of kill -9 under load")
    group.addoption("--mutants", type=int, default=5_000, help="mutated documents sent")
    group.addoption("--mutant", type=int, default=None, help="send this one only, by its seed")
    group.addoption("--hl7-jar", help="the HL7 validator (validator_cli.jar), run when given")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.get_closest_marker("service"):
            item.add_marker(pytest.mark.allow_hosts(LOOPBACK))


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Asynchronous tests run on asyncio, as the server does."""
    return "asyncio"
