"""`ordonnance admin link`: a link for whoever may read the keys, refused by name otherwise."""

import json
from pathlib import Path

import pytest

from ordonnance.adapters.clock import SystemClock
from ordonnance.adapters.keys import KeyCabinet, keys_folder_beside
from tests.unit.cli.conftest import Ordonnance


@pytest.fixture
def data(tmp_path: Path) -> Path:
    folder = tmp_path / "base"
    KeyCabinet.create(keys_folder_beside(folder), SystemClock().now())
    return folder


def test_the_link_has_its_code_after_the_mark_that_no_browser_sends(
    ordonnance: Ordonnance, data: Path
) -> None:
    told = ordonnance("admin", "link", "--data", str(data), "--url", "https://base.example/")
    first, _, code = told.stdout.strip().splitlines()
    assert told.exit_code == 0
    assert first == f"https://base.example/administration/entrer#{code}"
    assert "une fois, dix minutes" in told.stdout


def test_each_link_is_another_one_and_is_given_to_programs(
    ordonnance: Ordonnance, data: Path
) -> None:
    asked = ("admin", "link", "--data", str(data), "--as", "astreinte", "--json")
    one, other = (json.loads(ordonnance(*asked).stdout) for _ in range(2))
    assert one["link"].endswith(f"#{one['code']}")
    assert one["code"] != other["code"]


def test_a_duty_that_is_none_is_refused(ordonnance: Ordonnance, data: Path) -> None:
    told = ordonnance("admin", "link", "--data", str(data), "--as", "<script>")
    assert told.exit_code == 2
    assert "DUTY_INVALID" in told.stderr


def test_without_keys_there_is_no_link(ordonnance: Ordonnance, tmp_path: Path) -> None:
    told = ordonnance("admin", "link", "--data", str(tmp_path / "ailleurs"))
    assert told.exit_code != 0
    assert "KEYS_MISSING" in told.stderr
    assert told.stdout == ""
