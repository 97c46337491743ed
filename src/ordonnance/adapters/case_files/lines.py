"""One line: what is prescribed, how it is taken, how long."""

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from ordonnance.adapters.case_files import keys
from ordonnance.adapters.case_files.fields import Fields, needed
from ordonnance.adapters.case_files.medicines import Medicines, dci_of
from ordonnance.adapters.case_files.mentions import WORDS, mentions_of
from ordonnance.adapters.case_files.nodes import CaseUnreadable, Node, Text, key_of, quoted
from ordonnance.adapters.case_files.values import whole
from ordonnance.adapters.case_files.words import CATEGORIES
from ordonnance.domain.coding import Coding
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french.posology import sentence_in_words
from ordonnance.domain.posology import Posology
from ordonnance.domain.prescription import Category, Ingredient, Line, Preparation, Product
from ordonnance.domain.quantity import Quantity, Unit
from ordonnance.domain.typed.reader import MAX_LENGTH, Confidence, read
from ordonnance.usecases.medicines import medicine_of

_FORM_SYSTEM = "urn:oid:0.4.0.127.0.16.1.1.2.1"
_KINDS = ("médicament", "DCI", "préparation", "produit")
_INGREDIENT = re.compile(
    r"(?P<name>.+?) (?P<qsp>qsp )?(?P<value>\d{1,6}(?:,\d{1,3})?) ?(?P<unit>[^\W\d]+|%)"
)
_WITHOUT = Posology(text="à prendre selon l’avis donné")
_NOT_RENEWED = {"interdits", "interdit", "aucun"}


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line, and the medicine behind it when one is known."""

    line: Line
    medicine: Medicine | None


def line_of(node: Node, number: int, medicines: Medicines) -> ReadLine:
    """The line with that number."""
    fields = Fields(node, keys.LINE)
    what, medicine = _prescribed(fields, medicines)
    category = what["category"]
    posology = _posology(fields, category)
    line = Line(
        number=number,
        id=str(number),
        posology=posology,
        duration=fields.duration("durée"),
        packs=fields.whole("boîtes"),
        renewals=_renewals(fields),
        **what,
        **mentions_of(fields),
    )
    if line.in_words == WORDS:
        line = replace(line, in_words=_written_out(posology, medicine))
    if fields.node("DCI") is not None:
        medicine = medicine_of(line, medicines.catalogue) or _described(line, medicines)
    return ReadLine(line, medicine)


def _prescribed(fields: Fields, medicines: Medicines) -> tuple[dict[str, Any], Medicine | None]:
    """Category and product or preparation, with the medicine named."""
    given = [name for name in _KINDS if fields.node(name) is not None]
    if len(given) != 1:
        raise CaseUnreadable(
            fields.place, "Cette ligne doit prescrire une chose, et une seule.",
            f"Écrire l’un de {', '.join(quoted(name) for name in _KINDS)}.",
        )  # fmt: skip
    named = fields.text("médicament")
    if named is not None:
        medicine = medicines.named(named)
        product = Product(medicine.name, medicine.cis, _pack_named(named, medicine))
        return {"category": Category.MEDICINE, "product": product}, medicine
    preparation = fields.node("préparation")
    if preparation is not None:
        held = _preparation(Fields(preparation, keys.PREPARATION))
        return {"category": Category.PREPARATION, "preparation": held}, None
    if fields.node("DCI") is not None:
        return {"category": Category.MEDICINE, "product": _dci(fields)}, None
    category = fields.choice("catégorie", CATEGORIES) or Category.MEDICINE
    return {"category": category, "product": Product(fields.said("produit") or "")}, None


def _pack_named(text: Text, medicine: Medicine) -> Any:
    """The pack, when the medicine was named by the code of one."""
    code = re.sub(r"\s", "", text.value)
    return next((p.cip13 for p in medicine.presentations if p.cip13.value == code), None)


def _dci(fields: Fields) -> Product:
    listed, form = fields.texts("DCI"), fields.said("forme")
    texts = [Text(each, text.place) for text in listed for each in text.value.split(" + ")]
    label = " + ".join(text.value for text in texts) + (f" {form}" if form else "")
    return Product(
        label,
        substances=tuple(dci_of(text) for text in texts),
        form=Coding(_FORM_SYSTEM, key_of(form), form) if form else None,
    )


def _described(line: Line, medicines: Medicines) -> Medicine | None:
    """A medicine described in the file that holds the substances of a line in DCI."""
    wanted = {key_of(each.name) for each in line.product.substances} if line.product else set()
    for medicine in medicines.described.values():
        if {key_of(each.name) for each in medicine.substances} == wanted:
            return replace(medicine, cis=None, presentations=())
    return None


def _written_out(posology: Posology, medicine: Medicine | None) -> str:
    """The quantities in words, strengths included, as the sheet writes them."""
    strengths = tuple(each.strength for each in medicine.substances) if medicine else ()
    known = tuple(each for each in strengths if each is not None)
    held = known if len(known) == len(strengths) else None
    return sentence_in_words(posology, held or None) if posology.steps else posology.text or ""


def _preparation(fields: Fields) -> Preparation:
    return Preparation(
        needed(fields.said("nom")),
        tuple(_ingredient(text) for text in fields.texts("formule")),
        therapeutic_mention=fields.flag("but thérapeutique") or False,
    )


def _ingredient(text: Text) -> Ingredient:
    found = _INGREDIENT.fullmatch(text.value)
    if found is None:
        return Ingredient(text.value)
    amount = Quantity(Decimal(found["value"].replace(",", ".")), Unit(found["unit"]))
    return Ingredient(found["name"], amount, qsp=bool(found["qsp"]))


def _posology(fields: Fields, category: Category) -> Posology:
    free, typed = fields.said("posologie libre"), fields.text("posologie")
    if free is not None:
        return Posology(text=free)
    if typed is not None:
        return _read(typed)
    if category is Category.MEDICINE:
        raise CaseUnreadable(
            fields.place, "Cette ligne n’a pas de posologie.",
            f"Écrire {quoted('posologie')} ou {quoted('posologie libre')}.",
        )  # fmt: skip
    return _WITHOUT


def _read(text: Text) -> Posology:
    """A posology understood with certainty. Raises CaseUnreadable, with what was not."""
    if len(text.value) > MAX_LENGTH:
        raise CaseUnreadable(text.place, "Cette posologie est trop longue.", "La raccourcir.")
    found = read(text.value)
    if found.confidence is Confidence.CERTAIN and found.posology is not None:
        return found.posology
    why = [
        *(f"{quoted(part)} n’est pas compris" for part in found.rest),
        *found.notes,
        *([f"{quoted(found.product)} nomme un produit"] if found.product else []),
    ]
    raise CaseUnreadable(
        text.place,
        f"La posologie {quoted(text.value)} n’est pas comprise avec certitude\u202f: "
        f"{', '.join(why) or 'elle ne se lit pas'}.",
        "L’écrire plus simplement («\u202f1 comprimé matin et soir\u202f»), ou sous "
        "«\u202fposologie libre\u202f» pour la garder telle quelle.",
    )


def _renewals(fields: Fields) -> int | None:
    text = fields.text("renouvellements")
    if text is None:
        return None
    return 0 if key_of(text.value) in _NOT_RENEWED else whole(text)
