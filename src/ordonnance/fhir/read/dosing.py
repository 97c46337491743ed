"""In what a dose may be counted, given how the medicine is described (ePrescription, rule 1)."""

from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Preparation, Product
from ordonnance.domain.quantity import Unit
from ordonnance.fhir.read.reading import Reading

_MASSES = frozenset({"g", "mg", "ug", "ng", "kg", "mol", "mmol", "umol"})
_VOLUMES = frozenset({"L", "l", "mL", "ml", "uL", "ul", "dL", "dl", "cL", "cl"})


def check_dose_units(
    reading: Reading, at: str, named: Product | Preparation | None, posology: Posology | None
) -> None:
    """Note a dose that the composition does not let anybody measure out; it stops the issue.

    A quantity of substance needs a single substance, a volume needs a concentration, a number of
    units needs a strength by unit. A medicine that is not described is left to the catalogue.
    """
    if not isinstance(named, Product) or not named.in_dci or not named.substances:
        return
    for index, step in enumerate(posology.steps if posology else ()):
        reason = _problem(reading, named, step.dose.unit) if step.dose else None
        if reason is not None:
            reading.issues.wait("DOSE_UNIT", f"{at}[{index}].doseAndRate", reason=reason)


def _problem(reading: Reading, product: Product, unit: Unit) -> str | None:
    measured = unit.system == reading.systems.ucum
    if measured and unit.code in _MASSES and len(product.substances) > 1:
        return "la ligne associe plusieurs substances"
    if any(sign.isdigit() for sign in product.label):
        # « PARACETAMOL 500 mg gélule »: the strength is said in words, for people to read.
        return None
    strengths = [each for each in product.substances if each.strength is not None]
    if measured and unit.code in _VOLUMES:
        known = any(each.per and each.per.code in _VOLUMES for each in strengths)
        return None if known or product.content else "aucune concentration n'est dite"
    if not measured and not strengths and product.content is None:
        return "aucun dosage par unité n'est dit"
    return None
