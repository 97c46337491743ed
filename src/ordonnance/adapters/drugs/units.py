"""Units of amounts as the drug files write them, with their UCUM code when there is one."""

from ordonnance.domain.quantity import Unit

UCUM = "http://unitsofmeasure.org"

MILLIGRAM = Unit("mg", "mg", UCUM)
MICROGRAM = Unit("\u00b5g", "ug", UCUM)
GRAM = Unit("g", "g", UCUM)
MILLILITRE = Unit("ml", "mL", UCUM)
INTERNATIONAL_UNIT = Unit("UI", "[iU]", UCUM)
MILLIMOLE = Unit("mmol", "mmol", UCUM)
MILLION_UNITS = Unit("MU")
DRUG_UNIT = Unit("unité")
PATCH = Unit("patch")


def per(unit: Unit, other: Unit) -> Unit:
    """The unit of a concentration: mg per ml."""
    if unit.code and other.code:
        return Unit(f"{unit.label}/{other.label}", f"{unit.code}/{other.code}", UCUM)
    return Unit(f"{unit.label}/{other.label}")
