"""What is prescribed or handed over, as a manufacturedProduct."""

from ordonnance.documents.cda.codes import ATC, CIP, CIS, EDQM, SMS, coded, templates
from ordonnance.documents.cda.values import number, reference
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine
from ordonnance.domain.markup import Element, e
from ordonnance.domain.prescription import DciSubstance, Line, Product
from ordonnance.domain.quantity import Quantity

PRODUCT = templates(
    "2.16.840.1.113883.10.20.1.53", "1.3.6.1.4.1.19376.1.5.3.1.4.7.2", "1.2.250.1.213.1.1.3.43"
)
MATERIAL = templates("1.3.6.1.4.1.19376.1.9.1.3.1")
NOT_CODED = "NA"


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
        return _product(_material(code, e("name", line.label)))
    return _product(
        _material(
            _code(product, said),
            e("name", product.label),
            _form(product.form, medicine),
            _class(medicine),
            tuple(_substances(product, medicine)),
        )
    )


def _code(product: Product, said: Element) -> Element:
    packed = None
    if product.cip13 is not None:
        packed = coded("translation", product.cip13.value, CIP, product.label)
    if product.cis is None:
        return e("code", said, packed, nullFlavor=NOT_CODED)
    found = coded("code", product.cis.value, CIS, product.label, said)
    return e(found.tag, (*found.elements, *([packed] if packed else [])), **found.attributes)


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


def _written(substance: DciSubstance) -> Element:
    return _ingredient(substance.name, substance.code, substance.strength)


def _ingredient(name: str, code: Coding | None, strength: Quantity | None) -> Element:
    known = code is not None and code.system.endswith(("sms", "6905.2"))
    named = coded("pharm:code", code.code, SMS, name) if code is not None and known else None
    inside = e(
        "pharm:ingredient",
        named or e("pharm:code", nullFlavor=NOT_CODED),
        e("pharm:name", name),
        classCode="MMAT",
        determinerCode="KIND",
    )
    return e("pharm:ingredient", _strength(strength), inside, classCode="ACTI")


def _strength(strength: Quantity | None) -> Element | None:
    if strength is None:
        return None
    unit = strength.unit.code or strength.unit.label.replace(" ", "_")
    return e(
        "pharm:quantity",
        e("numerator", xsi_type="PQ", value=number(strength.value), unit=unit),
        e("denominator", xsi_type="PQ", value="1"),
    )
