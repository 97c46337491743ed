"""Who dispensed, and with what: the pharmacist, the pharmacy, the software."""

from ordonnance.documents.cda.codes import DEVICES, PERSON_ID, SETTINGS, STRUCTURE_ID, coded
from ordonnance.documents.cda.people import UNKNOWN, profession_code
from ordonnance.documents.cda.values import instant
from ordonnance.domain.actors import Profession
from ordonnance.domain.dispensing import Dispense, Executant
from ordonnance.domain.markup import Element, e

KINDS = {"F": "1", "C": "3"}
"""First letter of a place's key (FINESS, SIRET) to the digit of its national identifier."""
_RPPS_LENGTH = 11


def device(dispense: Dispense, zone: str, software: str) -> Element:
    """The software that recorded the dispensing: the first author of the model."""
    assigned = e(
        "assignedAuthor",
        e("id", nullFlavor=UNKNOWN),
        coded("code", "DISPOSITIF", DEVICES, "Dispositif médical"),
        e("assignedAuthoringDevice", e("manufacturerModelName", "."), e("softwareName", software)),
        _organization(dispense.executant, "representedOrganization"),
        classCode="ASSIGNED",
    )
    return e("author", e("time", value=instant(dispense.at, zone)), assigned)


def author(dispense: Dispense, zone: str) -> Element:
    """The pharmacist who answers for the dispensing; the section repeats it."""
    who = dispense.executant
    assigned = e(
        "assignedAuthor",
        *_person(who),
        _organization(who, "representedOrganization"),
        classCode="ASSIGNED",
    )
    return e("author", e("time", value=instant(dispense.at, zone)), assigned)


def custodian(dispense: Dispense) -> Element:
    """The pharmacy keeps the document."""
    kept = _organization(dispense.executant, "representedCustodianOrganization")
    return e("custodian", e("assignedCustodian", kept))


def legal_authenticator(dispense: Dispense, zone: str) -> Element:
    """Who answers for the document."""
    return e(
        "legalAuthenticator",
        e("time", value=instant(dispense.at, zone)),
        e("signatureCode", code="S"),
        assigned_entity(dispense),
    )


def assigned_entity(dispense: Dispense) -> Element:
    """The pharmacist as somebody who did something."""
    who = dispense.executant
    setting = coded("standardIndustryClassCode", "AMBULATOIRE", SETTINGS, "Ambulatoire")
    place = _organization(who, "representedOrganization", setting)
    return e("assignedEntity", *_person(who), place)


def _person(who: Executant) -> tuple[Element, ...]:
    """An execution keeps one name, first names first: it is written whole."""
    return (
        e("id", root=PERSON_ID, extension=national_id(who.rpps)),
        profession_code(Profession.PHARMACIST),
        e("addr", nullFlavor=UNKNOWN),
        e("telecom", nullFlavor=UNKNOWN),
        e("assignedPerson", e("name", e("family", who.name))),
    )


def national_id(given: str) -> str:
    """idNatPS: « 8 » before an RPPS number; another national identifier is already whole."""
    return f"8{given}" if len(given) == _RPPS_LENGTH and given.isdigit() else given


def _organization(who: Executant, tag: str, *more: Element) -> Element:
    digit = KINDS.get(who.place[:1])
    identifier = (
        e("id", root=STRUCTURE_ID, extension=f"{digit}{who.place[1:]}")
        if digit
        else e("id", nullFlavor=UNKNOWN)
    )
    return e(
        tag,
        identifier,
        e("name", who.place_label),
        e("telecom", nullFlavor=UNKNOWN),
        e("addr", nullFlavor=UNKNOWN),
        *more,
    )
