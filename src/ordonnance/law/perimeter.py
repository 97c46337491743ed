"""What stays outside the ordonnance numérique because of where it is served (ERRATA 5, 6)."""

from functools import lru_cache

from ordonnance.domain.drug import Medicine
from ordonnance.law.substances import CONDITIONS, label_key

RETROCESSION = "RETROCESSION_ON_PAPER"
HOSPITAL_ONLY = "HOSPITAL_USE_ONLY"


@lru_cache(maxsize=8192)
def perimeter_problem(medicine: Medicine) -> str | None:
    """The refusal code for a medicine that cannot stand on an ordonnance numérique, or None.

    Hospital use is the narrower: it wins when both labels stand. « Usage professionnel » is no
    obstacle (ERRATA 5).
    """
    known = (CONDITIONS.get(label_key(label)) for label in medicine.conditions)
    codes = {condition.perimeter for condition in known if condition is not None}
    return next((code for code in (HOSPITAL_ONLY, RETROCESSION) if code in codes), None)


def perimeter_of(label: str) -> str | None:
    """The refusal code that one label gives, or None."""
    known = CONDITIONS.get(label_key(label))
    return known.perimeter if known is not None else None
