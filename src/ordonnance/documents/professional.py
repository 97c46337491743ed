"""The order for professional use: products and quantities, and nobody's name (CSP R.5132-4)."""

from ordonnance.documents.identities import one_line
from ordonnance.documents.lines import quantity_text
from ordonnance.documents.sheet import Identity, SheetLine
from ordonnance.domain.drug import Medicine
from ordonnance.domain.french.typography import NARROW
from ordonnance.domain.prescription import Line

TO_FILL = f"Quantité{NARROW}: ……………………"


def recipient() -> Identity:
    """Where a patient's name would stand: whom the order is made to, left to be written."""
    return Identity(f"Pharmacie{NARROW}: …………………………", ("Aucun patient n'est désigné.",))


def as_ordered(line: Line, medicine: Medicine | None) -> SheetLine:
    """One product and its quantity; neither posology nor duration belongs there."""
    quantity = quantity_text(line, medicine)
    return SheetLine(
        number=line.number,
        label=one_line(line.label),
        posology="",
        right=(quantity,) if quantity else (TO_FILL,),
    )
