"""One set of cards and one timestamp authority for the tests of signatures."""

from collections.abc import Iterator

import pytest

from tests.ports.pades import authority as tsa
from tests.ports.pades import softhsm
from tests.ports.pades.people import Authority, an_authority


@pytest.fixture(scope="session")
def issuer() -> Authority:
    return an_authority()


@pytest.fixture(scope="session")
def stamps() -> Authority:
    return an_authority("Horodatage de DÉMO, racine")


@pytest.fixture(scope="session")
def cards(issuer: Authority, tmp_path_factory: pytest.TempPathFactory) -> softhsm.Cards:
    module = softhsm.require_services()
    return softhsm.cards(module, tmp_path_factory.mktemp("cards"), issuer)


@pytest.fixture
def tsa_url(stamps: Authority, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    softhsm.require_services()
    with tsa.timestamps(stamps, tmp_path_factory.mktemp("tsa")) as address:
        yield address
