"""Every refusal of the reader: its code and its FHIRPath."""

from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from ordonnance.domain.errors import Refusal
from ordonnance.domain.prescription import MOST_LINES
from ordonnance.fhir.issues import MAX_ISSUES
from ordonnance.fhir.read import read_ordonnance
from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.fhir import bundles
from tests.fhir.bundles import Json
from tests.fhir.faults import FAULTS, LINE, PATIENT
from tests.fhir.faulty import changed, issues_of, resource, with_entry


@pytest.mark.parametrize(
    ("index", "path", "value", "code", "at"),
    [row[1:] for row in FAULTS],
    ids=[row[0] for row in FAULTS],
)
def test_one_fault_gives_its_code_and_place(
    index: int, path: str, value: Any, code: str, at: str
) -> None:
    assert (code, at) in issues_of(changed(index, path, value))


def test_a_wrong_key_is_refused_on_a_production_oid() -> None:
    bundle = changed(0, "identifier.0.system", "urn:oid:1.2.250.1.213.1.4.8")
    del resource(bundle, 0)["identifier"][0]["type"]
    resource(bundle, 0)["identifier"][0]["value"] = "285049999900100"
    assert issues_of(bundle) == [("IDENTIFIER_INVALID", f"{PATIENT}.identifier[0].value")]


def test_all_faults_of_a_stage_come_at_once() -> None:
    bundle = changed(4, "insurance", [{"display": "x"}])
    resource(bundle, 0)["gender"] = "other"
    del resource(bundle, 4)["subject"]
    assert issues_of(bundle) == [
        ("CODE_UNKNOWN", f"{PATIENT}.gender"),
        ("ELEMENT_UNKNOWN", f"{LINE}.insurance"),
        ("ELEMENT_MISSING", f"{LINE}.subject"),
    ]


def test_no_more_than_fifty_faults_are_named() -> None:
    bundle = changed(4, "x0", 1)
    resource(bundle, 4).update({f"x{number}": 1 for number in range(200)})
    assert len(issues_of(bundle)) == MAX_ISSUES


# --- The document as a whole


def two_lines() -> Json:
    bundle = bundles.amoxicillin()
    second = deepcopy(resource(bundle, 4))
    second["id"] = "second"
    del second["identifier"]
    bundle["entry"].append({"resource": second})
    return bundle


SECOND = "Bundle.entry[5].resource"

NUMBER = {"system": SYSTEMS.number, "value": "UD00000000000000"}


def mixed_patient(bundle: Json) -> None:
    other = deepcopy(resource(bundle, 0)) | {"id": "p2"}
    bundle["entry"].append({"resource": other})
    resource(bundle, 5)["subject"] = {"reference": "Patient/p2"}


def mixed_prescriber(bundle: Json) -> None:
    other = deepcopy(resource(bundle, 1)) | {"id": "dr2"}
    bundle["entry"].append({"resource": other})
    resource(bundle, 5)["requester"] = {"reference": "Practitioner/dr2"}


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        (mixed_patient, "PATIENT_MIXED", f"{SECOND}.subject"),
        (mixed_prescriber, "PRESCRIBER_MIXED", f"{SECOND}.requester"),
        (
            lambda b: resource(b, 5).update(authoredOn="2026-03-03T09:30:00+01:00"),
            "DATE_MIXED",
            f"{SECOND}.authoredOn",
        ),
        (
            lambda b: resource(b, 5).update(groupIdentifier=NUMBER),
            "GROUP_MIXED",
            f"{SECOND}.groupIdentifier",
        ),
        (
            lambda b: resource(b, 5).update(identifier=resource(b, 4)["identifier"]),
            "ELEMENT_INVALID",
            f"{SECOND}.identifier",
        ),
        (
            lambda b: resource(b, 5).update(id="amoxicilline"),
            "ELEMENT_INVALID",
            "Bundle.entry[5]",
        ),
    ],
    ids=["patient", "prescriber", "date", "group", "id", "address"],
)
def test_lines_that_differ_where_they_must_agree(
    change: Callable[[Json], None], code: str, at: str
) -> None:
    bundle = two_lines()
    change(bundle)
    assert (code, at) in issues_of(bundle)


def test_the_same_instant_written_otherwise_is_the_same_date() -> None:
    bundle = two_lines()
    resource(bundle, 5)["authoredOn"] = "2026-03-02T08:30:00Z"
    assert len(read_ordonnance(bundles.body(bundle)).lines) == 2


def test_a_bundle_without_line_prescribes_nothing() -> None:
    bundle = bundles.amoxicillin()
    bundle["entry"].pop()
    assert issues_of(bundle) == [("NO_LINE", "Bundle.entry")]


def test_more_than_sixty_lines_are_refused() -> None:
    bundle = bundles.amoxicillin()
    del resource(bundle, 4)["id"]
    bundle["entry"] += [bundle["entry"][-1]] * MOST_LINES
    assert ("LINES_TOO_MANY", "Bundle.entry") in issues_of(bundle)


