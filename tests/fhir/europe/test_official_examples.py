"""Every example of HL7 Europe MPD: read, told in French, and written back where we write that.

Prescriptions and medicines are read and told; dispensings are read, told and written. A Bundle of
the guide is taken as published; an example that stands alone goes with what it refers to.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from ordonnance.domain.dispense_record import RecordStatus
from ordonnance.domain.errors import Refusal
from ordonnance.domain.european import ToldPrescription
from ordonnance.domain.french.told import prescription_text, record_text
from ordonnance.fhir.codec import encode
from ordonnance.fhir.read import read_dispenses, read_european
from ordonnance.fhir.systems import DEFAULT_SYSTEMS
from ordonnance.fhir.write.dispense import medication_dispense
from tests.fhir.europe import fsh
from tests.fhir.europe.words import words_of

Json = dict[str, Any]

REFUSED_ALONE = {
    "100C-3-medication-prescription-request1",
    "100C-3-medication-prescription-request2",
    "100C-3-medication-prescription-request3",
    "300C-2-medication-prescription-request1",
    "300C-2-medication-prescription-request2",
}
"""Items with `intent` « option »: nothing without the group that holds them, in their Bundle."""

READ = (
    "Bundle", "MedicationRequestEuMpd", "MedicationEuMpd", "MedicationDispenseEuMpd",
)  # fmt: skip

pytestmark = pytest.mark.skipif(
    not fsh.MPD.exists(), reason="the specification (../shared) is not beside the project"
)


def gathered(name: str, *, only: tuple[str, ...] = ()) -> bytes:
    """The example with everything that it refers to, as a collection."""
    known = fsh.entities()[0]
    names, entries = [name], []
    for each in names:
        resource = json.loads(fsh.instance(each))
        entries.append({"resource": resource})
        for target in _targets(resource):
            if target in known and target not in names and (not only or target in only):
                names.append(target)
    return encode({"resourceType": "Bundle", "type": "collection", "entry": entries})


def _targets(node: Any) -> list[str]:
    if isinstance(node, list):
        return [each for item in node for each in _targets(item)]
    if not isinstance(node, dict):
        return []
    found = [node["reference"].split("/")[1]] if isinstance(node.get("reference"), str) else []
    return found + [each for item in node.values() for each in _targets(item)]


def names(of: str) -> list[str]:
    return [name for name, _ in fsh.examples(of)] if fsh.MPD.exists() else []


def bundle(name: str) -> bytes:
    return fsh.instance(name).encode()


@pytest.mark.parametrize("name", names("Bundle"))
def test_a_bundle_as_published_is_read_and_told_whole(name: str) -> None:
    body = bundle(name)
    read = read_european(body)
    assert_told(read, json.loads(body))
    requests = [e for e in json.loads(body)["entry"] if "MedicationRequest" in e["fullUrl"]]
    assert len(read.lines) == len(requests)


def assert_told(read: ToldPrescription, document: Json) -> None:
    """Every word, number and code of the document that is for people stands in the French."""
    said = " ".join(prescription_text(read))
    assert [word for word in words_of(document) if word not in said] == []


@pytest.mark.parametrize("name", names("MedicationRequestEuMpd"))
def test_an_item_alone_is_read_with_what_it_refers_to(name: str) -> None:
    body = gathered(name)
    if name in REFUSED_ALONE:
        with pytest.raises(Refusal) as caught:
            read_european(body)
        assert [issue.at for issue in caught.value.issues] == ["Bundle.entry[0].resource.intent"]
        return
    assert_told(read_european(body), json.loads(body))


@pytest.mark.parametrize("name", names("MedicationEuMpd"))
def test_a_medicine_is_read_whole_when_it_is_prescribed(name: str) -> None:
    """Each medicine in the place of the one of a prescription: none of them is left out."""
    request = json.loads(fsh.instance("400C-prescription-cefuroxime-singleline"))
    request["medicationReference"] = {"reference": f"Medication/{name}"}
    others = [
        each["resource"]
        for each in json.loads(gathered(name))["entry"]
        if each["resource"]["resourceType"] == "Medication"
    ]
    resources = [request, *others, json.loads(fsh.instance("patient1"))]
    body = encode({
        "resourceType": "Bundle", "type": "collection",
        "entry": [{"resource": each} for each in resources],
    })  # fmt: skip
    assert_told(read_european(body), json.loads(body))


@pytest.mark.parametrize("name", names("MedicationDispenseEuMpd"))
def test_a_dispensing_is_read_told_and_written_back_the_same(name: str) -> None:
    people = ("pharmacist1", "practitioner2", "organization2", "patient1")
    medicines = tuple(names("MedicationEuMpd"))
    body = gathered(name, only=(*people, *medicines))
    (record,) = read_dispenses(body)
    said = " ".join(record_text(record))
    assert [word for word in words_of(json.loads(body)) if word not in said] == []
    written = medication_dispense(record, DEFAULT_SYSTEMS, name)
    again = encode({
        "resourceType": "Bundle", "type": "collection",
        "entry": [{"resource": written}, *_people(body)],
    })  # fmt: skip
    assert read_dispenses(again) == (record,)


def _people(body: bytes) -> list[Json]:
    kinds = ("Patient", "Practitioner", "PractitionerRole", "Organization")
    entries: list[Json] = json.loads(body)["entry"]
    return [each for each in entries if each["resource"]["resourceType"] in kinds]


def test_a_refusal_to_serve_is_read_as_one() -> None:
    people = ("pharmacist1", "practitioner2", "organization2", "patient1")
    (record,) = read_dispenses(gathered("400E-refused-dispense", only=people))
    assert record.status is RecordStatus.DECLINED
    assert record.medicine is None
    assert record_text(record)[0].startswith("Non délivré le 06/12/2024")


def test_one_served_for_two_prescribed_names_both() -> None:
    people = ("pharmacist1", "practitioner2", "organization2", "patient1")
    medicines = tuple(names("MedicationEuMpd"))
    body = gathered("300D-dispense-for-2-requests", only=(*people, *medicines))
    (record,) = read_dispenses(body)
    assert [each.value for each in record.prescriptions] == ["300-1/2", "300-2/2"]
    assert record.medicine is not None
    assert len(record.medicine.parts) == 2


def test_the_french_of_a_posology_is_what_a_patient_can_follow() -> None:
    read = read_european(gathered("400C-prescription-cefuroxime-singleline"))
    said = next(each for each in prescription_text(read) if "Posologie" in each)
    assert "1\u202f500\u202fmg" in said
    assert "par voie intramusculaire" in said


def test_the_second_bundle_of_the_guide_lost_its_first_item() -> None:
    """`entry[0]` is assigned twice in it: what is published has one item of two."""
    read = read_european(bundle("200A-multiitem-prescription-without-orchestration"))
    assert [line.identifiers[0].value for line in read.lines] == ["200-2/2"]


def test_the_page_on_european_documents_names_every_example_refused() -> None:
    page = Path(__file__).parents[3] / "docs/explanation/european-documents.md"
    text = page.read_text("utf-8")
    assert [name for name in sorted(REFUSED_ALONE) if f"`{name}`" not in text] == []
    count = sum(len(names(of)) for of in READ)
    assert f"All {count} examples" in text
