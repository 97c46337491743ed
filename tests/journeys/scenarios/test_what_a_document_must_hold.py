"""What is missing, malformed or invented in a document: refused by name, and nothing is kept."""

from typing import Any

import pytest

from ordonnance.fhir.systems import DEFAULT_SYSTEMS as SYSTEMS
from tests.journeys import documents
from tests.journeys.asking import Door
from tests.journeys.documents import Json, edited, resource
from tests.journeys.scenarios.refused import refused

PATIENT, AUTHOR, PLACE, ROLE, LINE = (f"Bundle.entry[{i}].resource" for i in range(5))
FLAG = {"url": SYSTEMS.own_extension("preparation"), "valueBoolean": True}
DESCRIBED = "urn:uuid:0d9e1d9a-0000-4000-8000-000000000001"


def having(kind: str, **fields: Any) -> bytes:
    """The simple prescription, elements of one resource set, or removed by None."""

    def change(tree: Json) -> None:
        found = resource(tree, kind)
        found.update(fields)
        for name in [name for name, value in fields.items() if value is None]:
            del found[name]

    return edited(documents.simple(), change)


def described(**medication: Any) -> bytes:
    """The simple prescription whose medicine stands in a Medication."""

    def change(tree: Json) -> None:
        request = resource(tree, "MedicationRequest")
        del request["medicationCodeableConcept"]
        request["medicationReference"] = {"reference": DESCRIBED}
        held = {"resourceType": "Medication", **medication}
        tree["entry"].append({"fullUrl": DESCRIBED, "resource": held})

    return edited(documents.simple(), change)


def medicine(system: str, code: str) -> Json:
    return {"text": "CLAMOXYL 500 mg, gélule", "coding": [{"system": system, "code": code}]}


# --- What the law wants of the people named


@pytest.mark.scenario("GEM-A36")
@pytest.mark.parametrize(
    ("element", "value", "rule"),
    [
        ("name", None, "MP-01"),
        ("name", [{"family": "EXEMPLE"}], "MP-01"),
        ("name", [{"given": ["Jeanne"]}], "MP-01"),
        ("gender", None, "MP-02"),
        ("birthDate", None, "MP-03"),
    ],
    ids=["no name", "no first name", "no family name", "no sex", "no birth date"],
)
def test_a_patient_who_is_not_named_in_full_blocks_the_ordonnance(
    door: Door, element: str, value: Any, rule: str
) -> None:
    told = refused(door, having("Patient", **{element: value}))
    assert (told.status, told.codes) == (422, ["LAW_BLOCKED", rule])


@pytest.mark.scenario("GEM-A36")
def test_a_birth_date_must_be_a_whole_day_that_exists(door: Door) -> None:
    for wrong in ("1970", "1970-06", "1970-02-30", "15/06/1970", "1970-06-15T00:00:00Z"):
        told = refused(door, having("Patient", birthDate=wrong))
        assert told.first == (422, "ELEMENT_INVALID", f"{PATIENT}.birthDate")


@pytest.mark.scenario("GEM-A37")
@pytest.mark.parametrize(
    ("kind", "element", "rule"),
    [("PractitionerRole", "code", "MI-02"), ("Practitioner", "name", "MI-01")],
    ids=["no profession", "no name"],
)
def test_an_author_without_name_or_profession_blocks_the_ordonnance(
    door: Door, kind: str, element: str, rule: str
) -> None:
    told = refused(door, having(kind, **{element: None}))
    assert (told.status, told.codes) == (422, ["LAW_BLOCKED", rule])


@pytest.mark.scenario("GEM-A37")
def test_an_author_of_no_known_profession_or_no_place_is_refused(door: Door) -> None:
    code = [{"coding": [{"system": SYSTEMS.profession, "code": "999"}]}]
    told = refused(door, having("PractitionerRole", code=code))
    assert told.first == (422, "CODE_UNKNOWN", f"{ROLE}.code[0]")
    told = refused(door, having("PractitionerRole", organization=None))
    assert told.first == (422, "ELEMENT_MISSING", f"{ROLE}.organization")


