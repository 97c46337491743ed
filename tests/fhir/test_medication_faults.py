"""Faults in a Medication: common name, strength, preparation."""

from typing import Any

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import Category
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.fhir import bundles
from tests.fhir.bundles import Json

AT = "Bundle.entry[4].resource"
LINE = "Bundle.entry[5].resource"


def medication(bundle: Json) -> Json:
    found: Json = bundle["entry"][4]["resource"]
    return found


def preparation() -> Json:
    bundle = bundles.amlodipine()
    water = {"url": SYSTEMS.vehicle, "valueBoolean": True}
    medication(bundle).update(
        meta={"profile": [SYSTEMS.compound]},
        code={"text": "Pommade magistrale"},
        extension=[{"url": bundles.own("therapeutic-mention"), "valueBoolean": True}],
        ingredient=[
            {"itemCodeableConcept": {"text": "acide salicylique"}},
            {"itemCodeableConcept": {"text": "vaseline"}, "extension": [water]},
        ],
    )
    return bundle


def issues_of(bundle: Json) -> list[tuple[str, str | None]]:
    with pytest.raises(Refusal) as caught:
        read_ordonnance(bundles.body(bundle))
    return [(issue.code, issue.at) for issue in caught.value.issues]


def test_a_compound_profile_makes_a_preparation() -> None:
    (line,) = read_ordonnance(bundles.body(preparation())).lines
    assert line.category is Category.PREPARATION
    assert line.preparation is not None
    assert line.preparation.therapeutic_mention
    assert [each.qsp for each in line.preparation.ingredients] == [False, True]


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        ({"ingredient": []}, "ELEMENT_INVALID", f"{AT}.ingredient"),
        ({"code": {"coding": []}}, "ELEMENT_INVALID", f"{AT}.code.coding"),
        (
            {"ingredient": [{"strength": {}}]},
            "ELEMENT_MISSING",
            f"{AT}.ingredient[0].itemCodeableConcept",
        ),
        ({"code": bundles.speciality("60000001", "X")}, "ELEMENT_UNKNOWN", f"{AT}.code.coding"),
    ],
)
def test_a_preparation_is_described_by_its_ingredients(change: Json, code: str, at: str) -> None:
    bundle = preparation()
    medication(bundle).update(change)
    assert (code, at) in issues_of(bundle)


def strength(**changes: Any) -> Json:
    bundle = bundles.amlodipine()
    medication(bundle)["ingredient"][0]["strength"].update(changes)
    return bundle


@pytest.mark.parametrize("count", [0, 5])
def test_a_strength_is_given_for_one_unit(count: int) -> None:
    at = f"{AT}.ingredient[0].strength.denominator.value"
    assert issues_of(strength(denominator=bundles.tablets(count))) == [("ELEMENT_INVALID", at)]


def test_the_substance_of_the_code_is_in_the_composition() -> None:
    bundle = bundles.amlodipine()
    medication(bundle)["code"]["coding"] = [{"system": SYSTEMS.sms, "code": "100000000000"}]
    assert issues_of(bundle) == [("ELEMENT_INVALID", f"{AT}.code.coding")]


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        ({"amount": {}}, "ELEMENT_MISSING", f"{AT}.amount.denominator"),
        ({"batch": {"lotNumber": "L"}}, "ELEMENT_UNKNOWN", f"{AT}.batch"),
        (
            {"extension": [{"url": bundles.own("therapeutic-mention"), "valueBoolean": True}]},
            "ELEMENT_INVALID",
            f"{AT}.extension[0]",
        ),
        (
            {"form": {"coding": [{"system": SYSTEMS.snomed, "code": "1"}]}},
            "CODE_SYSTEM_UNKNOWN",
            f"{AT}.form.coding[0].system",
        ),
    ],
)
def test_a_medicine_has_no_part_of_a_preparation_or_of_a_dispensing(
    change: Json, code: str, at: str
) -> None:
    bundle = bundles.amlodipine()
    medication(bundle).update(change)
    assert (code, at) in issues_of(bundle)


def test_a_medicine_is_coded_or_referenced_not_both() -> None:
    bundle = bundles.amlodipine()
    bundle["entry"][5]["resource"]["medicationCodeableConcept"] = {"text": "x"}
    assert ("ELEMENT_TOO_MANY", f"{LINE}.medicationReference") in issues_of(bundle)


def test_a_contained_medication_that_does_not_exist_is_named() -> None:
    bundle = bundles.amlodipine()
    bundle["entry"][5]["resource"]["medicationReference"] = {"reference": "#dci2"}
    found = issues_of(bundle)
    assert ("REFERENCE_UNRESOLVED", f"{LINE}.medicationReference.reference") in found
    assert ("RESOURCE_UNEXPECTED", AT) in found
