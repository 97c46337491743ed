"""A preparation: its ingredients, in words or as medicines of their own, and its total."""

from collections.abc import Callable

from ordonnance.domain.prescription import Ingredient, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import amount, one_coding, words
from ordonnance.fhir.resources import prescription as fhir
from ordonnance.fhir.resources.datatypes import CodeableConcept, Ratio

Described = Callable[[str, fhir.Ingredient], Product | None]
"""Reads the medicine that an ingredient refers to."""


def read_preparation(
    reading: Reading,
    at: str,
    medication: fhir.Medication,
    described: Described,
    *,
    therapeutic: bool,
) -> Preparation | None:
    """The preparation. Without a name of its own, it is called by its ingredients."""
    code = medication.code or CodeableConcept()
    if code.coding:
        reading.issues.add("ELEMENT_UNKNOWN", f"{at}.code.coding", element="coding")
    ingredients = [
        ingredient
        for index, each in enumerate(medication.ingredient)
        if (ingredient := _ingredient(reading, f"{at}.ingredient[{index}]", each, described))
    ]
    if not ingredients:
        reading.issues.add("ELEMENT_MISSING", f"{at}.ingredient", element="ingredient")
    total, _ = strength_of(reading, medication.amount, f"{at}.amount")
    form = one_coding(reading, medication.form, f"{at}.form", reading.systems.edqm)
    label = code.text or " + ".join(each.label for each in ingredients)
    if not label:
        return None
    return Preparation(label, tuple(ingredients), total, therapeutic, form)


def _ingredient(
    reading: Reading, at: str, given: fhir.Ingredient, described: Described
) -> Ingredient | None:
    quantity, per = strength_of(reading, given.strength, f"{at}.strength")
    qsp = is_vehicle(reading, at, given)
    if given.item_reference is not None and given.item_codeable_concept is not None:
        reading.issues.too_many(f"{at}.itemReference", "item[x]")
        return None
    if given.item_reference is not None:
        product = described(f"{at}.itemReference", given)
        return Ingredient(product.label, quantity, qsp, product, per) if product else None
    where = f"{at}.itemCodeableConcept"
    if given.item_codeable_concept is None:
        reading.issues.add("ELEMENT_MISSING", where, element="item[x]")
        return None
    systems = (reading.systems.sms, reading.systems.ansm_substance)
    name = words(reading, given.item_codeable_concept, where, *systems)
    return Ingredient(name or "", quantity, qsp, None, per)


def is_vehicle(reading: Reading, at: str, ingredient: fhir.Ingredient) -> bool:
    """True for the ingredient that completes the volume."""
    extensions = reading.extensions(ingredient.extension, "Medication.ingredient", at)
    return extensions.flag("vehicle")


def strength_of(
    reading: Reading, ratio: Ratio | None, at: str
) -> tuple[Quantity | None, Unit | None]:
    """A quantity per one unit, and that unit when it measures (1 g, 1 ml) instead of counting."""
    if ratio is None:
        return None, None
    per, unit = ratio.denominator, None
    if per is None or ratio.numerator is None:
        missing = "denominator" if per is None else "numerator"
        reading.issues.wait("ELEMENT_MISSING", f"{at}.{missing}", element=missing)
    elif per.value is None and per.code is not None:
        reading.issues.wait("ELEMENT_MISSING", f"{at}.denominator.value", element="value")
    elif per.value != 1:
        reading.issues.invalid(
            f"{at}.denominator.value", "la quantité se donne pour une unité (dénominateur 1)"
        )
        return None, None
    if per is not None and per.system == reading.systems.ucum and per.code is not None:
        unit = reading.build(f"{at}.denominator", Unit, per.unit or per.code, per.code, per.system)
    return amount(reading, ratio.numerator, f"{at}.numerator"), unit