# --- What a line and its medicine must hold


@pytest.mark.scenario("GEM-A34")
@pytest.mark.parametrize(
    "element", ["status", "intent", "subject", "authoredOn", "requester", "dosageInstruction"]
)
def test_a_line_without_a_required_element_is_refused(door: Door, element: str) -> None:
    told = refused(door, having("MedicationRequest", **{element: None}))
    assert told.first == (422, "ELEMENT_MISSING", f"{LINE}.{element}")


COATED = f"{LINE}.medicationCodeableConcept"
PRODUCTS: dict[str, tuple[bytes, str]] = {
    "no medicine": (
        having("MedicationRequest", medicationCodeableConcept=None), f"{LINE}.medication"
    ),
    "no words": (
        having("MedicationRequest", medicationCodeableConcept={
            "coding": [{"system": SYSTEMS.cis, "code": "67707794"}]}),
        f"{COATED}.text",
    ),
    "no code in a coding": (
        having("MedicationRequest", medicationCodeableConcept={
            "text": "CLAMOXYL", "coding": [{"system": SYSTEMS.cis}]}),
        f"{COATED}.coding[0].code",
    ),
    "described without name": (described(), "Bundle.entry[5].resource.code"),
    "preparation without formula": (
        described(code={"text": "Pommade EXEMPLE"}, extension=[FLAG]),
        "Bundle.entry[5].resource.ingredient",
    ),
}  # fmt: skip


@pytest.mark.scenario("GEM-A33")
@pytest.mark.parametrize("name", PRODUCTS)
def test_a_medicine_that_lacks_what_names_it_is_refused(door: Door, name: str) -> None:
    document, at = PRODUCTS[name]
    assert refused(door, document).first == (422, "ELEMENT_MISSING", at)


@pytest.mark.scenario("GEM-A28", "GEM-A29")
@pytest.mark.parametrize(
    ("system", "code", "reason"),
    [
        ("cip", "3400931587539", "la clé de contrôle est inexacte"),
        ("cip", "340093158753", "treize chiffres"),
        ("cip", "34009315875380", "treize chiffres"),
        ("cis", "6770779", "huit chiffres"),
        ("cis", "677077940", "huit chiffres"),
        ("cis", "6770779A", "huit chiffres"),
    ],
)
@pytest.mark.parametrize("place", ["on the line", "in a Medication"])
def test_a_medicine_code_of_wrong_key_or_length_is_refused_with_the_reason(
    door: Door, system: str, code: str, reason: str, place: str
) -> None:
    concept = medicine(getattr(SYSTEMS, system), code)
    if place == "on the line":
        document, at = having("MedicationRequest", medicationCodeableConcept=concept), COATED
    else:
        document, at = described(code=concept), "Bundle.entry[5].resource.code"
    told = refused(door, document)
    assert told.first == (422, "IDENTIFIER_INVALID", f"{at}.coding")
    assert reason in told.text


@pytest.mark.scenario("GEM-A28")
def test_a_pack_that_is_not_of_the_speciality_named_beside_it_is_refused(door: Door) -> None:
    pack = documents.pack_of(documents.AMOXICILLIN)
    both = {"text": "AMLOR 5 mg, gélule", "coding": [
        {"system": SYSTEMS.cis, "code": documents.AMLODIPINE},
        {"system": SYSTEMS.cip, "code": pack},
    ]}  # fmt: skip
    told = refused(door, having("MedicationRequest", medicationCodeableConcept=both))
    assert told.first == (422, "IDENTIFIER_INVALID", "line[1]")
    both["coding"][0]["code"] = documents.AMOXICILLIN
    door.issued(having("MedicationRequest", medicationCodeableConcept=both))


# --- What nobody defined


