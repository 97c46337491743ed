"""What is prescribed or handed over, as a manufacturedProduct."""

from datetime import date
from decimal import Decimal

from ordonnance.documents.cda.codes import ATC, BOX, CIP, CIS, EDQM, SMS, System, coded, templates
from ordonnance.documents.cda.values import day, number, reference, unit_code
from ordonnance.domain.coding import Coding
from ordonnance.domain.dispensing import Served
from ordonnance.domain.drug import Medicine, Presentation
from ordonnance.domain.ids import Cip13
from ordonnance.domain.markup import Element, e
from ordonnance.domain.prescription import DciSubstance, Ingredient, Line, Product
from ordonnance.domain.quantity import Quantity, Unit

PRODUCT = templates(
    "2.16.840.1.113883.10.20.1.53", "1.3.6.1.4.1.19376.1.5.3.1.4.7.2", "1.2.250.1.213.1.1.3.43"
)
MATERIAL = templates("1.3.6.1.4.1.19376.1.9.1.3.1")
NOT_CODED = "NA"
OID = "urn:oid:"
_FINEST = Decimal("0.000001")


def _product(material: Element) -> Element:
    return e("manufacturedProduct", PRODUCT, material, classCode="MANU")


def _material(*inside: Element | tuple[Element, ...] | None) -> Element:
    return e("manufacturedMaterial", MATERIAL, *inside, classCode="MMAT", determinerCode="KIND")


def nothing_coded() -> Element:
    """The product of a subordinate step: that of the line itself."""
    inside = (e("code", nullFlavor=NOT_CODED), e("name", nullFlavor=NOT_CODED))
    return _product(_material(inside))


def prescribed(line: Line, medicine: Medicine | None, anchor: str) -> Element:
    """The medicine or the preparation of a line; `anchor` is where its words stand."""
    said = e("originalText", reference(anchor))
    product = line.product
    if product is None:
        code = e("code", said, nullFlavor=NOT_CODED)
        made = line.preparation
        return _product(
            _material(
                code,
                e("name", line.label),
                _form(made.form, None) if made else None,
                tuple(_mixed(each) for each in made.ingredients) if made else None,
            )
        )
    return _product(
        _material(
            _code(product, said),
            e("name", product.label),
            _form(product.form, medicine),
            _class(medicine),
            tuple(_substances(product, medicine)),
        )
    )


def handed_over(item: Served, medicine: Medicine | None, anchor: str) -> Element:
    """The pack served: its codes, lot, last day of use, and what it holds."""
    said = e("originalText", reference(anchor))
    packed = Cip13(item.cip13) if item.cip13 else None
    product = Product(item.label, medicine.cis if medicine else None, packed)
    lot = item.lot or item.said.lot
    return _product(
        _material(
            _code(product, said),
            e("name", item.label),
            e("lotNumberText", lot) if lot else None,
            _last_day_of_use(item.said.expiry),
            _pack(item, packed, medicine),
            _class(medicine),
            tuple(_substances(product, medicine)),
        )
    )


def _last_day_of_use(expiry: date | None) -> Element | None:
    return e("pharm:expirationTime", value=day(expiry)) if expiry else None


def _pack(item: Served, cip13: Cip13 | None, medicine: Medicine | None) -> Element | None:
    """The pack, and how many units one of them holds when that is an exact number."""
    held = _capacity(item)
    if cip13 is None and held is None:
        return None
    known = medicine.presentation(cip13) if medicine and cip13 else None
    packed = e(
        "pharm:containerPackagedMedicine",
        coded("pharm:code", cip13.value, CIP, item.label)
        if cip13
        else e("pharm:code", nullFlavor=NOT_CODED),
        e("pharm:name", item.label),
        coded("pharm:formCode", BOX, EDQM, "Boîte"),
        e("pharm:capacityQuantity", value=number(held), unit=_counted(known)) if held else None,
        classCode="CONT",
        determinerCode="INSTANCE",
    )
    return e("pharm:asContent", packed, classCode="CONT")


def _capacity(item: Served) -> Decimal | None:
    """Units in one pack; None when they are unknown or do not divide."""
    if item.units is None or not item.packs:
        return None
    held = (item.units / item.packs).quantize(_FINEST)
    return held if held and held * item.packs == item.units else None


def _counted(pack: Presentation | None) -> str:
    words = pack.unit.label if pack and pack.unit else "unité"
    return "{" + "_".join(words.split()) + "}"


def _code(product: Product, said: Element) -> Element:
    others = [_translation(each) for each in product.other_codes if each.system.startswith(OID)]
    if product.cip13 is not None:
        others.insert(0, coded("translation", product.cip13.value, CIP, product.label))
    if product.cis is None:
        return e("code", said, others, nullFlavor=NOT_CODED)
    found = coded("code", product.cis.value, CIS, product.label, said)
    return e(found.tag, (*found.elements, *others), **found.attributes)


def _translation(code: Coding) -> Element:
    """A code of another system (Medicabase…), which CDA names by its OID."""
    system = System(code.system.removeprefix(OID))
    return coded("translation", code.code, system, code.display)


def _form(form: Coding | None, medicine: Medicine | None) -> Element | None:
    """The form when it is coded; its words alone have no place."""
    if form is None:
        return None
    words = form.display or (medicine.form if medicine else None)
    return coded("pharm:formCode", form.code, EDQM, words)


def _class(medicine: Medicine | None) -> Element | None:
    if medicine is None or medicine.atc is None:
        return None
    words = " + ".join(each.name for each in medicine.substances)
    inside = (coded("pharm:code", medicine.atc, ATC, words), e("pharm:name", words))
    kind = e("pharm:generalizedMedicineClass", inside, classCode="MMAT")
    return e("pharm:asSpecializedKind", kind, classCode="GRIC")


def _substances(product: Product, medicine: Medicine | None) -> list[Element]:
    if product.substances:
        return [_written(each) for each in product.substances]
    known = medicine.substances if medicine else ()
    return [_ingredient(each.name, None, each.strength) for each in known]


def _mixed(ingredient: Ingredient) -> Element:
    return _ingredient(ingredient.label, None, ingredient.quantity, ingredient.per)


def _written(substance: DciSubstance) -> Element:
    return _ingredient(substance.name, substance.code, substance.strength, substance.per)


def _ingredient(
    name: str, code: Coding | None, strength: Quantity | None, per: Unit | None = None
) -> Element:
    known = code is not None and code.system.casefold().endswith(("sms", "6905.2"))
    named = coded("pharm:code", code.code, SMS, code.display) if code and known else None
    inside = e(
        "pharm:ingredient",
        named or e("pharm:code", nullFlavor=NOT_CODED),
        e("pharm:name", name),
        classCode="MMAT",
        determinerCode="KIND",
    )
    return e("pharm:ingredient", _strength(strength, per), inside, classCode="ACTI")


def _strength(strength: Quantity | None, per: Unit | None) -> Element | None:
    if strength is None:
        return None
    unit = unit_code(strength.unit)
    return e(
        "pharm:quantity",
        e("numerator", xsi_type="PQ", value=number(strength.value), unit=unit),
        e("denominator", xsi_type="PQ", value="1", unit=unit_code(per) if per else None),
    )
