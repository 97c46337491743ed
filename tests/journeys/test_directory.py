"""The directory over HTTP, for programs: searched by professionals, dated, and by nobody else."""

import pytest

from ordonnance.client import Client
from ordonnance.domain.directory import MailboxType
from ordonnance.fhir.directory_inputs import DirectoryInput
from tests.journeys.asking import Door, answer, code_of
from tests.journeys.sessions import Sessions

REMPARTS, BEFFROI = "990000127", "990000101"


def test_a_pharmacy_without_a_mailbox_is_answered_with_the_nearest_that_has_one(door: Door) -> None:
    told = answer(door.ask("directory", "regulateur", text="remparts", kind="pharmacie"))
    (entry,) = told["entry"]
    assert entry["place"]["finess"] == REMPARTS
    assert entry["place"]["equipment"] == "none_published"
    assert "address" not in entry
    first = told["near"][0]
    assert first["place"]["finess"] == BEFFROI
    assert 500 < first["metres"] < 2_000
    assert told["source"] == "annuaire de démonstration, fictif"


@pytest.mark.parametrize(
    ("asked", "finess"),
    [({"finess": BEFFROI}, {BEFFROI}), ({"town": "lille", "kind": "ehpad"}, {"990000176"}),
     ({"postcode": "59800"}, {REMPARTS}), ({"department": "59", "profession": "60"}, {"990000184"}),
     ({"text": "régulation", "type": "ORG"}, {"990000051"})],
)  # fmt: skip
def test_each_filter_narrows(door: Door, asked: dict[str, str], finess: set[str]) -> None:
    told = answer(door.ask("directory", "pharmacien", **asked))
    assert {entry["place"]["finess"] for entry in told["entry"]} == finess


def test_who_asks_for_nothing_in_particular_or_for_too_much_is_refused(door: Door) -> None:
    assert code_of(door.ask("directory", "medecin", type="ORG")) == "ELEMENT_MISSING"
    for limit in (0, 101):
        asked = door.ask("directory", "medecin", text="lille", limit=limit)
        assert code_of(asked) == "ELEMENT_INVALID"
    assert code_of(door.ask("directory", "medecin", kind="cabinet")) == "CODE_UNKNOWN"
    assert code_of(door.ask("directory", "medecin", finess="12")) == "IDENTIFIER_INVALID"


@pytest.mark.parametrize("who", ["patient", "representant", "caisse"])
def test_who_is_no_professional_does_not_search(door: Door, who: str) -> None:
    assert code_of(door.ask("directory", who, text="beffroi")) == "NOT_ALLOWED"


def test_the_client_reads_the_whole_answer(door: Door, sessions: Sessions) -> None:
    with Client(door.address, sessions.token("assistante")) as client:
        found = client.directory(DirectoryInput(text="beffroi", limit=1))
    (entry,) = found.entries
    assert (entry.type, entry.address) == (
        MailboxType.ORGANISATION, "beffroi@officine.mssante.example",
    )  # fmt: skip
    assert entry.place is not None
    assert entry.place.finess == BEFFROI
    assert found.old is False
