"""What a line prescribes: a speciality, a medicine in common name, or a preparation."""

from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Cip13, Cis
from ordonnance.domain.prescription import DciSubstance, Ingredient, Preparation, Product
from ordonnance.domain.quantity import Quantity
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import amount, codings, one_coding, words
from ordonnance.fhir.resources import prescription as fhir
from ordonnance.fhir.resources.datatypes import CodeableConcept, Ratio


def read_medication(
    reading: Reading, at: str, request: fhir.MedicationRequest
) -> Product | Preparation | None:
    """The medicine of a line, from its code or from the Medication that it designates."""
    concept, reference = request.medication_codeable_concept, request.medication_reference
    if concept is not None and reference is not None:
        reading.issues.too_many(f"{at}.medicationReference", "medication[x]")
        return None
    found: tuple[str, fhir.Medication] | None = None
    if reference is not None:
        address = reference.reference or ""
        if address.startswith("#"):
            found = _contained(reading, at, request, address)
        else:
            found = reading.resolve(reference, f"{at}.medicationReference", fhir.Medication)
    elif concept is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.medication", element="medication[x]")
    for index, each in enumerate(request.contained):
        if found is None or each is not found[1]:
            reading.issues.add("RESOURCE_UNEXPECTED", f"{at}.contained[{index}]", type="Medication")
    if concept is not None:
        place = f"{at}.medicationCodeableConcept"
        return reading.once("product", concept, lambda: _product(reading, place, concept))
    return _medication(reading, *found) if found else None


def _contained(
    reading: Reading, at: str, request: fhir.MedicationRequest, address: str
) -> tuple[str, fhir.Medication] | None:
    for index, each in enumerate(request.contained):
        if each.id == address[1:]:
            return f"{at}.contained[{index}]", each
    place = f"{at}.medicationReference.reference"
    reading.issues.add("REFERENCE_UNRESOLVED", place, reference=address)
    return None


def _medication(
    reading: Reading, at: str, medication: fhir.Medication
) -> Product | Preparation | None:
    extensions = reading.extensions(medication.extension, "Medication", at)
    meta = medication.meta
    if meta is not None:
        reading.extensions(meta.extension, "none", f"{at}.meta")
    if medication.code is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.code", element="code")
        return None
    compound = meta is not None and reading.systems.compound in meta.profile
    if compound or extensions.flag("preparation"):
        return _preparation(reading, at, medication, extensions.flag("therapeutic-mention"))
    if "therapeutic-mention" in extensions:
        reading.issues.invalid(
            extensions.at("therapeutic-mention"), "cette mention va avec une préparation"
        )
    if medication.amount is not None:
        reading.issues.add("ELEMENT_UNKNOWN", f"{at}.amount", element="amount")
    return _product(reading, f"{at}.code", medication.code, (at, medication))


def _label(reading: Reading, concept: CodeableConcept, at: str) -> str | None:
    said = concept.text or next((c.display for c in concept.coding if c.display), None)
    if said is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.text", element="text")
    return said


def _product(
    reading: Reading,
    at: str,
    concept: CodeableConcept,
    described: tuple[str, fhir.Medication] | None = None,
) -> Product | None:
    systems = reading.systems
    label = _label(reading, concept, at)
    known = (systems.cis, systems.cip, systems.ucd, systems.medicabase, systems.atc)
    cis: Cis | None = None
    cip13: Cip13 | None = None
    others: list[Coding] = []
    substances: list[Coding] = []
    for coding in codings(reading, concept, at, *known, systems.sms, systems.ansm_substance):
        if coding.system == systems.cis and cis is None:
            cis = reading.build(f"{at}.coding", Cis.parse, coding.code)
        elif coding.system == systems.cip and cip13 is None:
            cip13 = reading.build(f"{at}.coding", Cip13.parse, coding.code)
        elif coding.system in (systems.cis, systems.cip):
            reading.issues.too_many(f"{at}.coding", "coding")
        elif coding.system in (systems.sms, systems.ansm_substance):
            substances.append(coding)
        else:
            others.append(coding)
    form = None
    composition: tuple[DciSubstance, ...] = ()
    if described is not None:
        place, medication = described
        form = one_coding(reading, medication.form, f"{place}.form", systems.edqm)
        composition = _substances(reading, place, medication)
    composition = _completed(reading, at, composition, substances, label)
    if label is None:
        return None
    return Product(label, cis, cip13, composition, form, tuple(others))


