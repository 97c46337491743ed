"""The product of a CDA line: a medicine by its codes and substances, or a preparation."""

from ordonnance.documents.cda.codes import CIP, CIS, SMS
from ordonnance.documents.cda.narrative import FORMULA
from ordonnance.documents.cda.product import OID
from ordonnance.documents.cda.reading import CdaInvalid, Narrative, decimal_of, required
from ordonnance.documents.cda.reading_words import Words, quantity_of
from ordonnance.documents.cda.values import unit_read
from ordonnance.domain.coding import Coding
from ordonnance.domain.ids import Cip13, Cis, InvalidId
from ordonnance.domain.markup import Element
from ordonnance.domain.prescription import DciSubstance, Ingredient, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit

FORMS = "http://standardterms.edqm.eu"
SUBSTANCES = "http://data.esante.gouv.fr/ansm/medicament/codeSMS"
"""Substances of the « référentiel SMS », as FHIR documents name them."""


def product_read(given: Element, words: Narrative, at: str) -> Product:
    """The medicine of a line, or the name of a preparation. Raises CdaInvalid with the place."""
    place = f"{at}/consumable"
    path = ("consumable", "manufacturedProduct", "manufacturedMaterial")
    material = required(given.first(*path), place)
    code = material.first("code")
    name = material.first("name")
    label = (name.text if name else "") or (words.told(code.first("originalText")) if code else "")
    if not label:
        label = words.told(given.first("text")) or ""
    if not label:
        raise CdaInvalid(place, "le nom du médicament manque")
    cis, cip13 = _codes(code, place)
    form = material.first("pharm:formCode")
    return Product(
        label,
        cis,
        cip13,
        tuple(_substance(each, place) for each in material.all("pharm:ingredient")),
        Coding(FORMS, form.get("code") or "", form.get("displayName"))
        if form is not None and form.get("code")
        else None,
        _others(code),
    )


def _codes(code: Element | None, at: str) -> tuple[Cis | None, Cip13 | None]:
    if code is None:
        return None, None
    every = (code, *code.all("translation"))
    cis = next((c.get("code") for c in every if c.get("codeSystem") == CIS.oid), None)
    cip = next((c.get("code") for c in every if c.get("codeSystem") == CIP.oid), None)
    try:
        return Cis(cis) if cis else None, Cip13(cip) if cip else None
    except InvalidId as error:
        raise CdaInvalid(f"{at}/code", error.reason) from error


def _others(code: Element | None) -> tuple[Coding, ...]:
    """Codes of other systems, which stand beside those of the medicine."""
    every = code.all("translation") if code is not None else ()
    return tuple(
        Coding(f"{OID}{each.get('codeSystem')}", each.get("code") or "", each.get("displayName"))
        for each in every
        if each.get("code") and each.get("codeSystem") not in (None, CIS.oid, CIP.oid)
    )


def preparation_read(given: Element, named: Product, said: Words, at: str) -> Preparation | None:
    """The preparation of a line of ours, which shows its formula; None for a medicine."""
    if said.narrative.by_anchor.get(f"{said.anchor}-{FORMULA}") is None:
        return None
    place = f"{at}/consumable"
    path = ("consumable", "manufacturedProduct", "manufacturedMaterial", "pharm:ingredient")
    total = said.text("preparation.total")
    return Preparation(
        named.label,
        tuple(
            Ingredient(
                _name(each),
                _strength(each, place),
                said.holds(f"preparation.ingredients.{rank}.qsp"),
                per=_per(each),
            )
            for rank, each in enumerate(given.all(*path), start=1)
        ),
        quantity_of(total) if total else None,
        said.holds("preparation.therapeutic_mention"),
        named.form,
    )


def _name(ingredient: Element) -> str:
    name = ingredient.first("pharm:ingredient", "pharm:name")
    return name.text if name is not None else ""


def _substance(ingredient: Element, at: str) -> DciSubstance:
    code = ingredient.first("pharm:ingredient", "pharm:code")
    coding = None
    if code is not None and code.get("code") and code.get("codeSystem") == SMS.oid:
        coding = Coding(SUBSTANCES, code.get("code") or "", code.get("displayName"))
    return DciSubstance(_name(ingredient), coding, _strength(ingredient, at), _per(ingredient))


def _per(ingredient: Element) -> Unit | None:
    """What a strength is measured in, when it is not one unit of the medicine."""
    found = ingredient.first("pharm:quantity", "denominator")
    unit = found.get("unit") if found is not None else None
    return unit_read(unit) if unit is not None and unit != "1" else None


def _strength(ingredient: Element, at: str) -> Quantity | None:
    found = ingredient.first("pharm:quantity", "numerator")
    if found is None or found.get("value") is None:
        return None
    value = decimal_of(found.get("value"), f"{at}/quantity")
    try:
        return Quantity(value, unit_read(found.get("unit")))
    except ValueError as error:
        raise CdaInvalid(f"{at}/quantity", str(error)) from error