@pytest.mark.parametrize("kind", ["transaction", "batch", "history"])
def test_another_kind_of_bundle_is_refused(kind: str) -> None:
    assert issues_of(bundles.amoxicillin() | {"type": kind}) == [("BUNDLE_TYPE", "Bundle.type")]


def test_another_resource_than_a_bundle_is_refused() -> None:
    assert issues_of(bundles.patient()) == [("RESOURCE_UNEXPECTED", "Bundle")]


def test_a_bundle_that_does_not_say_what_it_is_is_refused() -> None:
    unsaid = bundles.amoxicillin()
    del unsaid["resourceType"]
    assert issues_of(unsaid) == [("ELEMENT_MISSING", "Bundle.resourceType")]
    assert issues_of(unsaid | {"resourceType": ""}) == [("RESOURCE_UNEXPECTED", "Bundle")]


def test_a_contained_medicine_that_does_not_say_what_it_is_is_refused() -> None:
    unsaid = changed(4, "contained", [{"id": "dci1", "code": {"text": "x"}}])
    assert issues_of(unsaid) == [("ELEMENT_MISSING", f"{LINE}.contained[0].resourceType")]


@pytest.mark.parametrize("kind", ["Encounter", "Nothing"])
def test_a_resource_that_is_not_read_is_refused(kind: str) -> None:
    found = issues_of(with_entry({"resourceType": kind}))
    assert found == [("RESOURCE_UNEXPECTED", "Bundle.entry[5].resource")]


def test_a_resource_that_no_line_needs_is_refused() -> None:
    medication = {"resourceType": "Medication", "id": "m9", "code": {"text": "x"}}
    found = issues_of(with_entry(medication))
    assert found == [("RESOURCE_UNEXPECTED", "Bundle.entry[5].resource")]


def test_a_second_patient_is_refused_even_unused() -> None:
    found = issues_of(with_entry(bundles.patient() | {"id": "p2"}))
    assert found == [("PATIENT_MIXED", "Bundle.entry[5].resource")]


def test_a_document_needs_its_composition_and_the_others_have_none() -> None:
    document = bundles.paracetamol_ald()
    head = document["entry"].pop(0)
    missing = ("ELEMENT_MISSING", "Bundle.entry[0].resource")
    assert issues_of(document) == [missing]
    document["type"] = "collection"
    document["entry"].insert(0, head)
    assert issues_of(document) == [("RESOURCE_UNEXPECTED", "Bundle.entry[0].resource")]


@pytest.mark.parametrize(
    ("element", "value", "code"),
    [
        ("date", "2026-03-03", "DATE_MIXED"),
        ("subject", {"reference": "Practitioner/dr1"}, "PATIENT_MIXED"),
        ("author", [{"reference": "Patient/p1"}], "PRESCRIBER_MIXED"),
        ("custodian", {"reference": "Organization/none"}, "REFERENCE_UNRESOLVED"),
    ],
)
def test_a_composition_agrees_with_the_lines(element: str, value: Any, code: str) -> None:
    document = bundles.paracetamol_ald()
    resource(document, 0)[element] = value
    assert [found for found, _ in issues_of(document)] == [code]


# --- Anonymous


def anonymous() -> Json:
    bundle = bundles.amoxicillin()
    bundle["entry"].pop(0)
    flag = {"url": bundles.own("anonymous"), "valueBoolean": True}
    bundle["meta"] = {"extension": [flag]}
    masked = {"url": SYSTEMS.absent, "valueCode": "masked"}
    resource(bundle, 3)["subject"] = {"display": "Anonyme (IVG)", "extension": [masked]}
    return bundle


def test_an_anonymous_ordonnance_has_no_patient() -> None:
    ordonnance = read_ordonnance(bundles.body(anonymous()))
    assert ordonnance.anonymous
    assert ordonnance.patient is None


def test_an_anonymous_ordonnance_that_names_somebody_is_refused() -> None:
    bundle = anonymous()
    bundle["entry"].append({"resource": bundles.patient()})
    resource(bundle, 3)["subject"]["reference"] = "Patient/p1"
    assert issues_of(bundle) == [
        ("ANONYMOUS_NOT_ALLOWED", "Bundle.entry[4].resource"),
        ("ANONYMOUS_NOT_ALLOWED", "Bundle.entry[3].resource.subject.reference"),
    ]


def test_without_the_flag_a_masked_subject_is_missing() -> None:
    bundle = anonymous()
    del bundle["meta"]
    at = "Bundle.entry[3].resource.subject"
    assert ("ELEMENT_MISSING", f"{at}.reference") in issues_of(bundle)


def test_no_message_repeats_an_identifier() -> None:
    bundle = changed(0, "identifier.0.value", "28504999990011X")
    with pytest.raises(Refusal) as caught:
        read_ordonnance(bundles.body(bundle))
    told = [str(caught.value), *(issue.message + issue.do for issue in caught.value.issues)]
    assert not any("2850499999" in text for text in told)
