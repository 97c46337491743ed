"""What a line prescribes as Medications: first the line's own, then its ingredients."""

from ordonnance.domain.prescription import DciSubstance, Ingredient, Line, Preparation, Product
from ordonnance.fhir.extensions import definition
from ordonnance.fhir.resources import prescription as fhir
from ordonnance.fhir.resources.datatypes import (
    CodeableConcept,
    Coding,
    Extension,
    ExtensionPart,
    Meta,
    Reference,
)
from ordonnance.fhir.systems import Systems
from ordonnance.fhir.write import values

OWN = "medication"


def medications(line: Line, systems: Systems) -> tuple[fhir.Medication, ...]:
    """The Medications that describe the line; none when a code says it all."""
    if line.preparation is not None:
        return _preparation(line.preparation, systems)
    product = line.product
    if product is None:
        raise ValueError("une ligne prescrit un médicament ou une préparation")
    if not _composition(product) and product.form is None and product.content is None:
        return ()
    return (_described(product, OWN, systems),)


def product_code(product: Product, systems: Systems) -> CodeableConcept:
    """Its codes and its name."""
    codings = []
    if product.cis is not None:
        codings.append(Coding(system=systems.cis, code=product.cis.value))
    if product.cip13 is not None:
        codings.append(Coding(system=systems.cip, code=product.cip13.value))
    codings += [values.coding(each) for each in product.other_codes]
    return CodeableConcept(coding=tuple(codings), text=product.label)


def _described(product: Product, id: str, systems: Systems) -> fhir.Medication:
    return fhir.Medication(
        id=id,
        code=product_code(product, systems),
        form=values.concept(product.form),
        amount=values.per_unit(product.content),
        ingredient=tuple(_substance(each) for each in _composition(product)),
    )


def _composition(product: Product) -> tuple[DciSubstance, ...]:
    """The substances, unless the codes of the medicine already say them all."""
    coded = all(each.code in product.other_codes for each in product.substances)
    bare = all(each.strength is None for each in product.substances)
    return () if coded and bare else product.substances


def _substance(given: DciSubstance) -> fhir.Ingredient:
    codings = (values.coding(given.code),) if given.code else ()
    return fhir.Ingredient(
        item_codeable_concept=CodeableConcept(coding=codings, text=given.name),
        strength=values.per_unit(given.strength, given.per),
    )


def _preparation(given: Preparation, systems: Systems) -> tuple[fhir.Medication, ...]:
    flags = ["preparation"] + (["therapeutic-mention"] if given.therapeutic_mention else [])
    own = fhir.Medication(
        id=OWN,
        meta=Meta(profile=(systems.compound,)),
        extension=tuple(flag(name, systems) for name in flags),
        code=CodeableConcept(text=given.label),
        form=values.concept(given.form),
        amount=values.per_unit(given.total),
        ingredient=tuple(
            _ingredient(each, rank, systems) for rank, each in enumerate(given.ingredients, start=1)
        ),
    )
    described = tuple(
        _described(each.product, _component(rank), systems)
        for rank, each in enumerate(given.ingredients, start=1)
        if each.product is not None
    )
    return own, *described


def _component(rank: int) -> str:
    return f"{OWN}-{rank}"


def _ingredient(given: Ingredient, rank: int, systems: Systems) -> fhir.Ingredient:
    qsp = ExtensionPart(url=definition("vehicle").url(systems), value_boolean=True)
    described = given.product is not None
    return fhir.Ingredient(
        extension=(qsp,) if given.qsp else (),
        item_codeable_concept=None if described else CodeableConcept(text=given.label),
        item_reference=Reference(reference=f"#{_component(rank)}") if described else None,
        strength=values.per_unit(given.quantity, given.per),
    )


def flag(name: str, systems: Systems) -> Extension:
    """A true-or-false extension of ours that stands."""
    return Extension(url=definition(name).url(systems), value_boolean=True)
