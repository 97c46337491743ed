"""Concepts, pointers and medicines of other systems as FHIR, in the shape of HL7 Europe MPD."""

from collections.abc import Iterator
from decimal import Decimal

from ordonnance.domain.told import (
    Accessory,
    Concept,
    Pointer,
    Strength,
    ToldMedicine,
    ToldSubstance,
)
from ordonnance.fhir.resources.datatypes import (
    CodeableConcept,
    Extension,
    ExtensionPart,
    Identifier,
    Quantity,
    Ratio,
    Reference,
)
from ordonnance.fhir.resources.european import ToldIngredient, ToldMedication, ToldRatio
from ordonnance.fhir.resources.prescription import Batch
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import values

MEDICINE = "pack"
"""Id of the medicine inside the resource that serves it."""


def concept(given: Concept | None) -> CodeableConcept | None:
    """Codes and words."""
    if given is None:
        return None
    return CodeableConcept(coding=tuple(map(values.coding, given.codes)), text=given.text)


def identifier(given: Pointer) -> Identifier | None:
    """The identifier of a pointer, None when it has none."""
    return Identifier(system=given.system, value=given.value) if given.value is not None else None


def reference(given: Pointer | None, kind: str | None = None) -> Reference | None:
    """A pointer as a reference; `kind` says the type of what only an identifier designates."""
    if given is None:
        return None
    told = identifier(given)
    return Reference(
        reference=given.address,
        type=kind if told is not None else None,
        identifier=told,
        display=given.name,
    )


def medications(given: ToldMedicine, systems: Systems) -> tuple[ToldMedication, ...]:
    """The medicine and, after it, the items of a combined pack: resources to be contained."""
    parts = [
        _medication(part, f"{MEDICINE}-{rank}", (), systems)
        for rank, part in enumerate(given.parts, start=1)
    ]
    return (_medication(given, MEDICINE, tuple(parts), systems), *parts)


def is_plain(given: ToldMedicine) -> bool:
    """True when a code or words say all of it: no resource is needed."""
    return given == ToldMedicine(concept=given.concept) if given.concept else False


def _medication(
    given: ToldMedicine, id: str, parts: tuple[ToldMedication, ...], systems: Systems
) -> ToldMedication:
    items = (ToldIngredient(item_reference=Reference(reference=f"#{part.id}")) for part in parts)
    return ToldMedication(
        id=id,
        extension=tuple(_extensions(given, systems)),
        identifier=tuple(each for each in map(identifier, given.identifiers) if each),
        code=concept(given.concept),
        manufacturer=Reference(display=given.holder) if given.holder else None,
        form=concept(given.form),
        amount=_ratio(given.pack),
        ingredient=(*(_ingredient(each, systems) for each in given.substances), *items),
        batch=Batch(lot_number=given.lot) if given.lot else None,
    )


def _extensions(given: ToldMedicine, systems: Systems) -> Iterator[Extension]:
    for each in given.classes:
        yield Extension(url=systems.medicine_class, value_codeable_concept=concept(each))
    if given.name is not None:
        yield Extension(url=systems.medicine_name, value_string=given.name)
    if given.size is not None:
        yield Extension(url=systems.medicine_size, value_quantity=values.amount(given.size))
    if given.unit is not None:
        yield Extension(url=systems.medicine_unit, value_codeable_concept=concept(given.unit))
    for accessory in given.accessories:
        yield Extension(url=systems.medicine_device, extension=_accessory(accessory))


def _accessory(given: Accessory) -> tuple[ExtensionPart, ExtensionPart]:
    count = Quantity(value=values.number(given.count))
    return (
        ExtensionPart(url="device", value_codeable_concept=concept(given.concept)),
        ExtensionPart(url="quantity", value_quantity=count),
    )


def _ingredient(given: ToldSubstance, systems: Systems) -> ToldIngredient:
    strength = _ratio(given.strength)
    told = None
    if strength is not None:
        basis: tuple[ExtensionPart, ...] = ()
        if given.basis is not None:
            said = concept(given.basis)
            basis = (ExtensionPart(url=systems.strength_substance, value_codeable_concept=said),)
        told = ToldRatio(
            extension=basis, numerator=strength.numerator, denominator=strength.denominator
        )
    return ToldIngredient(
        item_codeable_concept=concept(given.concept), is_active=given.active, strength=told
    )


def _ratio(given: Strength | None) -> Ratio | None:
    if given is None:
        return None
    return Ratio(numerator=values.amount(given.quantity), denominator=_per(given))


def _per(given: Strength) -> Quantity:
    per: Decimal = given.per
    if given.per_unit is None:
        return Quantity(value=values.number(per))
    return values.quantity(per, given.per_unit)
