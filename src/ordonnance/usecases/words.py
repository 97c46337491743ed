"""What people read of states and coded reasons, wherever they read it."""

from ordonnance.domain.dispensing import (
    DeclineReason,
    SubstitutionKind,
    UndoReason,
)
from ordonnance.domain.execution import LineState, OrdonnanceState

LINE_STATES = {
    LineState.OPEN: "à délivrer",
    LineState.PARTLY_EXECUTED: "délivrée en partie",
    LineState.EXECUTED: "délivrée",
    LineState.CANCELLED: "annulée",
    LineState.REPLACED: "remplacée",
    LineState.EXPIRED: "délai dépassé",
}
STATES = {
    OrdonnanceState.ISSUED: "émise, rien n'est délivré",
    OrdonnanceState.PARTLY_EXECUTED: "délivrée en partie",
    OrdonnanceState.EXECUTED: "entièrement délivrée",
    OrdonnanceState.CANCELLED: "annulée",
    OrdonnanceState.REPLACED: "remplacée",
    OrdonnanceState.EXPIRED: "délai de délivrance dépassé",
}

REASONS: dict[str, str] = {
    UndoReason.MISTAKE: "erreur d'enregistrement",
    UndoReason.RETURNED_UNOPENED: "rendue sans avoir été ouverte",
    UndoReason.NOT_COLLECTED: "jamais retirée",
    DeclineReason.PATIENT_INTEREST: "dans l'intérêt du patient",
    DeclineReason.CONTRAINDICATION: "contre-indication",
    DeclineReason.FORGERY_SUSPECTED: "soupçon de falsification",
    DeclineReason.SHORTAGE: "rupture d'approvisionnement",
    DeclineReason.LAW: "une règle de droit s'y oppose",
    DeclineReason.NOT_WANTED: "non souhaité par le patient",
    SubstitutionKind.GENERIC: "générique",
    SubstitutionKind.HYBRID: "hybride",
    SubstitutionKind.BIOSIMILAR: "biosimilaire",
    SubstitutionKind.PRESCRIBER_AGREEMENT: "accord du prescripteur",
}
"""Coded reasons, told. The shortage reads the same for a refusal and for a substitution."""


def reason(code: str) -> str:
    """A coded reason in French, the code itself when it is not known here."""
    return REASONS.get(code, code)