STRANGE = [{"url": "urn:autre:extension", "valueString": "à suivre"}]
PARTS = {"Patient": PATIENT, "Practitioner": AUTHOR, "Organization": PLACE,
         "PractitionerRole": ROLE, "MedicationRequest": LINE}  # fmt: skip


@pytest.mark.scenario("GEM-A30")
@pytest.mark.parametrize("name", ["extension", "modifierExtension"])
@pytest.mark.parametrize("kind", PARTS)
def test_an_extension_that_nobody_defined_is_refused_in_every_part_and_never_dropped(
    door: Door, kind: str, name: str
) -> None:
    told = refused(door, having(kind, **{name: STRANGE}))
    assert told.issues == (("EXTENSION_UNKNOWN", f"{PARTS[kind]}.{name}[0]"),)
    assert "rien n’est ignoré en silence" in told.text


INSIDE = {
    "document": ("Bundle.meta", lambda tree: tree.setdefault("meta", {})),
    "medicine": (f"{LINE}.medicationCodeableConcept", lambda tree: resource(
        tree, "MedicationRequest")["medicationCodeableConcept"]),
    "posology": (f"{LINE}.dosageInstruction[0]", lambda tree: resource(
        tree, "MedicationRequest")["dosageInstruction"][0]),
    "name": (f"{PATIENT}.name[0]", lambda tree: resource(tree, "Patient")["name"][0]),
}  # fmt: skip


@pytest.mark.scenario("GEM-A30")
@pytest.mark.parametrize("part", INSIDE)
def test_an_extension_that_nobody_defined_is_refused_inside_an_element(
    door: Door, part: str
) -> None:
    at, found = INSIDE[part]
    document = edited(documents.simple(), lambda tree: found(tree).update(extension=STRANGE))
    told = refused(door, document)
    assert told.status == 422
    assert ("EXTENSION_UNKNOWN", f"{at}.extension[0]") in told.issues


# --- Notes


@pytest.mark.scenario("GEM-A38")
@pytest.mark.parametrize(
    "text", [" ", "   ", "\t", " \t\n", "\u00a0", "\u202f\u2003", "\u200b"], ids=ascii
)
def test_a_note_that_nobody_can_see_is_refused_and_never_dropped(door: Door, text: str) -> None:
    told = refused(door, having("MedicationRequest", note=[{"text": text}]))
    assert told.first == (422, "ELEMENT_INVALID", f"{LINE}.note[0].text")
    assert "un texte vide" in told.text


@pytest.mark.scenario("GEM-A38")
def test_a_note_that_says_something_is_kept_with_its_spaces(door: Door) -> None:
    said = "À prendre\u00a0: pendant les repas "
    number = door.issued(having("MedicationRequest", note=[{"text": said}]))
    assert said in door.ask("consult", "pharmacien", number=number).text


# --- Dates


@pytest.mark.scenario("GEM-A08")
@pytest.mark.parametrize(
    ("cut", "reason"),
    [
        (4, "AAAA-MM-JJ"),
        (7, "AAAA-MM-JJ"),
        (13, "une date avec heure et fuseau est attendue"),
        (19, "une date avec heure et fuseau est attendue"),
    ],
    ids=["year", "month", "hour", "no zone"],
)
def test_a_date_of_establishment_cut_short_is_refused_with_the_form_expected(
    door: Door, cut: int, reason: str
) -> None:
    written = documents.now().isoformat()[:cut]
    told = refused(door, having("MedicationRequest", authoredOn=written))
    assert told.first == (422, "ELEMENT_INVALID", f"{LINE}.authoredOn")
    assert reason in told.text


@pytest.mark.scenario("GEM-A08")
def test_a_whole_day_or_an_instant_with_its_zone_give_the_same_legal_day(door: Door) -> None:
    now = documents.now()
    for written in (now.date().isoformat(), now.isoformat()):
        number = door.issued(having("MedicationRequest", authoredOn=written))
        opened = door.does("consult", "pharmacien", number=number)
        assert opened["establishedOn"] == now.date().isoformat()
