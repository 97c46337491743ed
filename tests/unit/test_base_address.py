"""The address of a base, which its sheets carry: a worker apart has it too."""

import pytest

from ordonnance.bootstrap.coherent import DEMO_ADDRESS, address_of
from ordonnance.bootstrap.given_files import OpeningRefused

PUBLIC, LOCAL = "https://ordonnances.example", "http://127.0.0.1:9000"


@pytest.mark.parametrize(
    ("public", "local", "demonstration", "expected"),
    [
        (PUBLIC, LOCAL, False, PUBLIC),
        (PUBLIC, "", False, PUBLIC),
        (None, LOCAL, True, LOCAL),
        (None, LOCAL, False, LOCAL),
        (None, "", True, DEMO_ADDRESS),
    ],
)
def test_the_public_address_goes_before_that_of_this_machine(
    public: str | None, local: str, demonstration: bool, expected: str
) -> None:
    assert address_of(public, local, demonstration=demonstration) == expected


def test_a_worker_of_a_base_that_is_published_nowhere_is_refused_with_what_to_do() -> None:
    with pytest.raises(OpeningRefused) as caught:
        address_of(None, "", demonstration=False)
    assert caught.value.code == "WORKER_WITHOUT_ADDRESS"
    assert "ORDONNANCE_PUBLIC_URL" in str(caught.value.do)
