"""What a test needs of the machine, when it is not there."""

import os
from typing import NoReturn

import pytest


def absent(reason: str) -> NoReturn:
    """Skip and say why; fail where services are required."""
    if os.environ.get("ORDONNANCE_REQUIRE_SERVICES") == "1":
        pytest.fail(reason)
    pytest.skip(reason)
