"""What the readers of people and structures share: identifiers with their systems, activity."""

from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import check_codings
from ordonnance.fhir.resources.datatypes import Identifier


def require_active(reading: Reading, active: bool | None, at: str) -> None:
    """An inactive resource has no place in a prescription."""
    if active is False:
        reading.issues.invalid(f"{at}.active", "une ressource inactive n'a pas sa place ici")


def value_of(reading: Reading, identifier: Identifier, at: str) -> str | None:
    """The value of an identifier; an issue when there is none, or when its type is of no table."""
    if identifier.type is not None:
        systems = (reading.systems.identifier_type, reading.systems.identifier_type_hl7)
        check_codings(reading, identifier.type, f"{at}.type", *systems)
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


def note_identifier(reading: Reading, at: str, kind: str, reason: str) -> None:
    """Note a number that is not one, or not of this kind."""
    reading.issues.add("IDENTIFIER_INVALID", f"{at}.value", kind=kind, reason=reason)
