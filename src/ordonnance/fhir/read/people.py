"""The prescriber and their practice."""

from operator import attrgetter

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Adeli, IdNatPs, Rpps
from ordonnance.domain.people import Prescriber, ReplacedPrescriber
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.identifiers import (
    note_identifier,
    require_active,
    unknown_system,
    value_of,
)
from ordonnance.fhir.read.practice import Structure, practice_of, structure_of
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import codings, one_coding
from ordonnance.fhir.resources.datatypes import HumanName, Identifier
from ordonnance.fhir.resources.people import Practitioner, PractitionerRole

_Role = tuple[str, PractitionerRole] | None

_OF_PRACTITIONER = attrgetter("active", "extension", "identifier", "name")
_OF_ROLE = attrgetter("active", "extension", "code", "specialty", "identifier", "telecom")
_OF_STRUCTURE = attrgetter("active", "name", "identifier", "telecom", "extension", "address")
"""What is read of each; their ids and references are those of one document."""


def read_prescriber(
    reading: Reading, at: str, practitioner: Practitioner, role: _Role
) -> Prescriber:
    """The author as the document names them; what is missing is for the law to judge.

    They say the same of themselves in all that they write: it is read once.
    """
    structure = structure_of(reading, *role) if role is not None else None
    said = (
        _OF_PRACTITIONER(practitioner),
        _OF_ROLE(role[1]) if role is not None else None,
        _OF_STRUCTURE(structure[1]) if structure is not None else None,
    )
    return reading.once(
        "prescriber", said, lambda: _prescriber(reading, at, practitioner, role, structure)
    )


def _prescriber(
    reading: Reading, at: str, practitioner: Practitioner, role: _Role, structure: Structure
) -> Prescriber:
    require_active(reading, practitioner.active, at)
    reading.extensions(practitioner.extension, "Practitioner", at)
    given = practitioner.identifier
    rpps, adeli = reading.once("author", given, lambda: _numbers(reading, given, at))
    named = _only_name(reading, practitioner.name, at)
    prescriber = Prescriber(
        family=named.family,
        given=named.given,
        profession=None,
        practice=None,
        rpps=rpps,
        adeli=adeli,
        prefix=" ".join(named.prefix) or None,
    )
    return prescriber if role is None else _with_role(reading, prescriber, role, structure)


def _with_role(
    reading: Reading, bare: Prescriber, placed: tuple[str, PractitionerRole], structure: Structure
) -> Prescriber:
    at, role = placed
    require_active(reading, role.active, at)
    extensions = reading.extensions(role.extension, "PractitionerRole", at)
    profession, others = reading.once("role", role.code, lambda: _profession(reading, at, role))
    return Prescriber(
        family=bare.family,
        given=bare.given,
        profession=profession,
        practice=practice_of(reading, at, role, structure),
        rpps=bare.rpps,
        adeli=bare.adeli,
        prefix=bare.prefix,
        specialty=_specialty(reading, at, role),
        sector=extensions.text("sector"),
        replaces=_replaced(reading, extensions),
        others=others,
    )


def _only_name(reading: Reading, names: tuple[HumanName, ...], at: str) -> HumanName:
    if not names:
        return HumanName()
    if len(names) > 1:
        reading.issues.wait("ELEMENT_TOO_MANY", f"{at}.name", element="name", limit=1)
    rank = next((rank for rank, each in enumerate(names) if each.use == "official"), 0)
    name = names[rank]
    reading.extensions(name.extension, "none", f"{at}.name[{rank}]")
    for element in ("text", "suffix"):
        if getattr(name, element):
            reading.issues.add("ELEMENT_UNKNOWN", f"{at}.name[{rank}].{element}", element=element)
    return name


def _numbers(
    reading: Reading, identifiers: tuple[Identifier, ...], at: str
) -> tuple[Rpps | None, Adeli | None]:
    systems = reading.systems
    rpps: Rpps | None = None
    adeli: Adeli | None = None
    for index, each in enumerate(identifiers):
        place = f"{at}.identifier[{index}]"
        value = value_of(reading, each, place)
        if value is None:
            continue
        said: Rpps | None = None
        if each.system == systems.rpps:
            said = reading.build(f"{place}.value", Rpps.parse, value)
        elif each.system == systems.id_nat_ps:
            national = reading.build(f"{place}.value", IdNatPs.parse, value)
            if national is None:
                continue
            said, old = national.rpps, national.adeli
            adeli = adeli or old
            if said is None and old is None:
                note_identifier(reading, place, "idNatPS", "ni RPPS (8) ni ADELI (0)")
        else:
            unknown_system(reading, each.system, place, systems.rpps, systems.id_nat_ps)
        if said is not None and rpps is not None and said != rpps:
            note_identifier(reading, place, "RPPS", "deux numéros différents désignent l'auteur")
        rpps = rpps or said
    return rpps, adeli


def _profession(
    reading: Reading, at: str, role: PractitionerRole
) -> tuple[Profession | None, tuple[Coding, ...]]:
    systems = reading.systems
    profession: Profession | None = None
    others: list[Coding] = []
    allowed = (systems.profession, systems.profession_category, systems.skill_kind)
    for index, concept in enumerate(role.code):
        place = f"{at}.code[{index}]"
        for coding in codings(reading, concept, place, *allowed):
            if coding.system != systems.profession:
                others.append(coding)
                continue
            if profession is not None:
                reading.issues.too_many(place, "profession")
            try:
                profession = Profession(coding.code)
            except ValueError:
                known = ", ".join(Profession)
                reading.issues.add("CODE_UNKNOWN", place, code=coding.code, allowed=known)
    return profession, tuple(others)


def _specialty(reading: Reading, at: str, role: PractitionerRole) -> Coding | None:
    if not role.specialty:
        return None
    if len(role.specialty) > 1:
        reading.issues.too_many(f"{at}.specialty", "specialty")
    return one_coding(reading, role.specialty[0], f"{at}.specialty[0]", reading.systems.specialty)


def _replaced(reading: Reading, extensions: Found) -> ReplacedPrescriber | None:
    parts = extensions.parts("replaces")
    if not parts:
        return None
    number = parts["rpps"].value_string if "rpps" in parts else None
    rpps = reading.build(extensions.at("replaces"), Rpps.parse, number) if number else None
    given = parts["given"].value_string if "given" in parts else None
    return ReplacedPrescriber(
        rpps, parts["family"].value_string or "", tuple(given.split(" ")) if given else ()
    )
