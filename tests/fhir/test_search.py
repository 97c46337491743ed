"""A searchset: several ordonnances side by side, each line leading to its own people."""

import json
from typing import Any

from ordonnance.domain.execution import OrdonnanceState
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.fhir.write import FoundOrdonnance, Links, write_search

WHOLE = Links("https://base.example/fhir/MedicationRequest", "https://first.example", None, True)


def found(
    number: str, prescriber: str, address: str = "Practitioner/1", **entry: Any
) -> FoundOrdonnance:
    """One line and its prescriber, who stand under the same addresses in every document."""
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "entry": [
            {
                "resource": {
                    "resourceType": "Practitioner",
                    "id": "1",
                    "name": [{"family": prescriber}],
                },
                **entry,
            },
            {
                "fullUrl": "urn:uuid:ligne",
                "resource": {
                    "resourceType": "MedicationRequest",
                    "requester": {"reference": address},
                },
            },
        ],
    }
    return FoundOrdonnance(number, OrdonnanceState.ISSUED, json.dumps(bundle).encode())


def read(*ordonnances: FoundOrdonnance, links: Links = WHOLE) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(write_search(ordonnances, DEFAULT_SYSTEMS, links))
    return answer


def prescribers(bundle: dict[str, Any]) -> dict[str, str]:
    """Number -> family name of the prescriber that its line leads to."""
    by_address = {entry["fullUrl"]: entry["resource"] for entry in bundle["entry"]}
    assert len(by_address) == len(bundle["entry"]), "two entries under one address"
    return {
        entry["resource"]["groupIdentifier"]["value"]: by_address[
            entry["resource"]["requester"]["reference"]
        ]["name"][0]["family"]
        for entry in bundle["entry"]
        if entry["search"]["mode"] == "match"
    }


def test_two_softwares_that_number_alike_keep_their_own_prescribers() -> None:
    for entry, address in (
        ({}, "Practitioner/1"),
        ({"fullUrl": "http://localhost/Practitioner/1"}, "http://localhost/Practitioner/1"),
        ({"fullUrl": "http://localhost/fhir/Practitioner/1"}, "Practitioner/1"),
        ({"fullUrl": "urn:uuid:meme"}, "urn:uuid:meme"),
    ):
        one = found("UD1", "EXEMPLE", address, **entry)
        other = found("UD2", "DÉMO", address, **entry)
        assert prescribers(read(one, other)) == {"UD1": "EXEMPLE", "UD2": "DÉMO"}


def test_the_same_people_stand_once_and_one_document_under_two_numbers_is_two_lines() -> None:
    bundle = read(found("UD1", "EXEMPLE"), found("UD2", "EXEMPLE"))
    assert prescribers(bundle) == {"UD1": "EXEMPLE", "UD2": "EXEMPLE"}
    modes = [entry["search"]["mode"] for entry in bundle["entry"]]
    assert modes == ["match", "match", "include"]
    assert bundle["total"] == 2


def test_asked_again_the_addresses_are_the_same_and_hold_no_number() -> None:
    ordonnances = found("UD1", "EXEMPLE"), found("UD2", "DÉMO")
    assert read(*ordonnances) == read(*ordonnances)
    assert not any("UD" in entry["fullUrl"] for entry in read(*ordonnances)["entry"])


def test_only_a_whole_answer_has_a_total_and_an_empty_one_has_no_entry() -> None:
    part = Links("https://self.example", "https://first.example", "https://next.example", False)
    bundle = read(found("UD1", "EXEMPLE"), links=part)
    assert "total" not in bundle
    assert [each["relation"] for each in bundle["link"]] == ["self", "first", "next"]
    empty = read()
    assert (empty["total"], "entry" in empty) == (0, False)
