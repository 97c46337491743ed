"""What never enters an ordonnance numérique, refused with the paper form that is right."""

from collections.abc import Mapping

from ordonnance.domain.drug import Medicine
from ordonnance.domain.errors import Issue, Refusal
from ordonnance.domain.prescription import Ordonnance
from ordonnance.law.anonymous import anonymity_problem
from ordonnance.law.perimeter import perimeter_problem


def require_perimeter(ordonnance: Ordonnance, medicines: Mapping[int, Medicine | None]) -> None:
    """Raise every perimeter refusal at once: rétrocession, hospital use, anonymity beyond IVG."""
    issues = [
        Issue(code, f"line[{number}]", {"medicine": medicine.name})
        for number, medicine in medicines.items()
        if medicine is not None and (code := perimeter_problem(medicine))
    ]
    problem = anonymity_problem(ordonnance, medicines, ordonnance.established_on)
    if problem:
        issues.append(Issue("ANONYMOUS_NOT_ALLOWED", facts={"detail": problem}))
    if issues:
        raise Refusal(*issues)
