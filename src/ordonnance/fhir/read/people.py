"""The prescriber and their practice."""

from ordonnance.domain.actors import Profession
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Adeli, AmNumber, Finess, IdNatPs, IdNatStruct, Rpps, Siret
from ordonnance.domain.people import Practice, Prescriber, ReplacedPrescriber
from ordonnance.fhir.extensions import Found
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import codings, one_coding
from ordonnance.fhir.resources.datatypes import ContactPoint, HumanName, Identifier
from ordonnance.fhir.resources.people import Organization, Practitioner, PractitionerRole


def read_prescriber(
    reading: Reading, at: str, practitioner: Practitioner, role: tuple[str, PractitionerRole] | None
) -> Prescriber:
    """The author as the document names them; what is missing is for the law to judge."""
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
    return prescriber if role is None else _with_role(reading, prescriber, *role)


def _with_role(reading: Reading, bare: Prescriber, at: str, role: PractitionerRole) -> Prescriber:
    require_active(reading, role.active, at)
    extensions = reading.extensions(role.extension, "PractitionerRole", at)
    profession, others = reading.once("role", role.code, lambda: _profession(reading, at, role))
    return Prescriber(
        family=bare.family,
        given=bare.given,
        profession=profession,
        practice=_practice(reading, at, role),
        rpps=bare.rpps,
        adeli=bare.adeli,
        prefix=bare.prefix,
        specialty=_specialty(reading, at, role),
        sector=extensions.text("sector"),
        replaces=_replaced(reading, extensions),
        others=others,
    )


def require_active(reading: Reading, active: bool | None, at: str) -> None:
    """An inactive resource has no place in a prescription."""
    if active is False:
        reading.issues.invalid(f"{at}.active", "une ressource inactive n'a pas sa place ici")


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


def value_of(reading: Reading, identifier: Identifier, at: str) -> str | None:
    """The value of an identifier; an issue when there is none, or when its type is of no table."""
    if identifier.type is not None:
        systems = (reading.systems.identifier_type, reading.systems.identifier_type_hl7)
        codings(reading, identifier.type, f"{at}.type", *systems)
    if identifier.value is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.value", element="value")
    return identifier.value


def unknown_system(reading: Reading, system: str | None, at: str, *allowed: str) -> None:
    """Note an identifier whose system is absent or not read here: kept, refused at issue."""
    if system is None:
        reading.issues.wait("ELEMENT_MISSING", f"{at}.system", element="system")
    else:
        reading.issues.wait(
            "CODE_SYSTEM_UNKNOWN", f"{at}.system", system=system, allowed=", ".join(allowed)
        )


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
                _identifier(reading, place, "idNatPS", "ni RPPS (8) ni ADELI (0)")
        else:
            unknown_system(reading, each.system, place, systems.rpps, systems.id_nat_ps)
        if said is not None and rpps is not None and said != rpps:
            _identifier(reading, place, "RPPS", "deux numéros différents désignent l'auteur")
        rpps = rpps or said
    return rpps, adeli


def _identifier(reading: Reading, at: str, kind: str, reason: str) -> None:
    reading.issues.add("IDENTIFIER_INVALID", f"{at}.value", kind=kind, reason=reason)


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


def _practice(reading: Reading, at: str, role: PractitionerRole) -> Practice | None:
    if role.organization is None:
        for element in ("identifier", "telecom"):
            if getattr(role, element):
                reading.issues.add("ELEMENT_MISSING", f"{at}.organization", element="organization")
        return None
    found = reading.resolve(role.organization, f"{at}.organization", Organization)
    if found is None:
        return None
    place, organization = found
    require_active(reading, organization.active, place)
    if organization.name is None:
        reading.issues.add("ELEMENT_MISSING", f"{place}.name", element="name")
    given = organization.identifier
    numbers = reading.once("place", given, lambda: _place_numbers(reading, place, given))
    am = _am(reading, at, role.identifier)
    if am and numbers.am and am != numbers.am:
        _identifier(reading, f"{at}.identifier[0]", "AM", "deux numéros différents")
    phone, email = _telecom(reading, (at, role.telecom), (place, organization.telecom))
    return _located(reading, place, organization, numbers, am or numbers.am, phone, email)


