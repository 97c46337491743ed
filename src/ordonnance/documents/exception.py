"""The ordonnance of exception: what its official form asks for each medicine (CSS R.163-2)."""

from dataclasses import replace

from ordonnance.documents.identities import one_line
from ordonnance.documents.kinds_of_care import MEDICINES, CareSheet
from ordonnance.documents.sheet import Box, Fact, SheetLine
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french.amounts import amount_in_figures
from ordonnance.domain.prescription import Line
from ordonnance.law.quantities_in_words import strengths

TO_FILL = "………………………………"
"""What the data do not say is left for the prescriber's hand, and never guessed."""


def exception_boxes(care: CareSheet) -> tuple[Box, ...]:
    """Medicine, product or service: the box of what is prescribed is ticked (TY-22)."""
    drug = care is MEDICINES
    return (
        Box("Médicament", ticked=drug),
        Box("Produit de la LPP", ticked=not drug),
        Box("Prestation"),
    )


def exception_line(printed: SheetLine, line: Line, medicine: Medicine | None) -> SheetLine:
    """The line with form, strength, posology, route and duration each under its own word."""
    facts = (
        Fact("Forme", _form(line, medicine) or TO_FILL),
        Fact("Dosage", _strengths(line, medicine) or TO_FILL),
        Fact("Posologie", printed.posology or TO_FILL),
        Fact("Voie", _route(line, medicine) or TO_FILL),
        Fact("Durée, quantité", ", ".join(printed.right) or TO_FILL),
    )
    # The common name stays beside a brand (L.5121-1-2); strength and form stand in their facts.
    named = line.product is not None and not line.product.in_dci
    detail = printed.detail if named else ""
    return replace(printed, facts=facts, posology="", right=(), detail=detail)


def _form(line: Line, medicine: Medicine | None) -> str:
    if line.product is not None and line.product.form is not None:
        return one_line(line.product.form.label)
    return one_line(medicine.form) if medicine else ""


def _strengths(line: Line, medicine: Medicine | None) -> str:
    found = (amount_in_figures(each.value, each.unit.label) for each in strengths(line, medicine))
    return " + ".join(found)


def _route(line: Line, medicine: Medicine | None) -> str:
    written = {one_line(step.route.label) for step in line.posology.steps if step.route is not None}
    known = written or set(medicine.routes if medicine and len(medicine.routes) == 1 else ())
    return ", ".join(sorted(each.lower().removeprefix("voie ") for each in known))
