"""What a line prescribes: a speciality, a medicine in common name, or a preparation."""

from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Cip13, Cis
from ordonnance.domain.prescription import DciSubstance, Preparation, Product
from ordonnance.fhir.read.preparation import is_vehicle, read_preparation, strength_of
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import every_coding, one_coding
from ordonnance.fhir.resources import prescription as fhir
from ordonnance.fhir.resources.datatypes import CodeableConcept, Reference

Contained = tuple[str, tuple[fhir.Medication, ...]]
"""Where a line stands, and the Medications inside it."""

Found = tuple[str, fhir.Medication]

UNDESCRIBED = "médicament que le document ne décrit pas"


def read_medication(
    reading: Reading, at: str, request: fhir.MedicationRequest
) -> Product | Preparation | None:
    """The medicine of a line, from its code or from the Medication that it designates."""
    concept, reference = request.medication_codeable_concept, request.medication_reference
    if concept is not None and reference is not None:
        reading.issues.too_many(f"{at}.medicationReference", "medication[x]")
        return None
    if reference is None:
        for index, _ in enumerate(request.contained):
            reading.issues.add("RESOURCE_UNEXPECTED", f"{at}.contained[{index}]", type="Medication")
        if concept is None:
            reading.issues.add("ELEMENT_MISSING", f"{at}.medication", element="medication[x]")
            return None
        place = f"{at}.medicationCodeableConcept"
        return reading.once("product", concept, lambda: _product(reading, place, concept))
    holder = (at, request.contained)
    found = _designated(reading, f"{at}.medicationReference", reference, holder)
    if request.contained:
        _refuse_unused(reading, holder, found)
    if found is None:
        return Product(reference.display or UNDESCRIBED)
    return _medication(reading, *found, holder)


def _designated(reading: Reading, at: str, reference: Reference, holder: Contained) -> Found | None:
    """The Medication inside the line, or of another entry."""
    address = reference.reference or ""
    if not address.startswith("#"):
        return reading.resolve(reference, at, fhir.Medication, waits=True)
    for index, each in enumerate(holder[1]):
        if each.id == address[1:]:
            return f"{holder[0]}.contained[{index}]", each
    place = reading.index.sibling(address)
    if place is None or not isinstance(place.resource, fhir.Medication):
        reading.issues.wait("REFERENCE_UNRESOLVED", f"{at}.reference", reference=address)
        return None
    return reading.resolve(reference, at, fhir.Medication)


def _refuse_unused(reading: Reading, holder: Contained, found: Found | None) -> None:
    """A contained Medication that neither the line nor its preparation names."""
    ingredients = found[1].ingredient if found else ()
    named = {each.item_reference.reference for each in ingredients if each.item_reference}
    for index, each in enumerate(holder[1]):
        if found is None or (each is not found[1] and f"#{each.id}" not in named):
            place = f"{holder[0]}.contained[{index}]"
            reading.issues.add("RESOURCE_UNEXPECTED", place, type="Medication")


def _medication(
    reading: Reading, at: str, medication: fhir.Medication, holder: Contained
) -> Product | Preparation | None:
    extensions = reading.extensions(medication.extension, "Medication", at)
    meta = medication.meta
    if meta is not None:
        reading.extensions(meta.extension, "none", f"{at}.meta")
    compound = meta is not None and reading.systems.compound in meta.profile
    if compound or extensions.flag("preparation"):
        therapeutic = extensions.flag("therapeutic-mention")

        def described(place: str, ingredient: fhir.Ingredient) -> Product | None:
            return _component(reading, place, ingredient, holder)

        return read_preparation(reading, at, medication, described, therapeutic=therapeutic)
    if medication.code is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.code", element="code")
        return None
    if "therapeutic-mention" in extensions:
        reading.issues.invalid(
            extensions.at("therapeutic-mention"), "cette mention va avec une préparation"
        )
    return _product(reading, f"{at}.code", medication.code, (at, medication))


def _component(
    reading: Reading, at: str, ingredient: fhir.Ingredient, holder: Contained
) -> Product | None:
    """The medicine that an ingredient of a preparation refers to."""
    if ingredient.item_reference is None:
        return None
    found = _designated(reading, at, ingredient.item_reference, holder)
    if found is None:
        return Product(ingredient.item_reference.display or UNDESCRIBED)
    place, medication = found
    profiles = medication.meta.profile if medication.meta else ()
    if medication.code is None or reading.systems.compound in profiles:
        reading.issues.invalid(at, "un composant est un médicament simple")
        return None
    reading.extensions(medication.extension, "none", place)
    return _product(reading, f"{place}.code", medication.code, (place, medication))


def label_of(reading: Reading, concept: CodeableConcept, at: str) -> str | None:
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
    label = label_of(reading, concept, at)
    cis: Cis | None = None
    cip13: Cip13 | None = None
    others: list[Coding] = []
    substances: list[Coding] = []
    # Any terminology: a code of no table here is kept and shown, and the drug is not known by it.
    for coding in every_coding(reading, concept, at):
        if coding.system == systems.cis and cis is None:
            cis = reading.build(f"{at}.coding", Cis.parse, coding.code)
        elif coding.system == systems.cip and cip13 is None:
            cip13 = reading.build(f"{at}.coding", Cip13.parse, coding.code)
        elif coding.system in (systems.cis, systems.cip):
            reading.issues.too_many(f"{at}.coding", "coding")
        else:
            if coding.system in (systems.sms, systems.ansm_substance):
                substances.append(coding)
            others.append(coding)
    form = content = None
    composition: tuple[DciSubstance, ...] = ()
    if described is not None:
        place, medication = described
        form = one_coding(reading, medication.form, f"{place}.form", systems.edqm)
        composition = _substances(reading, place, medication)
        content, _ = strength_of(reading, medication.amount, f"{place}.amount")
    composition = _completed(reading, at, composition, substances, label)
    if label is None:
        return None
    return Product(label, cis, cip13, composition, form, tuple(others), content)


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
        if is_vehicle(reading, place, each):
            reading.issues.invalid(place, "un excipient « qsp » va avec une préparation")
        if each.item_reference is not None:
            reason = "un médicament codé n'a pas de composant par référence (frmed-med-1)"
            reading.issues.invalid(f"{place}.itemReference", reason)
            continue
        concept = each.item_codeable_concept
        if concept is None or each.is_active is False:
            reading.issues.add("ELEMENT_MISSING", f"{place}.itemCodeableConcept", element="item[x]")
            continue
        where = f"{place}.itemCodeableConcept"
        code = None
        if concept.coding:
            bare = CodeableConcept(coding=concept.coding)
            code = one_coding(reading, bare, where, systems.sms, systems.ansm_substance)
        name = label_of(reading, concept, where)
        strength, per = strength_of(reading, each.strength, f"{place}.strength")
        found.append(DciSubstance(name or "", code, strength, per))
    return tuple(found)