def _completed(
    reading: Reading,
    at: str,
    composition: tuple[DciSubstance, ...],
    coded: list[Coding],
    label: str | None,
) -> tuple[DciSubstance, ...]:
    """Substances coded on the medicine: alone they are its composition, else they repeat it."""
    if not composition:
        return tuple(DciSubstance(c.display or label or c.code, c) for c in coded)
    known = {(s.code.system, s.code.code) for s in composition if s.code}
    if any((c.system, c.code) not in known for c in coded):
        reading.issues.invalid(
            f"{at}.coding", "la substance du code ne figure pas dans la composition"
        )
    return composition


def _substances(reading: Reading, at: str, medication: fhir.Medication) -> tuple[DciSubstance, ...]:
    systems, found = reading.systems, []
    for index, each in enumerate(medication.ingredient):
        place = f"{at}.ingredient[{index}]"
        if _vehicle(reading, place, each):
            reading.issues.invalid(place, "un excipient « qsp » va avec une préparation")
        concept = each.item_codeable_concept
        if concept is None or each.is_active is False:
            reading.issues.add("ELEMENT_MISSING", f"{place}.itemCodeableConcept", element="item[x]")
            continue
        where = f"{place}.itemCodeableConcept"
        code = None
        if concept.coding:
            bare = CodeableConcept(coding=concept.coding)
            code = one_coding(reading, bare, where, systems.sms, systems.ansm_substance)
        name = _label(reading, concept, where)
        strength = per_unit(reading, each.strength, f"{place}.strength")
        found.append(DciSubstance(name or "", code, strength))
    return tuple(found)


def per_unit(reading: Reading, ratio: Ratio | None, at: str) -> Quantity | None:
    """A quantity per one unit: the denominator is worth 1, whatever it counts."""
    if ratio is None:
        return None
    for name in ("numerator", "denominator"):
        if getattr(ratio, name) is None:
            reading.issues.add("ELEMENT_MISSING", f"{at}.{name}", element=name)
            return None
    if ratio.denominator is None or ratio.denominator.value != 1:
        reading.issues.invalid(
            f"{at}.denominator.value", "la quantité se donne pour une unité (dénominateur 1)"
        )
        return None
    return amount(reading, ratio.numerator, f"{at}.numerator")


def _vehicle(reading: Reading, at: str, ingredient: fhir.Ingredient) -> bool:
    extensions = reading.extensions(ingredient.extension, "Medication.ingredient", at)
    return extensions.flag("vehicle")


def _preparation(
    reading: Reading, at: str, medication: fhir.Medication, therapeutic: bool
) -> Preparation | None:
    code = medication.code or CodeableConcept()
    if code.coding:
        reading.issues.add("ELEMENT_UNKNOWN", f"{at}.code.coding", element="coding")
    label = _label(reading, code, f"{at}.code")
    ingredients = []
    for index, each in enumerate(medication.ingredient):
        place = f"{at}.ingredient[{index}]"
        where = f"{place}.itemCodeableConcept"
        if each.item_codeable_concept is None:
            reading.issues.add("ELEMENT_MISSING", where, element="item[x]")
            continue
        systems = (reading.systems.sms, reading.systems.ansm_substance)
        name = words(reading, each.item_codeable_concept, where, *systems)
        quantity = per_unit(reading, each.strength, f"{place}.strength")
        qsp = _vehicle(reading, place, each)
        ingredients.append(Ingredient(name or "", quantity, qsp))
    if not ingredients:
        reading.issues.add("ELEMENT_MISSING", f"{at}.ingredient", element="ingredient")
    total = per_unit(reading, medication.amount, f"{at}.amount")
    form = one_coding(reading, medication.form, f"{at}.form", reading.systems.edqm)
    return Preparation(label or "", tuple(ingredients), total, therapeutic, form)
