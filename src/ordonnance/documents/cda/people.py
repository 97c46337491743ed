"""Who: patient, author, custodian, authenticator, with the identifiers of the CI-SIS."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from ordonnance.documents.cda.codes import (
    GENDER,
    PERSON_ID,
    PROFESSIONS,
    SETTINGS,
    STRUCTURE_ID,
    TEAM_FUNCTION,
    coded,
)
from ordonnance.documents.cda.values import day, instant
from ordonnance.domain.actors import Profession
from ordonnance.domain.ids import Adeli, Rpps
from ordonnance.domain.markup import Element, e
from ordonnance.domain.mentions import NamedPharmacy
from ordonnance.domain.people import Patient, Practice, Prescriber, ReplacedPrescriber, Sex

UNKNOWN: Final = "UNK"
MASKED: Final = "MSK"
_GENDERS: Final = {Sex.FEMALE: ("F", "Féminin"), Sex.MALE: ("M", "Masculin")}
_INSEE_LENGTH: Final = 5


def record_target(patient: Patient | None) -> Element:
    """The patient; masked when the ordonnance is anonymous.

    An ordonnance holds neither address nor telephone of the patient: the elements that the model
    asks for say that they are unknown.
    """
    if patient is None:
        masked = (
            e("name", nullFlavor=MASKED),
            e("administrativeGenderCode", nullFlavor=MASKED),
            e("birthTime", nullFlavor=MASKED),
        )
        return _target(e("id", nullFlavor=MASKED), MASKED, masked)
    ins = patient.ins if patient.ins_qualified else None
    known = e("id", extension=ins.matricule, root=ins.oid.value) if ins else None
    inside = (_name(patient), _gender(patient), _birth(patient), *_birth_place(patient))
    return _target(known or e("id", nullFlavor=UNKNOWN), UNKNOWN, inside)


def _target(identifier: Element, why: str, inside: tuple[Element, ...]) -> Element:
    role = e(
        "patientRole",
        identifier,
        e("addr", nullFlavor=why),
        e("telecom", nullFlavor=why),
        e("patient", inside, classCode="PSN"),
    )
    return e("recordTarget", role)


def _name(patient: Patient) -> Element:
    used = patient.used_family
    return e(
        "name",
        e("family", patient.family, qualifier="BR") if patient.family else None,
        e("given", " ".join(patient.given)) if patient.given else None,
        e("given", patient.given[0], qualifier="BR") if patient.given else None,
        e("family", used, qualifier="CL") if used else None,
    )


def _gender(patient: Patient) -> Element:
    found = _GENDERS.get(patient.sex) if patient.sex else None
    if found is None:
        return e("administrativeGenderCode", nullFlavor=UNKNOWN)
    return coded("administrativeGenderCode", found[0], GENDER, found[1])


def _birth(patient: Patient) -> Element:
    if patient.birth_date is None:
        return e("birthTime", nullFlavor=UNKNOWN)
    return e("birthTime", value=day(patient.birth_date))


def _birth_place(patient: Patient) -> tuple[Element, ...]:
    """An official geographic code is a county; anything else is the name of a town."""
    place = patient.birth_place
    if place is None:
        return ()
    tag = "county" if len(place) == _INSEE_LENGTH and place[-3:].isdigit() else "city"
    return (e("birthplace", e("place", e("addr", e(tag, place)))),)


def author(prescriber: Prescriber, at: datetime) -> Element:
    """The author of the ordonnance."""
    who = (*_person(prescriber), _organization("representedOrganization", prescriber.practice))
    inside = e("assignedAuthor", who, classCode="ASSIGNED")
    return e("author", _time(prescriber, at), inside)


def _time(prescriber: Prescriber, at: datetime) -> Element:
    return e("time", value=instant(at, prescriber.zone))


def custodian(prescriber: Prescriber) -> Element:
    """Who keeps the document: the structure of the author."""
    # Its schema has one telecom: the telephone, when there is one.
    practice = prescriber.practice
    reached = replace(practice, email=None) if practice and practice.phone else practice
    kept = _organization("representedCustodianOrganization", reached)
    return e("custodian", e("assignedCustodian", kept))


def legal_authenticator(prescriber: Prescriber, at: datetime) -> Element:
    """Who answers for the document: the author, who signed by an authenticated session."""
    return e(
        "legalAuthenticator",
        _time(prescriber, at),
        e("signatureCode", code="S"),
        assigned_entity(prescriber),
    )


def assigned_entity(prescriber: Prescriber) -> Element:
    """The author as somebody who did something, with the setting of the structure."""
    organization = _organization("representedOrganization", prescriber.practice)
    setting = coded("standardIndustryClassCode", "AMBULATOIRE", SETTINGS, "Ambulatoire")
    whole = e(organization.tag, (*organization.elements, setting), **organization.attributes)
    return e("assignedEntity", (*_person(prescriber), whole))


def replaced(prescriber: Prescriber) -> Element | None:
    """The colleague replaced, when a remplaçant prescribes."""
    who = prescriber.replaces
    if who is None:
        return None
    return e(
        "participant",
        coded("functionCode", "353", TEAM_FUNCTION, "Membre de l'équipe de soins"),
        e("time", nullFlavor=UNKNOWN),
        e("associatedEntity", _replaced(who, prescriber), classCode="PROV"),
        typeCode="REF",
    )


def prescriber(who: Prescriber, at: datetime) -> Element:
    """Who prescribed, and when: as a participant of what comes of it."""
    name = _called(who.family, who.given, who.prefix)
    inside = (
        _person_id(who.rpps, who.adeli),
        profession(who),
        _address(who.practice),
        *_telecom(who.practice),
        e("associatedPerson", name),
        _organization("scopingOrganization", who.practice),
    )
    return e(
        "participant",
        e("time", e("low", value=instant(at, who.zone)), xsi_type="IVL_TS"),
        e("associatedEntity", inside, classCode="PROV"),
        typeCode="REF",
    )


def _replaced(who: ReplacedPrescriber, prescriber: Prescriber) -> tuple[Element, ...]:
    return (
        _person_id(who.rpps),
        _address(prescriber.practice),
        *_telecom(prescriber.practice),
        e("associatedPerson", _called(who.family, who.given, None)),
        _organization("scopingOrganization", prescriber.practice),
    )


def _person_id(rpps: Rpps | None, adeli: Adeli | None = None) -> Element:
    """The national identifier of a person: RPPS, else ADELI."""
    if rpps is not None:
        return e("id", root=PERSON_ID, extension=f"8{rpps.value}")
    if adeli is not None:
        return e("id", root=PERSON_ID, extension=f"0{adeli.value}")
    return e("id", nullFlavor=UNKNOWN)


def executant(named: NamedPharmacy) -> Element:
    """The pharmacy that the patient named (CSS L.162-4-2)."""
    finess = named.finess
    known = e("id", root=STRUCTURE_ID, extension=f"1{finess.value}") if finess else None
    inside = (
        e("id", nullFlavor=UNKNOWN),
        profession_code(Profession.PHARMACIST),
        e("scopingOrganization", known, e("name", named.name)),
    )
    return e(
        "participant",
        e("time", nullFlavor=UNKNOWN),
        e("associatedEntity", inside, classCode="PROV"),
        typeCode="PRF",
    )


def _person(prescriber: Prescriber) -> tuple[Element, ...]:
    named = _called(prescriber.family, prescriber.given, prescriber.prefix)
    return (
        _person_id(prescriber.rpps, prescriber.adeli),
        profession(prescriber),
        _address(prescriber.practice),
        *_telecom(prescriber.practice),
        e("assignedPerson", named),
    )


def _called(family: str | None, given: tuple[str, ...], suffix: str | None) -> Element:
    return e(
        "name",
        e("given", " ".join(given)) if given else None,
        e("family", family) if family else None,
        e("suffix", suffix) if suffix else None,
    )


def profession(prescriber: Prescriber) -> Element:
    """« G15_10/SM26 »: profession, and specialty when it has one."""
    if prescriber.profession is None:
        return e("code", nullFlavor=UNKNOWN)
    known = prescriber.specialty
    if known is None:
        return profession_code(prescriber.profession)
    return profession_code(prescriber.profession, known.code, known.label)


def profession_code(
    code: Profession, specialty: str | None = None, words: str | None = None
) -> Element:
    """The same, from its parts."""
    said = f"{code.label} - {words}" if words else code.label
    full = f"G15_{code.value}/{specialty}" if specialty else f"G15_{code.value}"
    return coded("code", full, PROFESSIONS, said)


def structure_id(practice: Practice | None) -> Element:
    """The national identifier of a structure: FINESS, else SIRET."""
    if practice is not None and practice.finess is not None:
        return e("id", root=STRUCTURE_ID, extension=f"1{practice.finess.value}")
    if practice is not None and practice.siret is not None:
        return e("id", root=STRUCTURE_ID, extension=f"3{practice.siret.value}")
    return e("id", nullFlavor=UNKNOWN)


def _organization(tag: str, practice: Practice | None) -> Element:
    name = e("name", practice.name) if practice else e("name", nullFlavor=UNKNOWN)
    return e(tag, structure_id(practice), name, *_telecom(practice), _address(practice))


def _telecom(practice: Practice | None) -> tuple[Element, ...]:
    """Telephone and mail of the structure."""
    said: list[str] = []
    if practice is not None and practice.phone:
        said.append(f"tel:{''.join(practice.phone.split())}")
    if practice is not None and practice.email:
        said.append(f"mailto:{practice.email}")
    found = tuple(e("telecom", value=each, use="WP") for each in said)
    return found or (e("telecom", nullFlavor=UNKNOWN),)


def _address(practice: Practice | None) -> Element:
    if practice is None or not (practice.lines or practice.city or practice.postcode):
        return e("addr", nullFlavor=UNKNOWN)
    return e(
        "addr",
        (e("streetAddressLine", line) for line in practice.lines),
        e("postalCode", practice.postcode) if practice.postcode else None,
        e("city", practice.city) if practice.city else None,
        e("country", "FRANCE") if practice.country == "FR" else None,
    )
