"""What the same words said before is kept; what differs by a character, or is wrong, never is."""

import json
from typing import Any

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.fhir.read import read_ordonnance, reading
from ordonnance.fhir.read.reading import _kept
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from tests.fhir import bundles

GOOD = bundles.body(bundles.amoxicillin())


def with_dose(written: str) -> bytes:
    """The document with its first dose written so."""
    assert GOOD.count(b'"value":1,') >= 1
    return GOOD.replace(b'"value":1,', f'"value":{written},'.encode(), 1)


def dose(body: bytes) -> str:
    """The first dose as read."""
    step = read_ordonnance(body).lines[0].posology.steps[0]
    assert step.dose is not None
    return str(step.dose.high)


def test_the_same_words_are_read_once() -> None:
    one, other = read_ordonnance(GOOD), read_ordonnance(GOOD)
    assert one == other
    assert one.lines[0].posology is other.lines[0].posology
    assert one.lines[0].product is other.lines[0].product


def test_equal_numbers_written_otherwise_stay_as_written() -> None:
    assert [dose(with_dose(each)) for each in ("1", "1.0", "1.00", "1")] == [
        "1", "1.0", "1.00", "1",
    ]  # fmt: skip


def test_what_is_wrong_is_named_each_time() -> None:
    wrong = GOOD.replace(b'"when":["', b'"when":["NEVER","', 1)
    assert wrong != GOOD
    told = []
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            read_ordonnance(wrong)
        told.append([(issue.code, issue.at) for issue in refused.value.issues])
    assert told[0] == told[1]
    assert told[0][0][0] == "CODE_UNKNOWN"


def test_what_is_kept_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "KEPT", len(_kept(DEFAULT_SYSTEMS)) + 3)
    tree: Any = json.loads(GOOD)
    lines = [
        entry["resource"]
        for entry in tree["entry"]
        if entry["resource"]["resourceType"] == "MedicationRequest"
    ]
    for rank in range(8):
        lines[0]["medicationCodeableConcept"]["text"] = f"EXEMPLE {rank}"
        read_ordonnance(json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode())
        assert len(_kept(DEFAULT_SYSTEMS)) <= reading.KEPT


def prescriber_of(*changes: tuple[str, str]) -> Any:
    """The prescriber of the document once each text was replaced everywhere by the other."""
    text = GOOD.decode()
    for former, new in changes:
        text = text.replace(former, new)
    assert (text == GOOD.decode()) is not bool(changes)
    return read_ordonnance(text.encode()).prescriber


def id_of(kind: str) -> str:
    """The id of the first resource of that kind."""
    resources = [entry["resource"] for entry in json.loads(GOOD)["entry"]]
    found: str = next(each["id"] for each in resources if each["resourceType"] == kind)
    return found


def test_a_prescriber_is_read_once_whatever_the_addresses_of_a_document() -> None:
    moved = []
    for kind in ("Practitioner", "PractitionerRole", "Organization"):
        moved += [(f'"id":"{id_of(kind)}"', f'"id":"other-{kind}"'),
                  (f'"{kind}/{id_of(kind)}"', f'"{kind}/other-{kind}"')]  # fmt: skip
    assert prescriber_of(*moved) is prescriber_of()


@pytest.mark.parametrize("kind", ["Practitioner", "PractitionerRole", "Organization"])
def test_a_prescriber_who_says_something_else_is_another_one(kind: str) -> None:
    tree = json.loads(GOOD)
    said = next(e["resource"] for e in tree["entry"] if e["resource"]["resourceType"] == kind)
    match kind:
        case "Practitioner":
            said["name"][0]["family"] = "AUTRE"
        case "PractitionerRole":
            said["telecom"] = [{"system": "email", "value": "autre@exemple.invalid"}]
        case _:
            said["name"] = "Cabinet AUTRE"
    changed = json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode()
    other, known = read_ordonnance(changed).prescriber, prescriber_of()
    assert other != known
    assert prescriber_of() is known


def test_a_prescriber_of_an_inactive_structure_is_refused_each_time() -> None:
    tree = json.loads(GOOD)
    for entry in tree["entry"]:
        if entry["resource"]["resourceType"] == "Organization":
            entry["resource"]["active"] = False
    changed = json.dumps(tree, separators=(",", ":"), ensure_ascii=False).encode()
    for _ in range(2):
        with pytest.raises(Refusal):
            read_ordonnance(changed)
