"""A line of a CDA prescription: product, dosage, quantity, facts."""

import re
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid5

from ordonnance.documents.cda.codes import (
    ALD,
    CIP,
    CIS,
    NOT_REIMBURSABLE,
    OFF_LABEL,
    PREVENTION,
    SMS,
    WORK,
)
from ordonnance.documents.cda.reading import (
    CdaInvalid,
    Narrative,
    day_of,
    decimal_of,
    has_template,
    required,
    whole_of,
)
from ordonnance.documents.cda.reading_dosing import steps_of
from ordonnance.domain.calendar import MAX_DURATION, Duration, TimeUnit
from ordonnance.domain.coding import Coding
from ordonnance.domain.french.posology import sentence
from ordonnance.domain.ids import Cip13, Cis, InvalidId
from ordonnance.domain.markup import Element
from ordonnance.domain.mentions import NotSubstitutable, OffLabel
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import (
    Category,
    DciSubstance,
    Exoneration,
    Line,
    Product,
)
from ordonnance.domain.quantity import Quantity, Unit

_CONTAINER = re.compile(r"30\d{6}")
"""EDQM codes of containers: boxes, tubes and bottles are all packs."""
FORMS = "http://standardterms.edqm.eu"
_GROUNDS = {
    ALD.code: Exoneration.ALD,
    WORK.code: Exoneration.WORK_ACCIDENT,
    PREVENTION.code: Exoneration.PREVENTION,
}


def read_line(entry: Element, number: int, words: Narrative, established_on: date) -> Line:
    """The line of an entry. Raises CdaInvalid with the place."""
    at = f"entry[{number}]/substanceAdministration"
    given = required(entry.first("substanceAdministration"), at)
    facts = _facts(given)
    start, duration = _treatment(given, at)
    return Line(
        number=number,
        id=_id(given, number),
        category=Category.MEDICINE,
        posology=_posology(given, words, at),
        product=_product(given, words, at),
        duration=duration,
        packs=_packs(given, at),
        renewals=_renewals(given, at),
        exoneration=next((_GROUNDS[code] for code in _GROUNDS if facts.get(code)), None),
        not_substitutable=_substitution(given, words),
        not_reimbursable=facts.get(NOT_REIMBURSABLE.code, False),
        off_label=OffLabel() if facts.get(OFF_LABEL.code) else None,
        not_before=start if start and start > established_on else None,
    )


def _id(given: Element, number: int) -> str:
    found = given.first("id")
    root = (found.get("root") or "") if found else ""
    extension = (found.get("extension") or "") if found else ""
    try:
        return str(UUID(root))
    except ValueError:
        return str(uuid5(UUID(int=0), f"{root}/{extension}/{number}"))


def _treatment(given: Element, at: str) -> tuple[date | None, Duration | None]:
    """First day, and days of one execution, both ends included."""
    for each in given.all("effectiveTime"):
        if each.get("xsi:type") != "IVL_TS":
            continue
        low, high = each.first("low"), each.first("high")
        start = day_of(low.get("value"), f"{at}/effectiveTime/low") if low else None
        end = day_of(high.get("value"), f"{at}/effectiveTime/high") if high else None
        if start is None or end is None:
            return start, None
        days = (end - start).days + 1
        if days < 1:
            raise CdaInvalid(f"{at}/effectiveTime", "la fin précède le début")
        # Counted in days, some decades are more than a duration can say.
        return start, Duration(days, TimeUnit.DAY) if days <= MAX_DURATION else None
    return None, None


def _posology(given: Element, words: Narrative, at: str) -> Posology:
    steps = steps_of(given, at)
    said = _instruction(given, "PINSTRUCT", words) or words.told(given.first("text"))
    if not steps:
        if not said:
            raise CdaInvalid(at, "la posologie manque")
        return Posology((), said)
    plain = Posology(steps)
    same = said is None or _bare(sentence(plain)) in _bare(said)
    return plain if same else Posology(steps, said)


def _bare(text: str) -> str:
    return "".join(each for each in text.casefold() if each.isalnum())


def _instruction(given: Element, code: str, words: Narrative) -> str | None:
    for act in given.all("entryRelationship", "act"):
        found = act.first("code")
        if found is not None and found.get("code") == code:
            return words.told(act.first("text"))
    return None


def _packs(given: Element, at: str) -> int | None:
    for supply in given.all("entryRelationship", "supply"):
        quantity = supply.first("quantity")
        if quantity is None or quantity.get("value") is None:
            continue
        unit = quantity.get("unit")
        if unit is not None and not _CONTAINER.fullmatch(unit):
            raise CdaInvalid(f"{at}/supply/quantity", "une quantité en boîtes est attendue")
        return whole_of(quantity.get("value"), f"{at}/supply/quantity")
    return None


def _renewals(given: Element, at: str) -> int | None:
    found = given.first("repeatNumber")
    if found is None or found.get("value") is None:
        return None
    return whole_of(found.get("value"), f"{at}/repeatNumber")


def _facts(given: Element) -> dict[str, bool]:
    found: dict[str, bool] = {}
    for observation in given.all("entryRelationship", "observation"):
        code, value = observation.first("code"), observation.first("value")
        if code is not None and value is not None and code.get("code"):
            found[code.get("code") or ""] = value.get("value") == "true"
    return found


def _substitution(given: Element, words: Narrative) -> NotSubstitutable | None:
    """« N » excludes substitution; its reason is a text, of which the code is not sure."""
    for act in given.all("entryRelationship", "act"):
        code = act.first("code")
        if code is None or code.get("code") != "N":
            continue
        if has_template(act, "1.3.6.1.4.1.19376.1.9.1.3.9.1"):
            return NotSubstitutable(None, words.told(code.first("originalText")))
    return None


# --- The product


def _product(given: Element, words: Narrative, at: str) -> Product:
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


def _substance(ingredient: Element, at: str) -> DciSubstance:
    inside = ingredient.first("pharm:ingredient")
    name = inside.first("pharm:name") if inside else None
    code = inside.first("pharm:code") if inside else None
    coding = None
    if code is not None and code.get("code") and code.get("codeSystem") == SMS.oid:
        coding = Coding(f"urn:oid:{SMS.oid}", code.get("code") or "", code.get("displayName"))
    return DciSubstance(name.text if name else "", coding, _strength(ingredient, at))


def _strength(ingredient: Element, at: str) -> Quantity | None:
    found = ingredient.first("pharm:quantity", "numerator")
    if found is None or found.get("value") is None:
        return None
    value: Decimal = decimal_of(found.get("value"), f"{at}/quantity")
    try:
        return Quantity(value, Unit((found.get("unit") or "unité").replace("_", " ")))
    except ValueError as error:
        raise CdaInvalid(f"{at}/quantity", str(error)) from error
