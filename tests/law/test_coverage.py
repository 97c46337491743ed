"""Each rule of the catalogue is encoded, told, or out for a reason that is said."""

import csv
from pathlib import Path

import pytest

from ordonnance.law.coverage import COVERAGE, Entry, Status
from ordonnance.law.register import IDS

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"

ENTRIES = [pytest.param(entry, id=entry.id) for entry in COVERAGE]


def test_an_id_stands_once() -> None:
    assert len({entry.id for entry in COVERAGE}) == len(COVERAGE)


def test_every_id_of_the_catalogue_stands_in_its_order() -> None:
    catalogue = SHARED / "spec/law/rules.csv"
    if not catalogue.exists():
        pytest.skip("the catalogue stands beside the project, and is not here")
    with catalogue.open(encoding="utf-8", newline="") as file:
        ids = [row["id"] for row in csv.DictReader(file)]
    assert [entry.id for entry in COVERAGE] == ids


@pytest.mark.parametrize("entry", ENTRIES)
def test_what_holds_a_rule_exists(entry: Entry) -> None:
    if entry.status is Status.OUT:
        assert entry.reason, "why it is out"
        assert not entry.rules
        return
    if entry.status is Status.OPEN:
        return
    assert set(entry.rules) <= set(IDS)
    assert bool(entry.rules) or bool(entry.held_by)
    if entry.held_by:
        assert entry.test, "the test that shows it"
        path, _, name = entry.test.partition("::")
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")
