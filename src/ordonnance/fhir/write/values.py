"""Small values of the domain as FHIR data types."""

from decimal import Decimal

from ordonnance.domain import coding as domain
from ordonnance.domain.calendar import Duration, TimeUnit
from ordonnance.domain.quantity import Quantity as Amount
from ordonnance.domain.quantity import Unit
from ordonnance.fhir import codes
from ordonnance.fhir.resources.datatypes import (
    CodeableConcept,
    Coding,
    Identifier,
    Number,
    Quantity,
    Ratio,
    Reference,
)
from ordonnance.fhir.systems import Systems


def number(value: Decimal | int) -> Number:
    """A JSON number without exponent."""
    return Number(format(Decimal(value), "f"))


def quantity(value: Decimal, unit: Unit) -> Quantity:
    """An amount of a unit."""
    return Quantity(value=number(value), unit=unit.label, system=unit.system, code=unit.code)


def amount(given: Amount) -> Quantity:
    """A quantity of the domain."""
    return quantity(given.value, given.unit)


def per_unit(given: Amount | None, per: Unit | None = None) -> Ratio | None:
    """A quantity per one unit, which `per` names when it measures (1 g, 1 ml)."""
    if given is None:
        return None
    one = quantity(Decimal(1), per) if per else Quantity(value=number(1))
    return Ratio(numerator=amount(given), denominator=one)


def time(value: Decimal | int, unit: TimeUnit, systems: Systems) -> Quantity:
    """An amount of time in UCUM."""
    return Quantity(
        value=number(value), unit=codes.TIME_UNITS[unit], system=systems.ucum, code=unit.value
    )


def duration(given: Duration | None, systems: Systems) -> Quantity | None:
    """A duration in whole days, weeks, months or years."""
    return time(given.value, given.unit, systems) if given else None


def boxes(count: Decimal | int, systems: Systems) -> Quantity:
    """A number of boxes (EDQM)."""
    return Quantity(value=number(count), unit="boîte", system=systems.edqm, code=codes.BOX)


def coding(given: domain.Coding) -> Coding:
    """A code of the domain."""
    return Coding(system=given.system, code=given.code, display=given.display)


def concept(given: domain.Coding | None) -> CodeableConcept | None:
    """A concept made of one code."""
    return CodeableConcept(coding=(coding(given),)) if given else None


def code(system: str, value: str, text: str | None = None) -> CodeableConcept:
    """A concept made of one code of `system`, maybe with words."""
    return CodeableConcept(coding=(Coding(system=system, code=value),), text=text)


def words(text: str | None) -> CodeableConcept | None:
    """A concept made of words alone."""
    return CodeableConcept(text=text) if text is not None else None


def named(display: str | None, identifier: Identifier | None = None) -> Reference:
    """A reference to somebody who is no resource of the document."""
    return Reference(display=display or None, identifier=identifier)


def place_identifier(key: str, systems: Systems) -> Identifier | None:
    """The identifier of a structure from its stable key (`F` FINESS, `C` SIRET), else None."""
    registers = {"F": systems.finess, "C": systems.siret}
    system = registers.get(key[:1])
    return Identifier(system=system, value=key[1:]) if system and key[1:].isalnum() else None
