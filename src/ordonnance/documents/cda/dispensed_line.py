"""One line served as FR-Traitement-dispense, tied to the line of the prescription."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from ordonnance.documents.cda import people, served_words
from ordonnance.documents.cda.codes import (
    ACT_CODE,
    BOX,
    CONTAINER,
    IHE_ACT,
    IHE_ITEM,
    SUBSTITUTION,
    coded,
    templates,
)
from ordonnance.documents.cda.narrative import cell
from ordonnance.documents.cda.product import handed_over
from ordonnance.documents.cda.values import day, id_of, line_id, number, oid, told_at
from ordonnance.domain.dispensing import Declined, Served, SubstitutionKind
from ordonnance.domain.drug import Medicine
from ordonnance.domain.markup import Element, e
from ordonnance.domain.prescription import Category, Ordonnance

_LINE: Final = templates(
    "2.16.840.1.113883.10.20.1.34",
    "1.3.6.1.4.1.19376.1.5.3.1.4.7.3",
    "1.3.6.1.4.1.19376.1.9.1.3.4",
    "1.2.250.1.213.1.1.3.204",
)
_ITEM: Final = templates("1.3.6.1.4.1.19376.1.9.1.3.11", "1.2.250.1.213.1.1.3.90")
_NOTES: Final = templates(
    "2.16.840.1.113883.10.20.1.43", "1.3.6.1.4.1.19376.1.5.3.1.4.3.1", "1.2.250.1.213.1.1.3.207"
)
_REPLACED: Final = templates("1.3.6.1.4.1.19376.1.9.1.3.9.2", "1.2.250.1.213.1.1.3.206")
_COMPLETED: Final = e("statusCode", code="completed")
FILLS: Final = {
    "FFC": "Première dispensation - complète",
    "FFP": "Première dispensation - partielle",
    "RFC": "Dispensation suivante - complète",
    "RFP": "Dispensation suivante - partielle",
}
"""Value set of completeness of the CI-SIS (1.2.250.1.213.1.1.5.765)."""


def anchor_of(rank: int) -> str:
    """The name of a line served in the narrative."""
    return f"med-{rank:03d}"


def row(rank: int, item: Served, ordonnance: Ordonnance) -> tuple[Element, ...]:
    """The words of a line served."""
    anchor, line = anchor_of(rank), ordonnance.line(item.line)
    said = served_words.remarks(item)
    told = [e("item", e("content", r.words, ID=f"{anchor}-{r.part}")) for r in said]
    remarks = e("list", told) if told else "Néant"
    return (
        cell(str(item.line), anchor=f"{anchor}-ligne"),
        cell(line.label if line else "", anchor=f"{anchor}-prescrit"),
        cell(item.label, anchor=f"{anchor}-delivre"),
        cell(served_words.amount(item), anchor=anchor),
        cell(item.lot or item.said.lot or "non relevé"),
        e("td", remarks, ID=f"{anchor}-remarques"),
    )


def refused(rank: int, item: Declined) -> tuple[Element, ...]:
    """The words of a line that was not served: CDA has no element for it."""
    said = {each.part: each.words for each in served_words.refusal(item)}
    parts = (served_words.REFUSED_LINE, served_words.REFUSED_WHY, served_words.REFUSED_TEXT)
    return tuple(
        cell(said[part], anchor=f"ref-{rank:03d}-{part}") if part in said else e("td")
        for part in parts
    )


def entry(
    anchor: str, item: Served, ordonnance: Ordonnance, *, medicine: Medicine | None,
    fill: str | None, prescription: UUID, document: UUID,
) -> Element:  # fmt: skip
    """The line served. `fill` is a code of `FILLS`; `prescription` the id of its document."""
    line = ordonnance.line(item.line)
    prepared = line is not None and line.category is Category.PREPARATION
    supply = e(
        "supply",
        _LINE,
        id_of(document, anchor),
        coded("code", fill, ACT_CODE, FILLS[fill]) if fill else None,
        told_at(anchor),
        e("quantity", value=number(item.packs), unit=CONTAINER if prepared else BOX),
        _covered(item),
        e("product", handed_over(item, medicine, f"{anchor}-delivre")),
        _prescribed(item, anchor, ordonnance, prescription),
        _notes(anchor),
        _substituted(item, anchor),
        classCode="SPLY",
        moodCode="EVN",
    )
    return e("entry", supply)


def _covered(item: Served) -> Element | None:
    """The days of treatment that what was served covers, both ends included."""
    if item.days < 1:
        return e("expectedUseTime", e("low", value=day(item.first_day)))
    last = item.first_day + timedelta(days=item.days - 1)
    return e(
        "expectedUseTime",
        e("low", value=day(item.first_day)),
        e("high", value=day(last)),
    )


def _prescribed(item: Served, anchor: str, ordonnance: Ordonnance, prescription: UUID) -> Element:
    """The line of the prescription that was served."""
    line = ordonnance.line(item.line)
    known = line_id(prescription, line.id) if line else id_of(prescription, f"ligne/{item.line}")
    nothing = e("manufacturedMaterial", e("name", nullFlavor="NA"), nullFlavor="NA")
    administration = e(
        "substanceAdministration",
        _ITEM,
        known,
        coded("code", "PREItem", IHE_ITEM, "Prescription Item",
              told_at(f"{anchor}-prescrit", "originalText")),
        e("consumable", e("manufacturedProduct", nothing)),
        people.author(ordonnance.prescriber, ordonnance.established_at),
        e("reference", e("externalDocument", e("id", root=oid(prescription))), typeCode="XCRPT"),
        classCode="SBADM",
        moodCode="INT",
    )  # fmt: skip
    return e("entryRelationship", administration, typeCode="REFR", inversionInd="false")


def _notes(anchor: str) -> Element:
    act = e(
        "act",
        _NOTES,
        coded("code", "FINSTRUCT", IHE_ACT),
        told_at(f"{anchor}-remarques"),
        _COMPLETED,
        classCode="ACT",
        moodCode="INT",
    )
    return e("entryRelationship", act, typeCode="SUBJ", inversionInd="true")


def _substituted(item: Served, anchor: str) -> Element | None:
    """Only a generic substitution has a code; the others are told in the remarks."""
    if item.substitution is None or item.substitution.kind is not SubstitutionKind.GENERIC:
        return None
    said = told_at(f"{anchor}-{served_words.WHY}", "originalText")
    words = "Substitution autorisée par un produit générique"
    act = e(
        "act",
        _REPLACED,
        coded("code", "G", SUBSTITUTION, words, said),
        _COMPLETED,
        classCode="ACT",
        moodCode="EVN",
    )
    return e("entryRelationship", act, typeCode="COMP")
