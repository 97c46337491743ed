"""Orders of another kind than medicines for a person, named as what they are."""

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.read.perimeter import KINDS
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.fhir import bundles
from tests.fhir.bundles import Json
from tests.fhir.faults import LINE, PATIENT
from tests.fhir.faulty import changed, issues_of, resource, with_entry


def service(code: str) -> Json:
    coding = {"system": SYSTEMS.own_code("request-kind"), "code": code}
    return {
        "resourceType": "ServiceRequest",
        "status": "active",
        "category": [{"coding": [coding]}],
    }


@pytest.mark.parametrize("code", KINDS)
def test_a_service_request_is_named_by_its_kind(code: str) -> None:
    expected = {"imagerie": "IMAGING_ON_PAPER", "transport": "TRANSPORT_ON_PAPER"}
    with pytest.raises(Refusal) as caught:
        read_ordonnance(bundles.body(with_entry(service(code))))
    (issue,) = caught.value.issues
    assert issue.code == expected.get(KINDS[code], "OUT_OF_SCOPE")
    assert issue.at == "Bundle.entry[5].resource.category[0]"
    if issue.code == "OUT_OF_SCOPE":
        assert KINDS[code] in issue.message


@pytest.mark.parametrize("kind", ["ServiceRequest", "DeviceRequest", "VisionPrescription"])
def test_an_order_of_another_kind_is_out_of_scope(kind: str) -> None:
    found = issues_of(with_entry({"resourceType": kind, "status": "active"}))
    assert found == [("OUT_OF_SCOPE", "Bundle.entry[5].resource")]


def test_a_prescription_for_the_hospital_itself_is_named() -> None:
    coding = {"system": SYSTEMS.request_category, "code": "inpatient"}
    bundle = changed(4, "category", [{"coding": [coding]}])
    assert issues_of(bundle) == [("INTRA_HOSPITAL", f"{LINE}.category[0]")]


def test_a_veterinary_prescription_is_named_whatever_else_is_wrong() -> None:
    species = {"url": "species", "valueCodeableConcept": {"text": "chien"}}
    bundle = changed(0, "extension.0", {"url": SYSTEMS.animal, "extension": [species]})
    resource(bundle, 0)["deceasedBoolean"] = False
    assert issues_of(bundle) == [("VETERINARY", f"{PATIENT}.extension[0]")]


def test_a_signature_in_the_bundle_says_how_to_sign() -> None:
    bundle = bundles.amoxicillin() | {"signature": {"type": []}}
    assert issues_of(bundle) == [("USE_JOSE_BODY", "Bundle.signature")]


def test_community_is_the_category_of_what_we_read() -> None:
    coding = {"system": SYSTEMS.request_category, "code": "community"}
    bundle = changed(4, "category", [{"coding": [coding]}])
    assert len(read_ordonnance(bundles.body(bundle)).lines) == 1
