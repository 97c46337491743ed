"""Patient, Practitioner, PractitionerRole and Organization of a European document.

A name, an identifier, a birth date, a sex, a role and a place are held; anything else that such a
resource says is refused by name, never dropped.
"""

from collections.abc import Callable
from typing import Any

from ordonnance.domain.people import Sex
from ordonnance.domain.told import Concept, Pointer, ToldPerson
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.told import concept, identified, pointer
from ordonnance.fhir.read.values import day
from ordonnance.fhir.resources import people
from ordonnance.fhir.resources.datatypes import DomainResource, HumanName, Reference

Beside = Callable[[Reference], tuple[str, Any] | None]

_HELD: dict[type, set[str]] = {
    people.Patient: {"identifier", "name", "gender", "birth_date"},
    people.Practitioner: {"identifier", "name"},
    people.PractitionerRole: {"practitioner", "organization", "code"},
    people.Organization: {"identifier", "name"},
}
_TECHNICAL = {"id", "meta", "language", "text"}
_ONCE = ("identifier", "name", "code")


def read_person(reading: Reading, at: str, given: Any, beside: Beside) -> ToldPerson | None:
    """The person; `beside` finds what a role designates. None when an issue was found."""
    held = _HELD.get(type(given))
    if held is None:
        reading.issues.invalid(at, "une personne ou une structure est attendue à cette adresse")
        return None
    before = len(reading.issues.found)
    _refuse_others(reading, at, given, held)
    if isinstance(given, people.PractitionerRole):
        found = _in_role(reading, at, given, beside)
    elif isinstance(given, people.Organization):
        found = _built(reading, at, given, given.name)
    else:
        found = _named(reading, at, given)
    return None if len(reading.issues.found) > before else found


def _refuse_others(reading: Reading, at: str, given: DomainResource, held: set[str]) -> None:
    for name, default in zip(
        given.__struct_fields__[::-1], given.__struct_defaults__[::-1], strict=False
    ):
        value = getattr(given, name)
        if name not in held | _TECHNICAL and value != default:
            reading.issues.add("ELEMENT_UNKNOWN", f"{at}.{name}", element=name)
        elif name in _ONCE and isinstance(value, tuple) and len(value) > 1:
            reading.issues.too_many(f"{at}.{name}", name)


def _built(
    reading: Reading, at: str, given: Any, name: str | None, **more: Any
) -> ToldPerson | None:
    known = identified(reading, given.identifier, f"{at}.identifier")
    system, value = (known[0].system, known[0].value) if known else (None, None)
    return reading.build(at, ToldPerson, name, system, value, **more)


def _named(
    reading: Reading, at: str, given: people.Patient | people.Practitioner
) -> ToldPerson | None:
    name = _words(reading, f"{at}.name[0]", given.name[0]) if given.name else None
    if isinstance(given, people.Practitioner):
        return _built(reading, at, given, name)
    sex = Sex(given.gender) if given.gender else None
    born = day(reading, given.birth_date, f"{at}.birthDate")
    return _built(reading, at, given, name, birth_date=born, sex=sex)


def _words(reading: Reading, at: str, given: HumanName) -> str | None:
    reading.extensions(given.extension, "HumanName", at)
    family = (given.family,) if given.family else ()
    parts = " ".join((*given.prefix, *given.given, *family, *given.suffix))
    return given.text or parts or None


def _in_role(
    reading: Reading, at: str, given: people.PractitionerRole, beside: Beside
) -> ToldPerson | None:
    """A professional in a role: who, as what, where."""
    who = _designated(reading, given.practitioner, f"{at}.practitioner", beside)
    where = _designated(reading, given.organization, f"{at}.organization", beside)
    if who is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.practitioner", element="practitioner")
        return None
    role: Concept | None = None
    if given.code:
        role = concept(reading, given.code[0], f"{at}.code[0]")
    return ToldPerson(who.name, who.system, who.value, who.address, role=role, place=where)


def _designated(
    reading: Reading, given: Reference | None, at: str, beside: Beside
) -> Pointer | None:
    """The person or place of a role, from the resource beside when there is one."""
    said = pointer(reading, given, at)
    found = beside(given) if given is not None else None
    if said is None or found is None:
        return said
    place, resource = found
    told = read_person(reading, place, resource, lambda _: None)
    if told is None:
        return said
    return Pointer(said.name or told.name, told.system, told.value, said.address)
