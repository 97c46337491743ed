"""What the base writes, judged by two validators that know nothing of ours."""

from pathlib import Path

import pytest
from pyrofile_validator import Validator

from tests.conformance.validators import faults, pyrofile
from tests.conformance.written import everything, official


@pytest.fixture(scope="module")
def validator(tmp_path_factory: pytest.TempPathFactory) -> Validator:
    folder: Path = tmp_path_factory.mktemp("definitions")
    return pyrofile(folder)


def test_everything_written_is_valid(validator: Validator) -> None:
    wrong = {name: found for name, body in everything() if (found := faults(body, validator))}
    assert not wrong


def test_every_official_example_written_again_is_valid(validator: Validator) -> None:
    wrong = {name: found for name, body in official() if (found := faults(body, validator))}
    assert not wrong
