"""Numbers of people, places and payers: their form, their keys, and the tables they come from."""

import json
from collections.abc import Iterator

import pytest

from ordonnance.domain.ids import InsOid
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.documents import Json
from tests.journeys.scenarios.observing import somebody
from tests.journeys.scenarios.refused import refused
from tests.journeys.scenarios.test_what_a_document_must_hold import AUTHOR, PATIENT, PLACE, having

RPPS = "99900000011"


def numbered(kind: str, system: str, value: str) -> bytes:
    return having(kind, identifier=[{"system": system, "value": value}])


@pytest.mark.scenario("GEM-A20")
@pytest.mark.parametrize(
    ("system", "value"), [(SYSTEMS.rpps, RPPS), (SYSTEMS.id_nat_ps, f"8{RPPS}")]
)
def test_a_professional_number_is_taken_alone_or_in_its_national_form(
    door: Door, system: str, value: str
) -> None:
    door.issued(numbered("Practitioner", system, value))


@pytest.mark.scenario("GEM-A22")
@pytest.mark.parametrize(
    ("system", "value"),
    [
        (SYSTEMS.rpps, RPPS[:-1]),
        (SYSTEMS.rpps, f"{RPPS}0"),
        (SYSTEMS.rpps, f"{RPPS[:-1]}A"),
        (SYSTEMS.rpps, "９" * 11),
        (SYSTEMS.id_nat_ps, RPPS),
        (SYSTEMS.id_nat_ps, f"7{RPPS}"),
    ],
    ids=["short", "long", "letter", "other digits", "no prefix", "unknown prefix"],
)
def test_a_malformed_professional_number_is_refused_at_its_place(
    door: Door, system: str, value: str
) -> None:
    told = refused(door, numbered("Practitioner", system, value))
    assert told.first == (422, "IDENTIFIER_INVALID", f"{AUTHOR}.identifier[0].value")
    assert value not in told.text


@pytest.mark.scenario("GEM-A21")
def test_a_professional_number_of_wrong_key_is_not_that_of_the_session(door: Door) -> None:
    told = refused(door, numbered("Practitioner", SYSTEMS.rpps, "99900000012"))
    assert told.first == (403, "AUTHOR_MISMATCH", None)


@pytest.mark.scenario("GEM-A24")
@pytest.mark.parametrize("author", ["medecin", "dentiste", "sage-femme", "regulateur"])
def test_without_the_number_of_its_author_nobody_issues(door: Door, author: str) -> None:
    def change(tree: Json) -> None:
        del documents.resource(tree, "Practitioner")["identifier"]

    document = documents.edited(documents.written(documents.course(), author=author), change)
    assert refused(door, document, author).first == (403, "AUTHOR_MISMATCH", None)


@pytest.mark.scenario("GEM-A26")
def test_a_number_of_the_insured_person_of_wrong_key_is_refused(door: Door) -> None:
    told = refused(door, numbered("Patient", InsOid.NIR.fhir_system, "270069999900107"))
    assert told.first == (422, "IDENTIFIER_INVALID", f"{PATIENT}.identifier[0].value")
    assert "la clé de contrôle est inexacte" in told.text
    assert "270069999900107" not in told.text


@pytest.mark.scenario("GEM-A26")
def test_a_number_of_the_practice_of_wrong_key_is_refused(door: Door) -> None:
    told = refused(door, numbered("Organization", SYSTEMS.siret, "99990000400015"))
    assert told.first == (422, "IDENTIFIER_INVALID", f"{PLACE}.identifier[0].value")
    told = refused(door, numbered("Organization", SYSTEMS.am, "991000010"))
    assert told.first == (403, "PLACE_MISMATCH", None)


@pytest.mark.scenario("GEM-A09")
def test_a_patient_s_number_of_an_unknown_type_is_refused(door: Door) -> None:
    number = {"system": InsOid.NIR_DEMO.fhir_system, "value": "270069999900106"}
    at = f"{PATIENT}.identifier[0]"
    for system, code, expected in (
        (SYSTEMS.identifier_type, "GKV", (422, "CODE_UNKNOWN", f"{at}.type.coding[0].code")),
        ("urn:autre", "GKV", (422, "CODE_SYSTEM_UNKNOWN", f"{at}.type.coding[0].system")),
    ):
        typed = {**number, "type": {"coding": [{"system": system, "code": code}]}}
        assert refused(door, having("Patient", identifier=[typed])).first == expected
    told = refused(door, numbered("Patient", "urn:autre", "X110411675"))
    assert told.first == (422, "CODE_SYSTEM_UNKNOWN", f"{at}.system")


def systems_in(value: object, at: str) -> Iterator[tuple[str, Json]]:
    """Every object that says a system, with its FHIRPath; ways to reach people have none."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from systems_in(item, f"{at}[{index}]")
    elif isinstance(value, dict):
        if "system" in value and "telecom" not in at:
            yield at, value
        for name, item in value.items():
            yield from systems_in(item, f"{at}.{name}")


RICH = documents.written(
    documents.course(), documents.monthly(), documents.patches(), patient=somebody(903)
)
PLACES = [at for at, _ in systems_in(json.loads(RICH), "Bundle")]


@pytest.mark.scenario("GEM-A40")
@pytest.mark.parametrize("at", PLACES)
def test_a_table_replaced_by_another_is_refused_where_it_stands(door: Door, at: str) -> None:
    def change(tree: Json) -> None:
        (holder,) = (each for place, each in systems_in(tree, "Bundle") if place == at)
        holder["system"] = "urn:autre:table"

    told = refused(door, documents.edited(RICH, change))
    if "medicationCodeableConcept" in at:
        # A medicine of another terminology is kept and shown: no rule can judge it.
        assert (told.status, "medicine.unknown" in told.codes) == (422, True)
        return
    assert (told.status, set(told.codes)) == (422, {"CODE_SYSTEM_UNKNOWN"})
    assert told.issues[0][1] in (at, f"{at}.system")