class _Numbers:
    """The identifiers of a structure while they are gathered."""

    __slots__ = ("am", "finess", "siret")

    def __init__(self) -> None:
        self.finess: Finess | None = None
        self.am: AmNumber | None = None
        self.siret: Siret | None = None


def _located(
    reading: Reading,
    at: str,
    organization: Organization,
    numbers: _Numbers,
    am: AmNumber | None,
    phone: str | None,
    email: str | None,
) -> Practice:
    extensions = reading.extensions(organization.extension, "Organization", at)
    if len(organization.address) > 1:
        reading.issues.too_many(f"{at}.address", "address")
    address = organization.address[0] if organization.address else None
    if address is not None:
        reading.extensions(address.extension, "none", f"{at}.address[0]")
        if address.text is not None:
            reading.issues.add("ELEMENT_UNKNOWN", f"{at}.address[0].text", element="text")
    return Practice(
        name=organization.name or "",
        lines=address.line if address else (),
        postcode=address.postal_code if address else None,
        city=address.city if address else None,
        country=address.country if address else None,
        phone=phone,
        email=email,
        finess=numbers.finess,
        am=am,
        siret=numbers.siret,
        service=extensions.text("service"),
    )


def _am(reading: Reading, at: str, identifiers: tuple[Identifier, ...]) -> AmNumber | None:
    numbers = _Numbers()
    for index, each in enumerate(identifiers):
        place = f"{at}.identifier[{index}]"
        value = value_of(reading, each, place)
        if value is None:
            continue
        if each.system != reading.systems.am:
            unknown_system(reading, each.system, place, reading.systems.am)
        elif numbers.am is not None:
            reading.issues.too_many(place, "identifier")
        else:
            numbers.am = reading.build(f"{place}.value", AmNumber.parse, value)
    return numbers.am


def _place_numbers(reading: Reading, at: str, identifiers: tuple[Identifier, ...]) -> _Numbers:
    systems, numbers = reading.systems, _Numbers()
    for index, each in enumerate(identifiers):
        place = f"{at}.identifier[{index}]"
        value = value_of(reading, each, place)
        if value is None:
            continue
        where = f"{place}.value"
        before = (numbers.finess, numbers.am, numbers.siret)
        if each.system == systems.finess:
            numbers.finess = reading.build(where, Finess.parse, value)
        elif each.system == systems.am:
            numbers.am = reading.build(where, AmNumber.parse, value)
        elif each.system == systems.siret:
            numbers.siret = reading.build(where, Siret.parse, value)
        elif each.system == systems.id_nat_struct:
            _national(reading, place, value, numbers)
        else:
            known = (systems.finess, systems.am, systems.siret, systems.id_nat_struct)
            unknown_system(reading, each.system, place, *known)
        after = (numbers.finess, numbers.am, numbers.siret)
        if any(b is not None and a != b for a, b in zip(after, before, strict=True)):
            _identifier(reading, place, "de la structure", "deux numéros différents")
    return numbers


def _national(reading: Reading, at: str, value: str, numbers: _Numbers) -> None:
    national = reading.build(f"{at}.value", IdNatStruct.parse, value)
    if national is None:
        return
    if national.finess is None and national.siret is None:
        _identifier(reading, at, "idNatStruct", "ni FINESS (1) ni SIRET (3)")
    numbers.finess = national.finess or numbers.finess
    numbers.siret = national.siret or numbers.siret


def _telecom(
    reading: Reading, *holders: tuple[str, tuple[ContactPoint, ...]]
) -> tuple[str | None, str | None]:
    """Phone and e-mail of the practice, said by the role or by the structure, once each."""
    found: dict[str, str] = {}
    for at, points in holders:
        for index, point in enumerate(points):
            if found.setdefault(point.system, point.value) != point.value:
                reading.issues.too_many(f"{at}.telecom[{index}]", point.system)
    return found.get("phone"), found.get("email")
