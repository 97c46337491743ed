"""Concepts, pointers and medicines of other systems, from the shape of HL7 Europe MPD.

Codes of any system are kept with their words: this base has no table of them and never judges
them. What the shape does not know is an issue, as everywhere else.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from ordonnance.domain import told
from ordonnance.domain.coding import Coding
from ordonnance.domain.quantity import Quantity
from ordonnance.fhir.read.reading import Reading
from ordonnance.fhir.read.values import amount, plain, unit
from ordonnance.fhir.resources import datatypes as fhir
from ordonnance.fhir.resources.european import ToldIngredient, ToldMedication, ToldRatio

DEEPEST = 3
"""A pack, its items, and nothing below."""


def concept(reading: Reading, given: fhir.CodeableConcept | None, at: str) -> told.Concept | None:
    """Codes of any system, words, or both."""
    if given is None:
        return None
    codes = []
    for index, each in enumerate(given.coding):
        place = f"{at}.coding[{index}]"
        if each.system is None or each.code is None:
            missing = "system" if each.system is None else "code"
            reading.issues.add("ELEMENT_MISSING", f"{place}.{missing}", element=missing)
        else:
            codes.append(Coding(each.system, each.code, each.display))
    if not given.coding and given.text is None:
        reading.issues.add("ELEMENT_MISSING", f"{at}.coding", element="coding")
    return told.Concept(tuple(codes), given.text) if codes or given.text else None


def pointer(reading: Reading, given: fhir.Reference | None, at: str) -> told.Pointer | None:
    """A reference: an address, an identifier, a name."""
    if given is None:
        return None
    reading.extensions(given.extension, "none", at)
    known = given.identifier or fhir.Identifier()
    return reading.build(
        at, told.Pointer, given.display, known.system, known.value, given.reference
    )


def identified(
    reading: Reading, given: Sequence[fhir.Identifier], at: str
) -> tuple[told.Pointer, ...]:
    """The identifiers of a resource; several national systems have no address for theirs."""
    found = []
    for index, each in enumerate(given):
        if each.value is None:
            place = f"{at}[{index}].value"
            reading.issues.add("ELEMENT_MISSING", place, element="value")
        else:
            found.append(told.Pointer(system=each.system, value=each.value))
    return tuple(found)


def strength(reading: Reading, given: fhir.Ratio | None, at: str) -> told.Strength | None:
    """A quantity for another one; a denominator may be a bare number."""
    if given is None:
        return None
    quantity = amount(reading, given.numerator, f"{at}.numerator")
    per = given.denominator
    if given.numerator is None or per is None or per.value is None:
        reading.issues.add("ELEMENT_MISSING", at, element="numerator, denominator")
        return None
    bare = per == fhir.Quantity(value=per.value)
    counted = None if bare else unit(reading, per, f"{at}.denominator")
    if quantity is None or (counted is None and not bare):
        return None
    return reading.build(at, told.Strength, quantity, plain(per.value), counted)


@dataclass(slots=True)
class Medicines:
    """The Medication resources of one document by address, and which of them were used."""

    reading: Reading
    by_address: Mapping[str, tuple[str, ToldMedication]]
    used: set[str] = field(default_factory=set)

    def find(
        self, reference: fhir.Reference, at: str, inside: Sequence[ToldMedication], where: str
    ) -> told.ToldMedicine | None:
        """The medicine that `reference` designates, among those `inside` the resource at `where`
        or beside it; a missing one is an issue."""
        self.reading.extensions(reference.extension, "none", at)
        known = dict(self.by_address)
        for rank, each in enumerate(inside):
            known[f"#{each.id}"] = (f"{where}.contained[{rank}]", each)
        return self._at(reference, at, known, 1)

    def _at(
        self,
        reference: fhir.Reference,
        at: str,
        known: Mapping[str, tuple[str, ToldMedication]],
        depth: int,
    ) -> told.ToldMedicine | None:
        found = known.get(reference.reference or "")
        if found is None or depth >= DEEPEST:
            named = reference.reference or ""
            place = f"{at}.reference"
            self.reading.issues.add("REFERENCE_UNRESOLVED", place, reference=named)
            return None
        place, medication = found
        self.used.add(place)
        parts = []
        for rank, each in enumerate(medication.ingredient):
            if each.item_reference is not None:
                where = f"{place}.ingredient[{rank}].itemReference"
                _require_bare(self.reading, each, where)
                parts.append(self._at(each.item_reference, where, known, depth + 1))
        return _medicine(self.reading, place, medication, [p for p in parts if p is not None])


def _require_bare(reading: Reading, given: ToldIngredient, at: str) -> None:
    if given != ToldIngredient(item_reference=given.item_reference):
        reading.issues.invalid(at, "une boîte contenue n'a ni dosage ni substance à côté d'elle")


def _medicine(
    reading: Reading, at: str, given: ToldMedication, parts: list[told.ToldMedicine]
) -> told.ToldMedicine | None:
    before = len(reading.issues.found)
    fields = _extensions(reading, at, given)
    substances = [
        _substance(reading, f"{at}.ingredient[{rank}]", each)
        for rank, each in enumerate(given.ingredient)
        if each.item_reference is None
    ]
    holder = pointer(reading, given.manufacturer, f"{at}.manufacturer")
    if holder is not None and (holder.name is None or holder.address or holder.value):
        reading.issues.invalid(f"{at}.manufacturer", "un nom seul est attendu")
    fields |= {
        "concept": concept(reading, given.code, f"{at}.code"),
        "identifiers": identified(reading, given.identifier, f"{at}.identifier"),
        "form": concept(reading, given.form, f"{at}.form"),
        "pack": strength(reading, given.amount, f"{at}.amount"),
        "substances": tuple(each for each in substances if each is not None),
        "parts": tuple(parts),
        "holder": holder.name if holder else None,
        "lot": given.batch.lot_number if given.batch else None,
    }
    if len(reading.issues.found) > before:
        return None
    return reading.build(at, told.ToldMedicine, **fields)


def _extensions(reading: Reading, at: str, given: ToldMedication) -> dict[str, Any]:
    """What R4 has no element for; a class or a device may be repeated, the others not."""
    systems = reading.systems
    readers: dict[str, tuple[str, Callable[[fhir.Extension, str], Any]]] = {
        systems.medicine_class: ("classes", lambda e, p: _coded(reading, e, p)),
        systems.medicine_device: ("accessories", lambda e, p: _accessory(reading, e, p)),
        systems.medicine_name: ("name", lambda e, p: _text(reading, e, p)),
        systems.medicine_unit: ("unit", lambda e, p: _coded(reading, e, p)),
        systems.medicine_size: ("size", lambda e, p: _amount(reading, e, p)),
    }
    found: dict[str, Any] = {"classes": (), "accessories": ()}
    for rank, each in enumerate(given.extension):
        place = f"{at}.extension[{rank}]"
        if each.url not in readers:
            reading.issues.add("EXTENSION_UNKNOWN", place, url=each.url)
            continue
        name, read = readers[each.url]
        value = read(each, place)
        if isinstance(found.get(name), tuple):
            found[name] = (*found[name], value) if value is not None else found[name]
        elif name in found:
            reading.issues.too_many(place, name)
        else:
            found[name] = value
    return found


def _only(reading: Reading, given: fhir.ExtensionValue, name: str, at: str) -> Any:
    """The only value of an extension; anything beside it is an issue."""
    value = getattr(given, name)
    if value is None or given != type(given)(url=given.url, **{name: value}):
        reading.issues.invalid(at, "cette extension n'a pas la valeur attendue")
        return None
    return value


def _coded(reading: Reading, given: fhir.ExtensionValue, at: str) -> told.Concept | None:
    return concept(reading, _only(reading, given, "value_codeable_concept", at), at)


def _text(reading: Reading, given: fhir.Extension, at: str) -> str | None:
    text: str | None = _only(reading, given, "value_string", at)
    return text


def _amount(reading: Reading, given: fhir.ExtensionValue, at: str) -> Quantity | None:
    return amount(reading, _only(reading, given, "value_quantity", at), at)


def _accessory(reading: Reading, given: fhir.Extension, at: str) -> told.Accessory | None:
    parts = {part.url: part for part in given.extension}
    if set(parts) != {"device", "quantity"} or len(given.extension) != 2:
        reading.issues.invalid(at, "device et quantity sont attendus, une fois chacun")
        return None
    device = _coded(reading, parts["device"], f"{at}.device")
    count: fhir.Quantity | None = _only(reading, parts["quantity"], "value_quantity", at)
    if count is None or count.value is None or count != fhir.Quantity(value=count.value):
        reading.issues.invalid(at, "un nombre sans unité est attendu")
        return None
    return told.Accessory(device, Decimal(count.value)) if device else None


def _substance(reading: Reading, at: str, given: ToldIngredient) -> told.ToldSubstance | None:
    said = concept(reading, given.item_codeable_concept, f"{at}.itemCodeableConcept")
    if given.item_codeable_concept is None:
        reading.issues.add("ELEMENT_MISSING", at, element="item[x]")
    basis = _basis(reading, f"{at}.strength", given.strength)
    told_strength = strength(reading, given.strength, f"{at}.strength")
    if said is None:
        return None
    return told.ToldSubstance(said, told_strength, basis, given.is_active)


def _basis(reading: Reading, at: str, given: ToldRatio | None) -> told.Concept | None:
    found = None
    for rank, each in enumerate(given.extension if given else ()):
        place = f"{at}.extension[{rank}]"
        if each.url != reading.systems.strength_substance:
            reading.issues.add("EXTENSION_UNKNOWN", place, url=each.url)
        elif found is not None:
            reading.issues.too_many(place, "strengthSubstance")
        else:
            found = _coded(reading, each, place)
    return found
