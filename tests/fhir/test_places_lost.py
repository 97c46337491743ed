"""A part carried whose place is gone is refused; a fault of ours is never mistaken for one."""

import json
from datetime import UTC, datetime

import pytest

from ordonnance.adapters.clock import FrozenClock
from ordonnance.bootstrap import reader as readers
from ordonnance.bootstrap.reader import FhirReader
from ordonnance.domain.carried import Carried, CarriedKind
from ordonnance.fhir.carry import canonical, written_back
from ordonnance.fhir.carry.parts import PlaceLost
from ordonnance.fhir.read import read_draft
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from tests.fhir import bundles

ORDONNANCE = read_draft(bundles.body(bundles.amoxicillin())).ordonnance
AT = datetime(2026, 1, 5, tzinfo=UTC)
LINE = "MedicationRequest[0]"


def carried(*path: str | int, content: str | None = '"x"') -> Carried:
    return Carried(json.dumps(path), CarriedKind.WORDS, content, 1)


@pytest.mark.parametrize(
    "part",
    [
        carried("MedicationRequest[7]", "note"),
        carried(LINE, "absent", "text"),
        carried(LINE, "status", "text"),
        carried(LINE, "dosageInstruction", 4),
        carried(LINE, "dosageInstruction", "text"),
        carried(LINE, "absent", content=None),
    ],
    ids=lambda part: part.at,
)
def test_a_part_without_its_place_is_not_put_elsewhere(part: Carried) -> None:
    with pytest.raises(PlaceLost, match="lost its place"):
        written_back(ORDONNANCE, (part,))


def test_a_new_member_and_an_item_that_stands_there_have_a_place() -> None:
    whole = written_back(ORDONNANCE, (carried(LINE, "implicitRules"),))
    assert canonical(whole)[LINE]["implicitRules"] == "x"
    gone = written_back(ORDONNANCE, (carried(LINE, "status", content=None),))
    assert "status" not in canonical(gone)[LINE]


@pytest.mark.parametrize("fault", [TypeError, KeyError])
def test_a_fault_in_writing_is_a_fault_and_no_place_lost(
    monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def broken(*_: object) -> bytes:
        raise fault("ours")

    monkeypatch.setattr(readers, "write_ordonnance", broken)
    with pytest.raises(fault, match="ours"):
        FhirReader(DEFAULT_SYSTEMS, None, FrozenClock(AT)).rewrite(ORDONNANCE, ())
